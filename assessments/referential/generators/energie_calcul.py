"""One device, its power and its use: energy in kilowatt-hours. Every number is in the instruction."""

from random import Random

from assessments.variants import Variant

NAMES = ("Anatole", "Bérénice", "Cheikh", "Diane", "Enzo", "Fatima", "Gabriel", "Héloïse")
DEVICES = (
    ("ordinateur fixe", (100, 125, 150, 200)),
    ("console de jeu", (80, 100, 120, 150)),
    ("téléviseur", (80, 100, 125, 150)),
    ("ordinateur portable", (40, 50, 60)),
)


def generate(rng: Random) -> Variant:
    device, powers = rng.choice(DEVICES)
    while True:
        power, hours, days = rng.choice(powers), rng.choice((2, 3, 4, 5, 6)), rng.choice((10, 20, 25, 30, 40, 50))
        if power * hours * days % 1000 == 0:
            break
    energy = power * hours * days
    values = {
        "nom": rng.choice(NAMES),
        "appareil": device,
        "watts": str(power),
        "heures": str(hours),
        "jours": str(days),
        "wh": str(energy),
        "reponse": str(energy // 1000),
    }
    return Variant(values=values)


def solve(variant: Variant) -> str:
    hours = int(variant.values["heures"]) * int(variant.values["jours"])
    return f"{int(variant.values['watts']) / 1000 * hours:g}"
