"""The HTML source of a table with merged cells: what is shown at a given place of the grid?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

WORDS = [
    "judo",
    "chant",
    "yoga",
    "radio",
    "dessin",
    "échecs",
    "danse",
    "robots",
    "photo",
    "théâtre",
    "piano",
    "vélo",
    "poterie",
    "jardin",
]
DAYS = ["lundi", "mardi", "jeudi", "vendredi"]
HOURS = ["9 h", "10 h", "11 h", "14 h"]


def generate(rng: Random) -> Variant:
    words = rng.sample(WORDS, 14)
    days = DAYS[: rng.choice((3, 4))] if rng.random() < 0.5 else DAYS[-3:]
    columns = len(days)
    tall_row, tall_col = rng.randint(0, 2), rng.randint(0, columns - 2)
    wide_row = rng.choice([row for row in range(4) if row not in (tall_row, tall_row + 1)])
    wide_col = rng.randint(0, columns - 2)
    grid: list[list[str]] = [[""] * columns for _ in range(4)]
    lines = ["<table>", "  <tr>", "    <th>Heure</th>", *(f"    <th>{day}</th>" for day in days), "  </tr>"]
    pool = iter(words)
    for row in range(4):
        lines += ["  <tr>", f"    <th>{HOURS[row]}</th>"]
        for col in range(columns):
            if grid[row][col]:
                continue
            word, attribute = next(pool), ""
            grid[row][col] = word
            if (row, col) == (tall_row, tall_col):
                grid[row + 1][col], attribute = word, ' rowspan="2"'
            elif (row, col) == (wide_row, wide_col):
                grid[row][col + 1], attribute = word, ' colspan="2"'
            lines.append(f"    <td{attribute}>{word}</td>")
        lines.append("  </tr>")
    lines.append("</table>")
    first = rng.randint(tall_col + 1, columns - 1)  # after the cell that comes down from above
    second = rng.randint(wide_col + 1, columns - 1)
    page = (
        '<div class="sim-window">\n<p class="sim-title">activites.html</p>\n'
        '<h1 class="visually-hidden">Le code du tableau</h1>\n'
        f"<pre>{escape(chr(10).join(lines))}</pre>\n</div>\n"
    )
    values = {
        "jour1": days[first],
        "heure1": HOURS[tall_row + 1],
        "mot1": grid[tall_row + 1][first],
        "jour2": days[second],
        "heure2": HOURS[wide_row],
        "mot2": grid[wide_row][second],
        "haut": grid[tall_row][tall_col],
        "large": grid[wide_row][wide_col],
    }
    return Variant(values=values, screens={"code": page})


def solve(variant: Variant) -> dict[str, str]:
    code = variant.screens["code"].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    taken: dict[tuple[int, int], str] = {}
    for row, source in enumerate(re.findall(r"<tr>(.*?)</tr>", code, re.S)):
        col = 0
        for attributes, text in re.findall(r"<t[hd]([^>]*)>([^<]*)<", source):
            while (row, col) in taken:
                col += 1
            span = {name: int(n) for name, n in re.findall(r'(rowspan|colspan)="(\d)"', attributes)}
            for i in range(span.get("rowspan", 1)):
                for j in range(span.get("colspan", 1)):
                    taken[row + i, col + j] = text
    place = {text: where for where, text in taken.items()}
    v = variant.values
    return {f"m{n}": taken[place[v[f"heure{n}"]][0], place[v[f"jour{n}"]][1]] for n in (1, 2)}
