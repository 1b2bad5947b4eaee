"""A pattern with * and ?: how many names does it keep?"""

import re
from fnmatch import fnmatchcase
from html import escape, unescape
from random import Random

from assessments.variants import Variant

BASES = (("plan", "plante"), ("carte", "carton"), ("note", "notice"), ("vue", "vuelta"), ("fiche", "fichier"))
TAGS = ("nord", "sud", "port", "gare", "lac")
EXTENSIONS = ("jpg", "png", "pdf")


def generate(rng: Random) -> Variant:
    base, decoy = rng.choice(BASES)
    asked, *others = rng.sample(EXTENSIONS, 3)
    kept, names = rng.randint(3, 6), []
    tags = [(digit, tag) for digit in range(1, 10) for tag in TAGS]
    for digit, tag in rng.sample(tags, kept):
        names.append(f"{base}{digit}_{tag}.{asked}")
    for digit, tag in rng.sample(tags, 3):
        names.append(f"{base}{digit}_{tag}.{rng.choice(others)}")
    names += [f"{base}{rng.randint(10, 40)}_{tag}.{asked}" for tag in rng.sample(TAGS, 2)]
    names += [f"{base}_{rng.choice(TAGS)}.{asked}", f"{decoy}{rng.randint(1, 9)}_{rng.choice(TAGS)}.{asked}"]
    names.append(f"{base}{rng.randint(1, 9)}-{rng.choice(TAGS)}.{asked}")
    names.sort()
    rows = "".join(f"<tr><td>{escape(name)}</td></tr>" for name in names)
    page = (
        '<h1 class="visually-hidden">Les fichiers du dossier</h1>\n<div class="sim-window">\n<p '
        'class="sim-title">Relevés</p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Nom</th></tr></thead><tbody>'
        f"{rows}</tbody></table></div>\n"
        f'<p class="sim-meta">{len(names)} fichiers</p>\n</div>\n'
    )
    values = {"motif": f"{base}?_*.{asked}", "base": base, "leurre": decoy, "extension": asked, "nombre": str(kept)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    names = [unescape(name) for name in re.findall(r"<tr><td>([^<]+)</td></tr>", variant.screens["p1"])]
    return str(sum(fnmatchcase(name, variant.values["motif"]) for name in names))
