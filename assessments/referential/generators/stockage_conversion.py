"""Sizes given in bytes: what is the size of one file in Mo?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = {  # a likely size for each kind of file, in bytes: two digits times this
    10_000: ("relevés.csv", "maquette.svg", "carnet.odt", "recette.docx"),
    100_000: ("refrain.mp3", "galerie.png", "catalogue.pdf", "herbier.odp", "panorama.jpg"),
    1_000_000: ("reportage.mp4", "entretien.wav", "archives.zip", "concert.flac"),
}


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def generate(rng: Random) -> Variant:
    chosen = sorted((name, scale) for scale, names in NAMES.items() for name in rng.sample(names, 2))
    names = [name for name, _ in chosen]
    sizes = []
    for _, scale in chosen:
        digits = rng.randint(11, 98)
        sizes.append(scale * (digits + (digits % 10 == 0)))
    asked = rng.randrange(6)
    rows = "".join(
        f'<tr><td>{escape(n)}</td><td class="num">{_spaced(s)}</td></tr>' for n, s in zip(names, sizes, strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Les tailles exactes</h1>\n<div class="sim-window">\n<p '
        'class="sim-title">Tailles exactes</p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Nom</th><th scope="col">'
        "Taille en octets</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>\n</div>\n"
    )
    hundredths = sizes[asked] // 10_000
    whole, rest = divmod(hundredths, 100)
    mega = f"{whole},{rest:02d}".rstrip("0").rstrip(",")
    values = {"nom": names[asked], "octets": _spaced(sizes[asked]), "mega": mega, "kilo": _spaced(sizes[asked] // 1000)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    found = dict(re.findall(r"<td>([^<]+)</td><td class=\"num\">([^<]+)</td>", variant.screens["p1"]))
    size = int(found[variant.values["nom"]].replace(" ", ""))
    return f"{size / 1_000_000:g}".replace(".", ",")
