"""A letter whose sentences are numbered: how many are longer than twenty words?"""

import io
import re
import zipfile
from random import Random

from assessments.referential.generators._files import text_document
from assessments.variants import Variant

FILE = "lettre.odt"
LIMIT = 20
SHORT = (
    "La mairie ouvre un nouveau jardin partagé.",
    "Vous pouvez demander une parcelle.",
    "Une parcelle mesure dix mètres carrés.",
    "Elle coûte douze euros par an.",
    "Les outils sont dans la cabane verte.",
    "Rangez toujours les outils après les avoir lavés.",
    "Les chiens restent en dehors du jardin.",
    "Le compost est au fond, près du grand mur.",
    "Deux bénévoles répondent à vos questions le samedi matin.",
    "Envoyez votre demande avant la fin du mois de mars.",
    "Nous répondons dans les quinze jours.",
    "Les enfants viennent avec un adulte.",
    "Une fête a lieu le premier dimanche de juin.",
    "Le portail ferme chaque soir à vingt heures.",
)
LONG = (
    (
        "Les personnes qui souhaitent garder leur parcelle une année de plus doivent prévenir la mairie avant le mois de "
        "novembre parce que la liste des demandes est toujours très longue."
    ),
    (
        "Chaque jardinier arrose sa parcelle avec la grande citerne que la pluie remplit pendant tout le printemps et que "
        "les bénévoles vident ensuite chaque hiver avant les premières fortes gelées."
    ),
    (
        "Quand deux voisins ne sont pas d’accord sur la limite de leurs parcelles, ils demandent au responsable du jardin de "
        "venir mesurer avec eux et ils gardent ensuite cette limite toute la saison."
    ),
    (
        "Pour que les abeilles et les papillons viennent plus nombreux, chaque famille sème une bande de fleurs le long du "
        "chemin et choisit des plantes qui fleurissent à des moments différents de la saison."
    ),
    (
        "Si une parcelle reste sans culture pendant plus de trois mois, le responsable écrit une première lettre au "
        "jardinier, puis il donne la parcelle à la personne suivante de la liste quand personne ne répond."
    ),
    (
        "Les légumes qui ne sont pas mangés par les familles sont donnés chaque vendredi à la cantine solidaire du quartier "
        "qui les cuisine le soir même pour une trentaine de personnes."
    ),
)


def generate(rng: Random) -> Variant:
    sentences = rng.sample(SHORT, rng.randint(7, 10)) + rng.sample(LONG, rng.randint(2, 5))
    rng.shuffle(sentences)
    wanted = [str(number) for number, sentence in enumerate(sentences, start=1) if sentence in LONG]
    blocks = [("title", "Le jardin partagé")]
    blocks += [("text", f"{number}) {sentence}") for number, sentence in enumerate(sentences, start=1)]
    return Variant(
        values={"nombre": str(len(wanted)), "liste": f"{', '.join(wanted[:-1])} et {wanted[-1]}"},
        files={FILE: text_document(blocks, title="Le jardin partagé")},
    )


def solve(variant: Variant) -> str:
    with zipfile.ZipFile(io.BytesIO(variant.files[FILE])) as packed:
        content = packed.read("content.xml").decode()
    sentences = re.findall(r">\d+\) ([^<]+)<", content)
    return str(sum(len(re.findall(r"[^\W\d_]+", sentence)) > LIMIT for sentence in sentences))
