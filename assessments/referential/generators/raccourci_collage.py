"""A line of words and a few shortcuts: what does the line become?"""

import re
from random import Random

from assessments.variants import Variant

WORDS = (
    "lune",
    "pomme",
    "route",
    "sable",
    "tigre",
    "violon",
    "jardin",
    "nuage",
    "pirate",
    "fusée",
    "citron",
    "montagne",
)
STEPS = {
    "copy": "Sélectionnez « {} », puis Ctrl + C.",
    "cut": "Sélectionnez « {} », puis Ctrl + X.",
    "start": "Placez le curseur au début de la ligne, puis Ctrl + V.",
    "end": "Placez le curseur à la fin de la ligne, puis Ctrl + V.",
    "undo": "Ctrl + Z, une seule fois.",
}


def generate(rng: Random) -> Variant:
    words = rng.sample(WORDS, 5)
    first, second = rng.sample(words[1:4], 2)
    where, other = rng.sample(("start", "end"), 2)
    grabs = rng.choice((("copy", "cut"), ("cut", "copy"), ("cut", "cut")))
    undone = rng.choice(("start", "end"))
    plan = [(grabs[0], first), (where, ""), (grabs[1], second), (other, ""), (undone, ""), ("undo", "")]
    line, clipboard = list(words), ""
    # Nothing is left of a paste that Ctrl + Z undoes: plan[4] and plan[5] cancel each other.
    for action, word in plan[:4]:
        if action == "cut":
            place = max(i for i in range(len(line)) if line[i] == word)
            del line[place]
        elif action == "start":
            line.insert(0, clipboard)
        elif action == "end":
            line.append(clipboard)
        if word:
            clipboard = word
    items = "\n".join(f"<li>{STEPS[action].format(word)}</li>" for action, word in plan)
    page = (
        '<h1 class="visually-hidden">La ligne et les raccourcis</h1>\n<div class="sim-window">\n'
        f'<div class="sim-title">Bloc-notes</div>\n<div class="sim-doc"><p>{" ".join(words)}</p></div>\n'
        f"<h2>Les étapes</h2>\n<ol>\n{items}\n</ol>\n</div>\n"
    )
    values = {"premier": line[0], "dernier": line[-1], "nombre": str(len(line)), "ligne": " ".join(line)}
    values |= {f"m{i}": word for i, word in enumerate(words, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    states = [re.search(r"<p>([^<]+)</p>", page).group(1)]
    held = ""
    for step in re.findall(r"<li>([^<]+)</li>", page):
        line, word = states[-1], re.search(r"« (\S+) »", step)
        if "Ctrl + Z" in step:
            states.pop()
            continue
        if word:
            held = word.group(1)
            if "Ctrl + X" in step:
                states.append(re.sub(rf"\b{held}\b ?", "", line).strip())
        else:
            states.append(f"{held} {line}" if "début" in step else f"{line} {held}")
    words = states[-1].split()
    return {"premier": words[0], "dernier": words[-1], "nombre": str(len(words))}
