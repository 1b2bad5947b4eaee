"""Two versions of a list: how many lines were added, removed, changed?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

ITEMS = (
    "tente 2 places,tente 4 places,réchaud,lampe,boussole,corde,gourde,matelas,duvet,trousse de soins,carte,sifflet,"
    "bâche,piquet,maillet,casserole,bidon,couverture,jumelles,sac étanche,savon,torchon,balai,table pliante"
).split(",")


def generate(rng: Random) -> Variant:
    items = rng.sample(ITEMS, len(ITEMS))
    added, removed, changed = rng.sample(range(2, 6), 3)
    new, rest = items[:added], items[added : added + 17]
    old = {name: rng.randint(2, 30) for name in rest}
    now = dict(old)
    for name in rest[:removed]:
        del now[name]
    for name in rest[removed : removed + changed]:
        now[name] = old[name] + rng.choice((-1, 1, 2, 5))
    now |= {name: rng.randint(2, 30) for name in new}
    head = ("objet", "quantité")
    files = {
        "version-1.csv": csv_file([head, *sorted(old.items())]),
        "version-2.csv": csv_file([head, *sorted(now.items())]),
    }
    values = {"ajouts": str(added), "retraits": str(removed), "changements": str(changed)}
    values |= {"liste": ", ".join(sorted(new)), "partis": ", ".join(sorted(rest[:removed]))}
    values["modifies"] = ", ".join(sorted(rest[removed : removed + changed]))
    return Variant(values=values, files=files)


def solve(variant: Variant) -> dict[str, str]:
    old, now = (
        {tuple(row) for row in csv.reader(io.StringIO(variant.files[name].decode("utf-8-sig")), delimiter=";")}
        for name in ("version-1.csv", "version-2.csv")
    )
    before, after = {row[0] for row in old - now}, {row[0] for row in now - old}
    return {
        "ajouts": str(len(after - before)),
        "retraits": str(len(before - after)),
        "changements": str(len(before & after)),
    }
