"""A short text with numbered suggestions; some are accepted, others refused: what does the text say in the end?"""

import re
from random import Random

from assessments.variants import Variant

EVENTS = ("La répétition", "Le tournoi", "La réunion des délégués", "La visite du musée", "L’atelier de cuisine")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
ROOMS = ("gymnase", "réfectoire", "préau", "théâtre", "hall")
NAMES = ("Adèle", "Brahim", "Camille", "Diego", "Esther", "Flora", "Goran", "Houda")


def generate(rng: Random) -> Variant:
    event = rng.choice(EVENTS)
    days, rooms = rng.sample(DAYS, 2), rng.sample(ROOMS, 2)
    seats = [str(number) for number in rng.sample(range(12, 60), 2)]
    one, two = rng.sample(NAMES, 2)
    while True:
        authors = [rng.choice((one, two)) for _ in range(3)]
        if len(set(authors)) == 2:
            break
    pairs = (days, rooms, seats)
    shown = [f"<del>{old}</del> <ins>{new}</ins> <sup>{n}</sup>" for n, (old, new) in enumerate(pairs, 1)]
    rows = "\n".join(
        f"<tr><td>{n}</td><td>{author}</td><td>« {old} » devient « {new} »</td></tr>"
        for n, (author, (old, new)) in enumerate(zip(authors, pairs, strict=True), 1)
    )
    page = (
        '<h1 class="visually-hidden">Annonce avec suggestions</h1>\n<div class="sim-window">\n'
        '<p class="sim-title">Annonce – document partagé</p>\n<div class="sim-doc">\n'
        f"<p>{event} a lieu {shown[0]}. Nous utilisons cette salle : {shown[1]}. "
        f"Nombre de places : {shown[2]}.</p>\n</div>\n"
        '<div class="sim-history"><table><thead><tr><th scope="col">N°</th><th scope="col">Auteur</th>'
        f'<th scope="col">Suggestion</th></tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>\n</div>\n'
    )
    final = [new if author == one else old for author, (old, new) in zip(authors, pairs, strict=True)]
    values = {"accepte": one, "refuse": two, "jour": final[0], "salle": final[1], "places": final[2]}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    author = dict(re.findall(r"<tr><td>(\d)</td><td>(\w+)</td>", page))

    def choose(found: re.Match[str]) -> str:
        return found[2] if author[found[3]] == variant.values["accepte"] else found[1]

    text = re.sub(r"<del>(\w+)</del> <ins>(\w+)</ins> <sup>(\d)</sup>", choose, page)
    found = re.search(r"a lieu (\w+)\. .* : (\w+)\. .* : (\d+)\.</p>", text)
    return {"jour": found[1], "salle": found[2], "places": found[3]}
