"""A list of feeds (OPML) and the date of their last article (CSV): which theme is not covered any more?"""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

LIST, DATES = "abonnements.opml", "derniers-articles.csv"
SINCE, TODAY = date(2025, 5, 1), date(2025, 5, 31)
THEMES = {
    "Énergie": "energie",
    "Transports": "transports",
    "Biodiversité": "biodiversite",
    "Alimentation": "alimentation",
    "Logement": "logement",
}
ARTICLES = {
    "Énergie": "l’énergie",
    "Transports": "les transports",
    "Biodiversité": "la biodiversité",
    "Alimentation": "l’alimentation",
    "Logement": "le logement",
}
NAMES = [
    ("Le Courrier", "courrier"),
    ("Carnet", "carnet"),
    ("Observatoire", "observatoire"),
    ("Les Cahiers", "cahiers"),
    ("Radio", "radio"),
    ("Collectif", "collectif"),
    ("Labo", "labo"),
    ("Actualités", "actualites"),
]


def generate(rng: Random) -> Variant:
    themes = rng.sample(list(THEMES), 4)
    weak = rng.choice(themes)
    # distinct feeds (recent, silent) of each theme; the weak one has a single recent feed, listed twice
    sizes = dict(
        zip([theme for theme in themes if theme != weak], rng.sample([(2, 0), (2, 2), (3, 1)], 3), strict=True)
    )
    sizes[weak] = (1, rng.randint(1, 2))

    opml = ET.Element("opml", {"version": "2.0"})
    head = ET.SubElement(opml, "head")
    ET.SubElement(head, "title").text = "Ma veille « Ville durable »"
    body = ET.SubElement(opml, "body")
    dates = []
    for theme in themes:
        folder = ET.SubElement(body, "outline", {"text": theme})
        recent, silent = sizes[theme]
        feeds = []
        for place, (name, slug) in enumerate(rng.sample(NAMES, recent + silent)):
            url = f"https://{slug}-{THEMES[theme]}.example/flux.xml"
            if place < recent:
                last = SINCE + timedelta(days=rng.randint(1, 29))
            else:
                last = SINCE - timedelta(days=rng.randint(9, 400))
            dates.append([url, last.isoformat()])
            feeds.append((f"{name} {theme}", url))
            if theme == weak and place == 0:
                feeds.append((f"{name} {theme} (articles)", url))
        rng.shuffle(feeds)
        for title, url in feeds:
            ET.SubElement(folder, "outline", {"type": "rss", "text": title, "xmlUrl": url})
    rng.shuffle(dates)
    ET.indent(opml)

    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["adresse du flux", "dernier article"])
    writer.writerows(dates)
    silent = sum(size[1] for size in sizes.values())
    return Variant(
        values={"theme": weak, "theme_article": ARTICLES[weak], "muets": str(silent), "flux": str(len(dates))},
        files={
            LIST: ET.tostring(opml, encoding="utf-8", xml_declaration=True) + b"\n",
            DATES: text.getvalue().encode("utf-8-sig"),
        },
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[DATES].decode("utf-8-sig")), delimiter=";"))[1:]
    recent = {url for url, last in rows if SINCE <= date.fromisoformat(last) <= TODAY}
    weak = []
    for folder in ET.fromstring(variant.files[LIST]).findall("./body/outline"):
        feeds = {feed.get("xmlUrl") for feed in folder.findall("outline")}
        if len(feeds & recent) < 2:
            weak.append(folder.get("text"))
    assert len(weak) == 1
    return {"theme": weak[0], "muets": str(len(rows) - len(recent))}
