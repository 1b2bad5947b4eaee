"""Who may do what to the roster of a school."""

from organisations.models import Membership


def may_manage_roster(membership: Membership) -> bool:
    """Import the list, dissociate an account: the administrators of a space that has a roster."""
    return membership.is_admin and membership.organisation.manages_learners
