"""Three layers of settings (system, browser, site): which value is really used on one site?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Thème", "Taille du texte", "Langue")
CHOICES = {
    "Thème": ("clair", "sombre", "sépia"),
    "Taille du texte": ("100 %", "125 %", "150 %"),
    "Langue": ("français", "anglais", "espagnol"),
}
SITES = ("meteo-orvane.example", "biblio-tarnis.example", "recettes-milou.example", "bus-calvane.example")
LAYERS = (("p1", "Système"), ("p2", "Navigateur"))


def _page(title: str, current: str, tabs: list[tuple[str, str]], lines: list[tuple[str, str]]) -> str:
    links = " ".join(
        f'<span class="sim-tool on">{escape(name)}</span>'
        if page == current
        else f'<a class="sim-tool" href="{page}.html">{escape(name)}</a>'
        for page, name in tabs
    )
    body = "\n".join(
        f'<li class="sim-setting"><span>{escape(name)}</span><span>{escape(value)}</span></li>' for name, value in lines
    )
    return (
        f'<h1 class="visually-hidden">Réglages : {escape(title)}</h1>\n<div class="sim-window">\n'
        f'<div class="sim-title">Réglages : {escape(title)}</div>\n'
        f'<nav class="sim-toolbar" aria-label="Niveaux de réglage">{links}</nav>\n'
        f'<ul class="sim-settings">\n{body}\n</ul>\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    asked, other = rng.sample(SITES, 2)
    sources = ["system", "browser", "site"]
    rng.shuffle(sources)
    system, browser, site, decoy, answers = [], [], [], [], []
    for name, source in zip(NAMES, sources, strict=True):
        first, second, third = rng.sample(CHOICES[name], 3)
        system.append((name, first))
        browser.append((name, "comme le système" if source == "system" else second))
        site.append((name, third if source == "site" else "comme le navigateur"))
        decoy.append((name, rng.choice((first, second, third))))
        answers.append({"system": first, "browser": second, "site": third}[source])
    order = [("p3", asked), ("p4", other)]
    rng.shuffle(order)
    tabs = [*LAYERS, *order]
    screens = {
        "p1": _page("Système", "p1", tabs, system),
        "p2": _page("Navigateur", "p2", tabs, browser),
        "p3": _page(asked, "p3", tabs, site),
        "p4": _page(other, "p4", tabs, decoy),
    }
    values = {"site": asked, "theme": answers[0], "taille": answers[1], "langue": answers[2]}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    pages = {}
    for text in variant.screens.values():
        title = re.search(r"Réglages : ([^<]+)</h1>", text).group(1)
        pages[title] = dict(re.findall(r"<span>([^<]+)</span><span>([^<]+)</span>", text))

    def used(name: str) -> str:
        value = pages[variant.values["site"]][name]
        if value == "comme le navigateur":
            value = pages["Navigateur"][name]
        return pages["Système"][name] if value == "comme le système" else value

    return {"theme": used("Thème"), "taille": used("Taille du texte"), "langue": used("Langue")}
