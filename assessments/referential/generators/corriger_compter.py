"""A long .odt: how many times does a whole word appear, among longer words that contain it?"""

import re
from random import Random

from assessments.referential.generators._files import text_document
from assessments.referential.generators.style_plan import odt_paragraphs
from assessments.variants import Variant

FILE = "recit.odt"
# word, sentences with the word, sentences with longer words that contain it
WORDS = [
    (
        "port",
        [
            "Le port dort encore.",
            "Nous longeons le port à pied.",
            "Un chien traverse le port.",
            "Le vent balaie le port désert.",
        ],
        [
            "La porte bleue grince.",
            "Il faut un passeport.",
            "Le transport a du retard.",
            "Cette nouvelle est importante.",
            "Elle emporte un panier.",
        ],
    ),
    (
        "mer",
        [
            "La mer monte vite.",
            "On entend la mer de loin.",
            "Une mer grise attend les barques.",
            "La mer rend ce qu’elle prend.",
        ],
        [
            "Merci pour le thé.",
            "Le commerçant ferme tôt.",
            "Mercredi, il pleuvra.",
            "Un goût amer reste.",
            "Le mercier vend du fil.",
        ],
    ),
    (
        "pin",
        [
            "Un pin pousse sur la dune.",
            "L’ombre du pin est fraîche.",
            "Le pin sent la résine.",
            "Il grave son nom sur un pin.",
        ],
        ["Le pinceau sèche.", "Un lapin détale.", "Le pinson chante.", "Elle mange des épinards.", "Une épine pique."],
    ),
    (
        "four",
        [
            "Le four chauffe déjà.",
            "Ouvrez le four avec des gants.",
            "Un vieux four sert aux potiers.",
            "Le four tient toute la nuit.",
        ],
        [
            "La fourmi travaille.",
            "La fourchette tombe.",
            "Le fournil est blanc.",
            "Un fourgon passe.",
            "La fourrure est chaude.",
        ],
    ),
]
FILLERS = [
    "Personne ne parle pendant un long moment.",
    "La lumière change, et les ombres s’étirent.",
    "Un enfant rit derrière le mur de pierre.",
    "Quelqu’un a laissé une lettre sur la table.",
    "Le chemin tourne à gauche, puis descend.",
    "On se promet de revenir au printemps.",
    "La cloche sonne deux coups, loin au nord.",
    "Les voisins saluent d’un geste de la main.",
]
TITLES = ["Le départ", "La rencontre", "L’attente", "Le retour", "La surprise"]


def generate(rng: Random) -> Variant:
    word, whole, longer = rng.choice(WORDS)
    count = rng.randint(7, 13)
    pool = [rng.choice(whole) for _ in range(count)] + [rng.choice(longer) for _ in range(rng.randint(8, 12))]
    pool += [rng.choice(FILLERS) for _ in range(60)]
    rng.shuffle(pool)
    size = len(pool) // 15 + 1
    paragraphs = [" ".join(pool[start : start + size]) for start in range(0, len(pool), size)]
    blocks = [("title", "Carnet de voyage")]
    for index, paragraph in enumerate(paragraphs):
        if index % 3 == 0:
            blocks.append(("h1", TITLES[index // 3 % 5]))
        blocks.append(("text", paragraph))
    everything = " ".join(pool)
    trap = re.search(rf"\w*{word}\w+|\w+{word}\w*", everything, re.IGNORECASE).group()
    values = {
        "mot": word,
        "nombre": str(count),
        "tous": str(len(re.findall(word, everything, re.IGNORECASE))),
        "piege": trap.lower(),
    }
    return Variant(values=values, files={FILE: text_document(blocks)})


def solve(variant: Variant) -> str:
    words = [word for _, text in odt_paragraphs(variant.files[FILE]) for word in re.split(r"\W+", text.lower())]
    return str(words.count(variant.values["mot"]))
