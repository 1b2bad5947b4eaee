"""Work done after the answer has left, so that how long the answer takes tells nothing of it.

There is neither queue nor worker to install: a thread of this process does the work. What is lost when the process is
killed must therefore be something that people simply ask for again, such as the link of a forgotten password. A process
that stops in good order (reload, new version) finishes its work first.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.db import connections, transaction

logger = logging.getLogger("pixorga.background")

# By then the answer has left: the thread's own work could otherwise slow it down by what is to be hidden.
DELAY = 0.5
THREADS = 2
MOST_WAITING = 200

_executor = ThreadPoolExecutor(THREADS, thread_name_prefix="background")
_places = BoundedSemaphore(MOST_WAITING)


def run_after_response(task: Callable[..., None], **arguments: Any) -> None:
    """Call ``task`` in another thread, once the transaction under way is committed and the answer has left.

    Its failures go to the log. In the request itself when no thread can take it (too many waiting, or the process is
    stopping): late is better than never.
    """
    if settings.MAIL_IN_BACKGROUND:
        transaction.on_commit(lambda: _submit(task, arguments))
    else:
        _run(task, arguments)


def _submit(task: Callable[..., None], arguments: dict[str, Any]) -> None:
    if not _places.acquire(blocking=False):
        logger.warning("too much work waiting: done in the request")
        _run(task, arguments)
        return
    try:
        _executor.submit(_run_later, task, arguments, time.monotonic() + DELAY)
    except RuntimeError:  # the process is stopping
        _places.release()
        _run(task, arguments)


def _run_later(task: Callable[..., None], arguments: dict[str, Any], due: float) -> None:
    try:
        time.sleep(max(0.0, due - time.monotonic()))
        _run(task, arguments)
    finally:
        _places.release()
        connections.close_all()  # this thread's own; an idle one would hold a place of the database


def _run(task: Callable[..., None], arguments: dict[str, Any]) -> None:
    try:
        task(**arguments)
    except Exception:
        logger.exception("%s failed", task.__name__)
