"""A list of files, clicks with Shift and Ctrl: how many files are selected at the end?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = (
    (
        "abeille",
        "baleine",
        "castor",
        "dauphin",
        "écureuil",
        "fourmi",
        "girafe",
        "hérisson",
        "iguane",
        "jaguar",
        "koala",
    ),
    ("ancre", "bateau", "coquille", "digue", "écume", "falaise", "grotte", "houle", "îlot", "jetée", "lagune"),
    ("accord", "basse", "chœur", "duo", "écho", "flûte", "guitare", "harpe", "intro", "jazz", "luth"),
    ("abricot", "banane", "cerise", "datte", "endive", "figue", "grenade", "haricot", "igname", "jujube", "kiwi"),
)


def generate(rng: Random) -> Variant:
    names = rng.choice(NAMES)
    first = rng.randint(1, 3)
    last = first + rng.randint(4, 6)
    inside = rng.sample(range(first + 1, last), 2)
    outside = rng.choice([i for i in range(len(names)) if i < first or i > last])
    clicks = [(i, "Ctrl") for i in [*inside[: rng.choice((1, 2))], outside]]
    rng.shuffle(clicks)
    steps = [f"Cliquez sur « {names[first]} »."]
    steps.append(f"Maj + clic sur « {names[last]} ».")
    steps += [f"Ctrl + clic sur « {names[i]} »." for i, _ in clicks]
    taken = set(range(first, last + 1))
    for i, _ in clicks:
        taken ^= {i}
    rows = "\n".join(f"<tr><td>{name}</td></tr>" for name in names)
    items = "\n".join(f"<li>{step}</li>" for step in steps)
    page = (
        '<h1 class="visually-hidden">La liste des fichiers</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">Dossier</div>\n<h2>Les étapes</h2>\n'
        f'<ol>\n{items}\n</ol>\n<div class="sim-files"><table><thead><tr><th scope="col">Nom</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></div>\n</div>\n"
    )
    block, removed = last - first + 1, len(clicks) - 1
    values = {"nombre": str(len(taken)), "bloc": str(block), "retires": str(removed)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    page = variant.screens["p1"]
    names = re.findall(r"<td>([^<]+)</td>", page)
    chosen: list[str] = []
    anchor = 0
    for step, name in re.findall(r"<li>(Cliquez|Maj|Ctrl)[^«]*« ([^»]+) »", page):
        if step == "Cliquez":
            chosen, anchor = [name], names.index(name)
        elif step == "Maj":
            chosen = names[anchor : names.index(name) + 1]
        elif name in chosen:
            chosen.remove(name)
        else:
            chosen.append(name)
    return str(len(chosen))
