"""An inventory of devices on standby: kilowatt-hours saved in 200 days."""

import io
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "inventaire-veilles.xlsx"
DEVICES = (
    ("Ordinateur", (4, 12), (2, 4)),
    ("Écran", (4, 12), (1, 2)),
    ("Imprimante", (1, 3), (3, 6)),
    ("Vidéoprojecteur", (1, 4), (2, 5)),
    ("Enceinte", (2, 6), (3, 8)),
    ("Téléviseur", (1, 3), (1, 3)),
)


def generate(rng: Random) -> Variant:
    while True:
        devices = rng.sample(DEVICES, 5)
        lines = [
            (name, rng.randint(*counts), rng.randint(*powers), rng.choice((10, 12, 14, 15, 16, 18, 20)))
            for name, counts, powers in devices
        ]
        parts = [count * power * hours for _, count, power, hours in lines]
        if sum(parts) % 5 == 0:
            break
    header = ["appareil", "nombre", "puissance en veille (W, un appareil)", "heures de veille par jour"]
    detail = " ; ".join(f"{line[0]} : {part} Wh" for line, part in zip(lines, parts, strict=True))
    values = {"reponse": str(sum(parts) // 5), "jour": str(sum(parts)), "detail": detail + "."}
    return Variant(values=values, files={FILE: workbook({"veilles": [header, *lines]})})


def solve(variant: Variant) -> str:
    sheet = load_workbook(io.BytesIO(variant.files[FILE]))["veilles"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return f"{sum(200 * row[1] * row[2] * row[3] for row in rows) / 1000:g}"
