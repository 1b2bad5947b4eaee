"""Un robots.txt et l’audit d’un site : que devient chaque adresse dans l’index du moteur ?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

STATES = {
    "ok": "indexable sous cette adresse",
    "robots": "non explorée par le robot",
    "noindex": "explorée mais exclue de l’index",
    "double": "remplacée par une autre adresse",
    "absent": "introuvable",
}
SITES = (
    {
        "host": "recettes-orle.example",
        "a": "brouillons",
        "b": "cuisine",
        "c": "fetes",
        "p": ("tarte-prunes", "soupe-ortie", "pain-noix", "gratin-courge", "creme-sureau"),
    },
    {
        "host": "oiseaux-orle.example",
        "a": "essais",
        "b": "releves",
        "c": "2026",
        "p": ("pic-vert", "martin-pecheur", "huppe", "rougequeue", "chouette-hulotte"),
    },
    {
        "host": "velos-orle.example",
        "a": "prive",
        "b": "ateliers",
        "c": "debutants",
        "p": ("changer-chaine", "regler-freins", "monter-panier", "graisser-moyeu", "choisir-selle"),
    },
    {
        "host": "contes-orle.example",
        "a": "tests",
        "b": "archives",
        "c": "concours",
        "p": ("la-lune-rousse", "le-renard-sourd", "trois-cailloux", "la-clef-de-sel", "le-puits-bavard"),
    },
)
BOTS = ("Loupiobot", "Fouinobot", "Cherchobot")
MENU = {"audit": "Les pages du site", "robots": "Le fichier robots.txt"}


def menu(current: str) -> str:
    links = "".join(f'<li><a href="{page}.html">{label}</a></li>' for page, label in MENU.items())
    links = links.replace(f'"{current}.html"', f'"{current}.html" aria-current="page"')
    return f'<nav class="sim-nav" aria-label="Menu"><ul>{links}</ul></nav>\n'


def cell(text: str) -> str:
    """On a phone, an address may go on several lines: after a slash, before «.html»."""
    return "<td>" + re.sub(r"(?<=\w/)|(?=\.html)", "<wbr>", escape(text)) + "</td>"


def generate(rng: Random) -> Variant:
    site = rng.choice(SITES)
    bot = rng.choice(BOTS)
    a, b, c, host = site["a"], site["b"], site["c"], site["host"]
    p = rng.sample(site["p"], 5)
    gone = rng.choice(("404", "410"))
    # kind -> (path, HTTP code, meta robots, canonical path, state)
    rows = {
        "plain": (f"/{p[0]}.html", "200", "aucune", f"/{p[0]}.html", "ok"),
        "blocked": (f"/{b}/{p[1]}.html", "200", "aucune", f"/{b}/{p[1]}.html", "robots"),
        "blocked_noindex": (f"/{a}/{p[2]}.html", "200", "noindex", f"/{a}/{p[2]}.html", "robots"),
        "allowed": (f"/{b}/{c}/{p[3]}.html", "200", "aucune", f"/{b}/{c}/{p[3]}.html", "ok"),
        "prefix": (f"/{a}-publics.html", "200", "index, follow", f"/{a}-publics.html", "ok"),
        "noindex": (f"/{p[4]}.html", "200", rng.choice(("noindex", "noindex, follow")), f"/{p[4]}.html", "noindex"),
        "double": (f"/imprimer/{p[0]}.html", "200", "aucune", f"/{p[0]}.html", "double"),
        "absent": (f"/ancien/{p[1]}.html", gone, "aucune", "aucune", "absent"),
    }
    asked = ["blocked_noindex", rng.choice(("allowed", "prefix"))]
    asked += rng.sample(["plain", "blocked", "noindex", "double", "absent"], 2)
    rng.shuffle(asked)
    listing = list(rows.values())
    rng.shuffle(listing)
    groups = ["User-agent: *\nDisallow: /", f"User-agent: {bot}\nDisallow: /{a}/\nDisallow: /{b}/\nAllow: /{b}/{c}/"]
    if rng.random() < 0.5:
        groups.reverse()
    head = (
        '<div class="sim-browser">\n<div class="sim-tabs"><span class="sim-tab on">{}</span></div>\n'
        '<div class="sim-address"><span>https://{}</span></div>\n<div class="sim-page">\n'
    )
    cells = "\n".join("<tr>" + "".join(map(cell, row[:4])) + "</tr>" for row in listing)
    audit = (
        head.format("Audit du site", f"audit.{host}/pages")
        + f"<h1>Audit du site {host}</h1>\n{menu('audit')}"
        + "<table><thead><tr><th>Adresse</th><th>Code HTTP</th><th>Balise meta robots</th>"
        + "<th>Adresse canonique déclarée</th></tr></thead>\n"
        + f"<tbody>\n{cells}\n</tbody></table>\n"
        + '<p class="sim-meta">Toutes les pages sont liées depuis l’accueil. '
        "L’audit est fait par l’équipe du site, avec un accès complet.</p>\n</div>\n</div>\n"
    )
    robots = (
        head.format("robots.txt", f"{host}/robots.txt")
        + f'<h1 class="visually-hidden">Le fichier robots.txt</h1>\n{menu("robots")}<pre>'
        + escape("\n\n".join(groups))
        + f'</pre>\n<p class="sim-meta">{bot} est le robot du moteur étudié.</p>\n</div>\n</div>\n'
    )
    values = {
        "robot": bot,
        "hote": host,
        "dossier": f"/{a}/",
        "exception": f"/{b}/{c}/",
        "prefixe": f"/{a}-publics.html",
    }
    for i, kind in enumerate(asked, 1):
        values[f"adresse{i}"] = rows[kind][0]
        values[f"etat{i}"] = STATES[rows[kind][4]]
    return Variant(values=values, screens={"audit": audit, "robots": robots})


def solve(variant: Variant) -> dict[str, str]:
    text = re.search(r"<pre>(.*?)</pre>", variant.screens["robots"], re.S).group(1)
    bot = re.search(r">(\w+) est le robot", variant.screens["robots"]).group(1)
    groups = {}
    for block in text.split("\n\n"):
        lines = [line.split(": ", 1) for line in block.splitlines()]
        groups[lines[0][1]] = lines[1:]
    rules = groups.get(bot, groups["*"])

    def explored(path: str) -> bool:
        """The longest rule wins (RFC 9309)."""
        best = max((r for r in rules if path.startswith(r[1])), key=lambda r: len(r[1]), default=("Allow", ""))
        return best[0] == "Allow"

    pages = re.findall(
        r"<tr><td>([^<]+)</td><td>([^<]+)</td><td>([^<]+)</td><td>([^<]+)</td></tr>",
        variant.screens["audit"].replace("<wbr>", ""),
    )
    state = {}
    for path, code, meta, canonical in pages:
        if not explored(path):
            state[path] = STATES["robots"]
        elif code != "200":
            state[path] = STATES["absent"]
        elif "noindex" in meta:
            state[path] = STATES["noindex"]
        elif canonical != path:
            state[path] = STATES["double"]
        else:
            state[path] = STATES["ok"]
    return {f"a{i}": state[variant.values[f"adresse{i}"]] for i in range(1, 5)}
