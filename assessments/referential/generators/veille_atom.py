"""An Atom file with publication and update dates: the last published entry, and how many were changed afterwards."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from random import Random

from assessments.variants import Variant

FILE = "fil.xml"
NS = "{http://www.w3.org/2005/Atom}"
# name, domain, titles that suit the site and any season
SITES = [
    (
        "Carnet de l’observatoire",
        "observatoire-hautval.example",
        [
            "Une nuit sans lune",
            "Visite de la classe",
            "Un anneau bien visible",
            "Portes ouvertes",
            "Questions de débutant",
            "Le miroir est nettoyé",
            "Une découverte au grenier",
            "Essai réussi",
            "Dessiner un cratère",
            "La coupole tourne mieux",
        ],
    ),
    (
        "Le blog des luthiers",
        "luthiers.example",
        [
            "Le bois de cerisier",
            "Réparer une fissure",
            "Visite de la classe",
            "Un outil oublié",
            "Portes ouvertes",
            "Questions de débutant",
            "Le grand rangement",
            "Une découverte au grenier",
            "Essai réussi",
            "Choisir ses cordes",
        ],
    ),
    (
        "Journal d’un jardin partagé",
        "jardin-talmont.example",
        [
            "La pluie enfin",
            "Visite de la classe",
            "Un outil oublié",
            "Portes ouvertes",
            "Questions de débutant",
            "Le grand rangement",
            "Une ruche au fond du jardin",
            "Essai réussi",
            "Réparer la pompe",
            "Les limaces reviennent",
        ],
    ),
]
AUTHORS = ["Maëlle Corvin", "Idris Benali", "Suzanne Pradel"]


def bare(title: str) -> str:
    """The title without its first article."""
    return re.sub(r"^(?:(?:Le|La|Les|Un|Une) |L’)", "", title)


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}+02:00"


def generate(rng: Random) -> Variant:
    site, domain, choices = rng.choice(SITES)
    count = rng.randint(8, 10)
    titles = rng.sample(choices, count)
    start = datetime(2025, rng.randint(4, 6), rng.randint(1, 10), 6, 0)
    published = [
        start + timedelta(days=days, minutes=rng.randint(0, 900)) for days in rng.sample(range(0, 80, 2), count)
    ]
    rng.shuffle(published)
    newest = max(range(count), key=published.__getitem__)
    if newest in (0, count - 1):
        other = rng.randrange(1, count - 1)
        published[newest], published[other] = published[other], published[newest]
        newest = other

    changed = rng.sample([place for place in range(count) if place != newest], rng.randint(3, 5))
    updated = list(published)
    for place in changed:
        updated[place] += timedelta(days=rng.randint(1, 20), minutes=rng.randint(1, 600))
    latest = rng.choice(changed)  # an old entry is the last one to have been changed
    updated[latest] = max(updated + published) + timedelta(days=rng.randint(1, 4), minutes=rng.randint(5, 300))

    feed = ET.Element("feed", {"xmlns": NS.strip("{}"), "xml:lang": "fr"})
    ET.SubElement(feed, "title").text = site
    ET.SubElement(feed, "id").text = f"https://{domain}/"
    ET.SubElement(feed, "link", {"rel": "self", "href": f"https://{domain}/{FILE}"})
    ET.SubElement(feed, "updated").text = _stamp(max(updated))
    for place in range(count):
        entry = ET.SubElement(feed, "entry")
        ET.SubElement(entry, "title").text = titles[place]
        ET.SubElement(entry, "id").text = f"https://{domain}/billets/{rng.randint(1000, 9999)}{place}"
        ET.SubElement(entry, "published").text = _stamp(published[place])
        ET.SubElement(entry, "updated").text = _stamp(updated[place])
        author = ET.SubElement(entry, "author")
        ET.SubElement(author, "name").text = rng.choice(AUTHORS)
    ET.indent(feed)
    data = ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"

    return Variant(
        values={
            "site": site,
            "titre": titles[newest],
            "titre_nu": bare(titles[newest]),
            "date": f"{published[newest]:%d/%m/%Y à %H:%M}",
            "modifie": titles[latest],
            "nombre": str(len(changed)),
        },
        files={FILE: data},
    )


def solve(variant: Variant) -> dict[str, str]:
    entries = ET.fromstring(variant.files[FILE]).findall(f"{NS}entry")
    newest = max(entries, key=lambda entry: entry.findtext(f"{NS}published"))
    count = sum(entry.findtext(f"{NS}updated") != entry.findtext(f"{NS}published") for entry in entries)
    return {"titre": newest.findtext(f"{NS}title"), "nombre": str(count)}
