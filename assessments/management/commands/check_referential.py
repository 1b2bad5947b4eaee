"""``manage.py check_referential``: the quality table of the item bank; fails below the numbers that it must reach."""

from argparse import ArgumentParser
from pathlib import Path
from textwrap import fill
from typing import Any

from django.core.management.base import BaseCommand

from assessments.bank import referential_root
from assessments.bank.nodes import ReferentialError
from assessments.bank.quality import Check, check_competence, read_solved
from assessments.bank.reader import read_referential


class Command(BaseCommand):
    help = "Imprime le tableau de qualité du référentiel, et échoue au-dessous des nombres demandés."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossier", type=Path, help="un autre dossier que assessments/referential")
        parser.add_argument("--bref", action="store_true", help="seulement ce qui manque")

    def handle(self, *args: Any, **options: Any) -> None:
        root = options["dossier"] or referential_root()
        try:
            referential = read_referential(root)
        except ReferentialError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise SystemExit(1) from None
        solved = read_solved(root, referential.challenges)
        written = {tube.competence for tube in referential.tubes}
        failed = 0
        for competence in referential.competences:
            if competence.code not in written:
                continue
            self.stdout.write(f"{competence.code} {competence.name}")
            for check in check_competence(competence, referential, solved, root):
                failed += check.passed is False
                if not options["bref"] or check.passed is False:
                    self._print(check)
        missing = [competence.code for competence in referential.competences if competence.code not in written]
        if missing:
            self.stdout.write(f"À écrire : {', '.join(missing)}")
        for name in referential.orphans:
            self.stdout.write(f"Inutilisé : {name}")
        if failed:
            self.stderr.write(f"{failed} point{'s' if failed > 1 else ''} à reprendre.")
            raise SystemExit(1)

    def _print(self, check: Check) -> None:
        state = {True: "ok", False: "!!", None: "  "}[check.passed]
        goal = f"  (attendu : {check.goal})" if check.goal else ""
        self.stdout.write(f"  {state}  {check.label:<52} {check.value}{goal}")
        if check.details:
            self.stdout.write(fill(", ".join(check.details), 118, initial_indent=" " * 8, subsequent_indent=" " * 8))
