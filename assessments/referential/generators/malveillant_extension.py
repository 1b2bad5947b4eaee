"""A folder of downloads: which file is a program that passes for a document?"""

import re
from random import Random

from assessments.variants import Variant

DOCUMENTS = (
    "facture_mars.pdf photo_classe.jpg devoir_maths.odt releve_notes.pdf invitation.docx plan_acces.png liste_courses.txt "
    "affiche_fete.png contrat_stage.pdf recette_tarte.docx expose_volcans.odt horaires_bus.pdf attestation.pdf "
    "chanson_finale.mp3 budget_club.xlsx carte_postale.jpg interview.mp3 menu_cantine.pdf"
).split()
PROGRAMS = (".exe", ".scr", ".bat", ".js", ".vbs", ".cmd")
SETUPS = ("installer_ludomix.exe", "pilote_imprimante.exe", "mise_a_jour_tablino.exe", "installation_sonora.msi")
DOTTED = (
    "rapport.v2.pdf",
    "notes.2026.odt",
    "affiche.finale.png",
    "budget.avril.xlsx",
    "exe_de_maths.pdf",
    "liste.bat.txt",
)


def generate(rng: Random) -> Variant:
    first, *names = rng.sample(DOCUMENTS, 8)
    bad = first + rng.choice(PROGRAMS)
    names += [*rng.sample(DOTTED, 2), bad]
    setup = rng.choice(SETUPS)
    names.append(setup)
    rng.shuffle(names)
    lines = "\n".join(f'<tr><td>{name}</td><td class="num">{rng.randint(12, 980)} ko</td></tr>' for name in names)
    page = (
        '<h1 class="visually-hidden">Téléchargements</h1>\n<div class="sim-window"><p class="sim-title">Téléchargements'
        '</p>\n<p class="sim-note">Affichage : extensions visibles</p>\n<div class="sim-files"><table><thead><tr>'
        '<th scope="col">Nom</th><th scope="col" class="num">Taille</th></tr></thead>\n'
        f"<tbody>\n{lines}\n</tbody></table></div></div>\n"
    )
    return Variant(
        values={
            "fichier": bad,
            "extension": "." + bad.rpartition(".")[2],
            "masque": "." + bad.split(".")[-2],
            "installeur": setup,
        },
        screens={"dossier": page},
    )


def solve(variant: Variant) -> str:
    names = re.findall(r"<tr><td>([^<]+)</td>", variant.screens["dossier"])
    runs = {"exe", "scr", "bat", "js", "vbs", "cmd"}
    shown = {"pdf", "jpg", "docx", "odt", "txt", "xlsx", "png", "mp3"}
    found = [name for name in names if name.split(".")[-1] in runs and name.split(".")[-2] in shown]
    return found[0] if len(found) == 1 else ""
