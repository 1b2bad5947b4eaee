"""``manage.py check_referential``: the quality table of the item bank; fails below the numbers that it must reach."""

from argparse import ArgumentParser
from pathlib import Path
from textwrap import fill
from typing import Any

from django.core.management.base import BaseCommand

from assessments.bank import referential_root
from assessments.bank.nodes import ReferentialError
from assessments.bank.quality import Check, check_competence, check_whole, read_solved
from assessments.bank.reader import read_referential


class Command(BaseCommand):
    help = "Imprime le tableau de qualité du référentiel, et échoue au-dessous des nombres demandés."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossier", type=Path, help="un autre dossier que assessments/referential")
        parser.add_argument(
            "--competence", action="append", default=[], help="code d’une compétence ; toutes par défaut"
        )
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
            if competence.code not in written or competence.code not in (options["competence"] or written):
                continue
            self.stdout.write(f"{competence.code} {competence.name}")
            failed += self._print(check_competence(competence, referential, solved, root), brief=options["bref"])
        missing = [competence.code for competence in referential.competences if competence.code not in written]
        if missing:
            self.stdout.write(f"À écrire : {', '.join(missing)}")
        elif not options["competence"]:
            self.stdout.write("Tout le référentiel")
            failed += self._print(check_whole(referential), brief=options["bref"])
        for name in referential.orphans:
            self.stdout.write(f"Inutilisé : {name}")
        if failed:
            self.stderr.write(f"{failed} point{'s' if failed > 1 else ''} à reprendre.")
            raise SystemExit(1)

    def _print(self, checks: list[Check], *, brief: bool) -> int:
        """How many failed."""
        for check in checks:
            if brief and check.passed is not False:
                continue
            state = {True: "ok", False: "!!", None: "  "}[check.passed]
            goal = f"  (attendu : {check.goal})" if check.goal else ""
            self.stdout.write(f"  {state}  {check.label:<52} {check.value}{goal}")
            if check.details:
                details = ", ".join(check.details)
                self.stdout.write(fill(details, 118, initial_indent=" " * 8, subsequent_indent=" " * 8))
        return sum(check.passed is False for check in checks)
