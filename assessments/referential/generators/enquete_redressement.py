"""A sample where one group answers too much: the share of «yes» in the whole population."""

from random import Random

from assessments.variants import Variant

THEMES = (
    ("d’un lycée", "internes", "externes", "prolonger l’ouverture du foyer"),
    ("d’une commune", "locataires", "propriétaires", "créer un jardin partagé"),
    ("d’une entreprise", "cadres", "employés", "passer à la semaine de quatre jours"),
    ("d’un club", "anciens", "nouveaux", "changer le jour de l’entraînement"),
)


def _of(noun: str) -> str:
    return f"d’{noun}" if noun[0] in "aeéio" else f"de {noun}"


def generate(rng: Random) -> Variant:
    place, one, two, topic = rng.choice(THEMES)
    while True:
        share = rng.choice((10, 20, 30, 40))
        sizes = rng.choice(((100, 100), (120, 80), (150, 50), (160, 40)))
        rates = (rng.choice((60, 65, 70, 75, 80, 85, 90)), rng.choice((20, 25, 30, 35, 40, 45)))
        yes = [size * rate for size, rate in zip(sizes, rates, strict=True)]
        total = share * rates[0] + (100 - share) * rates[1]
        raw = sum(yes)  # in hundredths of answers; the raw share is raw / 200
        if (
            all(number % 100 == 0 for number in yes)
            and total % 100 == 0
            and raw % 200 == 0
            and raw // 200 != total // 100
        ):
            break
    return Variant(
        values={
            "lieu": place,
            "un": one,
            "deux": two,
            "de_un": _of(one),
            "de_deux": _of(two),
            "sujet": topic,
            "part1": str(share),
            "part2": str(100 - share),
            "taille1": str(sizes[0]),
            "taille2": str(sizes[1]),
            "oui1": str(yes[0] // 100),
            "oui2": str(yes[1] // 100),
            "taux1": str(rates[0]),
            "taux2": str(rates[1]),
            "brut": str(raw // 200),
            "resultat": str(total // 100),
        }
    )


def solve(variant: Variant) -> str:
    """In a population of 1 000 people."""
    number = {name: int(text) for name, text in variant.values.items() if text.isdigit()}
    yes = sum(10 * number[f"part{i}"] * number[f"oui{i}"] / number[f"taille{i}"] for i in (1, 2))
    return f"{yes / 10:g}"
