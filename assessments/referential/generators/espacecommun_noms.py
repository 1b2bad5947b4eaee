"""A naming rule for the files of a team: the name of a new file, and the names that follow the rule."""

import re
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
KINDS = (("cr", "compte rendu"), ("devis", "devis"), ("liste", "liste"), ("plan", "plan"))
SUBJECTS = ("budget", "tombola", "buvette", "decor", "transport", "lumiere", "stands")
ACCENTS = {"budget": "bénévoles", "tombola": "théâtre", "decor": "décor", "lumiere": "lumière"}
RULE = re.compile(r"\d{4}-\d\d-\d\d_[a-z]+_[a-z]+_v\d\.(odt|ods|pdf)")


def generate(rng: Random) -> Variant:
    day = date(2026, 1, 5) + timedelta(rng.randint(0, 150))
    names = []
    for _ in range(8):
        when = day - timedelta(rng.randint(1, 100))
        parts = [rng.choice(KINDS)[0], rng.choice(SUBJECTS), f"v{rng.randint(1, 4)}"]
        end = rng.choice(("odt", "ods", "pdf"))
        names.append((when, parts, end))
    faults = rng.sample(["date", "blank", "accent", "version", "order"], rng.randint(3, 5)) + [""] * 8
    listed = []
    for (when, parts, end), fault in zip(names, faults, strict=False):
        kind, subject, version = parts
        first = when.isoformat()
        if fault == "date":
            first = when.strftime("%d-%m-%Y")
        elif fault == "accent":
            subject = rng.choice(sorted(ACCENTS.values()))
        pieces = [first, kind, subject, version]
        if fault == "version":
            pieces.pop()
        elif fault == "order":
            pieces = [kind, subject, first, version]
        listed.append((" " if fault == "blank" else "_").join(pieces) + f".{end}")
    listed = list(dict.fromkeys(listed))
    rng.shuffle(listed)
    kind, label = rng.choice(KINDS)
    subject, version = rng.choice(SUBJECTS[:3] + SUBJECTS[4:5]), rng.randint(2, 5)
    rows = "\n".join(f"<tr><td>{name}</td></tr>" for name in listed)
    page = (
        '<h1 class="visually-hidden">Les fichiers</h1>\n<div class="sim-window">\n'
        '<p class="sim-title">Espace commun – fichiers</p>\n<div class="sim-files"><table><thead><tr>'
        f'<th scope="col">Nom</th></tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>\n'
        '<p class="sim-note">Types permis : cr (compte rendu), devis, liste, plan.</p>\n</div>\n'
    )
    good = [name for name in listed if RULE.fullmatch(name)]
    values = {
        "type": label,
        "sujet": subject,
        "version": str(version),
        "total": str(len(listed)),
        "bons": str(len(good)),
    }
    values["date"] = f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
    values["nom"] = f"{day.isoformat()}_{kind}_{subject}_v{version}.odt"
    values["mauvais"] = ", ".join(f"`{name}`" for name in listed if name not in good)
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    count = 0
    for name in re.findall(r"<td>([^<]+)</td>", variant.screens["p1"]):
        pieces = name.rsplit(".", 1)[0].split("_")
        if len(pieces) == 4 and name.isascii() and " " not in name:
            count += [len(part) for part in pieces[0].split("-")] == [4, 2, 2] and pieces[3][0] == "v"
    number, month, year = variant.values["date"].replace("1er", "1").split()
    kind = {label: code for code, label in KINDS}[variant.values["type"]]
    when = f"{year}-{MONTHS.index(month) + 1:02d}-{int(number):02d}"
    return {"nom": f"{when}_{kind}_{variant.values['sujet']}_v{variant.values['version']}.odt", "bons": str(count)}
