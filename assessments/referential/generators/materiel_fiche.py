"""Data sheets of four computers, with mixed units: the largest storage and the lightest machine."""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Belette", "Castor", "Fouine", "Hermine", "Lérot", "Marmotte", "Putois", "Zibeline")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 4)
    storage = [(f"{terabytes} To", terabytes * 1000) for terabytes in rng.sample((1, 2), 1)]
    storage += [(f"{size} Go", size) for size in rng.sample((256, 320, 480, 512, 640, 750, 960), 3)]
    masses = rng.sample(range(98, 240, 7), 4)
    texts = []
    for rank, mass in enumerate(masses):
        whole, rest = divmod(mass * 10, 1000)
        texts.append(f"{whole},{rest:03d}".rstrip("0").rstrip(",") + " kg" if rank % 2 else f"{_grouped(mass * 10)} g")
    rng.shuffle(storage)
    columns = list(zip(names, storage, texts, strict=True))
    biggest = max(columns, key=lambda c: c[1][1])[0]
    lightest = names[masses.index(min(masses))]
    screens = {}
    for page, pair in (("p1", columns[:2]), ("p2", columns[2:])):
        tabs = " ".join(
            f'<span class="sim-tool on">{text}</span>'
            if page == key
            else f'<a class="sim-tool" href="{key}.html">{text}</a>'
            for key, text in (("p1", "Fiches 1 et 2"), ("p2", "Fiches 3 et 4"))
        )
        lines = [
            ("Stockage", [c[1][0] for c in pair]),
            ("Mémoire vive", [f"{rng.choice((4, 8, 16, 32))} Go" for _ in pair]),
            ("Écran", [f"{rng.choice((11, 13, 14, 15, 17))} pouces" for _ in pair]),
            ("Processeur", [f"{rng.choice((4, 6, 8))} cœurs, {rng.choice((2, 3, 4))} GHz" for _ in pair]),
            ("Masse", [c[2] for c in pair]),
        ]
        rows = "\n".join(
            f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
            for head, cells in lines
        )
        heads = "".join(f'<th scope="col">{c[0]}</th>' for c in pair)
        screens[page] = (
            '<h1 class="visually-hidden">Les fiches</h1>\n<div class="sim-window">\n'
            '<div class="sim-title">Comparer</div>\n'
            f'<nav class="sim-toolbar" aria-label="Fiches">{tabs}</nav>\n'
            f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>\n</div>\n"
        )
    values = {"grand": biggest, "leger": lightest} | {f"n{i}": name for i, name in enumerate(names, 1)}
    values["stock"] = next(c[1][0] for c in columns if c[0] == biggest)
    values["masse"] = next(c[2] for c in columns if c[0] == lightest)
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    storage, masses = {}, {}
    for page in variant.screens.values():
        names = re.findall(r'<th scope="col">([^<]+)</th>', page)
        for head, first, second in re.findall(r">([^<]+)</th><td>([^<]+)</td><td>([^<]+)</td></tr>", page):
            for name, text in zip(names, (first, second), strict=True):
                number = re.sub(r"[^\d,]", "", text).replace(",", ".")
                if head == "Stockage":
                    storage[name] = float(number) * (1000 if text.endswith("To") else 1)
                elif head == "Masse":
                    masses[name] = float(number) * (1000 if text.endswith("kg") else 1)
    return {"grand": max(storage, key=storage.get), "leger": min(masses, key=masses.get)}
