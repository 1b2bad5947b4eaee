"""``manage.py measure_profiles``: how many questions and minutes each parcours takes, for the pages where teachers choose."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments import content
from campaigns.lengths import measure_profiles
from campaigns.models import TargetProfile


class Command(BaseCommand):
    help = "Mesure la longueur des tests (à relancer après calibrate_bank). Relancer la commande ne change rien."

    def handle(self, *args: Any, **options: Any) -> None:
        count = measure_profiles(TargetProfile.objects.filter(obsolete_at=None), content.current())
        self.stdout.write(f"Longueur des tests mesurée pour {count} profil{'s' if count > 1 else ''}.")
