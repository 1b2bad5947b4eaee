"""`make bench-engine`: play the protocol, print the goals, write docs/engine.md."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from .contents import FINAL, TUNING
from .goals import verdicts
from .report import write
from .run import load, plan, play_all, save
from .speed import measure_speed
from .summary import Summary

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "engine.md"


def main(arguments: list[str] | None = None) -> int:
    """0 whether the goals are met or not: they are for people to judge."""
    parser = argparse.ArgumentParser(
        prog="make bench-engine", description="Mesure le moteur adaptatif sur des élèves simulés."
    )
    parser.add_argument("--quick", action="store_true", help="deux contenus, soixante élèves : moins de deux minutes")
    parser.add_argument("--tuning", action="store_true", help="sur les graines de réglage ; n'écrit pas docs/engine.md")
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 8), help="nombre de processus")
    parser.add_argument("--again", action="store_true", help="réécrit la page d'après les dernières mesures")
    options = parser.parse_args(arguments)
    name = "-".join(["figures", *(["tuning"] if options.tuning else []), *(["quick"] if options.quick else [])])
    store = Path(os.environ.get("PIXORGA_VAR") or ROOT / "var") / "bench-engine" / f"{name}.json"
    start = time.monotonic()
    if not options.again:
        # Nothing else runs yet: the only moment when a time means something.
        speed = measure_speed()
        family = TUNING if options.tuning else FINAL
        rows = play_all(plan(quick=options.quick, family=family), max(options.processes, 1))
        save(store, rows, speed, time.monotonic() - start)
    rows, (times, determinism), seconds = load(store)
    summary = Summary(rows, times, determinism)
    page = write(summary, quick=options.quick, minutes=seconds / 60)
    # What is not the full measure on the final seeds must not pass for it.
    published = not (options.tuning or options.quick)
    path = PAGE if published else store.with_suffix(".md")
    path.write_text(page, encoding="utf-8")
    for verdict in verdicts(summary):
        state = "atteint" if verdict.met else "non atteint"
        why = "" if verdict.met else f" | {verdict.why}"
        print(f"{verdict.code} | {verdict.bound} | {verdict.figure} | {state}{why}")
    print(f"Tableaux : {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
