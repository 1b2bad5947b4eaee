"""A formula with relative references, copied to another cell: which formula does that cell hold?"""

import re
from random import Random

from assessments.variants import Variant

LETTERS = "ABCDEFGHIJ"
THEMES = (
    ("le bilan d’une buvette", "recettes", "dépenses"),
    ("le suivi d’un potager", "récoltes", "pertes"),
    ("les comptes d’un club", "cotisations", "achats"),
    ("le stock d’une épicerie", "livraisons", "ventes"),
)


def generate(rng: Random) -> Variant:
    theme, first, second = rng.choice(THEMES)
    top = rng.randint(3, 9)
    start = rng.randint(1, 3)  # column of the formula
    target = start + rng.randint(2, 5)
    gap = rng.randint(2, 3)
    column, other = LETTERS[start], LETTERS[target]
    return Variant(
        values={
            "theme": theme,
            "premier": first,
            "second": second,
            "haut": str(top),
            "bas": str(top + 1),
            "depart": f"{column}{top + gap}",
            "formule": f"={column}{top}-{column}{top + 1}",
            "arrivee": f"{other}{top + gap}",
            "reponse": f"={other}{top}-{other}{top + 1}",
            "nue": f"{other}{top}-{other}{top + 1}",
            "pas": str(target - start),
        }
    )


def solve(variant: Variant) -> str:
    move = ord(variant.values["arrivee"][0]) - ord(variant.values["depart"][0])
    return re.sub(r"[A-J]", lambda found: chr(ord(found.group()) + move), variant.values["formule"])
