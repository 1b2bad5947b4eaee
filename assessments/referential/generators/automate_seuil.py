"""A device with two limits (on below, off above, unchanged between): how often does it start?"""

import re
from random import Random

from assessments.referential.generators._blocks import blocks_html
from assessments.referential.generators._programs import window
from assessments.variants import Variant

# title, what is measured, device, states, lowest lower limit, gap
THEMES = [
    ("Chauffage de la serre", "température", "chauffage", 15, (2, 4)),
    ("Pompe du château d’eau", "niveau", "pompe", 40, (6, 12)),
    ("Arrosage du potager", "humidité", "arrosage", 30, (5, 10)),
    ("Chargeur du robot", "batterie", "chargeur", 20, (8, 15)),
]


def generate(rng: Random) -> Variant:
    while True:
        title, measure, device, low, gaps = rng.choice(THEMES)
        low += rng.randint(0, 4)
        high = low + rng.randint(*gaps)
        spread = max(3, high - low)
        values = [rng.randint(low - spread, high + spread) for _ in range(9)]
        on, starts, states = False, 0, []
        for value in values:
            if value < low:
                starts += not on
                on = True
            elif value > high:
                on = False
            states.append(on)
        between = [low <= value <= high for value in values]
        naive = sum(v < low and not (i and values[i - 1] < low) for i, v in enumerate(values))
        limits = {low, high} & set(values)
        if 2 <= starts <= 3 and sum(between) >= 3 and between[-1] and naive != starts and limits:
            break
    program = (
        f"quand une mesure arrive\nsi {measure} < {low}\n  allumer {device}\nsi {measure} > {high}\n  éteindre {device}"
    )
    rows = "".join(f"<tr><td>{8 + i} h</td><td>{value}</td></tr>\n" for i, value in enumerate(values))
    body = blocks_html(program) + f"<table>\n<tr><th>Heure</th><th>{measure.capitalize()}</th></tr>\n{rows}</table>\n"
    words = [f"{8 + i} h" for i, one in enumerate(states) if one and not (i and states[i - 1])]
    return Variant(
        values={
            "mesure": measure,
            "bas": str(low),
            "haut": str(high),
            "nombre": str(starts),
            "fin": "en marche" if on else "à l’arrêt",
            "heures": ", ".join(words),
        },
        screens={"p0": window(title, body)},
    )


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p0"]
    low, high = int(re.search(r"&lt; (\d+)", page)[1]), int(re.search(r"&gt; (\d+)", page)[1])
    story = "".join(
        "B" if int(value) < low else "H" if int(value) > high else ""
        for value in re.findall(r" h</td><td>(\d+)<", page)
    )
    return {"nombre": str(len(re.findall("B+", story))), "fin": "en marche" if story[-1:] == "B" else "à l’arrêt"}
