"""Busy hours of three people on one day: which of four slots of one hour is free for all?"""

import re
from itertools import pairwise
from random import Random

from assessments.variants import Variant

NAMES = ("Assia", "Benoît", "Clara", "Demba", "Ethan", "Fanta", "Gisèle", "Hiba", "Ilian", "Jeanne", "Kadir", "Lola")
DAYS = ("lundi 7 juin", "mardi 8 juin", "mercredi 9 juin", "jeudi 10 juin", "vendredi 11 juin")
TASKS = ("Cours", "Réunion", "Sport", "Rendez-vous", "Atelier", "Appel", "Visite")


def _clock(half: int) -> str:
    return f"{half // 2:02d}:{half % 2 * 30:02d}"


def _of(name: str) -> str:
    return f"d’{name}" if name[0] in "AEIOU" else f"de {name}"


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 3)
    day = rng.choice(DAYS)
    while True:
        busy = []
        for _ in names:
            starts = sorted(rng.sample(range(17, 35), 3))
            lengths = [rng.randint(2, 4) for _ in starts]
            slots = [(start, start + length) for start, length in zip(starts, lengths, strict=True)]
            busy.append(slots)
        apart = all(one[1] <= two[0] for slots in busy for one, two in pairwise(slots))
        taken = {half for slots in busy for start, end in slots for half in range(start, end)}
        free = [half for half in range(17, 36) if half not in taken and half + 1 not in taken]
        near = [
            half
            for half in range(17, 36)
            if half not in free and sum({half, half + 1} & set(range(*slot)) != set() for s in busy for slot in s) == 1
        ]
        if apart and 1 <= len(free) <= 3 and len(near) >= 3:
            break
    good = rng.choice(free)
    options = sorted([good, *rng.sample(near, 3)])
    texts = [f"de {_clock(half)} à {_clock(half + 2)}" for half in options]
    pages = (("a1", names[0]), ("a2", names[1]), ("a3", names[2]))
    screens = {}
    for (page, name), slots in zip(pages, busy, strict=True):
        tabs = "".join(
            f'<a href="{other}.html"{" aria-current=" + chr(34) + "page" + chr(34) if other == page else ""}>{text}</a>'
            for other, text in pages
        )
        rows = "\n".join(
            f"<tr><td>{_clock(start)} – {_clock(end)}</td><td>{rng.choice(TASKS)}</td></tr>" for start, end in slots
        )
        screens[page] = (
            f'<h1 class="visually-hidden">Agenda {_of(name)}</h1>\n<div class="sim-window">\n'
            f'<p class="sim-title">Agendas partagés – {day}</p>\n<nav class="sim-nav" aria-label="Personnes">{tabs}</nav>\n'
            f'<h2>{name} : occupations</h2>\n<div class="sim-files"><table><thead><tr><th scope="col">Heure</th>'
            f'<th scope="col">Occupation</th></tr></thead><tbody>\n{rows}\n</tbody></table></div>\n</div>\n'
        )
    values = {f"p{rank}": name for rank, name in enumerate(names, 1)}
    values |= {f"o{rank}": text for rank, text in enumerate(texts, 1)}
    values |= {"jour": day, "rang": str(options.index(good) + 1), "bon": texts[options.index(good)].capitalize()}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> int:
    def minutes(text: str) -> int:
        return int(text[:2]) * 60 + int(text[3:])

    slots = [
        (minutes(start), minutes(end))
        for page in sorted(variant.screens)
        for start, end in re.findall(r"<td>(\d\d:\d\d) – (\d\d:\d\d)</td>", variant.screens[page])
    ]
    fits = []
    for rank in range(1, 5):
        start, end = (minutes(text) for text in re.findall(r"\d\d:\d\d", variant.values[f"o{rank}"]))
        if all(end <= one or other <= start for one, other in slots):
            fits.append(rank)
    assert len(fits) == 1
    return fits[0]
