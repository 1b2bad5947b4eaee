"""``manage.py simulate_learners N``: pupils who are nobody, to try the calibration of the difficulties."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaigns.models import TargetProfile
from results.demo import crowd

# More would take hours; calibrations gain nothing beyond.
MOST = 5000


class Command(BaseCommand):
    help = "Crée des élèves simulés qui jouent un vrai parcours, ou les efface. Refusé hors du mode démonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, nargs="?", default=0, metavar="N", help="nombre d’élèves")
        parser.add_argument("--seed", type=int, default=1, help="hasard : la même graine, les mêmes élèves")
        parser.add_argument("--profil", default="competence-1.1", help="clé du profil cible")
        parser.add_argument("--clear", action="store_true", help="effacer d’abord tous les élèves simulés")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Les élèves simulés n’existent qu’en mode démonstration (PIXORGA_MODE=demo).")
        count = options["count"]
        if not 0 <= count <= MOST or (not count and not options["clear"]):
            raise CommandError(f"Donnez un nombre d’élèves, de 1 à {MOST}, ou --clear pour les effacer.")
        if options["clear"]:
            self.stdout.write(f"Élèves simulés effacés : {crowd.clear()}.")
        if not count:
            return
        profile = TargetProfile.objects.filter(key=options["profil"]).first()
        if profile is None:
            raise CommandError(
                f"Profil inconnu : {options['profil']}. Chargez d’abord les questions : load_referential."
            )
        for done in crowd.simulate(count=count, seed=options["seed"], profile=profile, now=timezone.now()):
            if done % 50 == 0 or done == count:
                self.stdout.write(f"{done} sur {count}")
        self.stdout.write("Essayez maintenant : manage.py calibrate_bank --dry-run")
