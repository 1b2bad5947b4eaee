"""``manage.py export_blind --out DIR``: what the pupil sees of each challenge, for somebody who solves it blind."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments.bank import referential_root
from assessments.bank.blind import export
from assessments.bank.reader import read_referential


class Command(BaseCommand):
    help = "Écrit l’écran de l’élève de chaque épreuve, sans la solution, pour une résolution à l’aveugle."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--competence", action="append", default=[], help="Code d’une compétence ; toutes par défaut."
        )
        parser.add_argument("--tube", action="append", default=[], help="Clé d’un sujet ; tous par défaut.")
        parser.add_argument("--epreuve", action="append", default=[], help="Clé d’une épreuve ; toutes par défaut.")

    def handle(self, *args: Any, **options: Any) -> None:
        root = referential_root()
        count = sum(
            export(tube, seed=options["seed"], root=root, out=options["out"], only=options["epreuve"])
            for tube in read_referential(root).tubes
            if (not options["tube"] or tube.key in options["tube"])
            and (not options["competence"] or tube.competence in options["competence"])
        )
        self.stdout.write(f"{count} épreuves écrites dans {options['out']}.")
