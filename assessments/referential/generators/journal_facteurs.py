"""A table of deliveries: failures come from one server with one version only."""

import csv
import io
from collections import Counter
from random import Random

from assessments.variants import Variant

FILE = "envois.csv"
SERVERS = ("Alizé", "Bora", "Cers", "Foehn", "Mistral", "Noroît", "Sirocco")
VERSIONS = ("v12", "v13", "v14", "v15", "v16", "v17")
LINKS = ("câble", "mobile", "Wi-Fi")


def generate(rng: Random) -> Variant:
    servers = sorted(rng.sample(SERVERS, 3))
    start = rng.randint(0, 3)
    versions = list(VERSIONS[start : start + 3])
    server, version = rng.choice(servers), rng.choice(versions)
    rows = []
    for one in servers:
        for two in versions:
            size = rng.randint(22, 32)
            guilty = (one, two) == (server, version)
            failures = size - rng.randint(2, 4) if guilty else rng.randint(0, 2)
            rows += [[one, two, rng.choice(LINKS), "échec" if i < failures else "réussi"] for i in range(size)]
            if guilty:
                tries, failed = size, failures
    rng.shuffle(rows)
    second = rng.randint(8, 11) * 3600
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["heure", "serveur", "version", "liaison", "résultat"])
    for row in rows:
        second += rng.randint(5, 50)
        writer.writerow([f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}", *row])
    values = {
        "total": str(len(rows)),
        "serveur": server,
        "version": version,
        "rates": str(failed),
        "essais": str(tries),
    }
    values |= {f"s{i}": name for i, name in enumerate(servers, 1)} | {
        f"v{i}": name for i, name in enumerate(versions, 1)
    }
    return Variant(values=values, files={FILE: text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    tries = Counter((row["serveur"], row["version"]) for row in rows)
    failed = Counter((row["serveur"], row["version"]) for row in rows if row["résultat"] == "échec")
    server, version = max(sorted(tries), key=lambda pair: failed[pair] / tries[pair])
    return {"serveur": server, "version": version}
