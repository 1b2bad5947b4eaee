"""``manage.py anonymise_accounts``: the yearly round, for more accounts than a page takes. Says what it would do, unless told."""

from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.closing import anonymise_account, weight_of_accounts
from organisations import queries
from organisations.actions import ErasureRefused, erasure_refusal
from organisations.models import User

SOUGHT_AT_ONCE = 500


class Command(BaseCommand):
    help = "Anonymise les comptes restés sans connexion, ou ceux d’une liste. Sans --faire, compte seulement."

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument(
            "--inactifs-depuis", type=int, metavar="ANS", help="sans connexion depuis ce nombre d’années"
        )
        chosen.add_argument("--liste", type=Path, metavar="FICHIER", help="un numéro de compte par ligne")
        parser.add_argument(
            "--par", required=True, metavar="ADRESSE", help="qui le décide : l’adresse d’un super admin"
        )
        parser.add_argument("--faire", action="store_true", help="anonymiser, au lieu de compter")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = queries.super_admins().filter(email=options["par"].strip().lower()).first()
        if actor is None:
            raise CommandError("--par : cette adresse n’est pas celle d’un super admin.")
        users = self._idle(options["inactifs_depuis"]) if options["liste"] is None else self._listed(options["liste"])
        total = users.count()
        if not options["faire"]:
            weight = weight_of_accounts(list(users.only("pk"))) if total <= SOUGHT_AT_ONCE else None
            more = f", {weight.running} participations non envoyées, {weight.sent} résultats gardés" if weight else ""
            self.stdout.write(f"Comptes à anonymiser : {total}{more}. Rien n’a été fait : ajoutez --faire.")
            return
        done, refused = 0, 0
        for key in list(users.order_by("pk").values_list("pk", flat=True)):
            user = User.objects.get(pk=key)
            try:
                anonymise_account(user=user, actor=actor, now=timezone.now())
                done += 1
            except ErasureRefused:
                refused += 1
                self.stdout.write(f"Compte {key} : {erasure_refusal(user=user, actor=actor)}")
        self.stdout.write(f"Comptes anonymisés : {done}. Refusés : {refused}.")

    def _idle(self, years: int) -> QuerySet[User]:
        if years < 1:
            raise CommandError("--inactifs-depuis : un an au moins.")
        return queries.idle_accounts(since=timezone.now() - relativedelta(years=years))

    def _listed(self, path: Path) -> QuerySet[User]:
        try:
            words = path.read_text(encoding="utf-8").split()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"--liste : {type(error).__name__}.") from None
        wrong = [word for word in words if not (word.isascii() and word.isdigit() and len(word) <= 18)]
        if wrong:
            raise CommandError(f"--liste : « {wrong[0][:40]} » n’est pas un numéro de compte.")
        return User.objects.filter(pk__in=map(int, words), anonymised_at=None)
