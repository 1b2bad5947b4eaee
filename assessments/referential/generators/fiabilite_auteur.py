"""A local news article: who wrote it, and when was it published? (skill fiabilite1)"""

import re
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SHORT_MONTHS = "janv févr mars avr mai juin juil août sept oct nov déc".split()
NBSP = "\u00a0"
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
FIRST_NAMES = [
    ("Aline", "Mme"),
    ("Bastien", "M."),
    ("Chloé", "Mme"),
    ("Farid", "M."),
    ("Inès", "Mme"),
    ("Jonas", "M."),
    ("Lucie", "Mme"),
    ("Samuel", "M."),
]
LAST_NAMES = "Barral Cormier Delorme Fauvel Garance Jolivet Marnier Pascal Rivoire Tessier Vannier Zeller".split()

# Each story: the site, the title, and paragraphs that quote a person, name an official and give other dates.
STORIES = [
    {
        "site": "Le Petit Écho de Brenne",
        "domain": "petit-echo-brenne.example/culture/fanfare",
        "section": "Culture",
        "title": "La fanfare du lycée cherche ses musiciens",
        "lead": "Trompettes, tambours et saxophones : la fanfare renaît. Le premier concert est prévu le {event}.",
        "body": [
            (
                "Elle s’était tue le {old}, faute de chef. La fanfare du lycée reprend du service. « Nous ne "
                "demandons pas de savoir lire la musique », rassure {witness}, qui dirigera les répétitions."
            ),
            (
                "Les instruments dormaient dans un grenier. Il a fallu changer les peaux des tambours et redresser "
                "deux trompettes. La ville a donné 1 500 euros."
            ),
            (
                "{official}, responsable de la culture à la mairie, rêve déjà d’un défilé. Les répétitions auront "
                "lieu le lundi, de 17 heures à 18 h 30, dans la salle polyvalente."
            ),
        ],
    },
    {
        "site": "L’Info du plateau",
        "domain": "info-plateau.example/nature/castors",
        "section": "Nature",
        "title": "Les castors sont revenus au lac de Chantelle",
        "lead": (
            "Des branches taillées en crayon, un barrage : les castors sont bien là. Une sortie guidée "
            "aura lieu le {event}."
        ),
        "body": [
            (
                "Le dernier castor avait été vu le {old}. Depuis, plus rien. Et puis, un matin, {witness} a trouvé "
                "un arbre couché au bord du lac. « Les traces de dents ne trompent pas. »"
            ),
            (
                "Deux adultes et trois petits vivent sur la rive nord. Ils ont bâti un barrage de six mètres. Les "
                "promeneurs sont priés de tenir leur chien."
            ),
            (
                "Pour {official}, de l’office des forêts, c’est une bonne nouvelle : les barrages gardent l’eau "
                "pendant l’été."
            ),
        ],
    },
    {
        "site": "Les Nouvelles de la côte",
        "domain": "nouvelles-cote.example/sport/traversee",
        "section": "Sport",
        "title": "Ils traverseront la baie à la nage",
        "lead": (
            "Trois kilomètres dans une eau à seize degrés : la traversée de la baie revient. Le départ "
            "sera donné le {event}."
        ),
        "body": [
            (
                "La course n’avait plus lieu depuis le {old}, jour de grosse tempête. « Nous avons attendu d’avoir "
                "assez de bateaux pour suivre les nageurs », explique {witness}, à la tête du club."
            ),
            (
                "Cent vingt personnes sont inscrites. La plus jeune a seize ans, la plus âgée soixante-quatorze. "
                "Chacune portera une bouée orange."
            ),
            (
                "Le médecin de la course, {official}, conseille de s’entraîner en mer au moins cinq fois. Les "
                "spectateurs pourront suivre l’arrivée depuis la jetée."
            ),
        ],
    },
    {
        "site": "Val-d’Aure Hebdo",
        "domain": "valdaure-hebdo.example/societe/repar-cafe",
        "section": "Société",
        "title": "Un café où l’on répare au lieu de jeter",
        "lead": (
            "Grille-pain en panne, vélo qui grince : on répare tout, ensemble. L’ouverture du café est "
            "fixée au {event}."
        ),
        "body": [
            (
                "L’idée est née le {old}, autour d’une machine à coudre cassée. « Nous étions quatre dans ma cuisine "
                "», sourit {witness}, qui a fondé l’association."
            ),
            (
                "Le café occupe l’ancienne mercerie. On y trouve douze établis, des tournevis de toutes les tailles "
                "et du gâteau aux noix."
            ),
            (
                "{official}, après trente ans à réparer des radios, apprendra aux plus jeunes à souder. "
                "L’inscription coûte dix euros par an."
            ),
        ],
    },
]
# Where the signature stands, and how it is written.
SIGNATURES = [
    "Par {author}, publié le {published}",
    "Texte : {author} · Mis en ligne le {published}",
    "Article {of_author}, paru le {published}",
]
SIGNATURE = re.compile(
    r"(?:Par |Texte : |Article de |Article d’)([^,·<]+?)(?:,| ·) (?:publié|Mis en ligne|paru) le (\d{1,2} \w+ \d{4})"
)


