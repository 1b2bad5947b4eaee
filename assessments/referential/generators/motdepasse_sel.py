"""A table of password digests, some without salt: which account surely has the same password as this one?"""

import csv
import hashlib
import io
from random import Random

from assessments.variants import Variant

FILE = "table_comptes.csv"
NAMES = (
    "amina bastien chloe driss elena farid gwen hugo ines jonas kadi louise malik nour oscar paula quentin rania samir "
    "tess ulysse violette wassim yuna zoe"
).split()


def _digest(salt: str, password: str) -> str:
    return hashlib.sha256((salt + password).encode()).hexdigest()


def generate(rng: Random) -> Variant:
    names = [f"{name}{rng.randint(10, 99)}" for name in rng.sample(NAMES, 18)]
    bare = rng.randint(6, 9)  # accounts without salt; the two first share their password
    words = [f"mot-{rng.getrandbits(40):x}" for _ in range(18)]
    words[1] = words[0]
    words[bare] = words[0]  # a salted account with the same password: nothing shows it
    rows = []
    for i, name in enumerate(names):
        salt = "" if i < bare else f"{rng.getrandbits(32):08x}"
        rows.append([name, salt, _digest(salt, words[i])])
    asked, twin, kept = names[0], names[1], str(bare)
    rng.shuffle(rows)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["compte", "sel", "empreinte SHA-256"])
    # The apostrophe-free prefixes keep a spreadsheet from reading a digest or a salt as a number.
    writer.writerows([name, salt and f"s:{salt}", f"h:{digest}"] for name, salt, digest in rows)
    return Variant(
        values={"compte": asked, "jumeau": twin, "nombre": kept},
        files={FILE: text.getvalue().encode("utf-8-sig")},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    print_of = {row["compte"]: row["empreinte SHA-256"] for row in rows}
    mine = print_of.pop(variant.values["compte"])
    twins = [name for name, digest in print_of.items() if digest == mine]
    return {"jumeau": twins[0], "nombre": str(sum(not row["sel"] for row in rows))}
