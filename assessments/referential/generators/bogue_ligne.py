"""A bill is wrong: which block does not follow what is asked? The whole program can be run."""

import re
from random import Random

from assessments.referential.generators._blocks import read_blocks
from assessments.referential.generators._programs import block_pages, run, to_python
from assessments.variants import Variant

# count, price, what is added, what is taken off, the story
THEMES = [
    ("places", "prix", "{n} places de cinéma à {p} € l’une, plus un seau de maïs à {a} €, moins un bon de {r} €"),
    ("cahiers", "prix", "{n} cahiers à {p} € l’un, plus une trousse à {a} €, moins une remise de {r} €"),
    ("nuits", "tarif", "{n} nuits de camping à {p} € l’une, plus une caution de {a} €, moins un avoir de {r} €"),
    ("billets", "tarif", "{n} billets de train à {p} € l’un, plus un vélo à {a} €, moins une réduction de {r} €"),
]


def generate(rng: Random) -> Variant:
    count, price, story = rng.choice(THEMES)
    n, p, r = rng.randint(3, 6), rng.randint(7, 12), rng.choice((2, 4, 5))
    # Never the price of one more: the total before the last block would be right by chance.
    a = rng.choice([extra for extra in range(13, 20) if extra - r != p])
    good = [
        f"mettre {count} à {n}",
        f"mettre {price} à {p}",
        f"mettre total à {count} × {price}",
        f"ajouter {a} à total",
        f"retirer {r} à total",
        "dire total",
    ]
    bugs = {
        1: f"mettre {count} à {n + rng.choice((1, 2))}",
        2: f"mettre {price} à {p - rng.choice((1, 2))}",
        3: f"mettre total à {count} + {price}",
        4: f"ajouter {price} à total",
        5: f"ajouter {r} à total",
    }
    at = rng.randint(1, 5)
    bad = [*good[: at - 1], bugs[at], *good[at:]]
    return Variant(
        values={
            "histoire": story.format(n=n, p=p, a=a, r=r),
            "numero": str(at),
            "attendu": str(n * p + a - r),
            "obtenu": run(to_python("\n".join(bad)))[0][0],
            "faux": bad[at - 1],
            "juste": good[at - 1],
            "n": str(n),
            "p": str(p),
            "a": str(a),
            "r": str(r),
        },
        screens=block_pages("\n".join(bad), "Facture", numbered=True),
    )


def solve(variant: Variant) -> dict[str, str]:
    n, p, a, r = (int(number) for number in re.findall(r"\d+", variant.values["histoire"]))
    lines = read_blocks(variant.screens["p0"]).splitlines()
    count, price = (re.fullmatch(r"mettre (\w+) à \d+", line)[1] for line in lines[:2])
    wanted = [f"mettre {count} à {n}", f"mettre {price} à {p}", f"mettre total à {count} × {price}"]
    wanted += [f"ajouter {a} à total", f"retirer {r} à total", "dire total"]
    (wrong,) = [number for number, (x, y) in enumerate(zip(lines, wanted, strict=True), 1) if x != y]
    return {"numero": str(wrong), "attendu": run(to_python("\n".join(wanted)))[0][0]}
