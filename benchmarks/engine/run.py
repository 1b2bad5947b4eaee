"""Which jobs, in how many processes, and where the figures go."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, replace
from pathlib import Path

from .contents import FINAL, KINDS
from .jobs import Figures, Job, run
from .worlds import HEADLINE, PLAIN, TABLES

CALIBRATIONS = {
    "g_formats": (100, 400),
    "w_mild": (100, 400),
    "w_real": (50, 100, 400, 2000),
    "w_hard": (100, 400, 2000),
}
FULL = (("a_medium", ()), ("g_formats", (150,)), ("w_real", (150,)), ("w_hard", (150,)))
PLAIN_CONTENTS = 5
HEADLINE_CONTENTS = {"competence": 8, "parcours": 6}
SLIP_CONTENTS = {"competence": 6, "parcours": 4}
FULL_CONTENTS = 3


def plan(*, quick: bool = False, family: int = FINAL) -> list[Job]:
    """Every job, the heaviest first. ``quick``: 2 contents × 60 learners, smaller samples, no full profile but one."""
    jobs = []
    for kind in KINDS[:2]:
        jobs += [Job("plain", kind, w.name, c, 300) for w in PLAIN for c in range(PLAIN_CONTENTS)]
        for w in HEADLINE:
            contents = range(HEADLINE_CONTENTS[kind])
            jobs += [Job("headline", kind, w.name, c, 300, CALIBRATIONS[w.name]) for c in contents]
        jobs += [Job("slip", kind, "w_clean", c, 300, (100,)) for c in range(SLIP_CONTENTS[kind])]
        jobs += [Job("return", kind, "w_real", c, 300, (100,)) for c in range(PLAIN_CONTENTS)]
    jobs += [Job("tables", "competence", w.name, c, 300) for w in TABLES for c in range(PLAIN_CONTENTS)]
    jobs += [Job("full", "full", world, c, 60, sizes) for world, sizes in FULL for c in range(FULL_CONTENTS)]
    jobs = [replace(job, family=family) for job in jobs]
    if quick:
        jobs = [_smaller(job) for job in jobs if job.content < (1 if job.kind == "full" else 2)]
        jobs = [job for job in jobs if job.kind != "full" or job.world == "w_real"]
    return sorted(jobs, key=lambda job: -job.weight)


def _smaller(job: Job) -> Job:
    return replace(job, learners=30 if job.kind == "full" else 60)


def play_all(jobs: Sequence[Job], processes: int) -> list[tuple[Job, Figures]]:
    """The figures of every job, in the order of ``jobs``; progress on the error stream."""
    # numpy must not start threads of its own in the workers: they would fight over the cores.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    start = time.monotonic()
    done: dict[int, Figures] = {}
    with ProcessPoolExecutor(processes) as pool:
        waiting = {pool.submit(run, job): i for i, job in enumerate(jobs)}
        for future in as_completed(waiting):
            done[waiting[future]] = future.result()
            _progress(len(done), len(jobs), time.monotonic() - start)
    return [(job, done[i]) for i, job in enumerate(jobs)]


def _progress(done: int, total: int, seconds: float) -> None:
    if sys.stderr.isatty() or done % 20 == 0 or done == total:
        print(
            f"\r{done}/{total} mesures, {seconds:.0f} s", end="\n" if done == total else "", file=sys.stderr, flush=True
        )


Speed = tuple[dict[str, float], dict[str, float]]


def save(path: Path, rows: Iterable[tuple[Job, Figures]], speed: Speed, seconds: float) -> None:
    """So that the report can be written again without playing anything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = [{"job": asdict(job), "figures": figures} for job, figures in rows]
    path.write_text(json.dumps({"rows": kept, "speed": speed, "seconds": seconds}), encoding="utf-8")


def load(path: Path) -> tuple[list[tuple[Job, Figures]], Speed, float]:
    """What ``save`` wrote."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        (Job(**{**row["job"], "calibrations": tuple(row["job"]["calibrations"])}), row["figures"])
        for row in kept["rows"]
    ]
    return rows, (kept["speed"][0], kept["speed"][1]), kept["seconds"]
