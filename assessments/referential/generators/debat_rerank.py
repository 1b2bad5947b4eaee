"""A ranking with a repetition penalty: which posts come second and third, and how many themes are shown?"""

import re
from random import Random

from assessments.variants import Variant

THEMES = ("sport", "musique", "cuisine", "sciences", "humour")
LETTERS = "ABCDEFG"


def _choose(posts: list[tuple[str, str, int]], size: int) -> list[tuple[str, str, int]] | None:
    """Greedy choice, the score halved for each post of the same theme already shown; None when two scores are near."""
    left, shown = list(posts), []
    while len(shown) < size:
        scored = sorted(
            ((p[2] / 2 ** sum(q[1] == p[1] for q in shown), p) for p in left), key=lambda item: item[0], reverse=True
        )
        if scored[0][0] - scored[1][0] < 2:
            return None
        shown.append(scored[0][1])
        left.remove(scored[0][1])
    return shown


def generate(rng: Random) -> Variant:
    while True:
        main, second, third = rng.sample(THEMES, 3)
        themes = [main] * 4 + [second] * 2 + [third]
        tops = sorted(rng.sample(range(72, 100, 2), 4), reverse=True)
        rest = rng.sample(range(32, 70, 2), 3)
        posts = list(zip(themes, [*tops, *rest], strict=True))
        rng.shuffle(posts)
        rows = [(letter, theme, score) for letter, (theme, score) in zip(LETTERS, posts, strict=True)]
        chosen = _choose(rows, 4)
        if chosen and len({p[1] for p in chosen}) >= 2:
            break
    body = "\n".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
    page = (
        '<h1 class="visually-hidden">Publications</h1>\n'
        '<div class="sim-window"><p class="sim-title">Atelier du fil</p>\n'
        "<table><thead><tr><th>Publication</th><th>Thème</th><th>Score de départ</th></tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table>\n"
        "<h2>La règle</h2><ol><li>On affiche la publication qui a le plus grand score.</li>"
        "<li>Le score de chaque publication restante <strong>du même thème</strong> est divisé par 2.</li>"
        "<li>On recommence avec les nouveaux scores, jusqu’à quatre publications affichées.</li></ol></div>\n"
    )
    values = {f"p{i}": p[0] for i, p in enumerate(chosen, start=1)}
    plain = sorted(rows, key=lambda r: -r[2])[:4]
    values |= {
        "themes": str(len({p[1] for p in chosen})),
        "ordre": ", ".join(p[0] for p in chosen),
        "simple": ", ".join(p[0] for p in plain),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<td>(\w)</td><td>(\w+)</td><td>(\d+)</td>", variant.screens["p1"])
    scores = {letter: float(score) for letter, _, score in rows}
    theme = {letter: name for letter, name, _ in rows}
    shown = []
    for _ in range(4):
        best = max(scores, key=lambda letter: scores[letter])
        del scores[best]
        shown.append(best)
        scores = {x: s / 2 if theme[x] == theme[best] else s for x, s in scores.items()}
    return {"a": shown[1], "b": shown[2], "c": str(len({theme[x] for x in shown}))}
