"""The code of a page with three obstacles: an image, a title, a link."""

import re
from html import escape, unescape
from random import Random

from assessments.variants import Variant

SITES = (
    ("Le moulin d’Orbe", ("Visiter", "Horaires", "Histoire", "Venir"), ("roue", "meule", "farine")),
    ("Le club d’astronomie", ("Observer", "Matériel", "Sorties", "Adhérer"), ("lune", "coupole", "comete")),
    ("La ferme aux ânes", ("Balades", "Animaux", "Boutique", "Accès"), ("anon", "prairie", "grange")),
    ("L’atelier de poterie", ("Cours", "Galerie", "Terres", "Inscription"), ("four", "tour", "bols")),
)
ALTS = {
    "roue": "La roue du moulin, sous la neige",
    "meule": "Deux meules de pierre",
    "farine": "Un sac de farine ouvert",
    "lune": "La Lune en quartier",
    "coupole": "La coupole ouverte",
    "comete": "Une comète et sa queue",
    "anon": "Un ânon et sa mère",
    "prairie": "La prairie en fleurs",
    "grange": "La grange en bois",
    "four": "Le four de l’atelier",
    "tour": "Une main sur le tour",
    "bols": "Trois bols bleus",
}
VAGUE = ("Cliquez ici", "Ici", "En savoir plus", "Suite")


def generate(rng: Random) -> Variant:
    name, parts, pictures = rng.choice(SITES)
    pictures = rng.sample(pictures, 3)
    vague = rng.choice(VAGUE)
    parts = rng.sample(parts, 4)
    wrong_title, wrong_image, wrong_link = rng.randint(1, 3), rng.randint(0, 2), rng.randint(0, 2)
    lines = [f"<h1>{name}</h1>"]
    for number, part in enumerate(parts):
        # The title that skips a level is a part of the part before it.
        lines.append(f"<h4>{part}</h4>" if number == wrong_title else f"<h2>{part}</h2>")
        block = []
        if number < 3:
            picture = pictures[number]
            alt = "" if number == wrong_image else f' alt="{ALTS[picture]}"'
            block.append(f'<img src="{picture}.jpg"{alt}>')
            label = vague if number == wrong_link else f"Voir la page {part}"
            block.append(f'<p><a href="p{number + 1}.html">{label}</a></p>')
        if number == rng.randint(0, 3):
            block.append("<p>Ouvert le samedi.</p>")
        rng.shuffle(block)
        lines += block
    lines.insert(rng.randint(1, len(lines)), '<img src="filet.png" alt="">')
    rows = [(number, line) for number, line in enumerate(lines, start=1)]
    found = {
        "image": next(n for n, line in rows if "<img" in line and "alt=" not in line),
        "titre": next(n for n, line in rows if "<h4" in line),
        "lien": next(n for n, line in rows if f">{vague}<" in line),
    }
    items = "\n".join(f"<li>{escape(line, quote=False)}</li>" for line in lines)
    page = (
        '<h1 class="visually-hidden">Code de la page</h1>\n<div class="sim-window">\n'
        f'<div class="sim-title">contenu.html</div>\n<div class="sim-code"><ol>\n{items}\n</ol></div>\n</div>\n'
    )
    return Variant(values={key: str(n) for key, n in found.items()} | {"vague": vague}, screens={"code": page})


def solve(variant: Variant) -> dict[str, str]:
    lines = [unescape(line) for line in re.findall(r"<li>(.*?)</li>", variant.screens["code"])]
    answer, level = {}, 0
    for number, line in enumerate(lines, start=1):
        head = re.match(r"<h(\d)>", line)
        if head:
            if int(head.group(1)) > level + 1:
                answer["titre"] = str(number)
            level = int(head.group(1))
        elif line.startswith("<img"):
            if " alt=" not in line:
                answer["image"] = str(number)
        elif "<a " in line and "Voir la page" not in line:
            answer["lien"] = str(number)
    return answer
