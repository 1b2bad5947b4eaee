"""An inventory with fingerprints: how many duplicates can be deleted, and how much room is gained?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "inventaire.csv"
NAMES = (
    "affiche",
    "plan",
    "logo",
    "carte",
    "photo",
    "scan",
    "croquis",
    "tableau",
    "devis",
    "notice",
    "schéma",
    "portrait",
    "façade",
)
FOLDERS = ("Bureau", "Clé", "Envois", "Mairie", "Projet", "Vieux")


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 11)
    rows: list[tuple[str, str, int, str]] = []
    extra, room = 0, 0

    def mark() -> str:
        return "".join(rng.choice("0123456789abcdef") for _ in range(12))

    for index, name in enumerate(names):
        size, print_ = rng.randint(3, 60), mark()
        folders = rng.sample(FOLDERS, 3)
        rows.append((f"{name}.png", folders[0], size, print_))
        if index < 4:  # true duplicates, sometimes under another name
            copies = 2 if index == 0 else 1
            for number, folder in enumerate(folders[1 : 1 + copies], 1):
                other = rng.choice((f"{name}.png", f"{name}-copie{number}.png", f"image{index}{number}.png"))
                rows.append((other, folder, size, print_))
                extra, room = extra + 1, room + size
        elif index < 7:  # same name, same size, other content
            rows.append((f"{name}.png", folders[1], size, mark()))
    if rng.random() < 0.5:  # a fifth pair
        size, print_ = rng.randint(3, 60), mark()
        rows += [("bandeau.png", "Projet", size, print_), ("titre.png", "Envois", size, print_)]
        extra, room = extra + 1, room + size
    rng.shuffle(rows)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["nom", "dossier", "taille en Mo", "empreinte"])
    writer.writerows([name, folder, size, f"#{print_}"] for name, folder, size, print_ in rows)
    values = {"lignes": str(len(rows)), "nombre": str(extra), "place": str(room), "distincts": str(len(rows) - extra)}
    return Variant(values=values, files={FILE: text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    sizes = {row["empreinte"]: int(row["taille en Mo"]) for row in rows}
    total = sum(int(row["taille en Mo"]) for row in rows)
    return {"nombre": str(len(rows) - len(sizes)), "place": str(total - sum(sizes.values()))}
