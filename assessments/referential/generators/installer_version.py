"""Version numbers: which one is the most recent, and what kind of update leads to it?"""

import re
from random import Random

from assessments.variants import Variant

APPS = ("Encrier", "Boréal", "Solfa", "Trapèze", "Cadran", "Girouette")
KINDS = ("majeure", "mineure", "correctif")


def _text(version: tuple[int, int, int]) -> str:
    return ".".join(str(part) for part in version)


def generate(rng: Random) -> Variant:
    app = rng.choice(APPS)
    kind = rng.choice(KINDS)
    major, minor, patch = rng.randint(2, 6), rng.randint(10, 14), rng.randint(10, 15)
    newest = (major, minor, patch)
    if kind == "majeure":
        installed = (major - 1, rng.randint(7, 15), rng.randint(2, 15))
    elif kind == "mineure":
        installed = (major, rng.randint(6, 9), rng.randint(2, 19))
    else:
        installed = (major, minor, rng.randint(1, 6))
    older = {
        (major, minor, rng.randint(7, 9)),
        (major, rng.randint(3, 5), rng.randint(16, 20)),
        (major - 1, rng.randint(16, 20), rng.randint(1, 9)),
        (major, 2, rng.randint(21, 25)),
    }
    listing = [newest, *sorted(older)]
    rng.shuffle(listing)
    items = "\n".join(f"<li>{app} {_text(version)}</li>" for version in listing)
    page = (
        f'<h1 class="visually-hidden">{app} : les versions</h1>\n<div class="sim-window">\n'
        f'<div class="sim-title">{app} : versions proposées</div>\n'
        f"<p>Version installée : <strong>{_text(installed)}</strong></p>\n<ul>\n{items}\n</ul>\n</div>\n"
    )
    values = {"app": app, "neuve": _text(newest), "nature": kind, "installee": _text(installed)}
    values |= {f"v{i}": _text(version) for i, version in enumerate(listing, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    installed = [int(x) for x in re.search(r"<strong>([\d.]+)<", page).group(1).split(".")]
    found = [[int(x) for x in text.split(".")] for text in re.findall(r"<li>\D+([\d.]+)</li>", page)]
    newest = max(found)
    first = next(i for i in range(3) if newest[i] != installed[i])
    return {"neuve": ".".join(map(str, newest)), "nature": KINDS[first]}
