"""Four reports of one event: which one contradicts the others, and on what? (skill fiabilite5)"""

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
PLACES = {
    "place du Marché": "sur la",
    "parc des Tilleuls": "dans le",
    "stade Marcel-Roux": "au",
    "quai des Lavandières": "sur le",
}
EVENTS = [
    {"name": "La Foulée des lanternes", "people": "coureurs", "price": "inscription"},
    {"name": "La Nuit du conte", "people": "spectateurs", "price": "entrée"},
    {"name": "La Fête des lampions", "people": "visiteurs", "price": "entrée"},
]
SITES = {  # page: (tab, address, footer)
    "feuille": ("La Feuille", "la-feuille.example", "La Feuille · journal du canton"),
    "radio": ("Radio Colline", "radio-colline.example", "Radio Colline · texte de l’émission du matin"),
    "chemins": ("Blog Chemins", "blog-chemins.example", "Blog Chemins · tenu par Lila, marcheuse et curieuse"),
    "mairie": ("Mairie de Lestrac", "mairie-lestrac.example", "Mairie de Lestrac · service des fêtes"),
}
POINTS = ["date", "lieu", "nombre", "prix"]
LABELS = {"date": "la date", "lieu": "le lieu", "nombre": "le nombre de participants", "prix": "le prix"}
NBSP = "\u00a0"


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", NBSP)


def unbreakable(text: str) -> str:
    """French spaces before : ; ? ! and inside « »."""
    return re.sub(r" (?=[:;?!»])", NBSP, text).replace("« ", "«" + NBSP)


def short_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def text_of(page: str, event: dict[str, str], f: dict) -> tuple[str, list[str]]:
    """The title and the paragraphs of one site, from its own version of the facts."""
    when, where, people, price = f["date"], f["lieu"], spaced(f["nombre"]), f["prix"]
    name, who, fee = event["name"], event["people"], event["price"]
    if page == "feuille":
        return f"{name} : le plein de sourires", [
            (
                f"Samedi {short_date(when)}, il fallait arriver tôt. Tout le monde s’est retrouvé {PLACES[where]} "
                f"{where}, à la nuit tombée."
            ),
            (
                f"Les organisateurs comptaient les bracelets : {people} {who}. « Nous en attendions la moitié », "
                "avoue Mireille Astier, qui n’a pas dormi depuis deux jours."
            ),
            f"Avec une {fee} à {price} euros, la soirée a payé ses frais. Le reste ira à la caisse des écoles.",
        ]
    if page == "radio":
        return f"{name} vue par nos micros", [
            (
                f"« Bonjour. Samedi {short_date(when)}, notre reporter Malo Kerdoncuff était à Lestrac, "
                f"{PLACES[where]} {where}, au milieu de la fête. Écoutez l’ambiance. »"
            ),
            (
                f"« Une dame nous a dit : j’ai payé {price} euros, et je ne les regrette pas. Il y avait du monde "
                "partout, jusque sur les bancs. »"
            ),
            (
                f"« Combien de {who} ? Réponse au guichet de sortie, devant notre micro : {people} {who}, pas un de "
                "moins. Rendez-vous l’an prochain. »"
            ),
        ]
    if page == "chemins":
        return "Ma soirée à Lestrac", [
            (
                f"J’avais noté le {short_date(when)} en rouge dans mon carnet. {name}, je voulais voir cela au moins "
                "une fois dans ma vie."
            ),
            (
                f"Tout se passait {PLACES[where]} {where}. Il y avait du monde de tous les côtés, et j’ai perdu mon écharpe "
                f"deux fois. À la fin, l’écran de l’entrée affichait {people} {who}."
            ),
            (
                f"Pour {price} euros, j’ai eu la soirée et une soupe de courge. Seul regret : les deux dernières "
                "navettes étaient pleines, et je suis rentrée à pied."
            ),
        ]
    return f"Bilan : {name}", [
        (
            f"Lieu de la fête : {where}. Date : {when:%d/%m/%Y}. La soirée a été préparée par le comité des fêtes, "
            "avec l’aide de trente bénévoles."
        ),
        (
            f"Le service des fêtes a compté {people} {who} aux deux entrées. Le tarif de l’{fee} était de {price} "
            "euros, comme voté au conseil de mars. Les enfants de moins de six ans ne payaient pas."
        ),
        "La mairie remercie les secouristes et les riverains. Les objets trouvés sont à retirer à l’accueil.",
    ]


