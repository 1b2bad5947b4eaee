"""A mailbox shown sorted by date, sender or weight: how many messages of one sender, who sent the heaviest?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = (
    "Agathe Noël",
    "Bakary Traoré",
    "Carla Esposito",
    "Damien Leroux",
    "Émilie Chan",
    "Farid Amrani",
    "Gwenn Le Bihan",
    "Hector Vidal",
    "Imane Rochdi",
    "Jonas Keller",
)
SUBJECTS = (
    "Compte rendu",
    "Photos",
    "Samedi",
    "Question",
    "Devis",
    "Planning",
    "Merci",
    "Clés du local",
    "Programme",
    "Adresse",
    "Liste du matériel",
    "Réunion",
)
PLAIN = str.maketrans("É", "E")
SORTS = (("p1", "date"), ("p2", "expéditeur"), ("p3", "poids"))


def _weight(size: int) -> str:
    return f"{size:,}".replace(",", "\u202f")


def generate(rng: Random) -> Variant:
    names = sorted(rng.sample(NAMES, 6), key=lambda name: name.translate(PLAIN))
    counts = rng.sample(range(3, 10), 6)
    senders = [name for name, count in zip(names, counts, strict=True) for _ in range(count)]
    rng.shuffle(senders)
    sizes = [*rng.sample(range(4, 980), len(senders) - 1), rng.randint(1100, 4900)]
    rng.shuffle(sizes)
    days = sorted((rng.randint(1, 28) for _ in senders), reverse=True)
    rows = [(day, sender, rng.choice(SUBJECTS), size) for day, sender, size in zip(days, senders, sizes, strict=True)]
    orders = {
        "p1": rows,
        "p2": sorted(rows, key=lambda row: names.index(row[1])),
        "p3": sorted(rows, key=lambda row: -row[3]),
    }
    screens = {}
    for page, label in SORTS:
        chips = "".join(
            f'<a class="sim-chip{" on" if other == page else ""}" href="{other}.html">{escape(text)}</a>'
            for other, text in SORTS
        )
        cells = "\n".join(
            f"<tr><td>{escape(sender)}</td><td>{escape(subject)}</td><td>{'1er' if day == 1 else day} mars</td>"
            f'<td class="num">{_weight(size)} Ko</td></tr>'
            for day, sender, subject, size in orders[page]
        )
        screens[page] = (
            f'<h1 class="visually-hidden">Réception, triée par {label}</h1>\n<div class="sim-window">\n'
            f'<p class="sim-title">Réception</p>\n<div class="sim-chips"><span>Trier par :</span> {chips}</div>\n'
            '<div class="sim-files"><table><thead><tr><th scope="col">De</th><th scope="col">Objet</th>'
            '<th scope="col">Date</th><th scope="col" class="num">Poids</th></tr></thead><tbody>\n'
            f"{cells}\n</tbody></table></div>\n</div>\n"
        )
    heavy = max(rows, key=lambda row: row[3])
    name = rng.choice(names)
    values = {
        "total": str(len(rows)),
        "nom": name,
        "de_nom": f"{'d’' if name[0] in 'AEÉHI' else 'de '}{name}",
        "nombre": str(senders.count(name)),
        "lourd": heavy[1],
        "poids": _weight(heavy[3]),
    } | {f"n{rank}": text for rank, text in enumerate(names, 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    by_sender = re.findall(r"<tr><td>([^<]+)</td>", variant.screens["p2"])
    first = re.search(r"<tr><td>([^<]+)</td>", variant.screens["p3"]).group(1)
    return {"nombre": str(by_sender.count(variant.values["nom"])), "lourd": first}
