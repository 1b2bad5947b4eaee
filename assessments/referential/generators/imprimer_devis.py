"""A price list, some pages in colour: the price of the bound copies."""

from random import Random

from assessments.variants import Variant

NAMES = ("Asma", "Benoît", "Cyrielle", "Driss", "Estelle", "Foued", "Gloria", "Henri", "Inaya", "Joris")


def generate(rng: Random) -> Variant:
    pages = rng.randint(8, 14)
    coloured = sorted(rng.sample(range(1, pages + 1), rng.randint(2, 4)))
    black, colour, binding = rng.choice((5, 10, 15)), rng.choice((30, 40, 50, 60)), rng.choice((100, 150, 200))
    copies = rng.choice((4, 6, 8, 10, 12))
    one = (pages - len(coloured)) * black + len(coloured) * colour + binding
    texts = [str(page) for page in coloured]
    return Variant(
        values={
            "prenom": rng.choice(NAMES),
            "copies": str(copies),
            "pages": str(pages),
            "liste": f"{', '.join(texts[:-1])} et {texts[-1]}",
            "noir": _euros(black),
            "couleur": _euros(colour),
            "reliure": _euros(binding),
            "ncouleur": str(len(coloured)),
            "nnoir": str(pages - len(coloured)),
            "un": _euros(one),
            "prix": _euros(one * copies),
        }
    )


def _euros(cents: int) -> str:
    return f"{cents / 100:.2f}".replace(".", ",")


def solve(variant: Variant) -> str:
    values = variant.values
    black, colour, binding = (float(values[name].replace(",", ".")) for name in ("noir", "couleur", "reliure"))
    coloured = len(values["liste"].replace(" et ", ", ").split(", "))
    price = int(values["copies"]) * ((int(values["pages"]) - coloured) * black + coloured * colour + binding)
    return f"{price:.2f}".replace(".", ",")
