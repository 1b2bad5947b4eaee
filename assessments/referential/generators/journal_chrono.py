"""Two logs whose clocks differ: how far apart, and which server event matches the lost connection?"""

import re
from random import Random

from assessments.variants import Variant

LOCAL = ("document enregistré", "imprimante trouvée", "volume modifié", "capture d'écran", "veille annulée")
REMOTE = (
    "redémarrage du service de noms",
    "rotation des journaux",
    "mise à jour du pare-feu",
    "analyse de sécurité",
    "sauvegarde lancée",
    "nettoyage du cache",
    "renouvellement du certificat",
    "vérification du disque",
)


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"


def generate(rng: Random) -> Variant:
    ahead = rng.randint(4, 14)
    opened = rng.randint(8, 15) * 3600 + rng.randint(0, 900)
    lost = opened + rng.randint(25, 40) * 60 + rng.randint(0, 59)
    session = f"{rng.randint(0x1000, 0xFFFF):04X}"
    post = [(opened, f"session {session} ouverte"), (lost, "connexion au serveur perdue")]
    for step, message in enumerate(rng.sample(LOCAL, 4)):
        post.append((opened + 300 + step * 300 + rng.randint(0, 200), message))
    numbers = rng.sample(range(1000, 9999), 7)
    messages = rng.sample(REMOTE, 6)
    real = [opened, lost, lost - ahead * 60]  # the last one bears the post's hour on the server's clock
    while len(real) < 7:
        moment = opened + rng.randint(2, 50) * 60 + rng.randint(0, 59)
        if all(abs(moment - other) > 100 for other in real):
            real.append(moment)
    texts = [f"session {session} ouverte", *messages]
    server = [(m + ahead * 60, f"[{n}] {text}") for m, n, text in zip(real, numbers, texts, strict=True)]
    files = {
        name: ("\r\n".join(f"{_clock(moment)} {text}" for moment, text in sorted(rows)) + "\r\n").encode("utf-8-sig")
        for name, rows in (("poste.log", post), ("serveur.log", server))
    }
    values = {
        "session": session,
        "avance": str(ahead),
        "evenement": str(numbers[1]),
        "h1": _clock(opened),
        "h2": _clock(opened + ahead * 60),
        "h3": _clock(lost),
        "h4": _clock(lost + ahead * 60),
    }
    return Variant(values=values, files=files)


def solve(variant: Variant) -> dict[str, str]:
    def read(name: str) -> list[tuple[int, str]]:
        rows = re.findall(r"^(\d\d):(\d\d):(\d\d) (.+?)\r?$", variant.files[name].decode("utf-8-sig"), re.M)
        return [(int(h) * 3600 + int(m) * 60 + int(s), text) for h, m, s, text in rows]

    post, server = read("poste.log"), read("serveur.log")
    (start,) = [moment for moment, text in post if "ouverte" in text]
    (same,) = [moment for moment, text in server if "ouverte" in text]
    (lost,) = [moment for moment, text in post if "perdue" in text]
    (event,) = [text for moment, text in server if moment == lost + same - start]
    return {"avance": str((same - start) // 60), "evenement": re.match(r"\[(\d+)\]", event).group(1)}
