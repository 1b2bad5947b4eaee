"""A long server log: the only «accès refusé» written by one service."""

import re
from random import Random

from assessments.variants import Variant

SERVICES = {
    "partage": ("fichier ouvert", "fichier fermé", "dossier lu", "accès accordé"),
    "courriel": ("message reçu", "message envoyé", "boîte relevée", "accès accordé"),
    "impression": ("travail reçu", "travail terminé", "niveau d'encre lu"),
    "session": ("ouverture", "fermeture", "mot de passe accepté", "accès accordé"),
    "horloge": ("heure vérifiée", "heure ajustée"),
}
REFUSED = "accès refusé"
FILES = ("serveur-mardi.log", "serveur-jeudi.log", "serveur-lundi.log", "serveur-vendredi.log")


def generate(rng: Random) -> Variant:
    service = rng.choice(["partage", "courriel", "impression", "session"])
    others = [name for name in sorted(SERVICES) if name not in (service, "horloge")]
    count = rng.randint(230, 280)
    decoys = rng.randint(6, 9)
    special = rng.sample(range(15, count - 15), decoys + 1)
    wanted = special[0]
    second = rng.randint(7, 8) * 3600 + rng.randint(0, 3000)
    lines, answer = [], ("", "")
    for index in range(count):
        second += rng.randint(4, 95)
        clock = f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"
        post = f"poste-{rng.randint(10, 79)}"
        if index == wanted:
            name, message, answer = service, REFUSED, (post, clock)
        elif index in special:
            name, message = rng.choice(others), REFUSED
        else:
            name = rng.choice(sorted(SERVICES))
            message = rng.choice(SERVICES[name])
        level = "AVERT" if message == REFUSED else "INFO"
        lines.append(f"{clock} {level:<5} {name:<10} {post} {message}")
    file = rng.choice(FILES)
    values = {
        "service": service,
        "fichier": file,
        "poste": answer[0],
        "numero": answer[0].split("-")[1],
        "heure": answer[1],
        "heure5": answer[1][:5],
        "courte": answer[1].removeprefix("0"),
        "courte5": answer[1][:5].removeprefix("0"),
        "total": str(decoys + 1),
    }
    return Variant(values=values, files={file: ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    (content,) = variant.files.values()
    pattern = rf"^(\S+) \w+ +{variant.values['service']} +(\S+) {REFUSED}\r?$"
    ((clock, post),) = re.findall(pattern, content.decode("utf-8-sig"), re.M)
    return {"poste": post, "heure": clock}
