"""A QR code for three places: its side is a tenth of the longest reading distance."""

from random import Random

from assessments.variants import Variant

# place: shortest and longest credible distance, in tenths of a metre
PLACES = {
    "Hall de la mairie": (12, 25),
    "Vitrine de la boulangerie": (6, 14),
    "Quai de la gare": (15, 28),
    "Entrée du stade": (15, 28),
    "Couloir du lycée": (8, 18),
    "Abri de bus": (5, 12),
    "Hall du cinéma": (14, 26),
}


def generate(rng: Random) -> Variant:
    places = rng.sample(list(PLACES), 3)
    tenths = [rng.randint(*PLACES[place]) for place in places]
    if len(set(tenths)) < 3:
        return generate(rng)
    values = {"cote": str(max(tenths)), "max": _metres(max(tenths)), "maxcm": str(max(tenths) * 10)}
    for number, (place, tenth) in enumerate(zip(places, tenths, strict=True), start=1):
        values[f"lieu{number}"] = place
        values[f"d{number}"] = _metres(tenth)
    return Variant(values=values)


def _metres(tenths: int) -> str:
    return f"{tenths / 10:.1f}".replace(".", ",")


def solve(variant: Variant) -> str:
    distances = [float(variant.values[f"d{number}"].replace(",", ".")) for number in (1, 2, 3)]
    return str(round(max(distances) * 100 / 10))
