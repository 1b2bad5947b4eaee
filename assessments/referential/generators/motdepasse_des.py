"""Four throws of two dice and a table of 36 words: the passphrase they give."""

import re
from random import Random

from assessments.variants import Variant

WORDS = (
    "wagon tulipe orage pingouin cuivre flanelle moulin girafe savon balcon noyau trompette brume casier donjon "
    "fenouil gravier hamac iris jonquille koala lanterne marmite nuage olive parasol quenelle radeau serrure tartine "
    "urne valise zeste agrafe boussole citron dragon escalier falaise guitare hamster igloo jardin kiosque limace meringue"
).split()


def generate(rng: Random) -> Variant:
    words = rng.sample(WORDS, 36)
    faces = [(a, b) for a in range(1, 7) for b in range(1, 7)]
    table = dict(zip(faces, words, strict=True))
    # Two unequal dice at least: the order of the dice matters.
    throws = [*rng.sample([face for face in faces if face[0] != face[1]], 3), rng.choice(faces)]
    while throws[3] in throws[:3]:
        throws[3] = rng.choice(faces)
    rng.shuffle(throws)
    lines = "\n".join(
        f'<tr><th scope="row">{a}</th>' + "".join(f"<td>{table[a, b]}</td>" for b in range(1, 4)) + "</tr>"
        for a in range(1, 7)
    )
    others = "\n".join(
        f'<tr><th scope="row">{a}</th>' + "".join(f"<td>{table[a, b]}</td>" for b in range(4, 7)) + "</tr>"
        for a in range(1, 7)
    )

    def head(second: range) -> str:
        return "".join(f'<th scope="col">dé noir {b}</th>' for b in second)

    start = '<table><thead><tr><th scope="col">Dé blanc</th>'
    page = (
        '<h1>La table des mots</h1>\n<p class="sim-note">Lancez le dé blanc (la ligne), puis le dé noir (la colonne). '
        "Le mot est à leur croisement.</p>\n"
        f"<h2>Dé noir : 1, 2 ou 3</h2>\n{start}{head(range(1, 4))}</tr></thead><tbody>\n{lines}\n</tbody></table>\n"
        f"<h2>Dé noir : 4, 5 ou 6</h2>\n{start}{head(range(4, 7))}</tr></thead><tbody>\n{others}\n</tbody></table>\n"
    )
    phrase = [table[throw] for throw in throws]
    values = {f"lancer{i}": f"blanc {a}, noir {b}" for i, (a, b) in enumerate(throws, 1)}
    return Variant(values=values | {"phrase": "-".join(phrase), "espaces": " ".join(phrase)}, screens={"table": page})


def solve(variant: Variant) -> str:
    cells = {}
    for number, part in enumerate(variant.screens["table"].split("<table>")[1:]):
        for row, body in re.findall(r'<tr><th scope="row">(\d)</th>(.*?)</tr>', part):
            for column, word in enumerate(re.findall(r"<td>(\w+)</td>", body), 1 + 3 * number):
                cells[f"blanc {row}, noir {column}"] = word
    return "-".join(cells[variant.values[f"lancer{i}"]] for i in range(1, 5))
