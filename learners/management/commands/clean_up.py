"""``manage.py clean_up``, once a day: what is kept no longer than it serves."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from learners.ent import forget_expired_assertions
from learners.imports.apply import forget_old_rehearsals
from learners.imports.undo import forget_old_undos
from learners.models import IdentityEvent, ReconciliationAttempt
from organisations.actions import forget_old_invitations
from organisations.models import LoginFailure

# A failed attempt explains a pupil's trouble for some weeks; connection logs are kept one year (CNIL).
ATTEMPTS_KEPT, FAILURES_KEPT, EVENTS_KEPT = timedelta(days=90), timedelta(days=2), timedelta(days=365)


class Command(BaseCommand):
    help = "Efface les sessions finies, les assertions expirées, les échecs et les essais anciens."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        call_command("clearsessions")
        counts = {
            "assertions": forget_expired_assertions(),
            "échecs de connexion": LoginFailure.objects.filter(last_failed_at__lt=now - FAILURES_KEPT).delete()[0],
            "essais de rattachement": ReconciliationAttempt.objects.filter(at__lt=now - ATTEMPTS_KEPT).delete()[0],
            "vérifications de listes d’élèves": forget_old_rehearsals(now=now),
            "imports à annuler": forget_old_undos(now=now),
            "invitations": forget_old_invitations(now=now),
            "événements d’identité": IdentityEvent.objects.filter(at__lt=now - EVENTS_KEPT).delete()[0],
        }
        self.stdout.write("Effacé : " + ", ".join(f"{count} {name}" for name, count in counts.items()) + ".")
