"""A small site in an archive: one relative link is broken. In which page, and what should it be?"""

import io
import posixpath
import re
import zipfile
from html import escape
from random import Random

from assessments.referential.generators._files import archive, html_page
from assessments.variants import Variant

FILE = "site.zip"
SITES = (
    ("lieux", ("moulin", "lavoir", "fontaine", "halle"), "infos", ("acces", "horaires", "tarifs")),
    ("recettes", ("soupe", "galette", "compote", "gratin"), "guides", ("outils", "saisons", "mesures")),
    ("plantes", ("menthe", "sauge", "thym", "lavande"), "aide", ("semer", "tailler", "arroser")),
    ("animaux", ("loutre", "chouette", "triton", "mulot"), "conseils", ("observer", "dessiner", "noter")),
)

ACCENTS = {"acces": "accès"}


def _label(path: str) -> str:
    name = posixpath.basename(path)[:-5]
    return ACCENTS.get(name, name).capitalize()


def generate(rng: Random) -> Variant:
    first, names, second, others = rng.choice(SITES)
    paths = (
        ["index.html"]
        + [f"{first}/{n}.html" for n in rng.sample(names, 3)]
        + [f"{second}/{n}.html" for n in rng.sample(others, 2)]
    )
    links = {path: [to for to in paths if to != path] for path in paths}
    for path in paths[1:]:
        links[path] = ["index.html", *rng.sample([to for to in paths[1:] if to != path], 2)]
    guilty = rng.choice(paths[1:])
    away = [to for to in links[guilty] if posixpath.dirname(to) != posixpath.dirname(guilty)]
    target = rng.choice(away)
    right = posixpath.relpath(target, posixpath.dirname(guilty))
    wrong = right.removeprefix("../")
    files = {}
    for path in paths:
        body = f"<h1>{escape(_label(path))}</h1>\n<ul>\n"
        for to in links[path]:
            href = posixpath.relpath(to, posixpath.dirname(path) or ".")
            href = wrong if (path, to) == (guilty, target) else href
            body += f'<li><a href="{href}">{_label(to)}</a></li>\n'
        files[f"site/{path}"] = html_page(_label(path), body + "</ul>")
    values = {
        "page": posixpath.basename(guilty),
        "sans": posixpath.basename(guilty)[:-5],
        "faux": wrong,
        "juste": right,
    }
    values["chemin"], values["dossier"] = guilty, posixpath.dirname(guilty)
    return Variant(values=values, files={FILE: archive(files)})


def solve(variant: Variant) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(variant.files[FILE])) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    for name, text in texts.items():
        for href, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', text):
            if posixpath.normpath(posixpath.join(posixpath.dirname(name), href)) not in texts:
                meant = next(n for n in texts if posixpath.basename(n) == label.lower().replace("è", "e") + ".html")
                up = "../" * (name.count("/") - 1)
                return {"page": posixpath.basename(name), "lien": up + meant.removeprefix("site/")}
    raise AssertionError("no broken link")
