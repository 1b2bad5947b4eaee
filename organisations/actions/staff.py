"""Who is in the team of PixOrga, and in which of its groups: one at a time, for the weakest rights that are enough."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from organisations import queries
from organisations.actions.audit import record_act
from organisations.enums import StaffGroup
from organisations.models import User
from pixorga.ui.typography import french_spaces


class StaffRefused(Exception):
    """Nothing changed; why, in words for the team."""


ONESELF = "Un autre super admin peut changer vos droits, pas vous-même."
LAST_SUPER_ADMIN = "C’est le dernier super admin : il n’y aurait plus personne pour administrer PixOrga."
SUPERUSER = "Seul un superutilisateur change les droits d’un superutilisateur."
DISABLED = "Ce compte est désactivé ou anonymisé."


@transaction.atomic
def set_staff_group(*, user: User, group: StaffGroup, actor: User) -> bool:
    """Let an account into the administration, or change its group. False if it was there already. StaffRefused."""
    user = _held(user, actor)
    if not user.is_active:
        raise StaffRefused(DISABLED)
    groups = user.groups.filter(name__in=StaffGroup.values)
    before = sorted(groups.values_list("name", flat=True))
    if user.is_staff and before == [group.value]:
        return False
    if group != StaffGroup.SUPER_ADMIN and not user.is_superuser and queries.is_last_super_admin(user):
        raise StaffRefused(french_spaces(LAST_SUPER_ADMIN))
    was_there = user.is_staff
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    user.groups.remove(*groups)
    user.groups.add(Group.objects.get(name=group.value))
    record_act(actor=actor, verb="staff.changed" if was_there else "staff.added", target=user, group=group.value)
    return True


@transaction.atomic
def dismiss_staff(*, user: User, actor: User) -> bool:
    """Out of the administration, at the next request; the account stays. False if it was out already. StaffRefused."""
    user = _held(user, actor)
    if not user.is_staff:
        return False
    if queries.is_last_super_admin(user):
        raise StaffRefused(french_spaces(LAST_SUPER_ADMIN))
    user.is_staff = False
    user.save(update_fields=["is_staff"])
    user.groups.remove(*user.groups.filter(name__in=StaffGroup.values))
    record_act(actor=actor, verb="staff.removed", target=user)
    return True


def _held(user: User, actor: User) -> User:
    """Read again, with every super admin held: two who dismiss each other wait here, and one of them stays."""
    wanted = Q(pk=user.pk) | Q(pk__in=queries.super_admins().values("pk"))
    held = User.objects.select_for_update(of=("self",), no_key=True).filter(wanted).order_by("pk")
    found = {one.pk: one for one in held}[user.pk]
    if found.pk == actor.pk:
        raise StaffRefused(ONESELF)
    if found.is_superuser and not actor.is_superuser:
        raise StaffRefused(SUPERUSER)
    return found
