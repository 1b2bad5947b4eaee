"""What one answer costs: a class of 30 plays over HTTP, processor time and latencies are compared with quality.md §1.

    make bench [ARGS=--quick]

Linux only: processor times are read in /proc. Starts its own PostgreSQL and its own gunicorn, on a free port, and
erases them. Exit status 1 if an answer was lost, stored twice, or if anything failed; being slow is only printed.
"""

import argparse
import os
import platform
import signal
import sys
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

if __package__ in {None, ""}:  # run as a script
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.classroom import Pace, Tally, answer_all, read_all
from benchmarks.report import Kept, Report, Round, table
from benchmarks.site import Site, running_site, yardstick
from pixorga.postgres.errors import DatabaseError
from pixorga.serve import CannotRun

# Session + user + one query (the banner of the course to resume) + inherited template: what the ratio is about.
PLAIN_PAGE = "/parcours"
# A test on one competence ends after about so many answers when they are given at random; some end at once.
USUAL_TEST = 8


@dataclass(frozen=True)
class Plan:
    rounds: int = 3
    pupils: int = 30
    answers: int = 12
    seconds: float = 60
    think: tuple[float, float] = (1, 3)
    pages: int = 24
    alone: int = 20

    @property
    def paced(self) -> int:
        """Answers that a pupil who thinks gives at most."""
        return int(self.seconds / (sum(self.think) / 2)) + 1


QUICK = Plan(rounds=1, pupils=8, answers=6, seconds=4, think=(0.2, 0.6), pages=6, alone=6)


def measure(plan: Plan) -> Report:
    report = Report()
    with running_site() as site:
        _say(_conditions(site))
        # Before anything is measured, every worker has read the questions once.
        answer_all(site, site.make_class(_needed(plan.pupils, 4)), plan.pupils, Pace(answers=4), seed=-1)
        tests: list[str] = []
        for number in range(plan.rounds):
            _say(f"Tour {number + 1} sur {plan.rounds}…")
            report.rounds.append(_play_round(site, plan, number, tests))
        report.kept = check(site, tests, [tally for one in report.rounds for tally in one.tallies])
    return report


def _play_round(site: Site, plan: Plan, number: int, tests: list[str]) -> Round:
    seats = plan.pupils
    needs = (
        _needed(seats, plan.answers),
        _needed(seats, plan.answers),
        _needed(1, plan.alone),
        _needed(seats, plan.paced),
    )
    everybody = iter(site.make_class(sum(needs)))
    flat, media, alone, calm = (list(islice(everybody, need)) for need in needs)
    tests += [account.test for account in (*flat, *media, *alone, *calm)]
    # Workers open their connections again after a minute without work: never inside what is measured.
    read_all(site, calm[:seats], PLAIN_PAGE, 4)
    return Round(
        yardstick=yardstick(),
        flat=answer_all(site, flat, seats, Pace(answers=plan.answers), seed=number),
        plain=read_all(site, calm[:seats], PLAIN_PAGE, plan.pages),
        media=answer_all(site, media, seats, Pace(answers=plan.answers, media=True), seed=number),
        alone=answer_all(site, alone, 1, Pace(answers=plan.alone), seed=number),
        calm=answer_all(site, calm, seats, Pace(seconds=plan.seconds, think=plan.think), seed=number),
    )


def _needed(seats: int, answers: int) -> int:
    """How many pupils fill so many seats for so many answers each."""
    return seats * (1 + answers // USUAL_TEST) + 5


def check(site: Site, tests: list[str], tallies: list[Tally]) -> Kept:
    """Compare what pupils were told with what the database holds."""
    acknowledged = [each for tally in tallies for each in tally.acknowledged]
    unsure = {each for tally in tallies for each in tally.unsure}
    rows = site.rows(
        "SELECT test.public_id::text, answer.seq FROM assessments_answer answer"
        " JOIN assessments_assessment test ON test.id = answer.assessment_id WHERE test.public_id = ANY(%s::uuid[])",
        tests,
    )
    wrong = site.rows(
        "SELECT test.id FROM assessments_assessment test"
        " JOIN campaigns_participation participation ON participation.assessment_id = test.id"
        " LEFT JOIN assessments_answer answer ON answer.assessment_id = test.id WHERE test.public_id = ANY(%s::uuid[])"
        " GROUP BY test.id, participation.id HAVING count(answer.id) <> participation.answer_count"
        " OR count(answer.id) <> test.answer_count OR coalesce(max(answer.seq), 0) <> count(answer.id)",
        tests,
    )
    held = set(rows)
    return Kept(
        acknowledged=len(acknowledged),
        # The same rank told twice: one of the two was lost.
        lost=len(set(acknowledged) - held) + len(acknowledged) - len(set(acknowledged)),
        doubles=len(rows) - len(held),
        extra=len(held - set(acknowledged) - unsure),
        wrong_counts=len(wrong),
    )


# --- The command ------------------------------------------------------------------------------------------------------


def _conditions(site: Site) -> str:
    version, fsync, commit = (
        site.rows(f"SHOW {name}")[0][0] for name in ("server_version", "fsync", "synchronous_commit")
    )
    cores = len(os.sched_getaffinity(0))
    return (
        f"{datetime.now().astimezone():%d/%m/%Y %H:%M}, {cores} processeurs, charge {os.getloadavg()[0]:.1f} ; "
        f"Python {platform.python_version()}, gunicorn {cores + 1} × 4, PostgreSQL {version} "
        f"(fsync {fsync}, synchronous_commit {commit})"
    )


def _say(text: str) -> None:
    print(text, flush=True)


def _plan(arguments: list[str]) -> Plan:
    parser = argparse.ArgumentParser(description="Ce que coûte une réponse (docs/mesures.md).")
    parser.add_argument("--quick", action="store_true", help="quelques secondes : vérifie, ne mesure pas")
    parser.add_argument("--rounds", type=int, metavar="N", help="tours entrelacés (3)")
    parser.add_argument("--seconds", type=float, metavar="S", help="durée de la classe qui réfléchit (60)")
    options = parser.parse_args(arguments)
    plan = QUICK if options.quick else Plan()
    return Plan(
        rounds=options.rounds or plan.rounds,
        pupils=plan.pupils,
        answers=plan.answers,
        seconds=options.seconds or plan.seconds,
        think=plan.think,
        pages=plan.pages,
        alone=plan.alone,
    )


def main(arguments: list[str]) -> int:
    plan = _plan(arguments)
    if not Path("/proc/self/stat").exists():
        print("Cette mesure lit les temps de processeur dans /proc : elle demande Linux.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is erased on the way out
    try:
        report = measure(plan)
    except (CannotRun, DatabaseError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    _say(f"\n{table(report)}")
    return 0 if report.is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
