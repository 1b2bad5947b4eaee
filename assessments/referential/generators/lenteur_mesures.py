"""A table of measures every ten seconds: which resource is saturated while the computer is slow?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "mesures.csv"
RESOURCES = ("processeur", "mémoire", "disque", "réseau")
NAMES = ("Alma", "Brahim", "Coline", "Davit", "Esma", "Félix", "Greta", "Hakim", "Ivana", "Jules")
STEPS = 150  # 25 minutes


def _clock(hour: int, step: int) -> str:
    return f"{hour:02d}:{step // 6:02d}:{step % 6 * 10:02d}"


def generate(rng: Random) -> Variant:
    hour = rng.randint(8, 19)
    one, two, bait = rng.sample(RESOURCES, 3)
    first, middle, second = rng.randint(2, 5), rng.randint(9, 12), rng.randint(17, 21)
    table = {name: [rng.randint(8, 55) for _ in range(STEPS)] for name in RESOURCES}
    for name, minute in ((one, first), (bait, middle), (two, second)):
        for step in range(minute * 6, minute * 6 + 13):
            table[name][step] = rng.randint(97, 100)
    for name in RESOURCES:  # isolated peaks
        for step in rng.sample(range(STEPS), 4):
            if table[name][step] < 60:
                table[name][step] = rng.randint(70, 92)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["heure", *RESOURCES])
    writer.writerows([_clock(hour, step), *(table[name][step] for name in RESOURCES)] for step in range(STEPS))
    values = {
        "prenom": rng.choice(NAMES),
        "un": one,
        "deux": two,
        "debut1": f"{hour:02d}:{first:02d}",
        "fin1": f"{hour:02d}:{first + 2:02d}",
        "debut2": f"{hour:02d}:{second:02d}",
        "fin2": f"{hour:02d}:{second + 2:02d}",
    }
    return Variant(values=values, files={FILE: text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    answer = {}
    for key, number in (("un", "1"), ("deux", "2")):
        start, end = variant.values[f"debut{number}"] + ":00", variant.values[f"fin{number}"] + ":00"
        slow = [row for row in rows if start <= row["heure"] <= end]
        (answer[key],) = [name for name in RESOURCES if all(int(row[name]) > 95 for row in slow)]
    return answer
