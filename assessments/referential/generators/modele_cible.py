"""A deduced profile and five campaigns: which single campaign may be shown to this person?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Selma", "Karim", "Lucas", "Mariam", "Nils", "Perla")
TOWNS = ("Lorvane", "Tarmont", "Belmur", "Orlac")
TASTES = ("musique", "cuisine", "football", "jardinage", "jeux vidéo", "danse", "voyages")
BRANDS = ("Sac Piou", "Tisane Folio", "Casque Ronron", "Vélo Mistral", "Gants Boréal", "Stylo Zèbre", "Lampe Okapi")


def generate(rng: Random) -> Variant:
    age, town = rng.randint(18, 45), rng.choice(TOWNS)
    tastes = rng.sample(TASTES, 3)
    name = rng.choice(NAMES)
    others = [t for t in TASTES if t not in tastes]
    towns = [t for t in TOWNS if t != town]

    def span() -> tuple[int, int]:
        return age - rng.randint(1, 6), age + rng.randint(1, 8)

    good = [*span(), town, rng.choice(tastes)]
    rows = [
        good,
        [age + rng.randint(1, 4), age + rng.randint(8, 14), town, rng.choice(tastes)],
        [*span(), rng.choice(towns), rng.choice(tastes)],
        [*span(), town, rng.choice(others)],
        [age - rng.randint(8, 12), age - rng.randint(1, 3), town, rng.choice(tastes)],
    ]
    rng.shuffle(rows)
    brands = rng.sample(BRANDS, 5)
    body = "\n".join(
        f"<tr><td>{brand}</td><td>{low} à {high}\u00a0ans</td><td>{where}</td><td>{taste}</td></tr>"
        for brand, (low, high, where, taste) in zip(brands, rows, strict=True)
    )
    nav = (
        '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="p1.html">Le profil</a></li>'
        '<li><a href="p2.html">Les campagnes</a></li></ul></nav>\n'
    )
    here = {page: nav.replace(f'"{page}.html"', f'"{page}.html" aria-current="page"') for page in ("p1", "p2")}
    profile = (
        '<h1 class="visually-hidden">Le profil</h1>\n'
        f'<div class="sim-window"><p class="sim-title">Régie publicitaire</p>\n{here["p1"]}'
        f"<h2>Profil de {name}</h2>\n<dl><dt>Âge</dt><dd>{age} ans</dd><dt>Ville</dt><dd>{town}</dd>"
        f"<dt>Centres d’intérêt déduits</dt><dd>{', '.join(tastes)}</dd></dl></div>\n"
    )
    campaigns = (
        '<h1 class="visually-hidden">Les campagnes</h1>\n'
        f'<div class="sim-window"><p class="sim-title">Régie publicitaire</p>\n{here["p2"]}'
        "<table><thead><tr><th>Nom</th><th>Âge</th><th>Ville</th><th>Intérêt</th></tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>\n"
    )
    return Variant(
        values={
            "nom": name,
            "marque": brands[rows.index(good)],
            "court": brands[rows.index(good)].split()[1],
            "age": str(age),
            "ville": town,
            "gouts": ", ".join(tastes),
        },
        screens={"p1": profile, "p2": campaigns},
    )


def solve(variant: Variant) -> str:
    age = int(re.search(r"<dd>(\d+) ans", variant.screens["p1"]).group(1))
    town, tastes = re.findall(r"<dd>([^<]+)</dd>", variant.screens["p1"])[1:]
    fine = [
        brand
        for brand, low, high, where, taste in re.findall(
            r"<td>([^<]+)</td><td>(\d+) à (\d+)\sans</td><td>([^<]+)</td><td>([^<]+)</td>", variant.screens["p2"]
        )
        if int(low) <= age <= int(high) and where == town and taste in tastes.split(", ")
    ]
    return fine[0] if len(fine) == 1 else "?"
