"""A short HTML source, line by line: on which line is an element opened and never closed?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

TOPICS = [
    ("Le refuge des chouettes", "chouettes", "la nuit", "visites.html", "nos visites"),
    ("La fabrique de savon", "savons", "le matin", "recettes.html", "nos recettes"),
    ("Le musée du jouet", "jouets", "le samedi", "tarifs.html", "nos tarifs"),
    ("Le verger partagé", "pommes", "en octobre", "plan.html", "notre plan"),
    ("Le club d’astronomie", "étoiles", "en été", "ciel.html", "la carte du ciel"),
]
VOID = {"img", "br", "hr"}


def generate(rng: Random) -> Variant:
    title, things, when, page, link = rng.choice(TOPICS)
    middle = [
        f"<p>Nos <strong>{things}</strong> vous attendent.</p>",
        f"<p>Venez {when}, <em>sans réserver</em>.</p>",
        f'<p>Voyez <a href="{page}">{link}</a>.</p>',
        "<h2>Horaires</h2>",
        "<h2>Pour venir</h2>",
        "<p>Le car s’arrête <strong>juste devant</strong>.</p>",
        "<p>L’entrée est <em>gratuite</em> pour tous.</p>",
        "<h3>Le dimanche</h3>",
        '<p><img src="entree.jpg" alt="L’entrée"> Notre porte.</p>',
        "<p>Écrivez-nous<br> avant la fin du mois.</p>",
    ]
    lines = [f"<h1>{title}</h1>", *rng.sample(middle, 8)]
    wanted = [i for i, line in enumerate(lines) if i and re.search(r"</(strong|em|a|h2|h3)>", line)]
    broken = rng.choice(wanted)
    tag = re.search(r"</(strong|em|a|h2|h3)>", lines[broken]).group(1)
    lines[broken] = lines[broken].replace(f"</{tag}>", "")
    rows = "\n".join(f"<li><code>{escape(line)}</code></li>" for line in lines)
    screen = (
        '<div class="sim-window">\n<p class="sim-title">accueil.html</p>\n'
        '<h1 class="visually-hidden">Le code de la page, ligne par ligne</h1>\n'
        f'<div class="sim-code">\n<ol>\n{rows}\n</ol>\n</div>\n</div>\n'
    )
    values = {"ligne": str(broken + 1), "balise": f"<{tag}>", "fin": f"</{tag}>"}
    return Variant(values=values, screens={"code": screen})


def solve(variant: Variant) -> str:
    for number, line in enumerate(re.findall(r"<li><code>(.*?)</code></li>", variant.screens["code"]), 1):
        opened = [tag for tag in re.findall(r"&lt;(\w+)", line) if tag not in VOID]
        if sorted(opened) != sorted(re.findall(r"&lt;/(\w+)", line)):
            return str(number)
    raise ValueError("every element is closed")
