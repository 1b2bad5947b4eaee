"""A list of downloads: their states, their folders, and what is left to receive."""

import re
from random import Random

from assessments.variants import Variant

FILES = ("cartes.zip", "sons.zip", "affiches.zip", "film.mp4", "guide.zip", "photos.zip", "concert.mp4", "visite.mp4")
FOLDERS = ("Téléchargements", "Bureau", "Exposé", "Club")


def generate(rng: Random) -> Variant:
    names = rng.sample(FILES, 6)
    running, failed, asked = names[:3]
    folders = {name: rng.choice(FOLDERS) for name in names}
    rows = []
    for name in names:
        total = rng.randint(41, 96) * 2
        got = rng.randint(9, total - 15)
        if name == running:
            rows.append((name, f"en cours : {got} Mo sur {total} Mo"))
            left = total - got
        elif name == failed:
            rows.append((name, f"interrompu : {got} Mo sur {total} Mo"))
        else:
            rows.append((name, f"terminé, {total} Mo, dossier {folders[name]}"))
    rng.shuffle(rows)
    cells = "\n".join(f"<tr><td>{name}</td><td>{state}</td></tr>" for name, state in rows)
    page = (
        '<h1 class="visually-hidden">Les téléchargements</h1>\n<div class="sim-browser">\n'
        '<div class="sim-tabs"><span class="sim-tab on">Téléchargements</span></div>\n'
        '<div class="sim-address"><span>navigateur://telechargements</span></div>\n<div class="sim-page">\n'
        '<table><thead><tr><th scope="col">Fichier</th><th scope="col">État</th></tr></thead><tbody>\n'
        f"{cells}\n</tbody></table>\n</div>\n</div>\n"
    )
    values = {"fichier": asked, "dossier": folders[asked], "encours": running, "reste": str(left), "rompu": failed}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    states = dict(re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td></tr>", variant.screens["p1"]))
    (moving,) = [state for state in states.values() if state.startswith("en cours")]
    got, total = (int(x) for x in re.findall(r"\d+", moving))
    return {"dossier": states[variant.values["fichier"]].split("dossier ")[1], "reste": str(total - got)}
