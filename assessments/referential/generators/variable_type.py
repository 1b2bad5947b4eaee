"""Numbers and texts of digits: what do the lines say?"""

from random import Random

from assessments.referential.generators._blocks import blocks_html, read_blocks
from assessments.referential.generators._programs import run, to_python, window
from assessments.variants import Variant

PAIRS = [("a", "b"), ("rue", "porte"), ("matin", "soir"), ("gauche", "droite"), ("haut", "bas")]


def generate(rng: Random) -> Variant:
    one, two = rng.choice(PAIRS)
    first, second, third = rng.randint(11, 49), rng.randint(2, 9), rng.choice((2, 3))
    says = [
        (f"dire {one} + {two}", f"{first}{second}", "texte + texte"),
        (f"dire nombre({one}) + nombre({two})", str(first + second), "nombre + nombre"),
        (f"dire {two} × {third}", str(second) * third, "texte répété"),
    ]
    rng.shuffle(says)
    lines = [f"mettre {one} à « {first} »", f"mettre {two} à « {second} »", *(say[0] for say in says)]
    values = {"un": one, "deux": two, "colle": f"{first}{second}", "somme": str(first + second)}
    values |= {"fois": str(third), "repete": str(second) * third}
    values |= {f"r{i}": say[1] for i, say in enumerate(says, 1)}
    return Variant(values=values, screens={"p0": window("Textes et nombres", blocks_html("\n".join(lines)))})


def solve(variant: Variant) -> dict[str, str]:
    output, _ = run(to_python(read_blocks(variant.screens["p0"])))
    return {f"r{i}": text for i, text in enumerate(output, 1)}
