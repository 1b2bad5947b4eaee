"""``manage.py load_referential``: the item bank and the public profiles, from the files to the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessments import content
from assessments.bank.load import Changes, load_referential
from assessments.bank.nodes import ReferentialError
from campaigns.lengths import measure_profiles
from campaigns.models import TargetProfile
from campaigns.profiles import sync_profiles

TITLES = {"added": "Ajouté", "changed": "Changé", "retired": "Retiré"}
# Beyond, a first load would fill the screen.
SHOWN = 12


class Command(BaseCommand):
    help = "Valide le référentiel puis le charge. Relancer la commande ne change rien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossier", type=Path, help="un autre dossier que assessments/referential")
        parser.add_argument("--tout", action="store_true", help="relire les fichiers même si aucun n’a changé")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_referential(options["dossier"], also=sync_profiles, whole=options["tout"])
        except ReferentialError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            count = len(error.problems)
            self.stderr.write(f"{count} problème{'s' if count > 1 else ''} : rien n’a été changé.")
            raise SystemExit(1) from None
        measure_profiles(TargetProfile.objects.filter(obsolete_at=None), content.current())
        for line in lines_of(loaded.changes):
            self.stdout.write(line)
        state = "chargé" if loaded.changes else "à jour"
        self.stdout.write(f"Référentiel {state} : {loaded.skills} acquis, {loaded.challenges} épreuves.")


def lines_of(changes: Changes) -> list[str]:
    """«Ajouté, épreuve (3) : moteur1-a, moteur1-b, moteur2-a»."""
    lines = []
    for where, title in TITLES.items():
        for kind, keys in getattr(changes, where).items():
            more = f" … et {len(keys) - SHOWN} de plus" if len(keys) > SHOWN else ""
            lines.append(f"{title}, {kind} ({len(keys)}) : {', '.join(keys[:SHOWN])}{more}")
    return lines
