"""The log of a server: how many pages were read by people?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "journal.csv"
PAGES = ("/", "/horaires.html", "/galerie.html", "/contact.html", "/actualites.html")
ASSETS = ("/style.css", "/logo.png", "/photo1.jpg", "/police.woff2")
BOTS = ("Fouinobot/2.1", "Cherchobot/1.0 (robot)", "VeilleBot/4")
HUMANS = ("Papillon/18 (ordinateur)", "Papillon/18 (téléphone)", "Renardeau/9 (téléphone)", "Renardeau/9 (ordinateur)")


def generate(rng: Random) -> Variant:
    people = rng.sample([f"198.51.100.{i}" for i in range(2, 250)], rng.randint(9, 14))
    robots = rng.sample([f"203.0.113.{i}" for i in range(2, 250)], 3)
    lost = rng.sample([f"192.0.2.{i}" for i in range(2, 250)], rng.randint(2, 4))
    rows = []
    for address in people:
        agent = rng.choice(HUMANS)
        for _ in range(rng.randint(1, 4)):
            rows.append([address, rng.choice(PAGES), "200", agent])
            for asset in rng.sample(ASSETS, rng.randint(0, 2)):
                rows.append([address, asset, "200", agent])
        if rng.random() < 0.3:
            rows.append([address, "/ancien.html", "404", agent])
    for address, agent in zip(robots, BOTS, strict=True):
        rows += [[address, page, "200", agent] for page in rng.sample(PAGES, rng.randint(2, 5))]
    rows += [[address, "/ancien.html", "404", rng.choice(HUMANS)] for address in lost]
    rng.shuffle(rows)
    reads = [row for row in rows if row[1] in PAGES and row[2] == "200" and row[3] in HUMANS]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["heure", "adresse IP", "fichier demandé", "code", "logiciel"])
    for number, row in enumerate(rows):
        writer.writerow([f"{8 + number * 5 // 60:02}:{number * 5 % 60:02}", *row])
    values = {
        "total": str(len(rows)),
        "lues": str(len(reads)),
        "lecteurs": str(len(people)),
        "robots": str(sum(row[3] in BOTS for row in rows)),
        "annexes": str(sum(row[1] in ASSETS for row in rows)),
        "perdues": str(sum(row[2] == "404" for row in rows)),
    }
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    kept = [
        row
        for row in rows
        if row["code"] == "200"
        and "bot" not in row["logiciel"].lower()
        and (row["fichier demandé"] == "/" or row["fichier demandé"].endswith(".html"))
    ]
    return {"lues": str(len(kept)), "lecteurs": str(len({row["adresse IP"] for row in kept}))}
