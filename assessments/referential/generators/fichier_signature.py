"""The first bytes of five files: which name lies about its content?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

SIGNATURES = {  # extension -> (name of the format, first bytes)
    "png": ("image PNG", "89 50 4E 47"),
    "jpg": ("image JPEG", "FF D8 FF E0"),
    "gif": ("image GIF", "47 49 46 38"),
    "pdf": ("document PDF", "25 50 44 46"),
    "zip": ("archive ZIP", "50 4B 03 04"),
    "flac": ("son FLAC", "66 4C 61 43"),
}
NAMES = ("facture", "logo", "plan", "affiche", "carte", "notice", "portrait", "chanson", "album", "dossier", "badge")


def generate(rng: Random) -> Variant:
    kinds = rng.sample(list(SIGNATURES), 5)
    names = rng.sample(NAMES, 5)
    liar = rng.randrange(5)
    true = rng.choice([kind for kind in SIGNATURES if kind != kinds[liar]])
    rows = []
    for index, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        content = true if index == liar else kind
        tail = " ".join(f"{rng.randrange(256):02X}" for _ in range(2))
        rows.append((f"{name}.{kind}", f"{SIGNATURES[content][1]} {tail}"))
    cells = "".join(f"<tr><td>{escape(name)}</td><td><code>{data}</code></td></tr>" for name, data in rows)
    known = sorted(SIGNATURES.values())
    legend = "".join(f"<tr><td>{kind}</td><td><code>{data}</code></td></tr>" for kind, data in known)
    top = '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="p1.html"{}>Les fichiers</a></li>'
    top += '<li><a href="p2.html"{}>Signatures connues</a></li></ul></nav>'
    here = ' aria-current="page"'
    head = '<h1 class="visually-hidden">{0}</h1>\n<div class="sim-window">\n<p class="sim-title">Octoscope – {0}</p>\n'
    table = (
        '<div class="sim-files"><table><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        "</tr></thead><tbody>{}</tbody></table></div>"
    )
    pages = {
        "p1": head.format("Les fichiers")
        + top.format(here, "")
        + table.format("Nom", "Premiers octets", cells)
        + "\n</div>\n",
        "p2": head.format("Signatures connues")
        + top.format("", here)
        + table.format("Format", "Débute par", legend)
        + "\n</div>\n",
    }
    values = {
        "nom": rows[liar][0],
        "radical": names[liar],
        "debut": SIGNATURES[true][1],
        "format": SIGNATURES[true][0],
        "annonce": SIGNATURES[kinds[liar]][0],
    }
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> dict[str, str]:
    pattern = r"<tr><td>([^<]+)</td><td><code>([^<]+)</code></td></tr>"
    known = {data: kind for kind, data in re.findall(pattern, variant.screens["p2"])}
    for name, data in re.findall(pattern, variant.screens["p1"]):
        kind = known[data[:11]]
        extension = name.rsplit(".", 1)[1]
        if SIGNATURES[extension][0] != kind:
            return {"nom": name, "format": kind}
    return {}
