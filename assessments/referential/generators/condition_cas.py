"""Several cases in a row: what does the program show for three values, one of them on a limit?"""

from random import Random

from assessments.referential.generators._blocks import blocks_html, read_blocks
from assessments.referential.generators._programs import run, to_python, window
from assessments.variants import Variant

# title, variable, lowest and highest value of the top limit, gaps between limits, answers from the highest
THEMES = [
    ("Qualité de l’air", "indice", 70, 90, (15, 25), ["mauvais", "moyen", "bon", "excellent"]),
    ("Force du vent", "vent", 90, 110, (20, 30), ["tempête", "fort", "modéré", "calme"]),
    ("Médailles du tournoi", "score", 80, 95, (15, 25), ["or", "argent", "bronze", "aucune"]),
    ("Niveau de la rivière", "hauteur", 300, 400, (60, 90), ["rouge", "orange", "jaune", "vert"]),
    ("Classement des colis", "poids", 20, 30, (5, 8), ["camion", "fourgon", "vélo", "lettre"]),
]


def generate(rng: Random) -> Variant:
    title, name, low, high, gaps, answers = rng.choice(THEMES)
    top = rng.randint(low, high)
    limits = [top, top - rng.randint(*gaps)]
    limits.append(limits[1] - rng.randint(*gaps))
    lines = [f"demander {name}"]
    for word, limit, answer in zip(("si", "sinon si", "sinon si"), limits, answers, strict=False):
        lines += [f"{word} {name} ≥ {limit}", f"  dire « {answer} »"]
    lines += ["sinon", f"  dire « {answers[3]} »"]
    exact = rng.choice((0, 1, 2))
    others = [case for case in range(4) if case != exact]
    cases = [exact, *rng.sample(others, 2)]
    numbers = [limits[exact]]
    for case in cases[1:]:
        upper = limits[case - 1] - 2 if case else limits[0] + 12
        lower = limits[case] + 2 if case < 3 else max(1, limits[2] - 12)
        numbers.append(rng.randint(min(lower, upper), max(lower, upper)))
    rank = list(range(3))
    rng.shuffle(rank)
    values = {"nom": name, "exact": str(numbers[0]), "seuils": ", ".join(str(limit) for limit in limits)}
    values["cas"] = answers[exact]
    for i, at in enumerate(rank, 1):
        values |= {f"v{i}": str(numbers[at]), f"r{i}": answers[cases[at]]}
    values |= {f"c{i}": answer for i, answer in enumerate(answers, 1)}
    return Variant(values=values, screens={"p0": window(title, blocks_html("\n".join(lines)))})


def solve(variant: Variant) -> dict[str, str]:
    source = to_python(read_blocks(variant.screens["p0"]))
    return {f"r{i}": run(source, [variant.values[f"v{i}"]])[0][1] for i in (1, 2, 3)}
