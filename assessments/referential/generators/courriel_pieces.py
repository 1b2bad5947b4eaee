"""Attachments in Ko and Mo against a total limit: which single file must become a link?"""

import re
from random import Random

from assessments.variants import Variant

SETS = (
    ("affiche.png", "reglement.pdf", "film-annonce.mp4", "budget.ods"),
    ("maquette.pdf", "photos-stand.zip", "logo.svg", "discours.odt"),
    ("plan-jardin.pdf", "releves.csv", "drone.mp4", "compte-rendu.odt"),
    ("partition.pdf", "choeur.wav", "livret.odt", "photo-salle.jpg"),
    ("exposé.odp", "entretien.mp3", "carte.png", "sources.pdf"),
)


def _size(value: int, in_mega: bool) -> str:
    """``value`` in tenths of a megabyte."""
    if in_mega:
        return f"{value // 10},{value % 10} Mo" if value % 10 else f"{value // 10} Mo"
    return f"{value // 10} {value % 10}00 Ko" if value >= 10 else f"{value}00 Ko"


def generate(rng: Random) -> Variant:
    names = list(rng.choice(SETS))
    rng.shuffle(names)
    limit = rng.choice((10, 15, 20, 25))
    while True:
        big = rng.randint(limit * 4, limit * 9)  # tenths of Mo: below the limit alone
        others = [rng.randint(3, limit * 3) for _ in range(3)]
        total = big + sum(others)
        excess = total - limit * 10
        if excess > 2 and big > excess + 2 and all(size < excess for size in others) and total % 10 == 0:
            break
    sizes = [*others, big]
    rng.shuffle(sizes)
    units = [True, False, True, False]
    rng.shuffle(units)
    rows = "\n".join(
        f'<tr><td>{name}</td><td class="num">{_size(size, unit)}</td></tr>'
        for name, size, unit in zip(names, sizes, units, strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Brouillon</h1>\n<div class="sim-window">\n<p class="sim-title">Nouveau message</p>\n'
        '<div class="sim-mail"><div class="sim-mail-head"><p>À : accueil@maison-commune.example</p>'
        "<p>Objet : Nos fichiers</p></div>\n"
        '<div class="sim-mail-body"><p>Bonjour,</p><p>Voici nos quatre fichiers.</p></div></div>\n'
        "<h2>Pièces jointes</h2>\n"
        '<div class="sim-files"><table><thead><tr><th scope="col">Fichier</th><th scope="col" class="num">Poids</th></tr>'
        f"</thead><tbody>\n{rows}\n</tbody></table></div>\n"
        f'<p class="sim-note">Limite du service : {limit} Mo par message, pièces jointes additionnées.</p>\n</div>\n'
    )
    values = {
        "limite": str(limit),
        "total": str(total // 10),
        "choix": names[sizes.index(big)],
        "poids": f"{big / 10:g}".replace(".", ","),
        "exces": f"{excess / 10:g}".replace(".", ","),
    } | {f"f{rank}": name for rank, name in enumerate(sorted(names), 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    kilo = {}
    for name, number, unit in re.findall(r"<td>([^<]+)</td><td class=\"num\">([\d ,]+) (Ko|Mo)</td>", page):
        value = float(number.replace(" ", "").replace(",", "."))
        kilo[name] = round(value * 1000) if unit == "Mo" else round(value)
    limit = int(re.search(r"service : (\d+) Mo", page).group(1)) * 1000
    total = sum(kilo.values())
    fits = [name for name, size in kilo.items() if total - size <= limit]
    assert len(fits) == 1
    return {"total": str(total // 1000), "fichier": fits[0]}
