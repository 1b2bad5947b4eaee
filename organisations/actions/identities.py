"""The ENT's identities of accounts, as support moves them. An account has one identity of a provider at most."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from organisations.actions.audit import record_act
from organisations.models import User


class IdentityRefused(Exception):
    """Nothing was moved; why, in words for the team."""


@transaction.atomic
def move_identity(*, identity: SocialAccount, to: User, actor: User) -> None:
    """The identity opens another account from now on; the one it had of the same provider is dropped."""
    people = User.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[identity.user_id, to.pk])
    held = {one.pk: one for one in people.order_by("pk")}
    target = held.get(to.pk)
    if target is None or target.anonymised_at is not None or not target.is_active:
        raise IdentityRefused("Ce compte est désactivé ou anonymisé : personne ne pourrait y entrer.")
    if target.is_staff or target.is_superuser:
        raise IdentityRefused("Un membre de l’équipe n’entre pas par un ENT.")
    if identity.user_id == target.pk:
        raise IdentityRefused("Cette connexion ouvre déjà ce compte.")
    before = held[identity.user_id]
    SocialAccount.objects.filter(user=target, provider=identity.provider).delete()
    SocialAccount.objects.filter(pk=identity.pk).update(user=target)
    record_act(actor=actor, verb="identity.moved", target=before, provider=identity.provider, to=target.pk)


@transaction.atomic
def remove_identity(*, identity: SocialAccount, actor: User) -> None:
    record_act(actor=actor, verb="identity.removed", target=identity.user, provider=identity.provider)
    identity.delete()
