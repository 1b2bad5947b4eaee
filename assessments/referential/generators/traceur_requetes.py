"""A log of requests: which third-party domain is called from the greatest number of sites?"""

import csv
import io
from random import Random

from assessments.variants import Variant

SITES = "gazette-orle recettes-belloc velo-lorvane meteo-hautval jeux-brumaie sante-sarcelle cinema-mistrale".split()
THIRD = "reclamo audimo pistaro polices-libres cartelia videolo boutonpartage".split()
PREFIX = {
    "reclamo": "pub",
    "audimo": "stats",
    "pistaro": "pixel",
    "polices-libres": "cdn",
    "cartelia": "tuiles",
    "videolo": "lecteur",
    "boutonpartage": "api",
}


def generate(rng: Random) -> Variant:
    sites = rng.sample(SITES, 7)
    third = rng.sample(THIRD, 5)
    reach = [rng.randint(5, 6), 4, 3, 2, 1]  # number of sites that call each third party
    rows = []
    for name, count in zip(third, reach):
        host = f"{PREFIX[name]}.{name}.example"
        for i, site in enumerate(rng.sample(sites, count)):
            # The most widespread third party is not the one with the most lines.
            times = 1 if name == third[0] else rng.randint(2, 3) + (3 if name == third[1] and i == 0 else 0)
            rows += [(site, host)] * times
    for site in sites:
        rows += [(site, f"www.{site}.example")] * rng.randint(2, 4) + [(site, f"images.{site}.example")]
    rng.shuffle(rows)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["ordre", "site_visite", "domaine_appele"])
    writer.writerows([str(i), f"www.{site}.example", host] for i, (site, host) in enumerate(rows, 1))
    best, second = third[0], third[1]
    values = {
        "domaine": f"{PREFIX[best]}.{best}.example",
        "court": f"{best}.example",
        "nom": best,
        "nombre": str(reach[0]),
        "piege": f"{PREFIX[second]}.{second}.example",
        "lignes": str(sum(host == f"{PREFIX[second]}.{second}.example" for _, host in rows)),
    }
    return Variant(values=values, files={"requetes.csv": text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    sites: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(variant.files["requetes.csv"].decode("utf-8-sig")), delimiter=";"):
        own = row["site_visite"].split(".")[-2]
        if row["domaine_appele"].split(".")[-2] != own:
            sites.setdefault(row["domaine_appele"], set()).add(own)
    ranking = sorted(sites, key=lambda host: -len(sites[host]))
    assert len(sites[ranking[0]]) > len(sites[ranking[1]])
    return {"domaine": ranking[0], "nombre": str(len(sites[ranking[0]]))}
