"""Target profiles, campaigns and participations, for the team. In the order of the index."""

from campaigns.admin import profiles  # isort: skip
from campaigns.admin import campaigns  # isort: skip
from campaigns.admin import participations  # isort: skip
from campaigns.admin import bulk, closing

__all__ = ["bulk", "campaigns", "closing", "participations", "profiles"]
