"""Count the lines of a club's table whose remark holds sensitive data (GDPR, article 9)."""

import csv
import io
from random import Random

from assessments.variants import Variant

FIRST = "Awa Yanis Lina Hugo Mei Sofiane Jade Tomas Naïa Émile Rokia Basile Inaya Loïc Zoé Amir Perle Kenzo".split()
LAST = "Belkor Dauvin Traoz Miral Kessoum Paliot Nguyal Sardou Ferrand Ozal Bravet Lemeur".split()
CLUBS = ["Club de judo de Brumaie", "Club d’escrime de Lorvane", "Club d’aviron de Belloc", "Club de volley d’Hautval"]
HEALTH = [
    "asthme : garder l’inhalateur près du tapis",
    "diabète, prend son insuline à midi",
    "épilepsie signalée par la famille",
    "voit un psychologue depuis mars",
    "allergie grave aux arachides",
]
BELIEF = [
    "absence le vendredi pour la prière",
    "de religion juive, pas de match le samedi",
    "fait sa communion catholique en mai",
]
OPINION = [
    "père adhérent d’un syndicat d’enseignants",
    "milite dans un parti politique",
    "mère adhérente d’un parti politique",
]
NEUTRAL = [
    "chèque reçu le 12 septembre",
    "taille de veste : M",
    "vient à vélo le mercredi",
    "préfère le créneau du mardi",
    "a prêté deux ballons",
    "attestation d’assurance à apporter",
    "porte le maillot numéro 7",
    "repart avec sa grande sœur",
    "participe au tournoi de printemps",
    "nouvelle adresse de courriel",
    "habite en face du gymnase",
    "arrive souvent en avance",
]


def generate(rng: Random) -> Variant:
    picked = rng.sample(HEALTH, rng.randint(2, 4)) + rng.sample(BELIEF, rng.randint(1, 2))
    picked += rng.sample(OPINION, rng.randint(1, 2))
    remarks = picked + rng.sample(NEUTRAL, 16 - len(picked))
    rng.shuffle(remarks)
    firsts = rng.sample(FIRST, 16)
    rows = [[str(i), firsts[i - 1], rng.choice(LAST), remark] for i, remark in enumerate(remarks, 1)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["ligne", "prénom", "nom", "remarque"])
    writer.writerows(rows)
    found = [f"ligne {row[0]} ({row[3]})" for row in rows if row[3] in picked]
    values = {"club": rng.choice(CLUBS), "nombre": str(len(picked)), "liste": " ; ".join(found)}
    return Variant(values=values, files={"remarques.csv": text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> str:
    rows = csv.DictReader(io.StringIO(variant.files["remarques.csv"].decode("utf-8-sig")), delimiter=";")
    words = "asthme diabète épilepsie psychologue allergie prière religion communion syndicat politique".split()
    return str(sum(any(word in row["remarque"] for word in words) for row in rows))
