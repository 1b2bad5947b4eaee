"""Tube carte, niveau 5 : vérifier date et lieu de cinq photos, en convertissant leurs coordonnées."""

from datetime import datetime, timedelta
from random import Random

from assessments.referential.generators.carte_photo import MODELS, decimal, dms, french, make_photo, read_photo
from assessments.variants import Variant

MONTHS = {4: ("avril", 30), 5: ("mai", 31), 6: ("juin", 30), 7: ("juillet", 31), 9: ("septembre", 30)}


def generate(rng: Random) -> Variant:
    lat, lon = rng.randrange(43, 49), rng.randrange(1, 7)
    year, month = rng.choice([2022, 2023, 2024]), rng.choice(sorted(MONTHS))
    camera = rng.choice(MODELS)

    def during() -> datetime:
        day = rng.randrange(4, MONTHS[month][1] - 3)
        return datetime(year, month, day, rng.randrange(9, 19), rng.randrange(60), rng.randrange(60))

    # Zone : 0,40 à 0,70 degré au-dessus du degré entier, soit 24′ à 42′.
    # 26′ à 38′ sont dedans ; 44′ à 57′ sont dehors, mais semblent dedans si l'on prend les minutes pour des décimales ;
    # 40′ et 41′ sont dedans des deux façons. Les deux photos fausses sont donc celles que choisit un lecteur pressé.
    def inside(degree: int) -> tuple[int, int, int]:
        return (degree, rng.randrange(26, 39), rng.randrange(60))

    def outside(degree: int) -> tuple[int, int, int]:
        return (degree, rng.randrange(44, 58), rng.randrange(60))

    def both(degree: int) -> tuple[int, int, int]:
        return (degree, rng.randrange(40, 42), rng.randrange(60))

    late = datetime(year, month, MONTHS[month][1]) + timedelta(
        days=rng.randrange(6, 40), hours=15, minutes=rng.randrange(60)
    )
    second = during()
    # Retouchée le lendemain, dans le même mois : quelle que soit la date qu’affiche le logiciel, la réponse est la même.
    edited = second + timedelta(days=1, minutes=rng.randrange(60))
    shots = [
        (during(), inside(lat), inside(lon), None),
        (second, inside(lat), inside(lon), edited),
        (during(), outside(lat), both(lon), None),  # latitude hors de la zone
        (during(), both(lat), outside(lon), None),  # longitude hors de la zone
        (late, inside(lat), inside(lon), None),  # trop tard
    ]
    order = list(range(5))
    rng.shuffle(order)
    names = [f"DSC_{n:04d}.jpg" for n in sorted(rng.sample(range(100, 9999), 5))]
    files, values = {}, {}
    for k, (name, i) in enumerate(zip(names, order), 1):
        taken, la, lo, edited = shots[i]
        files[name] = make_photo(rng, taken, la, lo, camera, edited=edited, size=(480, 320))
        values[f"f{k}"] = name
        values[f"c{k}"] = (
            f"{dms(*la)} N = {french(decimal(la), 3)} ; {dms(*lo)} E = {french(decimal(lo), 3)} ; "
            f"prise le {taken:%d/%m/%Y}"
        )
    good = [names[order.index(0)], names[order.index(1)]]
    values |= {
        "lat_min": french(lat + 0.4, 2),
        "lat_max": french(lat + 0.7, 2),
        "lon_min": french(lon + 0.4, 2),
        "lon_max": french(lon + 0.7, 2),
        "mois": MONTHS[month][0],
        "annee": str(year),
        "g1": good[0],
        "g1c": good[0].removesuffix(".jpg"),
        "g1n": good[0][4:8],
        "g1s": good[0][4:8].lstrip("0"),
        "g2": good[1],
        "g2c": good[1].removesuffix(".jpg"),
        "g2n": good[1][4:8],
        "g2s": good[1][4:8].lstrip("0"),
        "hors_latitude": names[order.index(2)],
        "hors_longitude": names[order.index(3)],
        "hors_date": names[order.index(4)],
    }
    return Variant(values=values, files=files)


def solve(variant: Variant) -> dict[str, str]:
    v = variant.values
    low, high, west, east = (float(v[k].replace(",", ".")) for k in ("lat_min", "lat_max", "lon_min", "lon_max"))
    month = next(m for m, (name, _) in MONTHS.items() if name == v["mois"])
    found = []
    for name, content in variant.files.items():
        data = read_photo(content)
        t = data["taken"]
        if (
            low <= decimal(data["latitude"]) <= high
            and west <= decimal(data["longitude"]) <= east
            and (t.year, t.month) == (int(v["annee"]), month)
        ):
            found.append(name)
    assert len(found) == 2, found
    return {"r1": found[0], "r2": found[1]}
