"""The audit of three pages: criteria that fail, and the rate of conformity."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "audit.csv"
CRITERIA = (
    "Texte de remplacement des images",
    "Titre de chaque page",
    "Langue de la page",
    "Contraste du texte",
    "Information par la couleur",
    "Titres hiérarchisés",
    "Liens explicites",
    "Étiquettes des champs",
    "Erreurs de saisie expliquées",
    "Sous-titres des vidéos",
    "Transcription des sons",
    "En-têtes des tableaux",
    "Navigation au clavier",
    "Focus visible",
    "Ordre de lecture",
    "Agrandissement du texte",
    "Contenu en mouvement",
    "Titres des cadres",
    "Lien d’évitement",
    "Documents à télécharger",
    "Limites de temps",
    "Changements de langue",
    "Plan du site",
    "Contenu au survol",
)

# These apply to every page: never NA.
ALWAYS = (
    "Titre de chaque page",
    "Langue de la page",
    "Contraste du texte",
    "Titres hiérarchisés",
    "Liens explicites",
    "Navigation au clavier",
    "Focus visible",
    "Ordre de lecture",
    "Agrandissement du texte",
    "Lien d’évitement",
    "Plan du site",
)


def generate(rng: Random) -> Variant:
    bad, good = rng.choice(((4, 16), (5, 15), (6, 14), (7, 13), (8, 12), (9, 11), (3, 12), (6, 9), (5, 11)))
    none = rng.randint(2, 24 - bad - good) if bad + good < 22 else 2
    if 100 * good % (good + bad):
        return generate(rng)
    rows = []
    for kind, size in (("NC", bad), ("C", good), ("NA", none)):
        for _ in range(size):
            if kind == "NA":
                row = ["NA", "NA", "NA"]
            elif kind == "C":
                row = ["C", rng.choice(("C", "NA")), rng.choice(("C", "C", "NA"))]
            else:
                row = ["NC", rng.choice(("C", "C", "NA", "NC")), rng.choice(("C", "NA"))]
            rng.shuffle(row)
            rows.append(row)
    rng.shuffle(rows)
    names = rng.sample(CRITERIA, len(rows))
    for index, row in enumerate(rows):
        if names[index] in ALWAYS and set(row) == {"NA"}:
            other = next(i for i, cells in enumerate(rows) if set(cells) != {"NA"} and names[i] not in ALWAYS)
            names[index], names[other] = names[other], names[index]
    for name, row in zip(names, rows, strict=True):
        if name in ALWAYS:
            row[:] = ["C" if cell == "NA" else cell for cell in row]
    table = [["critère", "accueil", "contact", "agenda"]]
    table += [[name, *row] for name, row in zip(names, rows, strict=True)]
    return Variant(
        values={
            "total": str(len(rows)),
            "c": str(good),
            "nc": str(bad),
            "na": str(none),
            "taux": str(100 * good // (good + bad)),
        },
        files={FILE: csv_file(table)},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    bad = sum("NC" in row[1:] for row in rows)
    applied = sum(set(row[1:]) != {"NA"} for row in rows)
    return {"nc": str(bad), "taux": str(round((applied - bad) * 100 / applied))}
