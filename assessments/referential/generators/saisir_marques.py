"""A letter with its formatting marks shown: how many paragraphs, how many no-break spaces?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

HEADS = [
    ["Association Les Semelles", "4 rue des Lavoirs"],
    ["Club nautique d’Orvelle", "Quai du Phare", "Bureau 2"],
    ["Ludothèque Pile ou Face", "11 place du Marché"],
    ["Ferme du Grand Pré", "Chemin des Aulnes", "Lorvane"],
]
BODIES = [
    "La sortie coûte 12_€ par personne.",
    "Le car part à 8_h devant la mairie.",
    "La boucle mesure 14_km et monte un peu.",
    "Lisez la page_3 du dossier avant de venir.",
    "Qui peut apporter un sac de 20_L_?",
    "M._Belkacem accueille le groupe.",
    "Il y aura 1_200 visiteurs ce jour-là_!",
    "Prévoyez ceci_: un chapeau et de l’eau.",
    "Le refuge se nomme «_Les Hulottes_».",
    "Mme_Orsini tient la caisse.",
]
ENDS = [["À bientôt", "Le bureau"], ["Bien à vous", "Inaya Perrot", "Secrétaire"], ["Amicalement", "Marius"]]


def _shown(line: str) -> str:
    """A line may end after the mark of a space, never at the mark of a no-break space: word joiners hold it."""
    marked = line.replace(" ", "·").replace("_", "\N{WORD JOINER}°\N{WORD JOINER}")
    return escape(marked).replace("·", "·<wbr>")


def generate(rng: Random) -> Variant:
    body = rng.sample(BODIES, rng.randint(4, 6))
    paragraphs = [rng.choice(HEADS)]
    while body:
        size = min(len(body), rng.choice((1, 1, 2)))
        paragraphs.append(body[:size])
        body = body[size:]
    paragraphs.append(rng.choice(ENDS))
    html = []
    for lines in paragraphs:
        html.append("<p>" + "\N{WORD JOINER}↵<br>".join(map(_shown, lines)) + "\N{WORD JOINER}¶</p>")
    page = (
        '<div class="sim-window">\n<p class="sim-title">lettre.odt</p>\n'
        '<h1 class="visually-hidden">La lettre, avec les marques affichées</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool">Gras</span> <span class="sim-tool">Italique</span> '
        '<span class="sim-tool on">¶ Marques affichées</span></div>\n'
        '<p class="sim-note">Légende (à ne pas compter) : ·\xa0espace, °\xa0espace insécable, ↵\xa0saut de ligne, '
        "¶\xa0fin de paragraphe.</p>\n"
        '<div class="sim-doc">\n' + "\n".join(html) + "\n</div>\n</div>\n"
    )
    flat = [line for lines in paragraphs for line in lines]
    values = {
        "paragraphes": str(len(paragraphs)),
        "insecables": str(sum(line.count("_") for line in flat)),
        "lignes": str(len(flat)),
        "sauts": str(len(flat) - len(paragraphs)),
    }
    return Variant(values=values, screens={"lettre": page})


def solve(variant: Variant) -> dict[str, str]:
    text = re.search(r'<div class="sim-doc">(.*)</div>\s*</div>', variant.screens["lettre"], re.S).group(1)
    return {"paragraphes": str(text.count("¶")), "insecables": str(text.count("°"))}
