"""``manage.py record_blind answers.json --solver "relecteur A"``: mark the answers of a blind solver and keep the record."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.bank import referential_root
from assessments.bank.blind import record
from assessments.bank.nodes import ReferentialError
from assessments.bank.reader import read_referential


class Command(BaseCommand):
    help = "Corrige les réponses d’une résolution à l’aveugle (JSON : clé d’épreuve -> réponse) et garde la trace."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("answers", type=Path)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--solver", required=True, help="Le rôle de la personne, jamais son nom.")

    def handle(self, *args: Any, **options: Any) -> None:
        root = referential_root()
        try:
            agreed = record(
                read_referential(root),
                json.loads(options["answers"].read_text(encoding="utf-8")),
                seed=options["seed"],
                solver=options["solver"],
                on=timezone.localdate(),
                root=root,
            )
        except (OSError, ValueError, KeyError, AttributeError, ReferentialError) as error:
            raise CommandError(f"Réponses illisibles : {error!r}") from None
        differing = sorted(key for key, same in agreed.items() if not same)
        self.stdout.write(f"{len(agreed)} réponses, {len(agreed) - len(differing)} d’accord.")
        for key in differing:
            self.stdout.write(f"  à revoir : {key}")