def generate(rng: Random) -> Variant:
    event = rng.choice(EVENTS)
    first = date(rng.choice([2023, 2024, 2025]), rng.choice([5, 6, 9]), 8)
    truth = {
        "date": first + timedelta(days=(5 - first.weekday()) % 7),  # a Saturday between the 8th and the 14th
        "lieu": rng.choice(list(PLACES)),
        "nombre": rng.randint(16, 24) * 100 + rng.choice([20, 40, 60, 80]),
        "prix": rng.choice([3, 4, 6, 7]),
    }
    point = rng.choice(POINTS)
    page = rng.choice(list(SITES))
    wrong = {
        "date": truth["date"] + timedelta(days=7),
        "lieu": rng.choice([p for p in PLACES if p != truth["lieu"]]),
        "nombre": truth["nombre"] + rng.choice([-400, -300, 300, 400]),
        "prix": truth["prix"] + rng.choice([-1, 1, 2]),
    }[point]
    screens = {}
    for name, (tab, address, footer) in SITES.items():
        facts = {**truth, point: wrong} if name == page else truth
        title, paragraphs = text_of(name, event, facts)
        tabs = "\n    ".join(
            f'<span class="sim-tab on">{t}</span>' if n == name else f'<a class="sim-tab" href="{n}.html">{t}</a>'
            for n, (t, _, _) in SITES.items()
        )
        body = "\n      ".join(f"<p>{p}</p>" for p in paragraphs)
        screens[name] = unbreakable(f"""<h1 class="visually-hidden">{tab} : {title}</h1>
<div class="sim-browser">
  <div class="sim-tabs">
    {tabs}
  </div>
  <div class="sim-address">https://{address}/lestrac</div>
  <div class="sim-page">
    <header class="sim-site-head"><strong>{tab}</strong></header>
    <div class="sim-article">
      <h2>{title}</h2>
      {body}
    </div>
    <footer class="sim-foot">{footer}</footer>
  </div>
</div>
""")
    shown = {"date": short_date, "lieu": str, "nombre": spaced, "prix": lambda p: f"{p}{NBSP}euros"}[point]
    values = {
        "fete": event["name"],
        "site": SITES[page][0],
        "point": LABELS[point],
        "juste": shown(truth[point]),
        "faux": shown(wrong),
    }
    return Variant(values=values, screens=screens)


def facts_in(html: str) -> dict[str, str]:
    text = re.sub(r"<[^>]+>", " ", html).replace(NBSP, " ")
    numeric, written = re.search(r"(\d\d)/(\d\d)", text), re.search(r"(\d{1,2}) (" + "|".join(MONTHS) + ")", text)
    day = (int(numeric[1]), int(numeric[2])) if numeric else (int(written[1]), MONTHS.index(written[2]) + 1)
    return {
        "date": str(day),
        "lieu": next(p for p in PLACES if p in text),
        "nombre": re.search(r"(\d \d{3}) (?:coureurs|spectateurs|visiteurs)", text)[1],
        "prix": re.search(r"(\d+) euros", text)[1],
    }


def solve(variant: Variant) -> dict[str, str]:
    found = {page: facts_in(html) for page, html in variant.screens.items()}
    for point in POINTS:
        counts = Counter(f[point] for f in found.values())
        if len(counts) > 1:
            odd = counts.most_common()[-1][0]
            page = next(p for p, f in found.items() if f[point] == odd)
            return {"site": SITES[page][0], "point": LABELS[point]}
    raise ValueError("the four sites agree")
