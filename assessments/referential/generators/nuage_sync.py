"""A folder kept in step on two devices, one of them offline: how many files on the tablet?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

FOLDERS = ("Exposé", "Recettes", "Chansons", "Sorties", "Dessins", "Journal")
PEOPLE = ("Malika", "Baptiste", "Noor", "Éva", "Tiago", "Lilou", "Sekou")


def generate(rng: Random) -> Variant:
    folder, person = rng.choice(FOLDERS), rng.choice(PEOPLE)
    start = rng.randint(12, 24)
    added, removed = rng.sample(range(2, 7), 2)
    added_t, removed_t = rng.sample(range(1, 6), 2)
    plural, others = ("x", "s") if added_t > 1 else ("", ""), "s" if removed_t > 1 else ""
    steps = [
        (f"Sur l’ordinateur, {person} ajoute {added} nouveaux fichiers.", "pc", added),
        (f"Sur l’ordinateur, {person} supprime {removed} fichiers.", "pc", -removed),
        (f"Sur la tablette, {person} crée {added_t} nouveau{plural[0]} fichier{plural[1]}.", "t", added_t),
        (f"Sur la tablette, {person} supprime {removed_t} fichier{others}.", "t", -removed_t),
    ]
    rng.shuffle(steps)
    before = start + added_t - removed_t
    after = before + added - removed
    rows = "".join(f"<li>{escape(text)}</li>" for text, _, _ in steps)
    page = (
        '<h1 class="visually-hidden">Le dossier synchronisé</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">Dossier « {folder} », synchronisé sur deux appareils</p>\n'
        f"<p>Au départ, les deux appareils sont à jour : <strong>{start} fichiers</strong> sur chacun.</p>\n"
        '<p class="sim-alert">La tablette passe hors connexion. L’ordinateur reste connecté.</p>\n'
        f"<ol>{rows}</ol>\n"
        '<p class="sim-note">Aucun fichier n’est modifié des deux côtés. Aucun fichier n’est supprimé deux fois. '
        "Les fichiers supprimés font partie de ceux du départ.</p>\n</div>\n"
    )
    values = {
        "dossier": folder,
        "depart": str(start),
        "avant": str(before),
        "apres": str(after),
        "calcul1": f"{start} + {added_t} − {removed_t}",
        "calcul2": f"{before} + {added} − {removed}",
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    start = int(re.search(r"<strong>(\d+) fichiers", page).group(1))
    change = {"ordinateur": 0, "tablette": 0}
    for step in re.findall(r"<li>(.*?)</li>", page):
        sign = -1 if "supprime" in step else 1
        change["tablette" if "tablette" in step else "ordinateur"] += sign * int(re.search(r"\d+", step).group())
    return {"avant": str(start + change["tablette"]), "apres": str(start + sum(change.values()))}
