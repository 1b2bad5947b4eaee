"""Who may do what to a campaign."""

from campaigns.models import Campaign
from organisations.models import Membership


def may_edit_campaign(membership: Membership, campaign: Campaign) -> bool:
    """Edit, archive, unarchive: the one who created it, and the administrators of the space."""
    return membership.organisation_id == campaign.organisation_id and (
        membership.is_admin or membership.user_id == campaign.creator_id
    )
