"""Spaces, accounts, texts and traces, for the team. In the order of the side bar."""

from organisations.admin import spaces  # isort: skip
from organisations.admin import accounts  # isort: skip
from organisations.admin import members  # isort: skip
from organisations.admin import identities  # isort: skip
from organisations.admin import team  # isort: skip
from organisations.admin import traces
from organisations.admin.audit import audit

__all__ = ["accounts", "audit", "identities", "members", "spaces", "team", "traces"]
