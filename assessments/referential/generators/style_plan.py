"""A long .odt with real heading styles: how many second-level headings in a chapter, and which is the last one?"""

import io
import zipfile
from random import Random

from lxml import etree

from assessments.referential.generators._files import text_document
from assessments.variants import Variant

FILE = "guide.odt"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def odt_paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Headings and paragraphs read again from an .odt file: ("h2", text) or ("p", text)."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("content.xml"))
    return [
        ("h" + node.get(f"{TEXT}outline-level") if node.tag == f"{TEXT}h" else "p", "".join(node.itertext()))
        for node in root.iter(f"{TEXT}h", f"{TEXT}p")
    ]


CHAPTERS = [
    "Avant de partir",
    "Choisir un itinéraire",
    "Le matériel",
    "Se nourrir dehors",
    "Dormir au camp",
    "Lire la météo",
    "Respecter la nature",
    "Soigner les bobos",
    "Raconter son voyage",
]
PARTS = [
    "Fixer une date",
    "Former le groupe",
    "Lire la carte",
    "Calculer les distances",
    "Repérer les refuges",
    "Remplir le sac",
    "Vérifier les chaussures",
    "Prévoir la pluie",
    "Garder l’eau au frais",
    "Allumer un réchaud",
    "Cuisiner sans vaisselle",
    "Monter la tente",
    "Choisir le terrain",
    "Ranger avant la nuit",
    "Observer les nuages",
    "Sentir le vent tourner",
    "Attendre la fin de l’orage",
    "Emporter ses déchets",
    "Saluer les troupeaux",
    "Rester sur les sentiers",
    "Préparer la trousse",
    "Traiter une ampoule",
    "Appeler les secours",
    "Tenir un carnet",
    "Dessiner un paysage",
    "Trier ses photos",
    "Remercier ses hôtes",
    "Marcher à son rythme",
    "Partager les tâches",
]
DETAILS = ["Conseils", "Erreurs fréquentes", "Exemple", "Pour les plus jeunes"]
SENTENCES = [
    "Prenez le temps d’en parler la veille, carte en main.",
    "Un petit groupe avance plus vite, mais porte davantage.",
    "Les habitués notent tout sur une feuille pliée en quatre.",
    "Demandez conseil aux gens du pays : ils connaissent les passages.",
    "Mieux vaut renoncer un jour que regretter une semaine.",
    "Chacun vérifie le travail de son voisin, sans se presser.",
    "Gardez une heure de marge avant la tombée de la nuit.",
    "Le plus lent marche devant, le plus fort ferme la marche.",
]


def generate(rng: Random) -> Variant:
    parts = iter(rng.sample(PARTS, len(PARTS)))
    chapters = rng.sample(CHAPTERS, 6)
    sizes = [rng.choice((3, 4, 5)) for _ in chapters]
    counted, listed = rng.sample(range(1, 6), 2)
    sizes[counted] = rng.choice((4, 5, 6))
    while sum(sizes) > len(PARTS):
        sizes[0 if sizes[0] > 2 else sizes.index(max(sizes))] -= 1
    blocks, asked = [("title", "Le guide du petit randonneur")], ""
    for index, (chapter, size) in enumerate(zip(chapters, sizes, strict=True)):
        blocks.append(("h1", chapter))
        blocks.append(("text", " ".join(rng.sample(SENTENCES, 4))))
        for rank in range(1, size + 1):
            name = next(parts)
            asked = name if (index, rank) == (listed, 3) else asked
            blocks.append(("h2", name))
            blocks += [("text", " ".join(rng.sample(SENTENCES, 5))) for _ in range(2)]
            if rng.random() < 0.4:
                blocks += [("h3", rng.choice(DETAILS)), ("text", " ".join(rng.sample(SENTENCES, 4)))]
    values = {
        "chapitre1": chapters[counted],
        "chapitre2": chapters[listed],
        "nombre": str(sizes[counted]),
        "titre": asked,
    }
    return Variant(values=values, files={FILE: text_document(blocks)})


def solve(variant: Variant) -> dict[str, str]:
    chapter, tree = "", {}
    for kind, text in odt_paragraphs(variant.files[FILE]):
        if kind == "h1":
            chapter = text
        elif kind == "h2":
            tree.setdefault(chapter, []).append(text)
    return {"nombre": str(len(tree[variant.values["chapitre1"]])), "titre": tree[variant.values["chapitre2"]][2]}