def of(name: str) -> str:
    """«de Lucie», «d’Inès»."""
    return ("d’" if name[0] in "AEIOUYÉÈ" else "de ") + name


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def with_weekday(day: date) -> str:
    return f"{DAYS[day.weekday()]} {long_date(day)}"


def unbreakable(text: str) -> str:
    """French spaces before : ; ? ! and inside « »."""
    return re.sub(r" (?=[:;?!»])", NBSP, text).replace("« ", "«" + NBSP)


def some_day(rng: Random, year: int) -> date:
    """A day that is never the 1st (no «1er» to write)."""
    return date(year, rng.randint(1, 12), rng.randint(2, 28))


def generate(rng: Random) -> Variant:
    story = rng.choice(STORIES)
    people = [
        f"{first} {last}"
        for (first, _), last in zip(rng.sample(FIRST_NAMES, 4), rng.sample(LAST_NAMES, 4), strict=True)
    ]
    author, witness, official, photographer = people
    titles = dict(FIRST_NAMES)
    published = some_day(rng, rng.choice([2023, 2024, 2025]))
    event = published + timedelta(days=rng.randint(9, 30))
    if event.day == 1:
        event += timedelta(days=1)
    old = some_day(rng, published.year - rng.randint(2, 6))
    signature = rng.choice(SIGNATURES).format(author=author, of_author=of(author), published=long_date(published))
    at_top = rng.random() < 0.5
    photo = f"Photos {of(photographer)}"

    lines = [f'<p class="sim-meta">{signature if at_top else story["section"] + " · " + photo}</p>']
    lines.append(f"<h2>{story['title']}</h2>")
    lines.append(f"<p><strong>{story['lead'].format(event=with_weekday(event))}</strong></p>")
    lines += [f"<p>{text.format(old=long_date(old), witness=witness, official=official)}</p>" for text in story["body"]]
    lines.append(f'<p class="sim-meta">{story["section"] + " · " + photo if at_top else signature}</p>')
    body = "\n      ".join(lines)
    page = f"""<h1 class="visually-hidden">{story["title"]}</h1>
<div class="sim-browser">
  <div class="sim-tabs"><span class="sim-tab on">{story["site"]}</span></div>
  <div class="sim-address">https://{story["domain"]}</div>
  <div class="sim-page">
    <header class="sim-site-head"><strong>{story["site"]}</strong></header>
    <div class="sim-article">
      {body}
    </div>
    <footer class="sim-foot">© {story["site"]}, {published.year + 1} · Contact · Mentions légales</footer>
  </div>
</div>
"""
    first, last = author.split(" ", 1)
    values = {
        "auteur": author,
        "prenom": first,
        "initiale": first[0],
        "nom": last,
        "civilite": titles[first],
        "photographe": photographer,
        "temoin": witness,
        "evenement": long_date(event),
        "date": long_date(published),
        "semaine": DAYS[published.weekday()],
        "jour": str(published.day),
        "jj": f"{published.day:02d}",
        "mois": MONTHS[published.month - 1],
        "abrege": SHORT_MONTHS[published.month - 1],
        "m": str(published.month),
        "mm": f"{published.month:02d}",
        "annee": str(published.year),
        "aa": f"{published.year % 100:02d}",
        "place": "au-dessus du titre" if at_top else "en bas de l’article, après le dernier paragraphe",
    }
    return Variant(values=values, screens={"article": unbreakable(page)})


def solve(variant: Variant) -> dict[str, str]:
    author, published = SIGNATURE.search(variant.screens["article"].replace(NBSP, " ")).groups()
    return {"auteur": author.strip(), "date": published}
