"""A security bulletin and a list of machines: which ones are vulnerable, which one comes first?"""

import re
from random import Random

from assessments.variants import Variant

PRODUCTS = ("Portalis", "Filéa", "Courrix", "Gestia", "Vidéor", "Planéo")
MACHINES = (
    "aulne bouleau bambou cactus lilas sapin olivier laurier citronnier noyer orme peuplier saule tilleul".split()
)


def generate(rng: Random) -> Variant:
    product, other = rng.sample(PRODUCTS, 2)
    major, fixed, patch = rng.randint(2, 6), rng.choice((10, 11, 12, 20)), rng.randint(1, 5)
    safe = f"{major}.{fixed}.{patch}"
    old = [
        f"{major}.9.{rng.randint(3, 8)}",
        f"{major}.{fixed}.0",
        f"{major - 1}.{fixed + 3}.2",
        f"{major}.2.{patch + 4}",
    ]
    new = [safe, f"{major}.{fixed}.{patch + rng.randint(6, 9)}", f"{major + 1}.0.0", f"{major}.{fixed + 1}.0"]
    names = rng.sample(MACHINES, 8)
    vulnerable = rng.sample(old, rng.randint(3, 4))
    healthy = rng.sample(new, rng.randint(2, 3))
    lines = [[name, product, version, "non"] for name, version in zip(names, vulnerable + healthy, strict=False)]
    first = lines[0][0]
    lines[0][3] = "oui"
    lines[-1][3] = "oui"  # exposed, but not vulnerable
    lines.append([names[len(lines)], other, old[0], "oui"])  # another product
    rng.shuffle(lines)
    tabs = (
        '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="avis.html">Bulletin</a></li>'
        '<li><a href="parc.html">Parc informatique</a></li></ul></nav>\n'
    )
    here = {page: tabs.replace(f'"{page}.html"', f'"{page}.html" aria-current="page"') for page in ("avis", "parc")}
    notice = (
        '<h1 class="visually-hidden">Bulletin de sécurité</h1>\n'
        f"{here['avis']}<h2>Bulletin : faille dans {product}</h2>\n"
        f"<p><strong>Versions touchées :</strong> toutes les versions antérieures à {safe}.</p>\n"
        f"<p><strong>Correctif :</strong> installer la version {safe} ou une version plus récente.</p>\n"
        "<p><strong>Gravité :</strong> critique. Exploitable à distance, sans mot de passe.</p>\n"
        f"<p><strong>Autres produits :</strong> {other} n’est pas concerné.</p>\n"
    )
    cells = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    fleet = (
        f'<h1 class="visually-hidden">Parc informatique</h1>\n{here["parc"]}<h2>Parc informatique</h2>\n<table><thead><tr>'
        '<th scope="col">Machine</th><th scope="col">Logiciel</th><th scope="col">Version</th>'
        f'<th scope="col">Exposée à Internet</th></tr></thead><tbody>\n{cells}\n</tbody></table>\n'
    )
    return Variant(
        values={
            "produit": product,
            "sure": safe,
            "nombre": str(len(vulnerable)),
            "premiere": first,
            "liste": ", ".join(f"{n} ({v})" for n, v in zip(names, vulnerable, strict=False)),
        },
        screens={"avis": notice, "parc": fleet},
    )


def solve(variant: Variant) -> dict[str, str]:
    product, limit = re.search(
        r"faille dans ([^<]+)<.*?antérieures à ([\d.]+)\.<", variant.screens["avis"], re.S
    ).groups()
    rows = re.findall(r"<tr>" + r"<td>([^<]+)</td>" * 4 + r"</tr>", variant.screens["parc"])
    bad = [
        r for r in rows if r[1] == product and [int(x) for x in r[2].split(".")] < [int(x) for x in limit.split(".")]
    ]
    return {"nombre": str(len(bad)), "premiere": next(row[0] for row in bad if row[3] == "oui")}
