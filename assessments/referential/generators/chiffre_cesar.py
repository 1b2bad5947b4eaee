"""A message in Caesar's cipher and its key: the plain text."""

from random import Random

from assessments.variants import Variant

WHERE = ("PONT", "LAC", "PHARE", "MOULIN", "MUSEE", "STADE", "MARCHE", "PORT", "JARDIN", "KIOSQUE")
WHAT = ("CARTE", "CLEF", "LAMPE", "BOUSSOLE", "CORDE", "LETTRE", "PHOTO", "VALISE")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def generate(rng: Random) -> Variant:
    plain = f"LA {rng.choice(WHAT)} EST AU {rng.choice(WHERE)}"
    key = rng.randint(3, 11)
    secret = "".join(ALPHABET[(ALPHABET.index(c) + key) % 26] if c in ALPHABET else c for c in plain)
    return Variant(
        values={"clair": plain, "secret": secret, "cle": str(key), "exemple": ALPHABET[key], "z": ALPHABET[key - 1]}
    )


def solve(variant: Variant) -> str:
    key = int(variant.values["cle"])
    table = str.maketrans(ALPHABET[key:] + ALPHABET[:key], ALPHABET)
    return variant.values["secret"].translate(table)
