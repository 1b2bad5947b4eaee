"""Tube carte, niveau 4 : parmi quatre photos, trouver celle d'un lieu et d'un jour."""

from datetime import timedelta
from random import Random

from assessments.referential.generators.carte_photo import (
    MODELS,
    PLACES,
    dms,
    four_positions,
    long_date,
    make_photo,
    moment,
    position_values,
    read_photo,
    table_spots,
)
from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    spots = four_positions(rng)
    target, other = rng.sample(range(4), 2)
    day = moment(rng)
    away = day + timedelta(days=rng.choice([-1, 1]) * rng.randrange(2, 40))
    far = away + timedelta(days=rng.randrange(50, 90))
    camera = rng.choice(MODELS)
    numbers = rng.sample(range(1000, 9999), 4)
    shots = [
        (day, spots[target]),  # celle que l'on cherche
        (day.replace(hour=rng.randrange(8, 12)), spots[other]),  # même jour, autre lieu
        (away.replace(minute=rng.randrange(0, 60)), spots[target]),  # même lieu, autre jour
        (far, spots[rng.choice([i for i in range(4) if i != target])]),
    ]
    order = list(range(4))
    rng.shuffle(order)
    names = [f"IMG_{n}.jpg" for n in sorted(numbers)]
    files = {}
    for name, i in zip(names, order):
        taken, (lat, lon) = shots[i]
        files[name] = make_photo(rng, taken, lat, lon, camera, size=(480, 320))
    right = names[order.index(0)]
    values = (
        position_values(spots)
        | {f"f{i}": name for i, name in enumerate(names, 1)}
        | {
            "lieu": PLACES[target],
            "jour": long_date(day),
            "reponse": right,
            "reponse_courte": right.removesuffix(".jpg"),
            "numero": right.removesuffix(".jpg").removeprefix("IMG_"),
            "meme_jour": names[order.index(1)],
            "meme_lieu": names[order.index(2)],
            "autre": names[order.index(3)],
        }
    )
    return Variant(values=values, files=files)


def solve(variant: Variant) -> str:
    v = variant.values
    spot = table_spots(v)[PLACES.index(v["lieu"])]
    found = []
    for name, content in variant.files.items():
        data = read_photo(content)
        t = data["taken"]
        if (dms(*data["latitude"]), dms(*data["longitude"])) == spot and long_date(t) == v["jour"]:
            found.append(name)
    assert len(found) == 1, found
    return found[0]
