"""Who may do what in a space. Predicates on the membership that the request speaks for."""

from organisations.models import Membership


def may_manage_team(membership: Membership) -> bool:
    """Invite, change a role, remove a member."""
    return membership.is_admin
