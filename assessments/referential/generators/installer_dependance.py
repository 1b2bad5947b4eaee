"""Packages and what they need: how many packages does one installation bring?"""

import re
from random import Random

from assessments.variants import Variant

TARGETS = ("studio-photo", "atelier-son", "carnet-cartes", "labo-robot", "journal-club")
LIBRARIES = ("libaube", "libbrise", "libcorde", "libdune", "libécume", "libfugue", "libgivre", "libhoule")


def _closure(needs: dict[str, list[str]], done: set[str], start: str) -> list[str]:
    waiting, found = [start], []
    while waiting:
        name = waiting.pop()
        if name in done or name in found:
            continue
        found.append(name)
        waiting += needs[name]
    return found


def generate(rng: Random) -> Variant:
    while True:
        target, other = rng.sample(TARGETS, 2)
        libs = rng.sample(LIBRARIES, 7)
        needs = {target: rng.sample(libs[:4], 2), other: rng.sample(libs[2:], 2)}
        for i, name in enumerate(libs):
            later = libs[i + 1 :]
            needs[name] = sorted(rng.sample(later, min(len(later), rng.choice((0, 1, 1, 2)))))
        done: set[str] = set()
        for name in rng.sample(libs, 2):
            done |= set(_closure(needs, set(), name))
        new = _closure(needs, done, target)
        whole = _closure(needs, set(), target)
        if 3 <= len(new) <= 5 and len(whole) > len(new):
            break
    names = sorted(needs)
    rows = "\n".join(
        f"<tr><td>{name}</td><td>{', '.join(needs[name]) or '—'}</td><td>{'oui' if name in done else 'non'}</td></tr>"
        for name in names
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Paquet", "A besoin de", "Installé"))
    page = (
        '<h1 class="visually-hidden">Les paquets</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">Gestionnaire de paquets</div>\n'
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>\n</div>\n"
    )
    return Variant(
        values={"paquet": target, "nombre": str(len(new)), "liste": ", ".join(sorted(new))}, screens={"p1": page}
    )


def solve(variant: Variant) -> str:
    needs, done = {}, set()
    for name, wanted, state in re.findall(
        r"<tr><td>([^<]+)</td><td>([^<]+)</td><td>(oui|non)</td></tr>", variant.screens["p1"]
    ):
        needs[name] = [] if wanted == "—" else wanted.split(", ")
        if state == "oui":
            done.add(name)
    brought: set[str] = set()

    def bring(name: str) -> None:
        if name not in done and name not in brought:
            brought.add(name)
            for wanted in needs[name]:
                bring(wanted)

    bring(variant.values["paquet"])
    return str(len(brought))
