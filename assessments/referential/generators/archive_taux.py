"""The table of an archive: which file shrinks most, and how much does another one gain?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

FILES = (  # name, least and most part that is kept, in percent
    ("relevés.csv", 12, 30),
    ("roman.txt", 31, 45),
    ("plan.bmp", 20, 40),
    ("photo.jpg", 96, 99),
    ("chanson.mp3", 97, 99),
    ("clip.mp4", 98, 99),
    ("journal.xml", 10, 25),
)


def generate(rng: Random) -> Variant:
    chosen = rng.sample(FILES, 5)
    while sum(most < 50 for _, _, most in chosen) < 2:
        chosen = rng.sample(FILES, 5)
    kept = [rng.randint(least, most) for _, least, most in chosen]
    while kept.count(min(kept)) > 1:
        kept = [rng.randint(least, most) for _, least, most in chosen]
    sizes = [rng.randint(2, 60) * 100 for _ in chosen]
    best = kept.index(min(kept))
    sizes[best] = min(sizes[best], 900)  # the best part is not the largest gain in Ko
    asked = rng.choice([i for i in range(5) if i != best and kept[i] < 50])
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td class="num">{size}</td><td class="num">{size * part // 100}</td></tr>'
        for (name, _, _), size, part in zip(chosen, sizes, kept, strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Le contenu de l’archive</h1>\n<div class="sim-window">\n<p '
        'class="sim-title">projet.zip</p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Fichier</th><th scope="col">Taille (Ko)</th>'
        f'<th scope="col">Compressé (Ko)</th></tr></thead><tbody>{rows}</tbody></table></div>\n</div>\n'
    )
    size, small = sizes[asked], sizes[asked] * kept[asked] // 100
    values = {
        "nom": chosen[best][0],
        "radical": chosen[best][0].split(".")[0],
        "part": str(100 - kept[best]),
        "autre": chosen[asked][0],
        "taille": str(size),
        "petit": str(small),
        "ecart": str(size - small),
        "gain": str(100 - kept[asked]),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    found = re.findall(r'<td>([^<]+)</td><td class="num">(\d+)</td><td class="num">(\d+)</td>', variant.screens["p1"])
    gains = {name: 1 - int(small) / int(size) for name, size, small in found}
    return {"nom": max(gains, key=lambda name: gains[name]), "gain": str(round(100 * gains[variant.values["autre"]]))}
