"""Five posts and a ranking rule by engagement: which one comes first, and which one by date?"""

import re
from random import Random

from assessments.variants import Variant

POSTS = (
    "Le pain perdu",
    "La colère du stade",
    "Un hérisson au jardin",
    "Le match raconté",
    "Scandale à la kermesse",
    "Réparer une chaise",
    "Les étoiles d’août",
    "Qui a cassé le banc ?",
)


def generate(rng: Random) -> Variant:
    while True:
        share, comment = rng.choice((5, 6, 8, 10)), rng.choice((2, 3, 4))
        rows = []
        hours = rng.sample(range(1, 30), 5)
        for title, hour in zip(rng.sample(POSTS, 5), hours, strict=True):
            likes = rng.choice((20, 50, 80, 110, 140))
            rows.append((title, hour, likes, rng.randint(0, 12) * 2, rng.randint(0, 15)))
        scores = {t: likes + comment * c + share * s for t, _, likes, c, s in rows}
        ranked = sorted(scores.values(), reverse=True)
        first = max(scores, key=lambda t: scores[t])
        newest = min(rows, key=lambda row: row[1])[0]
        most = max(row[2] for row in rows)
        liked = next(row[2] for row in rows if row[0] == first)
        if ranked[0] - ranked[1] >= 8 and first != newest and liked < most:
            break
    body = "\n".join(
        f'<article class="sim-post"><p><strong>{t}</strong></p><p class="sim-meta">il y a {h} h</p>'
        f'<p class="sim-chips"><span class="sim-chip">J’aime : {a}</span><span class="sim-chip">Réponses : {b}</span>'
        f'<span class="sim-chip">Partages : {c}</span></p></article>'
        for t, h, a, b, c in rows
    )
    page = (
        '<h1 class="visually-hidden">Publications</h1>\n'
        '<div class="sim-window"><p class="sim-title">Atelier du fil</p>\n'
        f'<div class="sim-feed">\n{body}\n</div></div>\n'
    )
    values = {
        "partage": str(share),
        "commentaire": str(comment),
        "premier": first,
        "score": str(scores[first]),
        "recent": newest,
        "second": str(ranked[1]),
    }
    values |= {f"t{i}": row[0] for i, row in enumerate(sorted(rows), start=1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(
        r"<strong>([^<]+)</strong></p><p[^>]*>il y a (\d+) h</p>.*?J’aime : (\d+)<.*?Réponses : (\d+)<.*?Partages : (\d+)<",
        variant.screens["p1"],
    )
    weights = (1, int(variant.values["commentaire"]), int(variant.values["partage"]))
    score = {r[0]: sum(w * int(n) for w, n in zip(weights, r[2:], strict=True)) for r in rows}
    best = sorted(score, key=lambda t: -score[t])[0]
    return {"a": best, "b": sorted(rows, key=lambda r: int(r[1]))[0][0]}
