"""A repeated event with an end date and deleted dates: how many sessions, which is the last?"""

import re
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
TITLES = ("Cours de poterie", "Club d’échecs", "Aide aux devoirs", "Répétition", "Jardin partagé", "Atelier couture")


def _text(day: date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()]} {number} {MONTHS[day.month - 1]}"


def generate(rng: Random) -> Variant:
    step = rng.choice((1, 2))
    start = date(2027, rng.choice((1, 3, 4, 9)), 1) + timedelta(days=rng.randint(0, 20))
    count = rng.randint(7, 9) if step == 1 else rng.randint(5, 7)
    dates = [start + timedelta(weeks=step * rank) for rank in range(count)]
    end = dates[-1] + timedelta(days=rng.randint(1, 6))
    last_removed = rng.random() < 0.5
    removed = sorted(rng.sample(dates[1:-2], 1) + ([dates[-1]] if last_removed else [dates[-2]]))
    kept = [day for day in dates if day not in removed]
    choices = sorted({kept[-1], end, dates[-1] + timedelta(weeks=step), dates[-1] if last_removed else dates[-2]})
    every = "toutes les semaines" if step == 1 else "toutes les deux semaines"
    title = rng.choice(TITLES)
    rows = (
        ("Titre", title),
        ("Première date", f"{_text(start)} {start.year}"),
        ("Répéter", f"{every}, le {DAYS[start.weekday()]}"),
        ("Jusqu’au", f"{_text(end)} {end.year} inclus"),
        ("Dates supprimées", " ; ".join(_text(day) for day in removed)),
    )
    lines = "\n".join(f'<div class="sim-setting"><span>{label}</span><span>{text}</span></div>' for label, text in rows)
    page = (
        '<h1 class="visually-hidden">Événement répété</h1>\n<div class="sim-window">\n<p class="sim-title">Agenda</p>\n'
        f'<div class="sim-settings">\n{lines}\n</div>\n'
        '<p class="sim-note">Janvier, mars, mai, juillet, août, octobre et décembre ont 31 jours ; '
        "février 2027 en a 28 ; les autres mois, 30.</p>\n</div>\n"
    )
    values = {
        "titre": title,
        "nombre": str(len(kept)),
        "derniere": _text(kept[-1]),
        "toutes": ", ".join(_text(day) for day in dates),
        "supprimees": ", ".join(_text(day) for day in removed),
    } | {f"d{rank}": _text(day) for rank, day in enumerate(choices, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]

    def read(text: str) -> date:
        number, month = re.search(r"(\d+)(?:er)? (\w+)", text).groups()
        return date(2027, MONTHS.index(month) + 1, int(number))

    rows = dict(re.findall(r"<span>([^<]+)</span><span>([^<]+)</span>", page))
    removed = {read(text) for text in rows["Dates supprimées"].split(" ; ")}
    day, end = read(rows["Première date"]), read(rows["Jusqu’au"])
    kept = []
    while day <= end:
        if day not in removed:
            kept.append(day)
        day += timedelta(days=14 if "deux" in rows["Répéter"] else 7)
    return {"nombre": str(len(kept)), "derniere": _text(kept[-1])}
