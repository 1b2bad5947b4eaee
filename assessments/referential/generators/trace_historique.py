"""A browsing history: how many lines stay after the last hour, or the last 24 hours, is cleared?"""

import re
from datetime import datetime, timedelta
from html import escape
from random import Random

from assessments.variants import Variant

PAGES = (
    "Horaires du bus 12;Recette de gâteau au yaourt;Exercices de fractions;Météo de Lorvane;Paroles de chanson;"
    "Dictionnaire anglais;Résultats du tournoi;Plan du zoo;Nœud de cravate;Fiche sur les volcans;Piscine : tarifs;"
    "Idées de cadeaux;Accords de guitare;Traduction d’un mot;Catalogue de la médiathèque;Vidéo de skate"
).split(";")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def generate(rng: Random) -> Variant:
    now = datetime(2026, rng.randint(1, 11), rng.randint(3, 26), rng.randint(14, 18), rng.randint(0, 59))
    hours, label = rng.choice([(1, "la dernière heure"), (24, "les 24 dernières heures")])
    limit = now - timedelta(hours=hours)
    erased, kept = rng.randint(3, 6), rng.randint(4, 7)
    span = 54 if hours == 1 else 23 * 60
    moments = [now - timedelta(minutes=m) for m in rng.sample(range(4, span), erased)]
    far = 300 if hours == 1 else 24 * 60
    moments += [limit - timedelta(minutes=m) for m in rng.sample(range(7, far), kept)]
    moments = sorted(moments, reverse=True)
    rows = "\n".join(
        f"<tr><td>{m.day} {MONTHS[m.month - 1]}, {m:%H:%M}</td><td>{escape(page)}</td></tr>"
        for m, page in zip(moments, rng.sample(PAGES, len(moments)))
    )
    screen = (
        '<h1 class="visually-hidden">Historique</h1>\n<div class="sim-window">\n<p class="sim-title">Historique</p>\n'
        f"<p>Il est maintenant <strong>{now:%H:%M}</strong>, le {now.day} {MONTHS[now.month - 1]}.</p>\n"
        '<div class="sim-history"><table><thead><tr><th scope="col">Visite</th><th scope="col">Page</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></div>\n</div>\n"
    )
    values = {
        "periode": label,
        "reste": str(kept),
        "effacees": str(erased),
        "limite": f"{limit:%H:%M}, le {limit.day} {MONTHS[limit.month - 1]}",
    }
    return Variant(values=values, screens={"p1": screen})


def solve(variant: Variant) -> str:
    text = variant.screens["p1"]
    clock, day, month = re.search(r"<strong>([\d:]+)</strong>, le (\d+) (\S+)\.</p>", text).groups()

    def moment(day: str, month: str, clock: str) -> datetime:
        hour, minute = clock.split(":")
        return datetime(2026, MONTHS.index(month) + 1, int(day), int(hour), int(minute))

    hours = 24 if "24" in variant.values["periode"] else 1
    limit = moment(day, month, clock) - timedelta(hours=hours)
    return str(sum(moment(*row) < limit for row in re.findall(r"<td>(\d+) (\S+), ([\d:]+)</td>", text)))
