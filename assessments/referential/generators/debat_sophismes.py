"""Four messages of a debate: which misleading reasoning does each one use?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

KINDS = (
    "appel à la popularité",
    "attaque personnelle",
    "faux dilemme",
    "généralisation hâtive",
)
TOPICS = (
    (
        "Faut-il fermer la rue du Lavoir aux voitures ?",
        "Il faut la fermer : presque tous mes abonnés le veulent, donc c’est la bonne décision.",
        "N’écoutez pas Solène sur cette rue : elle a redoublé sa cinquième.",
        "Ou bien on ferme cette rue, ou bien la ville entière mourra étouffée. Choisissez.",
        "Mon voisin a klaxonné hier. Les automobilistes sont donc tous des brutes.",
    ),
    (
        "Faut-il un uniforme au collège ?",
        "L’uniforme est forcément une bonne chose : des millions d’élèves en portent.",
        "Kenji est contre l’uniforme ? Avec ses baskets trouées, son avis ne vaut rien.",
        "Soit on impose l’uniforme, soit on accepte que le collège devienne une jungle.",
        "J’ai connu deux élèves en uniforme, très polis. L’uniforme rend donc tous les élèves polis.",
    ),
    (
        "Faut-il interdire les sacs jetables au marché ?",
        "La pétition a 2 000 signatures : c’est donc que l’interdiction est juste.",
        "Le discours de Paco sur les sacs ? Il ne sait même pas garder un emploi.",
        "C’est simple : on interdit ces sacs demain, ou la rivière est perdue pour toujours.",
        "Une cliente a jeté son sac par terre samedi. Les clients du marché jettent donc tous leurs sacs.",
    ),
    (
        "Faut-il ouvrir la médiathèque le dimanche ?",
        "Toutes les villes autour ouvrent le dimanche. C’est donc ce qu’il faut faire.",
        "Ne tenez pas compte de l’avis d’Odile : elle a raté son permis trois fois.",
        "Ouvrons le dimanche, ou acceptons que plus personne ne lise jamais.",
        "Mon frère n’est pas venu dimanche dernier. Les jeunes ne viendraient donc jamais.",
    ),
)
ACCOUNTS = ("Zeste", "Mérou", "Pivert", "Cumin")


def generate(rng: Random) -> Variant:
    topic, *texts = rng.choice(TOPICS)
    pairs = list(zip(KINDS, texts, strict=True))
    rng.shuffle(pairs)
    accounts = rng.sample(ACCOUNTS, 4)
    posts = "".join(
        f'<article class="sim-post"><p><strong>Message {i} – {accounts[i - 1]}</strong></p><p>{escape(text)}</p></article>\n'
        for i, (_, text) in enumerate(pairs, start=1)
    )
    page = (
        '<h1 class="visually-hidden">Le débat</h1>\n<div class="sim-window"><p class="sim-title">Agora</p>\n'
        f'<h2>{escape(topic)}</h2>\n<div class="sim-feed">\n{posts}</div></div>\n'
    )
    values = {"sujet": topic} | {f"s{i}": kind for i, (kind, _) in enumerate(pairs, start=1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    texts = re.findall(r"</strong></p><p>([^<]+)</p>", variant.screens["p1"])
    kinds = {escape(text): kind for _, *bank in TOPICS for kind, text in zip(KINDS, bank, strict=True)}
    return {f"m{i}": kinds[text] for i, text in enumerate(texts, start=1)}
