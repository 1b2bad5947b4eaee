"""Which application used the microphone while it was closed? Sessions on one page, accesses on the other."""

import re
from html import escape
from itertools import pairwise
from random import Random

from assessments.variants import Variant

APPS = ["Dicto", "Papotin", "Piano Poche", "Radio Brume", "Visiola", "Polyglotte", "Karts de Lorvane", "Mémo Vocal"]


def _clock(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02d}"


def _page(title: str, heads: list[str], rows: list[list[str]]) -> str:
    items = "".join(
        f"<li><span>{text}</span></li>" if text == title else f'<li><a href="{link}.html">{text}</a></li>'
        for text, link in (("Utilisation", "p1"), ("Accès au micro", "p2"))
    )
    tabs = f'<nav class="sim-nav" aria-label="Menu"><ul>{items}</ul></nav>\n'
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-phone">\n<h2>{title}</h2>\n{tabs}'
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>\n</div>\n"
    )


def generate(rng: Random) -> Variant:
    apps = rng.sample(APPS, 4)
    culprit = rng.choice(apps)
    sessions, accesses = [], []
    clock = 7 * 60 + rng.randint(5, 40)
    turns = apps * 2
    rng.shuffle(turns)
    for app in turns:
        start = clock
        end = start + rng.randint(12, 35)
        sessions.append((start, end, app))
        if rng.random() < 0.75:
            accesses.append((rng.randint(start + 2, end - 2), app))
        clock = end + rng.randint(25, 60)
    gaps = [(one[1] + 8, two[0] - 8) for one, two in pairwise(sessions) if two[0] - one[1] > 24]
    low, high = rng.choice(gaps)
    hidden = rng.randint(low, high)
    accesses = sorted([*accesses, (hidden, culprit)])
    screens = {
        "p1": _page(
            "Utilisation",
            ["Application", "Ouverte à", "Fermée à"],
            [[app, _clock(start), _clock(end)] for start, end, app in sessions],
        ),
        "p2": _page("Accès au micro", ["Heure", "Application"], [[_clock(m), app] for m, app in accesses]),
    }
    hour, minute = divmod(hidden, 60)
    values = {"appli": culprit, "heure": f"{hour} h {minute:02d}"}
    values |= {
        "heure2": f"{hour:02d}:{minute:02d}",
        "heure3": f"{hour}:{minute:02d}",
        "heure4": f"{hour:02d}h{minute:02d}",
    }
    values |= {f"a{i}": app for i, app in enumerate(sorted(apps), 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    clock = r"(\d+) h (\d\d)"
    sessions = re.findall(rf"<td>([^<]+)</td><td>{clock}</td><td>{clock}</td>", variant.screens["p1"])
    found = []
    for hour, minute, app in re.findall(rf"<td>{clock}</td><td>([^<]+)</td>", variant.screens["p2"]):
        moment = int(hour) * 60 + int(minute)
        if not any(
            name == app and int(a) * 60 + int(b) <= moment <= int(c) * 60 + int(d) for name, a, b, c, d in sessions
        ):
            found.append({"appli": app, "heure": f"{hour} h {minute}"})
    assert len(found) == 1, found
    return found[0]
