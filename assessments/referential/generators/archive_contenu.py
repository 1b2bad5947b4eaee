"""A real .zip file: find one number in a text file of one of its folders."""

import io
import re
import zipfile
from random import Random

from assessments.variants import Variant

FILE = "club.zip"
SPORTS = ("Judo", "Tennis", "Escrime", "Natation", "Handball", "Boxe", "Aviron", "Rugby", "Danse", "Escalade")


def _lockers(names: list[str], numbers: list[int]) -> str:
    return "Casiers du club\r\n\r\n" + "".join(
        f"{name} : casier {number}\r\n" for name, number in zip(names, numbers, strict=True)
    )


def _archive(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 15, 10, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, text.encode("utf-8-sig"))
    return buffer.getvalue()


def generate(rng: Random) -> Variant:
    years = sorted(rng.sample(("2023", "2024", "2025", "2026"), 2))
    names = sorted(rng.sample(SPORTS, 6))
    numbers = rng.sample(range(11, 99), 12)
    files = {
        "club/lisez-moi.txt": "Les casiers changent chaque année. Ouvrez le dossier de la bonne année.\r\n",
        f"club/{years[0]}/casiers.txt": _lockers(names, numbers[:6]),
        f"club/{years[0]}/horaires.txt": f"Ouverture : {rng.randint(8, 10)} h\r\n",
        f"club/{years[1]}/casiers.txt": _lockers(names, numbers[6:]),
        f"club/{years[1]}/horaires.txt": f"Ouverture : {rng.randint(8, 10)} h\r\n",
    }
    index, year = rng.randrange(6), rng.randrange(2)
    values = {
        "sport": names[index],
        "annee": years[year],
        "autre": years[1 - year],
        "casier": str(numbers[index + 6 * year]),
        "faux": str(numbers[index + 6 * (1 - year)]),
    }
    return Variant(values=values, files={FILE: _archive(files)})


def solve(variant: Variant) -> str:
    with zipfile.ZipFile(io.BytesIO(variant.files[FILE])) as source:
        text = source.read(f"club/{variant.values['annee']}/casiers.txt").decode("utf-8-sig")
    return re.search(rf"^{variant.values['sport']} : casier (\d+)", text, re.M).group(1)
