"""Tube url, niveau 3 : retrouver une page dans l'historique d'un navigateur."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

PEOPLE = ["Inès", "Malo", "Sacha", "Lison", "Nahel", "Jade"]

# sujet -> quatre pages (titre, adresse)
TOPICS = {
    "les abeilles": [
        ("Que font les abeilles en hiver ?", "jardins-du-val.example/hiver/abeilles"),
        ("Les abeilles et les fleurs des champs", "nature-orlan.example/abeilles-et-fleurs"),
        ("Abeilles : installer une ruche au collège", "ecole-verte.example/projets/ruche"),
        ("Cinq idées reçues sur les abeilles", "petit-savant.example/idees-recues-abeilles"),
    ],
    "les volcans": [
        ("Comment naissent les volcans ?", "terre-vive.example/volcans/naissance"),
        ("Les volcans endormis d’Auvergne", "balades-du-centre.example/volcans-endormis"),
        ("Fabriquer une maquette : volcans en argile", "atelier-du-mercredi.example/maquette-volcan"),
        ("Volcans : le métier de volcanologue", "metiers-curieux.example/fiche-volcanologue"),
    ],
    "les tramways": [
        ("Les premiers tramways électriques", "musee-des-transports.example/tramways/debuts"),
        ("Pourquoi les tramways reviennent en ville", "villes-demain.example/retour-tramways"),
        ("Conduire un tramway : une journée aux commandes", "metiers-curieux.example/conduire-tramway"),
        ("Les tramways du monde en images", "images-en-route.example/galerie-tramways"),
    ],
    "les marées": [
        ("Pourquoi y a-t-il des marées ?", "petit-savant.example/maree-explication"),
        ("Lire un calendrier des marées", "port-aubier.example/loisirs/calendrier-marees"),
        ("Les marées et l’énergie", "terre-vive.example/energie/marees"),
        ("Pêche à pied : attention aux marées", "balades-du-centre.example/peche-a-pied"),
    ],
}

OTHERS = [
    ("Menus de la cantine", "college-verlaine.example/cantine"),
    ("Horaires de la piscine", "ville-orlan.example/sport/piscine"),
    ("Conjugaison : le passé simple", "francais-facile.example/passe-simple"),
    ("Météo d’Orlan", "meteo-orlan.example/aujourdhui"),
    ("Recette du gâteau au yaourt", "cuisine-simple.example/gateau-yaourt"),
    ("Agenda du club de judo", "judo-orlan.example/agenda"),
    ("Dictionnaire : « éphémère »", "dico-libre.example/ephemere"),
    ("Exercices sur les fractions", "maths-en-douceur.example/fractions"),
    ("Plan des bus d’Orlan", "bus-orlan.example/plan"),
    ("Apprendre trois accords de guitare", "guitare-debutant.example/accords"),
    ("Emprunter un livre à la médiathèque", "mediatheque-orlan.example/emprunts"),
    ("Programme du cinéma", "cine-rivage.example/programme"),
]

DAYS = ["Vendredi", "Jeudi", "Mercredi", "Mardi"]
PAGES = ["accueil", "jeudi", "mercredi", "mardi"]


def _page(index: int, rows: list[tuple[int, str, str]]) -> str:
    links = []
    for name, page in zip(DAYS, PAGES):
        label = f"{name} (aujourd’hui)" if page == "accueil" else name
        if page == PAGES[index]:
            links.append(f'<li><a href="{page}.html" aria-current="page">{label}</a></li>')
        else:
            links.append(f'<li><a href="{page}.html">{label}</a></li>')
    # On a phone, an address goes on several lines: before «.example», after a slash.
    body = "\n".join(
        f"<tr><td>{m // 60:02d}:{m % 60:02d}</td><td>{escape(title)}</td><td>{escape(url)}</td></tr>"
        for m, title, url in ((m, title, re.sub(r"(?=\.)|(?<=/)", "\0", url)) for m, title, url in rows)
    ).replace("\0", "<wbr>")
    return (
        '<div class="sim-browser">\n'
        '<div class="sim-tabs"><span class="sim-tab on">Historique</span>'
        '<span class="sim-tab">Nouvel onglet</span></div>\n'
        '<div class="sim-address"><span>Historique de navigation</span></div>\n'
        '<div class="sim-page">\n'
        f"<h1>Historique : {DAYS[index].lower()}</h1>\n"
        f'<nav class="sim-nav" aria-label="Jours"><ul>{"".join(links)}</ul></nav>\n'
        '<div class="sim-history">\n'
        "<table>\n<thead><tr><th>Heure</th><th>Titre de la page</th><th>Adresse</th></tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table>\n</div>\n</div>\n</div>\n"
    )


def generate(rng: Random) -> Variant:
    topic = rng.choice(sorted(TOPICS))
    articles = TOPICS[topic][:]
    rng.shuffle(articles)
    day = rng.randrange(1, 4)  # jamais aujourd'hui
    hour = rng.randrange(14, 19)
    other_day = rng.choice([d for d in range(4) if d != day])
    third_day = rng.choice([d for d in range(4) if d != day])
    other_hour = rng.choice([h for h in range(10, 21) if abs(h - hour) >= 2])
    third_hour = rng.choice([h for h in range(10, 21) if h not in (hour, other_hour)])
    rows: list[list[tuple[int, str, str]]] = [[], [], [], []]
    used: list[set[int]] = [set(), set(), set(), set()]

    def add(where: int, at_hour: int, entry: tuple[str, str]) -> None:
        minute = rng.choice([m for m in range(at_hour * 60 + 3, at_hour * 60 + 57) if m not in used[where]])
        used[where].add(minute)
        rows[where].append((minute, *entry))

    add(day, hour, articles[0])  # la page cherchée
    add(day, other_hour, articles[1])  # même sujet, même jour, autre heure
    add(other_day, hour, articles[2])  # même sujet, même heure, autre jour
    add(third_day, third_hour, articles[3])
    fillers = OTHERS[:]
    rng.shuffle(fillers)
    add(day, hour, fillers[0])  # même jour, même heure, autre sujet
    for where in range(4):
        day_fillers = rng.sample(fillers[1:], 5)
        for entry in day_fillers:
            add(where, rng.randrange(9, 21), entry)
    screens = {PAGES[i]: _page(i, sorted(rows[i])) for i in range(4)}
    return Variant(
        values={
            "prenom": rng.choice(PEOPLE),
            "sujet": topic,
            "jour": DAYS[day].lower(),
            "debut": str(hour),
            "fin": str(hour + 1),
            "titre": articles[0][0],
            "adresse": articles[0][1],
        },
        screens=screens,
    )


def solve(variant: Variant) -> str:
    """Lit la page du jour demandé et garde la ligne qui tombe dans l'heure et parle du sujet."""
    page = next(p for p in variant.screens.values() if f"<h1>Historique : {variant.values['jour']}</h1>" in p)
    word = variant.values["sujet"].split()[-1].rstrip("s").lower()
    hour = int(variant.values["debut"])
    found = [
        url.replace("<wbr>", "")
        for h, title, url in re.findall(r"<tr><td>(\d\d):\d\d</td><td>(.*?)</td><td>(.*?)</td></tr>", page)
        if int(h) == hour and word in title.lower()
    ]
    assert len(found) == 1, found
    return found[0]
