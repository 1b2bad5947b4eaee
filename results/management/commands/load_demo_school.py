"""``manage.py load_demo_school``: the lycée that a first visit finds."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campaigns.models import TargetProfile
from results import demo


class Command(BaseCommand):
    help = "Crée le lycée de démonstration, une seule fois. Refusé hors du mode démonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Le lycée de démonstration n’existe qu’en mode démonstration (PIXORGA_MODE=demo).")
        if demo.is_loaded():
            self.stdout.write("Le lycée de démonstration est déjà là.")
            return
        if not TargetProfile.objects.exists():
            raise CommandError("Chargez d’abord les questions : manage.py load_referential.")
        demo.load()
        self.stdout.write("Lycée de démonstration créé :")
        for role, address, login, password in demo.demo_accounts():
            self.stdout.write(f"  {role} : {address} · {login} · {password}")
