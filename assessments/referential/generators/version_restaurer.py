"""A section has vanished from a document: which is the last version that still holds it, and who removed it?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Ismaël", "Joséphine", "Kaïs", "Lucile", "Mathurin", "Naomi", "Octave", "Priya")
SUBJECTS = (
    ("Guide du refuge", ("Accès", "Repas", "Couchage", "Sécurité", "Tarifs")),
    ("Livret du stage", ("Horaires", "Matériel", "Consignes", "Contacts", "Assurance")),
    ("Plan du potager", ("Semis", "Arrosage", "Compost", "Outils", "Récoltes")),
    ("Cahier de la troupe", ("Rôles", "Costumes", "Lumières", "Répétitions", "Musique")),
)


def generate(rng: Random) -> Variant:
    title, parts = rng.choice(SUBJECTS)
    people = rng.sample(NAMES, 3)
    lost, other = rng.sample(parts, 2)
    gone = rng.randint(4, 7)  # the first version without the section
    away = rng.randint(2, gone - 2)  # another section is absent for one version only
    screens, rows, authors = {}, [], []
    for number in range(1, 9):
        author = rng.choice([name for name in people if not authors or name != authors[-1]])
        authors.append(author)
        shown = [
            part for part in parts if not (part == lost and number >= gone) and not (part == other and number == away)
        ]
        body = "\n".join(
            f"<h3>{part}</h3>\n<p>{'Texte relu. ' * (1 + (number + i) % 3)}</p>" for i, part in enumerate(shown)
        )
        rows.append(f'<tr><td><a href="v{number}.html">Version {number}</a></td><td>{author}</td></tr>')
        screens[f"v{number}"] = (
            f'<h1 class="visually-hidden">Version {number}</h1>\n<div class="sim-window">\n<p class="sim-title">{title}</p>\n'
            '<div class="sim-toolbar"><a class="sim-tool" href="p0.html">Historique</a></div>\n'
            f'<p class="sim-meta">Version {number}</p>\n<div class="sim-doc">\n<h2>{title}</h2>\n{body}\n</div>\n</div>\n'
        )
    screens["p0"] = (
        f'<h1 class="visually-hidden">Historique</h1>\n<div class="sim-window">\n<p class="sim-title">{title}</p>\n'
        '<p>La version 8 est la version actuelle.</p>\n<div class="sim-history"><table><thead><tr>'
        '<th scope="col">Version</th><th scope="col">Auteur</th></tr></thead>\n<tbody>\n'
        + "\n".join(reversed(rows))
        + "\n</tbody></table></div>\n</div>\n"
    )
    values = {"titre": title, "partie": lost, "version": str(gone - 1), "nom": authors[gone - 1], "suivante": str(gone)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    holding = [n for n in range(1, 9) if f"<h3>{variant.values['partie']}</h3>" in variant.screens[f"v{n}"]]
    last = max(holding)
    author = re.search(rf">Version {last + 1}</a></td><td>(\w+)<", variant.screens["p0"]).group(1)
    return {"version": str(last), "nom": author}
