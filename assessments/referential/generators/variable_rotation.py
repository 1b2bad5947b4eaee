"""Four assignments in disorder: the only order that makes three values turn."""

from itertools import permutations
from random import Random

from assessments.referential.generators._programs import code_html, read_source, run, window
from assessments.variants import Variant

NAMES = [("a", "b", "c"), ("premier", "second", "dernier"), ("matin", "midi", "soir"), ("nord", "centre", "sud")]
KEEP = ["attente", "copie", "secours", "tampon"]


def generate(rng: Random) -> Variant:
    names, keep = list(rng.choice(NAMES)), rng.choice(KEEP)
    values = rng.sample(range(10, 99), 3)
    a, b, c = rng.sample(names, 3)
    path = [f"{keep} = {a}", f"{a} = {b}", f"{b} = {c}", f"{c} = {keep}"]
    before = "\n".join(f"{name} = {value}" for name, value in zip(names, values, strict=True))
    start = dict(zip(names, values, strict=True))
    after = {a: start[b], b: start[c], c: start[a]}
    shown = list(path)
    while shown[0] == path[0] or shown == path:
        rng.shuffle(shown)
    body = "<p>Valeurs au départ :</p>\n" + code_html(before) + "<h2>Valeurs voulues à la fin</h2>\n<table>\n"
    body += "".join(f'<tr><th scope="row">{name}</th><td>{after[name]}</td></tr>\n' for name in names) + "</table>\n"
    told = {f"o{i}": line for i, line in enumerate(shown, 1)}
    told |= {
        "ordre": ", ".join(str(path.index(line) + 1) for line in shown),
        "chemin": " ; ".join(f"`{line}`" for line in path),
    }
    told |= {"garde": keep, "nom": a}
    return Variant(values=told, screens={"p0": window("Valeurs à faire tourner", body)})


def solve(variant: Variant) -> list[int]:
    page = variant.screens["p0"]
    before = read_source(page)
    wanted = dict(
        part.split("</th><td>")
        for part in page.replace('<tr><th scope="row">', "\n").replace("</td>", "\n").split("\n")
        if "</th><td>" in part
    )
    shown = [variant.values[f"o{i}"] for i in range(1, 5)]
    good = []
    for order in permutations(shown):
        try:
            _, end = run("\n".join([before, *order]))
        except NameError:
            continue
        if all(str(end[name]) == value for name, value in wanted.items()):
            good.append(order)
    (order,) = good
    return [order.index(line) + 1 for line in shown]
