"""One computer and five applications: only one has all its requirements met."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

APPS = ("Relief", "Palette", "Orgue", "Maquette", "Planeur", "Cinéma", "Herbier", "Tempo")
REASONS = ("système trop ancien", "mémoire insuffisante", "espace libre insuffisant", "cœurs insuffisants")


def _window(title: str, current: str, body: str) -> str:
    tabs = " ".join(
        f'<span class="sim-tool on">{name}</span>'
        if page == current
        else f'<a class="sim-tool" href="{page}.html">{name}</a>'
        for page, name in (("p1", "Mon ordinateur"), ("p2", "Applications"))
    )
    return (
        f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<div class="sim-title">{title}</div>\n'
        f'<nav class="sim-toolbar" aria-label="Rubriques">{tabs}</nav>\n{body}\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    names = rng.sample(APPS, 5)
    system, memory, free, cores = rng.randint(10, 14), rng.choice((4, 8, 16)), rng.randint(9, 30), rng.choice((4, 6, 8))
    have = [system, memory, free, cores]
    bigger = [system + rng.randint(1, 2), memory * 2, free + rng.randint(2, 9), cores + 2]

    def ask(failing: int | None) -> list[int]:
        needs = [system - rng.randint(0, 2), rng.choice((memory // 2, memory)), free - rng.randint(0, 6), cores - 2]
        if failing is not None:
            needs[failing] = bigger[failing]
        return needs

    failing = [None, 0, 1, 2, 3]
    apps = list(zip(names, failing, strict=True))
    rng.shuffle(apps)
    rows = {name: ask(index) for name, index in apps}
    good = next(name for name, index in apps if index is None)
    asked, reason = rng.choice([(name, REASONS[index]) for name, index in apps if index is not None])
    units = ("Larix {}", "{} Go", "{} Go", "{}")
    labels = ("Système", "Mémoire vive", "Espace libre", "Cœurs du processeur")
    about = "\n".join(
        f'<li class="sim-setting"><span>{label}</span><span>{unit.format(value)}</span></li>'
        for label, unit, value in zip(labels, units, have, strict=True)
    )
    cells = "\n".join(
        f"<tr><td>{escape(name)}</td>"
        + "".join(f"<td>{unit.format(need)}</td>" for unit, need in zip(units, rows[name], strict=True))
        + "</tr>"
        for name, _ in apps
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Nom", "Système", "Mémoire", "Espace", "Cœurs"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>\n{cells}\n</tbody></table>"
    catalogue = f"<p>Configuration minimale :</p>{table}"
    screens = {
        "p1": _window("À propos de cet ordinateur", "p1", f'<ul class="sim-settings">\n{about}\n</ul>'),
        "p2": _window("Magasin d’applications", "p2", catalogue),
    }
    values = {"bonne": good, "autre": asked, "raison": reason}
    values |= {f"n{i}": name for i, (name, _) in enumerate(apps, 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    have = [int(x) for x in re.findall(r"</span><span>\D*(\d+)", variant.screens["p1"])]
    rows = {}
    for line in re.findall(r"<tr><td>.*?</tr>", variant.screens["p2"]):
        cells = re.findall(r"<td>([^<]+)</td>", line)
        rows[cells[0]] = [int(re.search(r"\d+", cell).group()) for cell in cells[1:]]
    missing = {name: [i for i in range(4) if needs[i] > have[i]] for name, needs in rows.items()}
    (good,) = [name for name, failed in missing.items() if not failed]
    (index,) = missing[variant.values["autre"]]
    return {"app": good, "raison": REASONS[index]}
