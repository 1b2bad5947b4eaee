"""Five texts of a site and their contrast: how many reach the ratio that their size asks for?"""

import re
from random import Random

from assessments.variants import Variant

COURANT, GRAND = "texte courant", "grand texte"
# text, background: on white or near white, then light on dark
PAIRS = (
    ("#767f8c", "#ffffff"),
    ("#8a8f98", "#ffffff"),
    ("#b0b4ba", "#ffffff"),
    ("#5a6270", "#ffffff"),
    ("#0b5d4a", "#f2f7f5"),
    ("#c46a1b", "#ffffff"),
    ("#d98c3f", "#fff8ee"),
    ("#7a3b8f", "#ffffff"),
    ("#4d8f3a", "#ffffff"),
    ("#2f6f9f", "#eef4f9"),
    ("#e07b7b", "#ffffff"),
    ("#a33a3a", "#fdf3f3"),
    ("#ffffff", "#1f5f78"),
    ("#ffffff", "#5f9fb8"),
    ("#ffe9a8", "#4a3a7a"),
    ("#c8d0da", "#6a7484"),
    ("#ffffff", "#d0742c"),
    ("#f4f6f9", "#30405a"),
    ("#9fb4c8", "#ffffff"),
    ("#3c3c3c", "#f7e9c8"),
)
PLACES = ("Menu", "Titre de l’accueil", "Article", "Bouton", "Pied de page", "Légende", "Encadré", "Date")


def generate(rng: Random) -> Variant:
    rows = []
    for place, (text, back) in zip(rng.sample(PLACES, 5), rng.sample(PAIRS, 5), strict=True):
        ratio = _ratio(text, back)
        size = rng.choice((COURANT, GRAND))
        rows.append((place, size, text, back, ratio, ratio >= (4.5 if size == COURANT else 3)))
    between = [row[5] for row in rows if 3.2 < row[4] < 4.3]
    # Near a limit, or without a ratio between both limits, the size would not matter.
    if any(abs(row[4] - limit) < 0.15 for row in rows for limit in (3, 4.5)) or len(set(between)) < 2:
        return generate(rng)
    screens = {"liste": _list(rows)}
    for number, row in enumerate(rows, start=1):
        screens[f"m{number}"] = _page(row)
    good = [row[0] for row in rows if row[5]]
    return Variant(values={"nombre": str(len(good)), "bons": ", ".join(good)}, screens=screens)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _ratio(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _list(rows: list) -> str:
    items = "\n".join(
        f'<li class="sim-setting"><span>{row[0]}</span><span><a href="m{number}.html">Mesurer</a></span></li>'
        for number, row in enumerate(rows, start=1)
    )
    return (
        '<h1 class="visually-hidden">Contrastes</h1>\n<div class="sim-window">\n'
        f'<div class="sim-title">Contrastes du site</div>\n<ul class="sim-settings">\n{items}\n</ul>\n</div>\n'
    )


def _page(row: tuple) -> str:
    place, size, text, back, ratio, _ = row
    fields = (("Taille", size), ("Texte", text), ("Fond", back), ("Rapport", f"{ratio:.1f}".replace(".", ",")))
    items = "\n".join(f'<li class="sim-setting"><span>{a}</span><span>{b}</span></li>' for a, b in fields)
    return (
        f'<h1 class="visually-hidden">{place}</h1>\n<div class="sim-window">\n<div class="sim-title">{place}</div>\n'
        f'<ul class="sim-settings">\n{items}\n</ul>\n<div class="sim-actions">'
        '<a class="sim-button quiet" href="liste.html">Toutes les mesures</a></div>\n</div>\n'
    )


def solve(variant: Variant) -> str:
    count = 0
    for name, page in variant.screens.items():
        if name == "liste":
            continue
        size, ratio = (re.search(rf"<span>{key}</span><span>([^<]+)<", page).group(1) for key in ("Taille", "Rapport"))
        count += float(ratio.replace(",", ".")) >= {COURANT: 4.5, GRAND: 3}[size]
    return str(count)
