"""Two servers: the emission factor for which they have the same footprint."""

from fractions import Fraction
from random import Random

from assessments.variants import Variant

NAMES = ("Alto", "Basson", "Cornet", "Flûte", "Harpe", "Luth", "Orgue", "Tuba")


def generate(rng: Random) -> Variant:
    first, second = rng.sample(NAMES, 2)
    threshold = rng.choice((50, 100, 125, 200, 250, 400, 500))
    more_making = rng.choice((10, 20, 30, 40, 50, 60))
    more_power = more_making * 1000 // threshold
    making, power = rng.randrange(40, 100, 5), rng.randrange(300, 900, 50)
    values = {
        "a": first,
        "b": second,
        "fa": str(making + more_making),
        "fb": str(making),
        "ea": str(power),
        "eb": str(power + more_power),
        "df": str(more_making),
        "de": str(more_power),
        "reponse": str(threshold),
    }
    return Variant(values=values)


def solve(variant: Variant) -> str:
    making_a, making_b, power_a, power_b = (int(variant.values[name]) for name in ("fa", "fb", "ea", "eb"))
    factor = Fraction(making_b - making_a, power_a - power_b) * 1000
    assert making_a * 1000 + power_a * factor == making_b * 1000 + power_b * factor
    return str(factor)
