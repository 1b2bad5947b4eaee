"""Four video rates and a limit: the greatest rate that fits, and the weight of the video."""

from random import Random

from assessments.variants import Variant

NAMES = ("Lina", "Marius", "Naomi", "Oumar", "Paloma", "Quentin", "Rania", "Samuel", "Tiago", "Ülkü")
LABELS = ("Économe", "Moyen", "Fin", "Maximal")


def generate(rng: Random) -> Variant:
    minutes = rng.choice((2, 4, 5, 6, 8, 10, 12))
    rates = rng.choice(((2, 4, 8, 16), (2, 6, 10, 20), (4, 8, 12, 24), (1, 2, 6, 12)))
    seconds = minutes * 60
    weights = [rate * seconds / 8 for rate in rates]
    rank = rng.choice((1, 2))
    low, high = int(weights[rank]), int(weights[rank + 1])
    limit = (low + rng.randint(high - low + 4, 3 * (high - low)) // 4) // 5 * 5
    if weights[rank] != low or not low < limit < high:
        return generate(rng)
    values = {f"d{number}": str(rate) for number, rate in enumerate(rates, start=1)}
    values |= {"prenom": rng.choice(NAMES), "minutes": str(minutes), "secondes": str(seconds), "limite": str(limit)}
    return Variant(values=values | {"reglage": LABELS[rank], "debit": str(rates[rank]), "poids": str(low)})


def solve(variant: Variant) -> dict[str, str]:
    values = variant.values
    bits = int(values["limite"]) * 8
    fits = [n for n in (1, 2, 3, 4) if int(values[f"d{n}"]) * int(values["minutes"]) * 60 <= bits]
    rate = int(values[f"d{fits[-1]}"])
    return {"reglage": LABELS[fits[-1] - 1], "poids": str(rate * int(values["minutes"]) * 60 // 8)}
