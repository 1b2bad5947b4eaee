"""The answers of a server: follow the redirections, then read how long the page may be kept."""

import re
from random import Random

from assessments.variants import Variant

SLUGS = ("programme", "billets", "menu", "agenda", "boutique", "livres", "sentiers", "cours")
HOSTS = ("scene-brel", "halle-sauve", "librairie-orle", "gite-verdal", "ecole-mirvaux")


def generate(rng: Random) -> Variant:
    host = f"{rng.choice(HOSTS)}.example"
    one, two, three = rng.sample(SLUGS, 3)
    year, minutes = rng.randint(2018, 2025), rng.choice((5, 10, 15, 20, 30, 45, 60, 90))
    start, final = f"http://{host}/{one}", f"https://www.{host}/{one}/{year}"
    chain = [start, f"https://{host}/{one}"]
    if rng.random() < 0.6:
        chain.append(f"https://www.{host}/{one}")
    if rng.random() < 0.5:
        chain.append(f"https://www.{host}/{one}/")
    rows = [(a, rng.choice(("301", "302", "308")), b, "–") for a, b in zip(chain, [*chain[1:], final], strict=True)]
    rows.append((final, "200", "–", f"max-age={minutes * 60}"))
    loop = [f"https://{host}/{two}", f"https://{host}/{two}/"]
    rows += [(loop[0], "301", loop[1], "–"), (loop[1], "301", loop[0], "–")]
    rows += [
        (f"http://{host}/{three}", "301", f"https://{host}/{three}", "–"),
        (f"https://{host}/{three}", "404", "–", "no-store"),
    ]
    rows.append((f"https://www.{host}/", "200", "–", f"max-age={rng.choice((120, 240, 7200, 86400))}"))
    rng.shuffle(rows)
    items = "\n".join(
        f'<article class="sim-post"><p><code>{a}</code></p>'
        f'<p class="sim-meta">Code : {code}<br>Location : {b}<br>Cache-Control : {keep}</p></article>'
        for a, code, b, keep in rows
    )
    page = (
        '<div class="sim-browser">\n<div class="sim-address"><span>outil : réponses du serveur</span></div>\n'
        f'<div class="sim-page">\n<h1>Réponses du serveur</h1>\n<p>Une réponse par adresse demandée.</p>\n'
        f"{items}\n</div>\n</div>\n"
    )
    values = {"depart": start, "fin": final, "fin_courte": final.removeprefix("https://"), "sauts": str(len(chain)),
              "minutes": str(minutes), "secondes": str(minutes * 60)}  # fmt: skip
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    found = re.findall(
        r"<code>([^<]+)</code></p><p class=\"sim-meta\">Code : (\d+)<br>Location : ([^<]+)<br>Cache-Control : ([^<]+)</p>",
        variant.screens["p1"],
    )
    answers = {address: (code, to, keep) for address, code, to, keep in found}
    current, hops = variant.values["depart"], 0
    while answers[current][0].startswith("3"):
        current, hops = answers[current][1], hops + 1
    return {"fin": current, "sauts": str(hops), "minutes": str(int(answers[current][2].split("=")[1]) // 60)}
