"""Tube calque, level 6: the grey that is seen through two layers that are partly opaque."""

from fractions import Fraction
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

NAMES = ["affiche", "pochette", "couverture", "flyer", "carte-de-voeux"]
HEAD = ["Calque", "Gris", "Opacité"]


def _over(top: int, percent: int, under: Fraction) -> Fraction:
    return Fraction(top * percent, 100) + under * Fraction(100 - percent, 100)


def generate(rng: Random) -> Variant:
    while True:
        base, first, second = (20 * rng.randint(0, 12) for _ in range(3))
        one, two = rng.choice([25, 50, 75]), rng.choice([25, 50, 75])
        middle = _over(first, one, Fraction(base))
        result = _over(second, two, middle)
        if len({base, first, second}) == 3 and middle.denominator == result.denominator == 1 and middle != second:
            break
    rows = [
        ["Voile", str(second), f"{two} %"],
        ["Ombre", str(first), f"{one} %"],
        ["Fond", str(base), "100 %"],
    ]
    note = "Le calque du haut de la liste est au-dessus. Mode de fusion : normal. Gris : de 0 (noir) à 255 (blanc)."
    return Variant(
        values={
            "reponse": str(result),
            "milieu": str(middle),
            "fond": str(base),
            "ombre": str(first),
            "voile": str(second),
            "p1": str(one),
            "p2": str(two),
            "q1": str(100 - one),
            "q2": str(100 - two),
        },
        screens={"calques": panel("Calques", f"{rng.choice(NAMES)} – Calques", rows, HEAD, note)},
    )


def solve(variant: Variant) -> str:
    shade = 0.0
    for _, grey, percent in reversed(cells(variant.screens["calques"])):
        part = int(percent.split()[0]) / 100
        shade += (int(grey) - shade) * part
    return str(round(shade))
