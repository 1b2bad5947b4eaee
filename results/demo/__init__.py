"""The demonstration: a lycée with its teachers, its classes and three campaigns, and a second school next door.

Everything is written by the same actions as real data. Demonstration mode only: see ``load_demo_school``.
"""

from results.demo.accounts import demo_accounts
from results.demo.school import is_loaded, load

__all__ = ["demo_accounts", "is_loaded", "load"]
