"""Six months of a data centre, on two pages: the month with the best PUE."""

import re
from random import Random

from assessments.variants import Variant

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin")


def _page(title: str, here: str, rows: str) -> str:
    tabs = " ".join(
        f'<span class="sim-chip on">{label}</span>'
        if page == here
        else f'<a class="sim-chip" href="{page}.html">{label}</a>'
        for page, label in (("total", "Site entier"), ("informatique", "Équipements informatiques"))
    )
    return (
        f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<p class="sim-title">Supervision</p>\n'
        f'<p class="sim-chips">{tabs}</p>\n<h2>{title}</h2>\n<table><thead><tr><th>Mois</th><th>Énergie (MWh)</th></tr>'
        f"</thead><tbody>{rows}</tbody></table>\n</div>\n"
    )


def generate(rng: Random) -> Variant:
    while True:
        tenths = rng.sample((12, 13, 14, 15, 16, 17, 18), 6)
        useful = [rng.randrange(200, 600, 10) for _ in MONTHS]
        totals = [ratio * energy // 10 for ratio, energy in zip(tenths, useful, strict=True)]
        best = min(range(6), key=lambda index: tenths[index])
        if totals[best] > min(totals) and useful[best] not in (min(useful), max(useful)):
            break
    screens = {
        page: _page(
            title, page, "".join(f"<tr><td>{m}</td><td>{e}</td></tr>" for m, e in zip(MONTHS, energy, strict=True))
        )
        for page, title, energy in (
            ("total", "Énergie du site entier", totals),
            ("informatique", "Énergie des équipements informatiques", useful),
        )
    }
    detail = " ; ".join(f"{m} : {ratio / 10:g}".replace(".", ",") for m, ratio in zip(MONTHS, tenths, strict=True))
    pue = f"{tenths[best] / 10:g}".replace(".", ",")
    return Variant(values={"mois": MONTHS[best], "pue": pue, "detail": detail + "."}, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    tables = {
        page: dict(re.findall(r"<tr><td>([^<]+)</td><td>(\d+)</td></tr>", text))
        for page, text in variant.screens.items()
    }
    ratios = {month: int(total) / int(tables["informatique"][month]) for month, total in tables["total"].items()}
    month = min(sorted(ratios), key=lambda name: ratios[name])
    return {"mois": month, "pue": f"{ratios[month]:.1f}"}
