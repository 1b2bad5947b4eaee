"""A small valid referential on disk, to be broken by tests."""

from pathlib import Path

FRAMEWORK = """\
areas:
  - code: 1
    name: Information et données
    slug: information-et-donnees
    competences:
      - code: "1.1"
        name: Mener une recherche
        description: Chercher et trouver.
      - code: "1.2"
        name: Gérer des données
        description: Ranger et retrouver.
"""

PARCOURS = """\
profiles:
  - {key: competence-1.1, kind: competence, competence: "1.1"}
  - {key: competence-1.2, kind: competence, competence: "1.2"}
  - key: premiers-pas
    kind: parcours
    name: Premiers pas
    description: Un parcours court.
    skills: [lynx1]
"""

# Line numbers of tests count from the first line of this text.
TUBE = """\
key: lynx
competence: "1.1"
name: Le lynx
description: Reconnaître un lynx.
further:
  - fiche: lynx-traces
  - {title: Lynx, url: "https://fr.wikipedia.org/wiki/Lynx", source: Wikipédia, format: page, minutes: 5}
skills:
  - level: 1
    statement: Reconnaître une trace
    hint: Comptez les doigts.
    fiche: lynx-traces
    challenges:
      - key: lynx1-a
        kind: QCU
        instruction: Combien de doigts **marquent** le sol ?
        explanation: Quatre doigts, sans griffes.
        options: [trois, quatre, cinq]
        solution: 2
        illustration: {file: trace.svg, alt: Une trace ronde de quatre doigts}
      - key: lynx1-b
        kind: QROC
        doing: true
        instruction: Lisez le relevé. Combien de traces ?
        explanation: Il y en a douze.
        field: {label: Nombre de traces, format: nombre, unit: traces}
        solution: ["12", "12 traces"]
        treatments: []
        screen: {name: carnet, page: accueil, title: Un carnet, height: 320}
  - level: 2
    statement: Compter des traces
    presupposes: Il faut d’abord savoir reconnaître une trace.
    hint: Triez le tableau.
    fiche: lynx-traces
    challenges:
      - key: lynx2-a
        kind: QROCM-ind
        doing: true
        instruction: "Ouvrez {{ fichier }}. Combien de traces à {{ lieu }} ?"
        explanation: "Il y en a {{ total }}."
        fields:
          - {key: total, label: Total, format: nombre}
          - {key: lieu, label: "Lieu", options: ["{{ lieu }}", Ailleurs]}
        solution: {total: ["{{ total }}"], lieu: ["{{ lieu }}"]}
        generator: releve
        attachments: [{file: "{{ fichier }}", label: Le relevé}]
      - key: lynx2-b
        kind: ORDRE
        instruction: Rangez du plus petit au plus grand.
        explanation: Souris, lièvre, lynx.
        options: [lièvre, lynx, souris]
        solution: [2, 3, 1]
"""

LESSON = """\
---
title: Les traces : comment les lire
minutes: 3
---

Un lynx a **quatre** doigts.
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>\n'

PAGES = {
    "accueil": '<h1>Carnet</h1>\n<p><a href="suite.html">Suite</a></p>\n',
    "suite": '<h1>Suite</h1>\n<p>12 traces. <a href="accueil.html#haut">Retour</a></p>\n',
}

GENERATOR = """\
import csv
from io import StringIO
from random import Random

from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    total = rng.randint(10, 99)
    lieu = rng.choice(["Lormac", "Montbriac"])
    text = StringIO()
    csv.writer(text).writerows([["lieu", "traces"], [lieu, total]])
    values = {"fichier": "relevé.csv", "total": str(total), "lieu": lieu}
    return Variant(values=values, files={"relevé.csv": text.getvalue().encode()})


def solve(variant: Variant) -> object:
    rows = list(csv.reader(StringIO(variant.files["relevé.csv"].decode())))
    return {"lieu": rows[1][0], "total": rows[1][1]}
"""


def write_referential(root: Path) -> Path:
    """The files above, under ``root``."""
    files = {
        "framework.yaml": FRAMEWORK,
        "parcours.yaml": PARCOURS,
        "1.1/tubes/lynx.yaml": TUBE,
        "1.1/fiches/lynx-traces.md": LESSON,
        "1.1/assets/trace.svg": SVG,
        "generators/releve.py": GENERATOR,
        **{f"1.1/screens/carnet/{page}.html": text for page, text in PAGES.items()},
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace in one file; the text to replace must be there once."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
