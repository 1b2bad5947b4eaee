"""A table of shared links with a date, a number of downloads and a state: which one still opens today?"""

import re
from datetime import date, timedelta
from html import escape
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
FILES = (
    "plan-salle",
    "affiche",
    "programme",
    "photos",
    "partition",
    "notice",
    "carte",
    "planning",
    "recettes",
    "trajet",
)


def _long(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def generate(rng: Random) -> Variant:
    today = date(2026, rng.randint(2, 10), rng.randint(5, 25))
    names = rng.sample(FILES, 5)
    limit = rng.choice((5, 10, 20, 30))
    rows = [
        (names[0], today + timedelta(days=rng.randint(3, 40)), limit, rng.randint(1, limit - 2), "actif"),
        (names[1], today - timedelta(days=rng.randint(2, 40)), limit, rng.randint(0, limit - 2), "actif"),
        (names[2], today + timedelta(days=rng.randint(3, 60)), 10, 10, "actif"),
        (names[3], today + timedelta(days=rng.randint(3, 60)), 20, rng.randint(0, 12), "désac\N{SOFT HYPHEN}tivé"),
        (names[4], today - timedelta(days=rng.randint(2, 60)), 15, rng.randint(0, 9), "actif"),
    ]
    good = rows[0][0]
    rng.shuffle(rows)
    lines = "\n".join(
        f"<tr><td>{escape(name)}</td><td>{_long(end)}</td><td>{used} sur {most}</td><td>{state}</td></tr>"
        for name, end, most, used, state in rows
    )
    page = (
        '<div class="sim-browser">\n<div class="sim-address"><span>https://armoire.example/mes-liens</span></div>\n'
        '<div class="sim-page">\n<h1>Mes liens de partage</h1>\n'
        f'<p class="sim-note">Nous sommes le {_long(today)}.</p>\n'
        "<table><thead><tr><th>Fichier</th><th>Valable jusqu’au</th>"
        "<th>Télé\N{SOFT HYPHEN}charge\N{SOFT HYPHEN}ments</th><th>État</th></tr></thead>\n"
        f"<tbody>\n{lines}\n</tbody></table>\n"
        '<p class="sim-meta">Un lien s’ouvre s’il est actif, si sa date n’est pas passée et s’il reste un téléchargement.</p>\n'
        "</div>\n</div>\n"
    )
    values = {"bon": good, "jour": _long(today), "expire1": names[1], "plein": names[2], "coupe": names[3]}
    values["expire2"] = names[4]
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    def key(text: str) -> tuple[int, int, int]:
        day, month, year = text.split()
        return int(year), MONTHS.index(month), int(day.removesuffix("er"))

    page = variant.screens["p1"]
    now = key(re.search(r"sommes le ([^.]+)\.", page).group(1))
    rows = re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td><td>(\d+) sur (\d+)</td><td>([^<]+)</td></tr>", page)
    kept = [
        name for name, end, used, most, state in rows if key(end) >= now and int(used) < int(most) and state == "actif"
    ]
    assert len(kept) == 1
    return kept[0]
