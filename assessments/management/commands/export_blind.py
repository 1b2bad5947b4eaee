"""``manage.py export_blind --out DIR``: what the pupil sees of each challenge, for somebody who solves it blind."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments import content
from assessments.bank import referential_root
from assessments.bank.blind import export


class Command(BaseCommand):
    help = "Écrit l’écran de l’élève de chaque épreuve, sans la solution, pour une résolution à l’aveugle."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--tube", action="append", default=[], help="Clé d’un sujet ; tous par défaut.")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = content.current()
        wanted = [
            challenge
            for challenge in loaded.challenges.values()
            if challenge.is_playable
            and (not options["tube"] or loaded.tubes[loaded.skills[challenge.skill].tube].key in options["tube"])
        ]
        count = export(loaded, wanted, seed=options["seed"], root=referential_root(), out=options["out"])
        self.stdout.write(f"{count} épreuves écrites dans {options['out']}.")
