"""``manage.py calibrate_bank``: learn the difficulties from the answers, and keep them if they foretell the newest ones."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments import content
from assessments.calibration import calibrate


class Command(BaseCommand):
    help = "Calcule les difficultés des questions à partir des réponses. Les tests commencés gardent les leurs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="tout calculer, ne rien enregistrer")

    def handle(self, *args: Any, **options: Any) -> None:
        found = calibrate(loaded=content.current(), now=timezone.now(), save=not options["dry_run"])
        if not found.verdicts:
            self.stdout.write("Aucune réponse dans la base : les difficultés restent celles des étiquettes.")
            return
        for verdict in found.verdicts:
            self.stdout.write(str(verdict))
        if found.version is None:
            self.stdout.write("Aucune version n’est créée : les difficultés restent celles qui servent déjà.")
        elif options["dry_run"]:
            self.stdout.write("Essai seulement : aucune version n’est créée.")
        else:
            self.stdout.write(
                f"Version {found.version.number} créée : elle sert aux tests qui commencent ; les autres gardent la leur."
            )
