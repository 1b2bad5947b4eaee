"""A backup journal and a failure: minutes of work lost, and duration of the restoration."""

import re
from random import Random

from assessments.variants import Variant

BAD = ("Échec : disque plein", "Interrompue à 62 %", "Terminée, mais vérification : fichiers illisibles")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def generate(rng: Random) -> Variant:
    step = rng.choice((60, 90, 120))
    start = rng.choice((360, 390, 420))
    bad = rng.randint(1, 2)
    times = [start + step * i for i in range(5)]
    good = times[-1 - bad]
    failure = times[-1] + rng.randrange(10, step - 5, 5)
    size, speed = rng.choice(((120, 2), (180, 2), (240, 3), (270, 3), (200, 4), (320, 4), (450, 5), (300, 5), (420, 6)))
    states = dict.fromkeys(times, "Terminée, vérification réussie")
    for time, state in zip(times[-bad:], rng.sample(BAD, bad), strict=True):
        states[time] = state
    rows = "".join(f"<tr><td>{_clock(time)}</td><td>{states[time]}</td></tr>" for time in times)
    page = (
        '<h1 class="visually-hidden">Journal des sauvegardes</h1>\n<div class="sim-window">\n<p '
        'class="sim-title">Journal des sauvegardes</p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Sauvegarde de</th><th '
        'scope="col">Résultat</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>\n"
        f'<p class="sim-alert">Panne du serveur : {_clock(failure)}.</p>\n'
        '<ul class="sim-settings"><li class="sim-setting"><span>Chaque sauvegarde</span><span>complète</span></li>'
        f'<li class="sim-setting"><span>Données à restaurer</span><span>{size} Go</span></li>'
        f'<li class="sim-setting"><span>Vitesse de restauration</span><span>{speed} Go par '
        "minute</span></li></ul>\n</div>\n"
    )
    values = {
        "bonne": _clock(good),
        "panne": _clock(failure),
        "perte": str(failure - good),
        "donnees": str(size),
        "vitesse": str(speed),
        "duree": str(size // speed),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]

    def minutes(text: str) -> int:
        return int(text[:2]) * 60 + int(text[3:])

    good = max(
        minutes(time) for time, state in re.findall(r"<td>([\d:]{5})</td><td>([^<]+)</td>", page) if "réussie" in state
    )
    failure = minutes(re.search(r"serveur : ([\d:]{5})", page).group(1))
    size = int(re.search(r"<span>(\d+) Go</span>", page).group(1))
    speed = int(re.search(r"(\d+) Go par minute", page).group(1))
    return {"perte": str(failure - good), "duree": str(size // speed)}
