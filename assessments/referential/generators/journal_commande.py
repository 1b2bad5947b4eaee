"""A short log and two chains of commands: what do they print?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

MESSAGES = {
    "ERREUR": ("disque plein", "disque absent", "réseau coupé", "réseau lent", "badge refusé", "badge illisible"),
    "AVERT": ("disque chaud", "réseau chargé", "badge ancien"),
    "INFO": ("disque lu", "réseau testé", "badge lu", "copie finie"),
}
WORDS = ("disque", "réseau", "badge")


def generate(rng: Random) -> Variant:
    while True:
        word, level, count = rng.choice(WORDS), rng.choice(("ERREUR", "INFO", "AVERT")), rng.randint(5, 8)
        rows, minute = [], rng.randint(0, 4)
        for _ in range(14):
            name = rng.choice(("ERREUR", "ERREUR", "AVERT", "INFO", "INFO"))
            rows.append((minute, name, rng.choice(MESSAGES[name])))
            minute += rng.randint(1, 4)
        errors = [message for _, name, message in rows if name == "ERREUR"]
        first = sum(word not in message for message in errors)
        second = sum(name == level for _, name, _ in rows[-count:])
        whole = sum(name == level for _, name, _ in rows)
        if 2 <= first < len(errors) - 1 and 2 <= second < whole and first != second:
            break
    hour = rng.randint(8, 17)
    text = "\n".join(f"{hour:02d}:{minute:02d} {name} {message}" for minute, name, message in rows)
    screen = (
        '<div class="sim-window">\n<p class="sim-title">Terminal</p>\n<h1 class="visually-hidden">Le fichier app.log</h1>\n'
        f'<div class="sim-terminal"><pre>$ cat app.log\n{escape(text)}\n$</pre></div>\n</div>\n'
    )
    values = {
        "mot": word,
        "niveau": level,
        "n": str(count),
        "erreurs": str(len(errors)),
        "un": str(first),
        "deux": str(second),
    }
    return Variant(values=values, screens={"p1": screen})


def solve(variant: Variant) -> dict[str, str]:
    lines = re.findall(r"^\d\d:\d\d .+$", variant.screens["p1"], re.M)
    values = variant.values
    kept = [line for line in lines if "ERREUR" in line]
    kept = [line for line in kept if values["mot"] not in line]
    tail = [line for line in lines[-int(values["n"]) :] if values["niveau"] in line]
    return {"un": str(len(kept)), "deux": str(len(tail))}
