"""The first bytes of five files: which extension lies, and what is the real format?"""

import re
from random import Random

from assessments.variants import Variant

SIGNATURES = {
    "PDF": ("25 50 44 46", "pdf"),
    "JPEG": ("FF D8 FF", "jpg"),
    "PNG": ("89 50 4E 47", "png"),
    "GIF": ("47 49 46 38", "gif"),
    "fondé sur ZIP": ("50 4B 03 04", "odt"),
}
ZIPPED = ("odt", "ods", "odp", "epub")
STEMS = ("affiche", "bilan", "carte", "devis", "esquisse", "facture", "guide", "horaire", "journal", "menu", "plan")


def generate(rng: Random) -> Variant:
    stems = rng.sample(STEMS, 5)
    formats = list(SIGNATURES)
    wrong = rng.choice(formats[:4])  # the format that the name announces
    real = rng.choice([name for name in formats if name != wrong])
    files = []
    for stem, name in zip(stems, formats, strict=True):
        extension = rng.choice(ZIPPED) if name == formats[4] else SIGNATURES[name][1]
        start = SIGNATURES[real if name == wrong else name][0]
        rest = _rest(rng, real if name == wrong else name)
        files.append((f"{stem}.{extension}", f"{start} {rest}", start))
    rank = formats.index(wrong)
    values = {"nom": files[rank][0], "debut": files[rank][2], "vrai": real, "zip": files[4][0]}
    values["vraidit"] = "un format fondé sur ZIP" if real == formats[4] else f"un fichier {real}"
    files.sort()
    values |= {f"f{number}": row[0] for number, row in enumerate(files, start=1)}
    items = "\n".join(
        f'<li class="sim-setting"><span>{row[0]}</span><span><a href="o{number}.html">Ouvrir</a></span></li>'
        for number, row in enumerate(files, start=1)
    )
    screens = {
        "liste": '<h1 class="visually-hidden">Fichiers</h1>\n<div class="sim-window">\n'
        f'<div class="sim-title">Lecteur hexadécimal</div>\n<ul class="sim-settings">\n{items}\n</ul>\n</div>\n'
    }
    for number, (name, octets, _) in enumerate(files, start=1):
        screens[f"o{number}"] = (
            f'<h1 class="visually-hidden">{name}</h1>\n<div class="sim-window">\n<div class="sim-title">{name}</div>\n'
            f"<pre>00000000  {octets} …</pre>\n"
            '<div class="sim-actions"><a class="sim-button quiet" href="liste.html">Tous les fichiers</a></div>\n</div>\n'
        )
    return Variant(values=values, screens=screens)


def _rest(rng: Random, real: str) -> str:
    """What follows the signature, up to twelve bytes, as in a sound file of this format."""
    if real == "PDF":  # -1.x, end of line, %, two bytes that are not text
        return f"2D 31 2E {rng.choice((0x34, 0x35, 0x36, 0x37)):02X} 0A 25 E2 E3"
    if real == "JPEG":  # JFIF, or Exif after its length
        length = rng.randint(0x0200, 0x3FFF)
        return rng.choice(("E0 00 10 4A 46 49 46 00 01", f"E1 {length >> 8:02X} {length & 255:02X} 45 78 69 66 00 00"))
    if real == "PNG":  # end of the signature, length of the first chunk
        return "0D 0A 1A 0A 00 00 00 0D"
    if real == "GIF":  # 89a, width, height, packed field
        sizes = [rng.randint(200, 900) for _ in range(2)]
        return "39 61 " + " ".join(f"{size & 255:02X} {size >> 8:02X}" for size in sizes) + " F7 00"
    return "14 00 00 00 00 00 00 00"  # version 2.0, no flag, stored, time


def solve(variant: Variant) -> dict[str, str]:
    for page, text in variant.screens.items():
        if page == "liste":
            continue
        name = re.search(r'sim-title">([^<]+)<', text).group(1)
        octets = re.search(r"00000000  ([^…]+)", text).group(1)
        real = next(key for key, (start, _) in SIGNATURES.items() if octets.startswith(start))
        extension = name.rsplit(".", 1)[1]
        if extension != SIGNATURES[real][1] and not (real == "fondé sur ZIP" and extension in ZIPPED):
            return {"nom": name, "vrai": real}
    return {}
