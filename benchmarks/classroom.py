"""A class at work: as many threads as pupils, until each has given its answers or until the time is over."""

import http.client
import queue
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.pupil import Browser, NextPageLost, Pupil, Refused
from benchmarks.site import Account, Cpu, Site

FAULTS = (OSError, http.client.HTTPException, Refused)


@dataclass(frozen=True)
class Pace:
    """``answers`` for each pupil, or ``seconds`` for the class; ``think`` is drawn before each click.

    ``media``: with the screens and the pictures of the questions.
    """

    answers: int | None = None
    seconds: float | None = None
    think: tuple[float, float] | None = None
    media: bool = False


@dataclass
class Tally:
    """What happened to one pupil, then to a class. Durations in seconds."""

    answers: list[float] = field(default_factory=list)
    acknowledged: list[tuple[str, int]] = field(default_factory=list)
    unsure: list[tuple[str, int]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: int = 0
    seconds: float = 0.0
    cpu: Cpu = field(default_factory=Cpu)

    def add(self, other: "Tally") -> None:
        self.answers += other.answers
        self.acknowledged += other.acknowledged
        self.unsure += other.unsure
        self.errors += other.errors
        self.requests += other.requests

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        if len(self.answers) < 2:
            return 1000 * sum(self.answers)
        return 1000 * statistics.quantiles(self.answers, n=100, method="inclusive")[percent - 1]

    @property
    def rate(self) -> float:
        """Answers (or pages) a second."""
        return len(self.answers) / self.seconds if self.seconds else 0.0

    def each(self, seconds: float) -> float:
        """Milliseconds for one answer (or page)."""
        return 1000 * seconds / max(1, len(self.answers))


Work = Callable[[Tally, Callable[[], None]], None]


def together(site: Site, works: Sequence[Work]) -> Tally:
    """Run them at once. Each prepares itself, calls what it is given to wait for the others, then works."""
    ready, go = threading.Barrier(len(works) + 1), threading.Barrier(len(works) + 1)
    tallies = [Tally() for _ in works]

    def wait(tally: Tally) -> None:
        tally.requests = 0  # what was asked before counts for nothing
        ready.wait()
        go.wait()

    threads = [
        threading.Thread(target=work, args=(tally, lambda tally=tally: wait(tally)), daemon=True)
        for work, tally in zip(works, tallies, strict=True)
    ]
    for thread in threads:
        thread.start()
    ready.wait()
    before, began = site.cpu(), time.perf_counter()
    go.wait()
    for thread in threads:
        thread.join()
    whole = Tally(seconds=time.perf_counter() - began, cpu=site.cpu() - before)
    for tally in tallies:
        whole.add(tally)
    return whole


# --- Answering --------------------------------------------------------------------------------------------------------


def answer_all(site: Site, accounts: Sequence[Account], seats: int, pace: Pace, *, seed: int) -> Tally:
    """A class of so many seats. A pupil whose test ends gives the seat to the next account."""
    waiting: queue.SimpleQueue[Account] = queue.SimpleQueue()
    for account in accounts:
        waiting.put(account)
    return together(site, [_seat(site, waiting, pace, Random(f"{seed}.{seat}")) for seat in range(seats)])


def _seat(site: Site, waiting: "queue.SimpleQueue[Account]", pace: Pace, dice: Random) -> Work:
    def sit() -> Pupil:
        account = waiting.get_nowait()
        pupil = Pupil(Browser(site.port, site.host, account.session), account, dice, media=pace.media)
        pupil.open()
        return pupil

    def work(tally: Tally, wait: Callable[[], None]) -> None:
        pupil: Pupil | None = None
        try:
            pupil = sit()
        except FAULTS as error:
            tally.errors.append(_said(error))
        wait()
        end = time.perf_counter() + pace.seconds if pace.seconds else None
        count = 0
        try:
            while pupil is not None and (pace.answers is None or count < pace.answers):
                if pace.think:
                    time.sleep(dice.uniform(*pace.think))
                if end is not None and time.perf_counter() >= end:
                    break
                count += _click(pupil, tally)
                if pupil.has_ended:
                    _leave(pupil, tally)
                    pupil = None
                    pupil = sit()
        except queue.Empty:
            tally.errors.append("il ne reste plus d'élève pour cette place")
        except FAULTS as error:
            tally.errors.append(_said(error))
        finally:
            if pupil is not None:
                _leave(pupil, tally)

    return work


def _click(pupil: Pupil, tally: Tally) -> int:
    """One click of the pupil; returns how many answers were acknowledged."""
    test = pupil.account.test
    try:
        if not pupil.has_question:
            pupil.go_on()
            return 0
        given = pupil.answer()
    except NextPageLost as lost:
        tally.acknowledged.append((test, lost.given.seq))
        tally.errors.append(_said(lost.__cause__))
    except FAULTS as error:
        tally.errors.append(_said(error))
    else:
        tally.answers.append(given.seconds)
        tally.acknowledged.append((test, given.seq))
        return 1
    pupil.open()
    return 0


def _leave(pupil: Pupil, tally: Tally) -> None:
    pupil.browser.close()
    tally.requests += pupil.browser.requests
    tally.unsure += [(pupil.account.test, seq) for seq in pupil.unsure]


def _said(error: BaseException | None) -> str:
    return f"{type(error).__name__} {error}"


# --- Reading one page -------------------------------------------------------------------------------------------------


def read_all(site: Site, accounts: Sequence[Account], path: str, times: int) -> Tally:
    """Every account reads the same page, as fast as it comes."""

    def reader(account: Account) -> Work:
        def work(tally: Tally, wait: Callable[[], None]) -> None:
            browser = Browser(site.port, site.host, account.session)
            wait()
            try:
                for _ in range(times):
                    began = time.perf_counter()
                    browser.get(path)
                    tally.answers.append(time.perf_counter() - began)
            except FAULTS as error:
                tally.errors.append(_said(error))
            browser.close()
            tally.requests += browser.requests

        return work

    return together(site, [reader(account) for account in accounts])
