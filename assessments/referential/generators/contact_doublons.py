"""An address book where phone numbers are written in several ways: how many cards once merged?"""

import csv
import io
import re
from random import Random

from assessments.variants import Variant

FILE = "carnet.csv"
FIRST = "Alix Badis Camille Dario Élise Farah Gabin Houria Ilan Jasmine Kenza Loris Maya Nino Ottavio".split()
LAST = "Aubin Barka Collet Diallo Esnault Ferrari Gallois Hadj Imbach Juarez Klein Lavaud".split()


def _write(digits: str, style: int) -> str:
    pairs = [digits[i : i + 2] for i in range(0, 10, 2)]
    return (" ".join(pairs), digits, f"+33 {digits[1]} " + " ".join(pairs[1:]), ".".join(pairs))[style]


def generate(rng: Random) -> Variant:
    size = rng.randint(13, 16)
    numbers = [f"063998{n:04d}" for n in rng.sample(range(1000, 9999), size)]
    names = [f"{a} {b}" for a, b in zip(rng.sample(FIRST, 12), (rng.choice(LAST) for _ in range(12)), strict=True)]
    shared = names[0]
    alike = rng.randint(2, 3)
    owners = [shared] * alike + (names[1:] + [f"{rng.choice(FIRST)} Zeller"] * 4)[: size - alike]
    if len(owners) != len(numbers) or owners.count(shared) != alike:
        raise AssertionError("sizes")
    doubles = rng.randint(3, 5)
    cards = [(owner, number, rng.randint(0, 3)) for owner, number in zip(owners, numbers, strict=True)]
    for owner, number, style in rng.sample(cards, doubles):
        first, last = owner.split()
        other = rng.choice((owner, f"{last} {first}", f"{first[0]}. {last}")) if owner != shared else owner
        cards.append((other, number, (style + rng.randint(1, 3)) % 4))
    rng.shuffle(cards)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["nom", "mobile"])
    writer.writerows([owner, _write(number, style)] for owner, number, style in cards)
    values = {
        "nom": shared,
        "lignes": str(len(cards)),
        "doubles": str(doubles),
        "reste": str(size),
        "homonymes": str(alike),
    }
    return Variant(values=values, files={FILE: text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    owners: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"):
        key = re.sub(r"\D", "", row["mobile"])[-9:]
        owners.setdefault(key, set()).add(row["nom"])
    same = [key for key, names in owners.items() if variant.values["nom"] in names]
    return {"reste": str(len(owners)), "homonymes": str(len(same))}
