"""A certificate (names, dates) and four addresses on a given day: is each one accepted?"""

import re
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

OK, NO = "acceptée", "refusée"
SITES = ("lycee-arthenice", "mutuelle-sarcelle", "banque-corvane", "musee-orvelle", "ville-lorvane", "radio-belloc")
PARTS = ("www", "billets", "photos", "blog", "agenda", "emploi", "aide", "compte", "carte")
AUTHORITIES = ("Certalis", "Confiance Brumaie", "Sceau du Lac")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def _text(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def generate(rng: Random) -> Variant:
    site, other = (f"{name}.example" for name in rng.sample(SITES, 2))
    a, b, c, d = rng.sample(PARTS, 4)
    start = date(2031, rng.randint(1, 6), rng.randint(2, 27))
    end = start + timedelta(days=90)
    names = [f"*.{site}", f"{a}.{other}"]
    rng.shuffle(names)
    inside = _text(start + timedelta(days=rng.randint(10, 80)))
    late = _text(end + timedelta(days=rng.randint(2, 20)))
    good = [
        (f"{b}.{site}", inside, "le joker couvre un sous-domaine"),
        (f"{a}.{other}", inside, "ce nom est écrit dans le certificat"),
        (f"{c}.{site}", inside, "le joker couvre un sous-domaine"),
    ]
    bad = [
        (site, inside, "le joker ne couvre pas le domaine seul"),
        (f"{c}.{b}.{site}", inside, "le joker ne couvre qu’un seul niveau"),
        (other, inside, "seul un sous-domaine est écrit"),
        (f"{d}.{other}", inside, "ce nom n’est pas écrit"),
        (f"{b}-{site}", inside, "c’est un autre domaine"),
    ]
    count = rng.randint(1, 2)
    cases = [(*case, OK) for case in rng.sample(good, count)] + [(*case, NO) for case in rng.sample(bad, 3 - count)]
    cases.append((f"{d}.{site}", late, "le certificat a expiré", NO))
    rng.shuffle(cases)
    tabs = (
        '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="general.html">Général</a></li>'
        '<li><a href="noms.html">Noms couverts</a></li></ul></nav>\n'
    )

    def page(name: str, body: str) -> str:
        here = tabs.replace(f'"{name}.html"', f'"{name}.html" aria-current="page"')
        return (
            '<h1 class="visually-hidden">Certificat</h1>\n<div class="sim-window"><p class="sim-title">Certificat</p>\n'
            f"{here}{body}</div>\n"
        )

    general = (
        '<ul class="sim-settings">'
        f'<li class="sim-setting"><span>Émis par</span><span>{rng.choice(AUTHORITIES)} (reconnue)</span></li>'
        f'<li class="sim-setting"><span>Valable à partir du</span><span>{_text(start)}</span></li>'
        f'<li class="sim-setting"><span>Valable jusqu’au</span><span>{_text(end)}</span></li></ul>\n'
    )
    listing = "<ul>" + "".join(f"<li><code>{name}</code></li>" for name in names) + "</ul>\n"
    values = {}
    for i, (address, day, reason, verdict) in enumerate(cases, 1):
        values |= {f"a{i}": address, f"j{i}": day, f"r{i}": reason, f"v{i}": verdict}
    return Variant(values=values, screens={"general": page("general", general), "noms": page("noms", listing)})


def solve(variant: Variant) -> dict[str, str]:
    def day(text: str) -> tuple[int, int, int]:
        number, month, year = text.split()
        return int(year), MONTHS.index(month), int(number)

    start, end = re.findall(r"<span>(\d+ \w+ \d{4})</span>", variant.screens["general"])
    names = re.findall(r"<code>([^<]+)</code>", variant.screens["noms"])
    answer = {}
    for i in range(1, 5):
        address = variant.values[f"a{i}"]
        covered = address in names or "*." + address.partition(".")[2] in names
        valid = day(start) <= day(variant.values[f"j{i}"]) <= day(end)
        answer[f"v{i}"] = OK if covered and valid else NO
    return answer
