"""The referential, the challenges and the tests, for the team. In the order of the index."""

from assessments.admin import challenges  # isort: skip
from assessments.admin import health  # isort: skip
from assessments.admin import referential, runs

__all__ = ["challenges", "health", "referential", "runs"]
