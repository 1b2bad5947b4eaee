"""A file, two rates: how many seconds to send it or to download it?"""

from random import Random

from assessments.variants import Variant

NAMES = ("Aïcha", "Bastien", "Chiara", "Dimitri", "Élif", "Gaël", "Hanaé", "Ibrahim", "Jade", "Kenji")


def generate(rng: Random) -> Variant:
    sending = rng.random() < 0.5
    rate, seconds = rng.choice((8, 10, 16, 20, 40, 50, 80)), rng.choice((20, 30, 40, 50, 60, 80, 90, 120))
    other = rate * rng.choice((2, 3, 4, 5)) if sending else rate // 2
    megabits = rate * seconds
    return (
        Variant(
            values={
                "prenom": rng.choice(NAMES),
                "action": "envoie" if sending else "télécharge",
                "poids": str(megabits // 8),
                "bas": str(other if sending else rate),
                "haut": str(rate if sending else other),
                "bits": str(megabits),
                "debit": str(rate),
                "sens": "montant" if sending else "descendant",
                "duree": str(seconds),
            }
        )
        if megabits % 8 == 0
        else generate(rng)
    )


def solve(variant: Variant) -> str:
    values = variant.values
    rate = int(values["haut"] if values["action"] == "envoie" else values["bas"])
    return str(round(int(values["poids"]) * 8 / rate))
