"""Tube video, level 2: the length of a film made of cut shots."""

from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

SHOTS = ["Arrivée du car", "Portrait", "Atelier", "Repas", "Match", "Remise des prix", "Coulisses", "Chorale", "Départ"]
FILMS = ["Journée sportive", "Classe verte", "Fête du lycée", "Portes ouvertes"]
HEAD = ["Plan", "Début gardé", "Fin gardée"]


def clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def generate(rng: Random) -> Variant:
    rows, lengths = [], []
    for name in rng.sample(SHOTS, 4):
        start, length = rng.randint(2, 50), rng.randint(3, 15)
        rows.append([name, clock(start), clock(start + length)])
        lengths.append(length)
    return Variant(
        values={"reponse": str(sum(lengths)), "somme": " + ".join(str(length) for length in lengths)},
        screens={"frise": panel("Montage", f"{rng.choice(FILMS)} – Montage", rows, HEAD)},
    )


def solve(variant: Variant) -> str:
    total = 0
    for _, start, end in cells(variant.screens["frise"]):
        for sign, text in ((-1, start), (1, end)):
            minutes, seconds = text.split(":")
            total += sign * (60 * int(minutes) + int(seconds))
    return str(total)
