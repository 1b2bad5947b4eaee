"""Tube video, level 3: which subtitle is on the screen at a given time?"""

import re
from html import escape, unescape
from random import Random

from assessments.variants import Variant

LINES = [
    "Bonjour et bienvenue.",
    "Nous sommes au bord du lac.",
    "Voici la station de mesure.",
    "On relève la température de l’eau.",
    "Chaque heure, les données partent.",
    "À qui servent les données ?",
    "Les pêcheurs lisent les mesures.",
    "L’hiver, le lac gèle.",
    "La station dort trois mois par an.",
    "Au printemps, la station repart.",
    "Les premières mesures ont dix ans.",
    "Merci de votre visite !",
]


def stamp(tenths: int) -> str:
    return f"00:{tenths // 600:02d}:{tenths // 10 % 60:02d},{tenths % 10}00"


def generate(rng: Random) -> Variant:
    now, cues = rng.randint(20, 60), []
    for index in sorted(rng.sample(range(len(LINES)), 8)):
        length = rng.randint(30, 60)
        cues.append((now, now + length, LINES[index]))
        now += length + rng.randint(5, 60)
    number = rng.randint(3, 8)
    start, end, text = cues[number - 1]
    moment = (start + end) // 2
    blocks = [f"{i}\n{stamp(first)} --> {stamp(last)}\n{line}" for i, (first, last, line) in enumerate(cues, start=1)]
    screen = (
        '<h1 class="visually-hidden">Fichier de sous-titres</h1>\n<div class="sim-window">\n'
        '<p class="sim-title">lac.srt – Bloc de texte</p>\n<pre>' + escape("\n\n".join(blocks)) + "</pre>\n</div>\n"
    )
    values = {
        "moment": stamp(moment),
        "reponse": str(number),
        "debut": stamp(start),
        "fin": stamp(end),
        "texte": text,
    }
    return Variant(values=values, screens={"texte": screen})


def _seconds(text: str) -> float:
    hours, minutes, seconds = text.replace(",", ".").split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def solve(variant: Variant) -> str:
    text = unescape(re.search(r"<pre>(.*)</pre>", variant.screens["texte"], re.DOTALL).group(1))
    moment = _seconds(variant.values["moment"])
    for block in text.split("\n\n"):
        number, times, *_ = block.splitlines()
        start, end = times.split(" --> ")
        if _seconds(start) <= moment <= _seconds(end):
            return number
    return ""
