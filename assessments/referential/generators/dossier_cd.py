"""A short terminal session with cd: where are we at the end?"""

import posixpath
import re
from html import escape
from random import Random

from assessments.variants import Variant

USERS = ("ana", "idris", "lou", "marek", "nour", "paul")
WORDS = ("projets", "images", "site", "cartes", "textes", "sons", "releves", "scripts", "plans", "essais")
YEARS = ("2023", "2024", "2025", "2026")


def generate(rng: Random) -> Variant:
    user = rng.choice(USERS)
    words = rng.sample(WORDS, 6)
    year, other = rng.sample(YEARS, 2)
    path = [user, words[0], year]
    start = "/home/" + "/".join(path)
    moves = [
        (f"../{other}", [user, words[0], other]),
        (f"{words[1]}/{words[2]}", [user, words[0], other, words[1], words[2]]),
    ]
    tail = rng.choice(("up", "down", "side"))
    if tail == "up":
        moves.append(("../..", [user, words[0], other]))
        moves.append((f"./{words[3]}", [user, words[0], other, words[3]]))
    elif tail == "down":
        moves.append((f"../../../{words[3]}", [user, words[0], words[3]]))
        moves.append((f"{words[4]}/{words[5]}", [user, words[0], words[3], words[4], words[5]]))
    else:
        moves.append((f"/home/{user}/{words[3]}/{words[4]}", [user, words[3], words[4]]))
        moves.append((f"../{words[5]}", [user, words[3], words[5]]))
    lines = ["$ pwd", start] + [f"$ cd {target}" for target, _ in moves] + ["$ pwd"]
    page = (
        '<h1 class="visually-hidden">Le terminal</h1>\n<div class="sim-window">\n<p class="sim-title">Terminal</p>\n'
        '<div class="sim-terminal"><pre>' + escape("\n".join(lines)) + "</pre></div>\n</div>\n"
    )
    trace = ", puis ".join("`/home/" + "/".join(where) + "`" for _, where in moves)
    final = "/home/" + "/".join(moves[-1][1])
    return Variant(values={"depart": start, "trace": trace, "chemin": final}, screens={"p1": page})


def solve(variant: Variant) -> str:
    lines = re.search(r"<pre>(.*?)</pre>", variant.screens["p1"], re.S).group(1).splitlines()
    where = lines[1]
    for line in lines[2:-1]:
        where = posixpath.normpath(posixpath.join(where, line.removeprefix("$ cd ")))
    return where
