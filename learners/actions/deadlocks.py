"""Two acts on the same pupil may each hold what the other waits for: PostgreSQL ends one, which only has to begin again."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

P = ParamSpec("P")
R = TypeVar("R")

DEADLOCK_DETECTED = "40P01"
TRIES = 3


def is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "pgcode", None) == DEADLOCK_DETECTED


def retried_on_deadlock(action: Callable[P, R]) -> Callable[P, R]:
    """For an action that opens its own transaction. Inside another one nothing can begin again: the error goes up."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return action(*args, **kwargs)
            except OperationalError as error:
                if connection.in_atomic_block or not is_deadlock(error):
                    raise
        return action(*args, **kwargs)

    return run
