"""A search query with fields, OR and NOT: how many files does it find?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

KINDS = ("image", "vidéo", "son", "texte")
WORDS = ("pont", "gare", "marché", "phare", "chalet", "verger", "moulin", "stade", "halle", "port")
TAGS = ("brouillon", "essai", "copie")


def generate(rng: Random) -> Variant:
    first, second, third, _ = rng.sample(KINDS, 4)
    limit = rng.choice((5, 8, 10, 20))
    tag, other = rng.sample(TAGS, 2)
    rows = []
    for word in WORDS + tuple(f"{word}-2" for word in WORDS[:6]):
        kind = rng.choice((first, second, first, second, third))
        name = f"{word}-{rng.choice((tag, other))}" if rng.random() < 0.35 else word
        size = rng.choice((limit - rng.randint(1, 4), limit + rng.randint(1, 30), limit + rng.randint(1, 30)))
        rows.append((name, kind, size))
    rows.append((f"tour-{tag}", first, limit + 4))
    rows.append(("tour", third, limit + 7))
    rows.append(("rempart", second, limit + 9))
    rows.sort()
    count = sum(kind != third and size > limit and tag not in name for name, kind, size in rows)
    help_rows = (
        ("type:son", "les sons (ou image, vidéo, texte)"),
        ("taille:>3Mo", "les fichiers de plus de 3 Mo"),
        ("-nom:conte", "le nom ne contient pas « conte »"),
        ("un espace", "ET : les deux conditions"),
        ("OU", "l’une des deux conditions"),
        ("( )", "ce qui est calculé d’abord"),
    )
    menu = (
        '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="p1.html"{1}>Fichiers</a></li>'
        '<li><a href="p2.html"{2}>Aide</a></li></ul></nav>\n'
    )
    head = (
        '<h1 class="visually-hidden">{0}</h1>\n<div class="sim-window">\n<p class="sim-title">Loupiote – {0}</p>\n'
        + menu
    )
    here = ' aria-current="page"'
    table = '<div class="sim-files"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>\n</div>\n'
    titles = "".join(f'<th scope="col">{title}</th>' for title in ("Nom", "Type", "Taille"))
    cells = "".join(f"<tr><td>{escape(n)}</td><td>{k}</td><td>{s} Mo</td></tr>" for n, k, s in rows)
    lines = "".join(
        f"<tr><td>{w if w == 'un espace' else f'<code>{escape(w)}</code>'}</td><td>{escape(m)}</td></tr>"
        for w, m in help_rows
    )
    pages = {
        "p1": head.format("Fichiers", here, "") + table.format(titles, cells),
        "p2": head.format("Aide", "", here)
        + table.format('<th scope="col">Écriture</th><th scope="col">Sens</th>', lines),
    }
    values = {
        "requete": f"(type:{first} OU type:{second}) taille:>{limit}Mo -nom:{tag}",
        "t1": first,
        "t2": second,
        "t3": third,
        "limite": str(limit),
        "mot": tag,
        "nombre": str(count),
    }
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    query = re.fullmatch(r"\(type:(\w+) OU type:(\w+)\) taille:>(\d+)Mo -nom:(\w+)", variant.values["requete"]).groups()
    found = re.findall(r"<td>([^<]+)</td><td>([^<]+)</td><td>(\d+) Mo</td>", variant.screens["p1"])
    kept = [row for row in found if row[1] in query[:2] and int(row[2]) > int(query[2])]
    return str(len([row for row in kept if query[3] not in row[0].split("-")]))
