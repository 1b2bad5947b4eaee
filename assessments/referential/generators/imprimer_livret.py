"""A folded booklet: how many sheets, and which page shares a side with another one?"""

from random import Random

from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    pages = 4 * rng.randint(4, 12)
    page = rng.randint(3, pages - 2)
    return Variant(
        values={
            "n": str(pages),
            "p": str(page),
            "q": str(pages + 1 - page),
            "somme": str(pages + 1),
            "feuilles": str(pages // 4),
        }
    )


def solve(variant: Variant) -> dict[str, str]:
    """Lay out the sheets one after the other, from the outside to the inside."""
    left, page, low, high, sheets = {}, int(variant.values["p"]), 1, int(variant.values["n"]), 0
    while low < high:
        left[low], left[high] = high, low
        left[low + 1], left[high - 1] = high - 1, low + 1
        low, high, sheets = low + 2, high - 2, sheets + 1
    return {"feuilles": str(sheets), "page": str(left[page])}
