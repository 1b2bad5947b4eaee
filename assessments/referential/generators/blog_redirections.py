"""The articles of a blog and its redirections: what does each old address show?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

TITLES = {
    "pain-levain": "Le pain au levain",
    "confiture-figue": "La confiture de figues",
    "soupe-potiron": "La soupe de potiron",
    "gateau-noix": "Le gâteau aux noix",
    "sirop-menthe": "Le sirop de menthe",
    "galette-riz": "La galette de riz",
    "tarte-rhubarbe": "La tarte à la rhubarbe",
    "salade-lentille": "La salade de lentilles",
}
MISSING = "page introuvable"
CURRENT = ' aria-current="page"'


def generate(rng: Random) -> Variant:
    slugs = rng.sample(list(TITLES), 5)
    year = rng.randint(2015, 2022)
    one, two, three, gone, _ = slugs
    online = [one, two, three, slugs[4]]
    moves = [
        (f"/{year}/{one}", f"/{one}"),
        (f"/{year}/ma-recette-{rng.randint(2, 9)}", f"/{year}/{two}"),
        (f"/{year}/{two}", f"/{two}"),
        (f"/{year}/{gone}", f"/{gone}"),
        (f"/recettes/{three}", f"/{three}"),
    ]
    asked = [
        (moves[1][0], TITLES[two]),
        (rng.choice([(moves[0][0], TITLES[one]), (moves[4][0], TITLES[three])])),
        rng.choice([(moves[3][0], MISSING), (f"/{year}/{slugs[4]}", MISSING)]),
    ]
    rng.shuffle(asked)
    rng.shuffle(moves)
    rng.shuffle(online)

    menu = (("p1", "Articles en ligne"), ("p2", "Redirections"))

    def page(address: str, title: str, head: tuple[str, str], rows: list[tuple[str, str]], note: str) -> str:
        links = "".join(
            f'<li><a href="{name}.html"{CURRENT if text == title else ""}>{text}</a></li>' for name, text in menu
        )
        body = "\n".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in rows)
        return (
            f'<div class="sim-browser">\n<div class="sim-address"><span>https://gourmandine.example/admin/{address}</span></div>\n'
            f'<div class="sim-page">\n<h1>{title}</h1>\n<nav class="sim-nav" aria-label="Menu"><ul>{links}</ul></nav>\n'
            f"<table><thead><tr><th>{head[0]}</th><th>{head[1]}</th></tr></thead>\n<tbody>\n{body}\n</tbody></table>\n"
            f'<p class="sim-meta">{note}</p>\n</div>\n</div>\n'
        )

    screens = {
        "p1": page(
            "articles",
            "Articles en ligne",
            ("Adresse", "Titre"),
            [(f"/{s}", TITLES[s]) for s in online],
            "Ce sont les seules pages du blog.",
        ),
        "p2": page(
            "redirections",
            "Redirections",
            ("Ancienne adresse", "Envoie vers"),
            moves,
            "Une redirection peut mener à une autre.",
        ),
    }
    values = {f"adresse{i}": address for i, (address, _) in enumerate(asked, 1)}
    values |= {f"vu{i}": shown for i, (_, shown) in enumerate(asked, 1)}
    values |= {f"titre{i}": TITLES[slug] for i, slug in enumerate(sorted(online), 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    found = [dict(re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td></tr>", variant.screens[p])) for p in ("p1", "p2")]
    out = {}
    for i in range(1, 4):
        address = variant.values[f"adresse{i}"]
        while address in found[1]:
            address = found[1][address]
        out[f"a{i}"] = found[0].get(address, MISSING)
    return out
