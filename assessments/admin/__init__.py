"""The referential, the challenges and the tests, for the team. In the order of the index."""

from assessments.admin import challenges, referential, runs

__all__ = ["challenges", "referential", "runs"]
