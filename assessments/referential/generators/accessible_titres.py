"""A document with one false title and one title that skips a level."""

import io
import re
import zipfile
from random import Random

from assessments.referential.generators._files import text_document
from assessments.variants import Variant

FILE = "dossier.odt"
TOPICS = (
    (
        "Le potager du collège",
        (
            ("Préparer la terre", "Bêcher", "Enrichir le sol"),
            ("Semer", "Choisir les graines", "Arroser les semis"),
            ("Récolter", "Cueillir", "Conserver les légumes"),
            ("Accueillir les insectes", "Construire un abri", "Planter des fleurs"),
        ),
    ),
    (
        "La fête du quartier",
        (
            ("Organiser", "Former les équipes", "Prévoir le budget"),
            ("Annoncer", "Dessiner l’affiche", "Prévenir les voisins"),
            ("Installer", "Monter la scène", "Ranger les bancs"),
            ("Animer", "Inviter les musiciens", "Préparer les jeux"),
        ),
    ),
    (
        "Voyager à vélo",
        (
            ("Choisir le vélo", "Régler la selle", "Gonfler les pneus"),
            ("Préparer le trajet", "Lire la carte", "Compter les étapes"),
            ("Faire les sacs", "Peser les affaires", "Protéger de la pluie"),
            ("Réparer", "Changer une chambre", "Tendre la chaîne"),
        ),
    ),
    (
        "Réaliser un film",
        (
            ("Écrire", "Trouver une idée", "Découper les scènes"),
            ("Tourner", "Placer la caméra", "Éclairer le décor"),
            ("Monter", "Trier les plans", "Ajouter la musique"),
            ("Montrer", "Choisir une salle", "Répondre au public"),
        ),
    ),
)
TEXTS = (
    "On s’y prend une semaine à l’avance.",
    "Deux personnes suffisent.",
    "Il faut du temps et un peu de soin.",
    "Chacun peut donner son avis.",
    "Une liste aide à ne rien oublier.",
)


def generate(rng: Random) -> Variant:
    title, parts = rng.choice(TOPICS)
    parts = rng.sample(parts, 3)
    titles = [(name, "h1" if rank == 0 else "h2") for part in parts for rank, name in enumerate(part)]
    titles.pop(rng.choice((2, 5, 8)))  # eight titles
    skips = [i for i in range(1, 8) if titles[i - 1][1] == "h1" and titles[i][1] == "h2"]
    skip = rng.choice(skips)
    false = rng.choice([i for i in range(1, 8) if i not in (skip, skip - 1) and titles[i][1] == "h2"])
    styles = [style for _, style in titles]
    styles[skip], styles[false] = "h3", "text"
    blocks = [("title", title)]
    for (name, _), style in zip(titles, styles, strict=True):
        blocks += [(style, name), ("text", rng.choice(TEXTS))]
    names = sorted(name for name, _ in titles)
    values = {f"t{number}": name for number, name in enumerate(names, start=1)}
    return Variant(
        values=values | {"faux": titles[false][0], "saut": titles[skip][0]},
        files={FILE: text_document(blocks, title=title)},
    )


def solve(variant: Variant) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(variant.files[FILE])) as packed:
        content = packed.read("content.xml").decode()
    heads = re.findall(r'<text:h [^>]*outline-level="(\d)"[^>]*>([^<]+)</text:h>', content)
    known = {name for _, name in heads}
    false = next(variant.values[f"t{n}"] for n in range(1, 9) if variant.values[f"t{n}"] not in known)
    previous, skip = 0, ""
    for level, name in heads:
        if int(level) > previous + 1:
            skip = name
        previous = int(level)
    return {"faux": false, "saut": skip}
