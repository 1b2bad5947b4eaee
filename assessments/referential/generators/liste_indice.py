"""A list of words: which one has this rank, and how many are there?"""

import re
from random import Random

from assessments.referential.generators._programs import code_page, read_source, run
from assessments.variants import Variant

THEMES = [
    ("fruits", ["pomme", "poire", "kiwi", "melon", "figue", "cerise", "mangue", "prune"]),
    ("animaux", ["lynx", "panda", "tigre", "zèbre", "loutre", "renard", "castor", "hibou"]),
    ("sports", ["judo", "tennis", "boxe", "voile", "escrime", "rugby", "volley", "golf"]),
    ("couleurs", ["rouge", "jaune", "bleu", "vert", "noir", "blanc", "rose", "gris"]),
]


def generate(rng: Random) -> Variant:
    name, words = rng.choice(THEMES)
    size = rng.randint(5, 7)
    chosen = rng.sample(words, size)
    one, two = rng.sample(range(1, size - 1), 2)
    source = (
        f"{name} = {chosen!r}\nprint({name}[{one}])\nprint({name}[{two}])\nprint({name}[len({name}) - 1])\nprint(len({name}))"
    ).replace("'", '"')
    values = {f"m{i}": word for i, word in enumerate(sorted(words), 1)}
    values |= {"nom": name, "un": str(one), "deux": str(two), "taille": str(size), "zero": chosen[0]}
    values |= {"r1": chosen[one], "r2": chosen[two], "r3": chosen[-1]}
    return Variant(values=values, screens={"p0": code_page(source, "Une liste")})


def solve(variant: Variant) -> dict[str, str]:
    source = read_source(variant.screens["p0"])
    words = re.findall(r'"(\w+)"', source)
    first, second = (int(rank) for rank in re.findall(r"\[(\d)\]", source))
    assert run(source)[0] == [words[first], words[second], words[-1], str(len(words))]
    return {"r1": words[first], "r2": words[second], "r3": words[-1], "r4": str(len(words))}
