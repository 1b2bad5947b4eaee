"""A notebook of accounts: after the leak of one site, which accounts share its password?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "comptes.csv"
SITES = (
    "Ludomix Parlotte Cinébelle Tricotons Vélocarte Radio-Sarcelle Photolune Recettor Basketly Mangathèque Covoitou "
    "Musicalo Prêt-à-lire Jardinet Quizzard Animobois Maquettia Sportiva Brocantou Dessinéo"
).split()
WORDS = "Tigre Jonc Prune Vague Citron Lampe Renard Grelot".split()


def generate(rng: Random) -> Variant:
    sites = rng.sample(SITES, rng.randint(13, 16))
    one, two, three, four = rng.sample(WORDS, 4)
    number = rng.randint(21, 89)
    shared = f"{one}!{number}{two.lower()}"
    size = rng.randint(4, 7)
    near = [f"{one}!{number + 1}{two.lower()}", f"{one}?{number}{two.lower()}", f"{two}!{number}{one.lower()}"]
    other = f"{three}_{rng.randint(21, 89)}{four.lower()}"
    passwords = [shared] * size + near[: rng.randint(2, 3)] + [other] * rng.randint(2, 3)
    while len(passwords) < len(sites):
        letters = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(12))
        passwords.append(letters)
    rng.shuffle(passwords)
    leaked = rng.choice([site for site, password in zip(sites, passwords, strict=True) if password == shared])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["site", "mot de passe"])
    writer.writerows(zip(sites, passwords, strict=True))
    same = sorted(site for site, password in zip(sites, passwords, strict=True) if password == shared)
    return Variant(
        values={"fuite": leaked, "nombre": str(size), "liste": ", ".join(same), "partage": shared},
        files={FILE: text.getvalue().encode("utf-8-sig")},
    )


def solve(variant: Variant) -> str:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    leaked = next(password for site, password in rows if site == variant.values["fuite"])
    return str(len([site for site, password in rows if password == leaked]))
