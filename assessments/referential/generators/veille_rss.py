"""An RSS file whose items are not sorted: the last article, and how many in one category."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from random import Random

from assessments.variants import Variant

FILE = "flux.xml"
ZONE = timezone(timedelta(hours=2))
SITES = [
    ("Le Courrier du Hautval", "courrier-hautval.example"),
    ("La Sarcelle info", "sarcelle-info.example"),
    ("Clarmont au jour le jour", "clarmont-jour.example"),
]
TITLES = {
    "Nature": [
        "Le retour du castor",
        "Une forêt surveillée",
        "Les abeilles en ville",
        "Un étang revit",
        "Compter les papillons",
    ],
    "Culture": [
        "Un orgue à restaurer",
        "Le théâtre rouvre",
        "Portrait d’une luthière",
        "Les archives ouvertes",
        "Nuit du conte",
    ],
    "Transports": [
        "La gare rénovée",
        "Un bateau électrique",
        "Le tram plus fréquent",
        "Vélos à partager",
        "Pont fermé aux camions",
    ],
}


def bare(title: str) -> str:
    """The title without its first article."""
    return re.sub(r"^(?:(?:Le|La|Les|Un|Une) |L’)", "", title)


def generate(rng: Random) -> Variant:
    site, domain = rng.choice(SITES)
    counts = rng.sample([2, 3, 4], 3)
    items = [
        (title, category)
        for (category, titles), count in zip(TITLES.items(), counts, strict=True)
        for title in rng.sample(titles, count)
    ]
    rng.shuffle(items)
    start = datetime(2025, rng.randint(5, 7), rng.randint(1, 12), 7, 30, tzinfo=ZONE)
    dates = [
        start + timedelta(days=days, minutes=rng.randint(0, 800)) for days in rng.sample(range(0, 60, 2), len(items))
    ]
    newest = max(range(len(items)), key=dates.__getitem__)
    if newest in (0, len(items) - 1):  # neither the first nor the last of the file
        other = rng.randrange(1, len(items) - 1)
        dates[newest], dates[other] = dates[other], dates[newest]
        newest = other

    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    ET.SubElement(channel, "title").text = site
    ET.SubElement(channel, "link").text = f"https://{domain}/"
    ET.SubElement(channel, "description").text = "Tous les articles de la rédaction"
    ET.SubElement(channel, "language").text = "fr"
    ET.SubElement(channel, "lastBuildDate").text = format_datetime(max(dates) + timedelta(hours=rng.randint(20, 60)))
    first = rng.randint(3100, 8800)
    for place, ((title, category), date) in enumerate(zip(items, dates, strict=True)):
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = title
        ET.SubElement(item, "link").text = f"https://{domain}/articles/{first + place * 7}"
        ET.SubElement(item, "category").text = category
        ET.SubElement(item, "pubDate").text = format_datetime(date)
        ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = f"{domain}-{first + place * 7}"
    ET.indent(rss)
    data = ET.tostring(rss, encoding="utf-8", xml_declaration=True) + b"\n"

    category = rng.choice(list(TITLES))
    return Variant(
        values={
            "site": site,
            "rubrique": category,
            "titre": items[newest][0],
            "titre_nu": bare(items[newest][0]),
            "date": f"{dates[newest]:%d/%m/%Y à %H:%M}",
            "nombre": str(sum(kind == category for _, kind in items)),
            "premier": items[0][0],
        },
        files={FILE: data},
    )


def solve(variant: Variant) -> dict[str, str]:
    items = ET.fromstring(variant.files[FILE]).findall("./channel/item")
    newest = max(items, key=lambda item: parsedate_to_datetime(item.findtext("pubDate")))
    count = sum(item.findtext("category") == variant.values["rubrique"] for item in items)
    return {"titre": newest.findtext("title"), "nombre": str(count)}
