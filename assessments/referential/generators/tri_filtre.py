"""A sheet of loans: how many lines are left by a filter on one column?"""

import io
from random import Random

from odf import opendocument, table, teletype

from assessments.referential.generators._files import spreadsheet
from assessments.variants import Variant

FILE = "prets.ods"
KINDS = ("BD", "Manga", "Roman", "Documentaire", "Revue")
WORDS = (
    "robots phares tigres îles volcans pirates trains forêts étoiles dauphins châteaux pieuvres loups ponts "
    "comètes renards"
).split()
SHAPES = {  # a plural noun, whatever its gender, and a number; no title under two kinds
    "BD": ("Le club des {}, tome {}", "Les {} en folie, tome {}"),
    "Manga": ("La voie des {}, volume {}", "L’école des {}, volume {}"),
    "Roman": ("Le secret des {}", "L’été des {}", "Voyage au pays des {}"),
    "Documentaire": ("Tout savoir sur les {}", "L’atlas des {}", "Le grand livre des {}"),
    "Revue": ("Le monde des {}, numéro {}", "L’actualité des {}, numéro {}"),
}
READERS = ("Atelier A", "Atelier B", "Classe de 5e", "Classe de 4e", "Classe de 3e", "Adultes")


def ods_rows(content: bytes, name: str = "") -> list[list[str]]:
    """The texts of the cells of a sheet of an .ods file, the first sheet by default."""
    document = opendocument.load(io.BytesIO(content))
    sheets = document.spreadsheet.getElementsByType(table.Table)
    sheet = next((item for item in sheets if item.getAttribute("name") == name), sheets[0])
    return [
        [teletype.extractText(cell) for cell in row.getElementsByType(table.TableCell)]
        for row in sheet.getElementsByType(table.TableRow)
    ]


def generate(rng: Random) -> Variant:
    counts = rng.sample(range(9, 28), len(KINDS))
    kinds = [kind for kind, count in zip(KINDS, counts, strict=True) for _ in range(count)]
    rng.shuffle(kinds)
    rows = []
    for number, kind in enumerate(kinds, start=1):
        title = rng.choice(SHAPES[kind]).format(rng.choice(WORDS), rng.randint(1, 9))
        rows.append([number, title, kind, rng.choice(READERS)])
    asked = rng.randrange(len(KINDS))
    return Variant(
        values={"type": KINDS[asked], "nombre": str(counts[asked]), "total": str(len(rows))},
        files={FILE: spreadsheet({"Prêts": [["Numéro", "Titre", "Type", "Emprunteur"], *rows]})},
    )


def solve(variant: Variant) -> str:
    return str(sum(row[2] == variant.values["type"] for row in ods_rows(variant.files[FILE])[1:]))
