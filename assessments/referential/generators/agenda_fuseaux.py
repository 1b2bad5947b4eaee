"""A meeting in one city: local time and day in two others, from the UTC offsets on the screen."""

import re
from random import Random

from assessments.variants import Variant

# minutes ahead of UTC, in January
CITIES = {
    "Paris": 60,
    "Montréal": -300,
    "Tokyo": 540,
    "Delhi": 330,
    "Nouméa": 660,
    "Cayenne": -180,
    "Saint-Denis (La Réunion)": 240,
    "Papeete": -600,
    "Bucarest": 120,
}
DAYS = ("mardi 12 janvier", "mercredi 13 janvier", "jeudi 14 janvier", "lundi 18 janvier", "mardi 19 janvier")
WORDS = {-1: "la veille", 0: "le même jour", 1: "le lendemain"}


def _offset(minutes: int) -> str:
    sign, size = ("+" if minutes >= 0 else "−"), abs(minutes)
    return f"UTC{sign}{size // 60}" + (f":{size % 60:02d}" if size % 60 else "")


def _clock(minutes: int) -> str:
    return f"{minutes % 1440 // 60:02d}:{minutes % 60:02d}"


def generate(rng: Random) -> Variant:
    while True:
        base, one, two = rng.sample(sorted(CITIES), 3)
        start = rng.randint(14, 45) * 30
        utc = start - CITIES[base]
        locals_ = [utc + CITIES[city] for city in (one, two)]
        shifts = [local // 1440 for local in locals_]
        if 0 <= utc < 1440 and sorted(map(abs, shifts)) == [0, 1]:
            break
    rows = "\n".join(
        f'<tr><td>{city}</td><td class="num">{_offset(CITIES[city])}</td></tr>' for city in sorted((base, one, two))
    )
    day = rng.choice(DAYS)
    page = (
        '<h1 class="visually-hidden">Décalages</h1>\n<div class="sim-window">\n<p class="sim-title">Horloge mondiale</p>\n'
        f"<p>Décalages du {day}, par rapport à l’heure universelle (UTC) :</p>\n"
        '<div class="sim-files"><table><thead><tr><th scope="col">Ville</th><th scope="col" class="num">Décalage</th></tr>'
        f"</thead><tbody>\n{rows}\n</tbody></table></div>\n</div>\n"
    )
    values = {
        "jour": day,
        "heure": _clock(start),
        "base": base,
        "utc": _clock(utc),
        "v1": one,
        "v2": two,
        "u0": _offset(CITIES[base]),
        "u1": _offset(CITIES[one]),
        "u2": _offset(CITIES[two]),
    }
    for rank, (letter, local) in enumerate(zip("ab", locals_, strict=True), 1):
        wrong = [local + step for step in rng.sample((-120, -60, 60, 120, 180, -180), 3)]
        for place, text in enumerate(sorted(_clock(item) for item in (local, *wrong)), 1):
            values[f"{letter}{place}"] = text
        values[f"rh{rank}"], values[f"rj{rank}"] = _clock(local), WORDS[shifts[rank - 1]]
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    offsets = {}
    for city, sign, hours, minutes in re.findall(
        r"<td>([^<]+)</td><td class=\"num\">UTC([+−])(\d+)(?::(\d\d))?</td>", variant.screens["p1"]
    ):
        offsets[city] = (int(hours) * 60 + int(minutes or 0)) * (1 if sign == "+" else -1)
    values = variant.values
    start = int(values["heure"][:2]) * 60 + int(values["heure"][3:])
    found = {}
    for rank in ("1", "2"):
        local = start + offsets[values[f"v{rank}"]] - offsets[values["base"]]
        found[f"h{rank}"] = f"{local % 1440 // 60:02d}:{local % 60:02d}"
        found[f"j{rank}"] = "la veille" if local < 0 else "le lendemain" if local >= 1440 else "le même jour"
    return found
