"""Subtitles: one begins too early, one is too short."""

import re
from random import Random

from assessments.variants import Variant

FILE = "sous-titres.txt"
LINES = (
    "Bonjour et bienvenue à la ferme.",
    "Ici, nous élevons des chèvres.",
    "(une cloche sonne)",
    "La traite commence à six heures.",
    "Le lait est filtré, puis caillé.",
    "Le fromage repose trois semaines.",
    "En été, on fait 80 fromages par jour.",
    "(un chien aboie)",
    "Le chien garde le troupeau la nuit.",
    "Les chevreaux naissent en mars.",
    "On peut caresser les chevreaux.",
    "Doucement, les chèvres sont timides !",
    "Nous vendons au marché du samedi.",
    "Merci de votre visite.",
)


def generate(rng: Random) -> Variant:
    size = rng.randint(11, 14)
    early, short = sorted(rng.sample(range(3, size), 2))
    if short - early < 2:
        return generate(rng)
    if rng.random() < 0.5:
        early, short = short, early
    texts = sorted(rng.sample(range(len(LINES)), size))
    clock, rows = rng.randint(1000, 3000), []
    for number in range(1, size + 1):
        start = clock + rng.randint(150, 900)
        if number == early:
            start = clock - rng.randint(400, 900)
        length = rng.randint(350, 700) if number == short else rng.randint(2000, 4200)
        clock = start + length
        rows.append((start, clock))
    blocks = [
        f"{number}\r\n{_time(start)} --> {_time(end)}\r\n{LINES[texts[number - 1]]}\r\n"
        for number, (start, end) in enumerate(rows, start=1)
    ]
    return Variant(
        values={
            "avance": str(early),
            "bref": str(short),
            "debut": _time(rows[early - 1][0]),
            "finavant": _time(rows[early - 2][1]),
            "bdebut": _time(rows[short - 1][0]),
            "bfin": _time(rows[short - 1][1]),
        },
        files={FILE: "\r\n".join(blocks).encode("utf-8-sig")},
    )


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"00:{seconds // 60:02d}:{seconds % 60:02d},{rest:03d}"


def solve(variant: Variant) -> dict[str, str]:
    text = variant.files[FILE].decode("utf-8-sig")
    found = re.findall(r"(\d+)\r\n00:(\d\d):(\d\d),(\d{3}) --> 00:(\d\d):(\d\d),(\d{3})", text)
    answer, previous = {}, 0
    for number, *parts in found:
        m1, s1, t1, m2, s2, t2 = map(int, parts)
        start, end = (m1 * 60 + s1) * 1000 + t1, (m2 * 60 + s2) * 1000 + t2
        if start < previous:
            answer["avance"] = number
        if end - start < 1000:
            answer["bref"] = number
        previous = end
    return answer
