"""A published SHA-256 digest and three mirrors: which file is the publisher's? (The files come in a .zip too.)"""

import hashlib
import io
import re
import zipfile
from random import Random

from assessments.variants import Variant

FILE = "copies.zip"
PRODUCTS = ("Pictura", "Sonora", "Tablino", "Visiora", "Calculis", "Notario")
MIRRORS = ("Miroir du Nord", "Miroir de l’Ouest", "Miroir du Lac", "Miroir du Sud", "Miroir des Cimes")
PAGES = ("editeur", "miroirs", "outil")


def generate(rng: Random) -> Variant:
    product = rng.choice(PRODUCTS)
    version = f"{rng.randint(2, 9)}.{rng.randint(1, 9)}"
    lines = [f"ligne {i} : {rng.getrandbits(64):016x}" for i in range(20)]
    texts = ["\n".join([f"{product} {version}", *lines]) + "\n"]
    for index in rng.sample(range(1, 20), 2):
        changed = list(lines)
        changed[index] = changed[index][:-1] + ("1" if changed[index][-1] != "1" else "2")
        texts.append("\n".join([f"{product} {version}", *changed]) + "\n")
    official = hashlib.sha256(texts[0].encode()).hexdigest()
    liar = hashlib.sha256(texts[1].encode()).hexdigest()
    # (name, announced digest, text): the right copy, a forged one which announces its own digest, a damaged one.
    names = rng.sample(MIRRORS, 3)
    mirrors = list(zip(names, (official, liar, official), texts, strict=True))
    right, forged = names[0], names[1]
    rng.shuffle(mirrors)
    tabs = (
        '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="editeur.html">Site de l’éditeur</a></li>'
        '<li><a href="miroirs.html">Miroirs</a></li><li><a href="outil.html">Outil d’empreinte</a></li></ul></nav>\n'
    )
    here = {page: tabs.replace(f'"{page}.html"', f'"{page}.html" aria-current="page"') for page in PAGES}
    announced = "".join(f"<h2>{name}</h2><p>Annonce : <code>{digest}</code></p>\n" for name, digest, _ in mirrors)
    computed = "".join(
        f"<h2>Fichier pris sur : {name}</h2><p>Calcul : <code>{hashlib.sha256(text.encode()).hexdigest()}</code></p>\n"
        for name, _, text in mirrors
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, _, text in mirrors:
            stem = name.lower().replace("’", "-").replace(" ", "-")
            archive.writestr(zipfile.ZipInfo(f"{stem}.txt", (2031, 1, 1, 0, 0, 0)), text)
    return Variant(
        values={
            "produit": f"{product} {version}",
            "bon": right,
            "court": right.replace("Miroir ", ""),
            "fin": right.split(" ")[-1].split("’")[-1],
            "lieu": right.replace("Miroir du ", "le ").replace("Miroir des ", "les ").replace("Miroir de ", ""),
            "faux": forged,
        },
        files={FILE: buffer.getvalue()},
        screens={
            "editeur": f"<h1>{product} {version}</h1>\n{here['editeur']}<p>Page en https, sur le site de l’éditeur.</p>"
            f"<p>Empreinte SHA-256 du fichier : <code>{official}</code></p>\n",
            "miroirs": f"<h1>Sites miroirs</h1>\n{here['miroirs']}{announced}",
            "outil": f"<h1>Empreintes calculées chez vous</h1>\n{here['outil']}{computed}",
        },
    )


def solve(variant: Variant) -> str:
    official = re.search(r"<code>(\w{64})</code>", variant.screens["editeur"]).group(1)
    with zipfile.ZipFile(io.BytesIO(variant.files[FILE])) as archive:
        stem = next(n for n in archive.namelist() if hashlib.sha256(archive.read(n)).hexdigest() == official)
    names = re.findall(r"<h2>([^<]+)</h2>", variant.screens["miroirs"])
    return next(n for n in names if n.lower().replace("’", "-").replace(" ", "-") + ".txt" == stem)
