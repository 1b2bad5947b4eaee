"""``manage.py watch_challenges``, every night: how challenges are answered, and the withdrawal of those that drift."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.health import watch_challenges
from pixorga.ui.formats import decimal_fr


class Command(BaseCommand):
    help = "Mesure la santé des épreuves et retire celles dont la réussite s’écarte de ce qui était prévu."

    def handle(self, *args: Any, **options: Any) -> None:
        found = watch_challenges(now=timezone.now())
        self.stdout.write(
            f"{decimal_fr(found.challenges)} épreuves mesurées, {decimal_fr(found.answers)} nouvelles réponses suivies."
        )
        for challenge in found.alarms:
            state = "retirée des tests" if challenge in found.withdrawn else "déjà retirée"
            self.stdout.write(f"  alarme : {challenge}, {state}")
