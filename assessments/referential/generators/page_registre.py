"""Une longue page : le classement d’une course, où retrouver une personne parmi ses homonymes."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

FIRST = (
    "Maïwenn",
    "Octave",
    "Salomé",
    "Idriss",
    "Capucine",
    "Yanis",
    "Blanche",
    "Tiago",
    "Noémie",
    "Aurélien",
    "Fatou",
    "Gaspard",
    "Perrine",
    "Sacha",
    "Awa",
    "Basile",
    "Coline",
    "Driss",
    "Élodie",
    "Ferdinand",
)
LAST = (
    "Torrec",
    "Vasseur-Lind",
    "Marchenoir",
    "Belline",
    "Arnoult",
    "Costil",
    "Delorne",
    "Garric",
    "Lassagne",
    "Mirandol",
    "Ouardi",
    "Pastourel",
    "Quillan",
    "Rivolet",
    "Sorbier",
    "Tessandier",
)
CLUBS = ("Courir à Lorvane", "Les Foulées de Bressuy", "AS Tarvanne", "Sans club", "Orle Endurance", "Les Pieds légers")
TOWNS = ("Brévance", "Sarlanges", "Valserol", "Taillac")


def generate(rng: Random) -> Variant:
    town = rng.choice(TOWNS)
    people = rng.sample([(f, n) for f in FIRST for n in LAST], 130)
    bibs = rng.sample(range(201, 990), 130)
    place = rng.randint(55, 120)
    first, last = people[place - 1]
    seconds = 1905
    rows = []
    for rank, ((f, n), bib) in enumerate(zip(people, bibs, strict=True), 1):
        seconds += rng.randint(4, 29)
        time = f"{seconds // 3600} h {seconds % 3600 // 60:02d} min {seconds % 60:02d} s"
        rows.append(
            f"<tr><td>{rank}</td><td>{escape(f)} {escape(n)}</td><td>{bib}</td><td>{rng.choice(CLUBS)}</td><td>{time}</td></tr>"
        )
    page = (
        '<div class="sim-browser">\n<div class="sim-tabs"><span class="sim-tab on">Classement</span></div>\n'
        '<div class="sim-address"><span>https://course-orle.example/classement</span></div>\n<div class="sim-page">\n'
        f'<header class="sim-site-head">La course des quais <small>{town}</small></header>\n<h1>Classement complet, 10 km</h1>\n'
        "<p>130 personnes classées, de la première à la dernière arrivée.</p>\n"
        "<table><thead><tr><th>Place</th><th>Nom</th><th>Dossard</th><th>Club</th><th>Temps</th></tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table>\n</div>\n</div>\n"
    )
    return Variant(
        values={
            "nom": f"{first} {last}",
            "prenom": first,
            "famille": last,
            "ville": town,
            "dossard": str(bibs[place - 1]),
            "place": str(place),
        },
        screens={"classement": page},
    )


def solve(variant: Variant) -> str:
    name = re.escape(escape(variant.values["nom"]))
    return re.search(rf"<td>{name}</td><td>(\d+)</td>", variant.screens["classement"]).group(1)
