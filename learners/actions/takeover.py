"""One pupil, two accounts: the ENT changed their identifier, or they had an account before it (sign-in-and-rosters.md §7.3)."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount

from learners.conflicts import ReconciliationRefused
from learners.ent import digest
from learners.enums import IdentityEventKind
from learners.models import IdentityEvent, Learner
from learners.queries import is_blank
from organisations.models import User


def take_over(*, account: User, blank: User, learner: Learner, now: datetime) -> None:
    """Inside a transaction: the ENT's identity of ``blank`` now opens ``account``, and ``blank`` is deleted.

    An account keeps one identity of a provider: the former one no longer opens anything. ReconciliationRefused if ``blank``
    has served meanwhile.
    """
    # Not «no key»: what would begin under the blank account waits, then finds it gone.
    held = {
        one.pk: one
        for one in User.objects.select_for_update(of=("self",)).filter(pk__in=[account.pk, blank.pk]).order_by("pk")
    }
    if len(held) < 2 or not is_blank(held[blank.pk]):
        raise ReconciliationRefused("R33-two")
    identity = SocialAccount.objects.get(user=blank)
    SocialAccount.objects.filter(user=account, provider=identity.provider).delete()
    identity.user = account
    identity.save(update_fields=["user"])
    held[blank.pk].delete()
    IdentityEvent.objects.create(
        at=now,
        kind=IdentityEventKind.TAKEOVER,
        provider=identity.provider,
        uid_digest=digest(identity.uid),
        user=account,
        learner=learner,
        organisation_id=learner.organisation_id,
    )
