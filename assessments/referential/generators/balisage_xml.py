"""A small DTD and an XML file that is well formed: which record is not valid, and why?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

DTD = """<!ELEMENT catalogue (livre+)>
<!ELEMENT livre (titre, auteur+,
                 resume?, prix)>
<!ATTLIST livre
  code CDATA #REQUIRED>
<!ATTLIST livre
  langue (fr | oc | br) #REQUIRED>
<!ELEMENT titre (#PCDATA)>
<!ELEMENT auteur (#PCDATA)>
<!ELEMENT resume (#PCDATA)>
<!ELEMENT prix (#PCDATA)>"""
TITLES = [
    "Le puits bavard",
    "Trois cailloux",
    "La lune rousse",
    "Sel et suie",
    "Le renard sourd",
    "Un pas de côté",
    "L’île aux clefs",
    "Neuf portes",
]
AUTHORS = ["A. Sorel", "M. Valette", "L. Perrec", "T. Anoukian", "R. Lemoal", "S. Haddouche", "C. Prigent"]
CAUSES = {
    "ordre": "un élément n’est pas à sa place",
    "absent": "un élément obligatoire manque",
    "double": "un élément est répété à tort",
    "attribut": "un attribut obligatoire manque",
    "valeur": "un attribut a une valeur interdite",
}


def generate(rng: Random) -> Variant:
    wrong = rng.randrange(5)
    cause = rng.choice(sorted(CAUSES))
    codes = [f"{rng.choice('BCDFGHLM')}{n}" for n in rng.sample(range(10, 99), 5)]
    titles = rng.sample(TITLES, 5)
    records = []
    for index in range(5):
        authors = [("auteur", name) for name in rng.sample(AUTHORS, rng.choice((1, 1, 2)))]
        resume = [("resume", "Un conte.")] if rng.random() < 0.5 else []
        parts = [("titre", titles[index]), *authors, *resume, ("prix", f"{rng.randint(6, 19)} €")]
        attributes = f' code="{codes[index]}" langue="{rng.choice(("fr", "oc", "br"))}"'
        if index == wrong:
            if cause == "ordre":
                parts = rng.choice(([parts[-1], *parts[:-1]], [*authors, parts[0], *resume, parts[-1]]))
            elif cause == "absent":
                parts = rng.choice((parts[:-1], parts[1:], [parts[0], *resume, parts[-1]]))
            elif cause == "double":
                parts.append(("prix", f"{rng.randint(20, 29)} €"))
            elif cause == "attribut":
                attributes = f' code="{codes[index]}"'
            else:
                attributes = f' code="{codes[index]}" langue="{rng.choice(("es", "en", "it"))}"'
        body = "\n".join(f"    <{tag}>{text}</{tag}>" for tag, text in parts)
        records.append(f"  <livre{attributes}>\n{body}\n  </livre>")
    xml = "<catalogue>\n" + "\n".join(records) + "\n</catalogue>"

    def page(h1: str, on: int, source: str) -> str:
        tabs = "".join(
            f'<span class="sim-tool on">{label}</span> '
            if on == rank
            else f'<a class="sim-tool" href="p{rank}.html">{label}</a> '
            for rank, label in ((1, "catalogue.xml"), (2, "catalogue.dtd"))
        )
        return (
            f'<div class="sim-window">\n<p class="sim-title">Éditeur XML</p>\n<h1 class="visually-hidden">{h1}</h1>\n'
            f'<div class="sim-toolbar">{tabs}</div>\n<pre>{escape(source)}</pre>\n</div>\n'
        )

    values = {"code": codes[wrong], "cause": CAUSES[cause], "titre": titles[wrong]}
    values |= {f"o{rank}": code for rank, code in enumerate(codes, 1)}
    values |= {f"k{rank}": CAUSES[key] for rank, key in enumerate(sorted(CAUSES), 1)}
    return Variant(values=values, screens={"p1": page("Le document", 1, xml), "p2": page("Le modèle", 2, DTD)})


def solve(variant: Variant) -> dict[str, str]:
    code = variant.screens["p1"].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    for attributes, body in re.findall(r"<livre([^>]*)>(.*?)</livre>", code, re.S):
        tags = re.findall(r"<(\w+)>", body)
        fields = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        cause = ""
        if "langue" not in fields:
            cause = "attribut"
        elif fields["langue"] not in ("fr", "oc", "br"):
            cause = "valeur"
        elif not {"titre", "auteur", "prix"} <= set(tags):
            cause = "absent"
        elif any(tags.count(tag) > 1 for tag in ("titre", "resume", "prix")):
            cause = "double"
        elif tags != sorted(tags, key=["titre", "auteur", "resume", "prix"].index):
            cause = "ordre"
        if cause:
            return {"livre": fields["code"], "cause": CAUSES[cause]}
    raise ValueError("valid")
