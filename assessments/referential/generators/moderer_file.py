"""A queue of comments and a charter: what becomes of each comment?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

KEEP, REMOVE, HIDE, MOVE = "publier", "retirer", "masquer le passage", "déplacer"
CURRENT = ' aria-current="page"'
PLACES = (
    "la nouvelle piscine",
    "le marché du samedi",
    "la bibliothèque",
    "le skatepark",
    "la ludothèque",
    "la patinoire",
)
PEOPLE = ("Myriam", "Loïc", "Sélim", "Capucine", "Noah", "Yuna", "Timéo", "Assia")
SHOPS = ("super-soldes", "promo-flash", "tout-moins-cher", "bonnes-affaires")
OTHER = (
    "à quelle heure passe le bus 4",
    "quelle est la date du vide-grenier",
    "quand le chauffage du stade sera-t-il réparé",
    "qui a perdu un chat gris",
)
PRAISE = (
    "Je n’aime pas du tout {place}, c’est mal éclairé.",
    "Déçu par {place} : trop de bruit.",
    "Pour moi, {place}, c’est trop cher pour ce que c’est.",
    "L’article sur {place} oublie de parler des poussettes.",
)


def generate(rng: Random) -> Variant:
    place, names = rng.choice(PLACES), rng.sample(PEOPLE, 4)
    phone = f"06 39 98 {rng.randint(10, 99)} {rng.randint(10, 99)}"
    pool = [
        (rng.choice(PRAISE).format(place=place), KEEP),
        (f"J’adore {place}. Mon voisin peut vous y emmener, appelez-le : {phone}.", HIDE),
        (
            rng.choice(
                [
                    f"Moins {rng.randint(4, 8)}0 % sur tout : achetez sur {rng.choice(SHOPS)}.example !",
                    f"{rng.choice(PEOPLE)} ne sait rien, pauvre imbécile !",
                    f"Visitez {rng.choice(SHOPS)}.example, livraison gratuite pour tout achat !",
                ]
            ),
            REMOVE,
        ),
        (f"Bonjour, rien à voir avec {place}, mais {rng.choice(OTHER)} ?", MOVE),
    ]
    rng.shuffle(pool)
    posts = "\n".join(
        f'<article class="sim-post"><p class="sim-meta">Commentaire {i} · <strong>{names[i - 1]}</strong></p>'
        f"<p>{escape(text)}</p></article>"
        for i, (text, _) in enumerate(pool, 1)
    )
    head = (
        '<div class="sim-browser">\n<div class="sim-address"><span>https://ville-orvane.example/moderation</span>'
        '</div>\n<div class="sim-page">\n'
    )
    queue, charter = (
        '<nav class="sim-nav" aria-label="Menu"><ul>'
        + "".join(
            f'<li><a href="{name}.html"{CURRENT if name == page else ""}>{text}</a></li>'
            for name, text in (("p1", "File d’attente"), ("p2", "Charte"))
        )
        + "</ul></nav>\n"
        for page in ("p1", "p2")
    )
    rules = (
        "<li>Publicité ou insulte : on <strong>retire</strong> le commentaire.</li>"
        "<li>Donnée privée d’une personne dans un message correct : "
        "on <strong>masque le passage</strong> et on publie le reste.</li>"
        "<li>Question sur un autre sujet : on <strong>déplace</strong> le commentaire.</li>"
        "<li>Avis sur le sujet, même négatif : on <strong>publie</strong>.</li>"
    )
    end = "</div>\n</div>\n"
    screens = {
        "p1": f"{head}<h1>Commentaires sur {place}</h1>\n{queue}{posts}\n{end}",
        "p2": f"{head}<h1>Charte</h1>\n{charter}<ul>{rules}</ul>\n{end}",
    }
    values = {"sujet": place} | {f"action{i}": action for i, (_, action) in enumerate(pool, 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    texts = re.findall(r"</strong></p><p>([^<]+)</p>", variant.screens["p1"])
    out = {}
    for i, text in enumerate(texts, 1):
        if re.search(r"\d\d \d\d \d\d", text):
            out[f"c{i}"] = HIDE
        elif ".example" in text or "imbécile" in text:
            out[f"c{i}"] = REMOVE
        else:
            out[f"c{i}"] = MOVE if "rien à voir" in text else KEEP
    return out
