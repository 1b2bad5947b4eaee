"""Dix pages connues du moteur : lesquelles répondent à une expression exacte dont on écarte un mot ?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

THEMES = (("moulin", "vert"), ("lac", "noir"), ("pont", "rouge"), ("phare", "blanc"), ("rocher", "bleu"))
EXCLUDED = (("hôtel", "l’hôtel"), ("camping", "le camping"), ("parking", "le parking"), ("musée", "le musée"))
KEPT = (
    "Du centre, comptez vingt minutes à pied jusqu’au {n} {a}. Le sentier est balisé.",
    "Sortie scolaire : les élèves de sixième ont dessiné le {n} {a} au fusain.",
    "{N} {A} : le panneau d’accueil a été repeint au printemps par les bénévoles.",
    "La légende du {n} {a} est racontée chaque été par Odile Marchenoir.",
    "Au {n} {a}, un petit gîte et une buvette vous attendent le dimanche.",
)
DROPPED = (
    "À deux pas du {n} {a}, {e} ouvre de mai à octobre.",
    "Le {n} {a} est superbe au lever du soleil, mais {e} est loin du sentier.",
    "Suivez les flèches depuis {e} : le {n} {a} est à dix minutes.",
)
APART = (
    "Le {n} se trouve au bout du chemin {a}, après la ferme.",
    "Devant le {n}, cherchez le portail {a} : la visite commence là.",
    "Vu de la colline, le {n} semble gris ; au printemps, tout redevient {a}.",
)
REVERSED = (
    "Suivez le balisage {a} jusqu’au {n}, puis tournez à gauche.",
    "Un banc {a}, {n} en vue : c’est la plus belle pause de la balade.",
)
ALONE = (
    "Le {n} de Courlanges figure sur le blason de la commune depuis 1952.",
    "Le livret {a} du randonneur est offert à la mairie.",
)
SITES = (
    "carnets-marche.example",
    "www.courlanges.example",
    "courrier-orle.example",
    "photo-nature.example",
    "forum-orle.example",
    "voyage-en-orle.example",
    "ecole-courlanges.example",
    "patrimoine-orle.example",
    "balades-en-famille.example",
    "tourisme-orle.example",
)
LETTERS = "ABCDEFGHIJ"


def breakable(site: str) -> str:
    """On a phone, the name of a site goes on two lines and leaves the room to the text."""
    return escape(site).replace(".example", "<wbr>.example")


def generate(rng: Random) -> Variant:
    noun, adjective = rng.choice(THEMES)
    word, article = rng.choice(EXCLUDED)
    kept = rng.sample(KEPT, rng.randint(3, 4))
    texts = (
        kept
        + rng.sample(DROPPED, 6 - len(kept))
        + rng.sample(APART, 2)
        + rng.sample(REVERSED, 1)
        + rng.sample(ALONE, 1)
    )
    rng.shuffle(texts)
    sites = rng.sample(SITES, len(texts))
    letters = [LETTERS[i] for i, text in enumerate(texts) if text in kept]
    rows = "\n".join(
        f"<tr><th>{LETTERS[i]}</th><td>{breakable(sites[i])}</td>"
        f"<td>{escape(text.format(n=noun, a=adjective, N=noun.capitalize(), A=adjective.capitalize(), e=article))}</td></tr>"
        for i, text in enumerate(texts)
    )
    page = (
        '<div class="sim-browser">\n<div class="sim-tabs"><span class="sim-tab on">Index de Loupiote</span></div>\n'
        '<div class="sim-address"><span>https://www.loupiote.example/index</span></div>\n<div class="sim-page">\n'
        "<h1>Les pages connues du moteur</h1>\n<p>Voici le texte complet de chaque page.</p>\n"
        "<table><thead><tr><th>Page</th><th>Site</th><th>Texte de la page</th></tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table>\n</div>\n</div>\n"
    )
    return Variant(
        values={
            "requete": f'"{noun} {adjective}" -{word}',
            "expression": f"{noun} {adjective}",
            "mot": word,
            "lettres": ", ".join(letters),
            "lettres_et": ", ".join(letters[:-1]) + " et " + letters[-1],
            "lettres_etet": " et ".join(letters),
            "lettres_pages": ", ".join(f"page {letter}" for letter in letters),
        },
        screens={"pages": page},
    )


def solve(variant: Variant) -> str:
    phrase, word = re.fullmatch(r'"(.+)" -(\S+)', variant.values["requete"]).groups()
    rows = re.findall(
        r"<tr><th>(\w)</th><td>[^<]+</td><td>([^<]+)</td></tr>", variant.screens["pages"].replace("<wbr>", "")
    )
    found = [
        letter
        for letter, text in rows
        if re.search(rf"\b{phrase}\b", text, re.IGNORECASE) and not re.search(rf"\b{word}\b", text, re.IGNORECASE)
    ]
    return ", ".join(found)
