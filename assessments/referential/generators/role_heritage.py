"""Rights that come from groups, from a folder and from a file: what may each person do?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Assia", "Baudouin", "Clémence", "Dorine", "Elyas", "Fanny", "Georges", "Hawa", "Ivan", "Judith")
GROUPS = ("Bureau", "Bénévoles", "Jury")
PLACES = (
    ("Tournoi", "règlement.odt"),
    ("Festival", "programme.odt"),
    ("Exposition", "catalogue.odt"),
    ("Forum", "stands.ods"),
)
RIGHTS = ("aucun accès", "lecture", "commentaire", "modification")
PAGE = (
    '<h1 class="visually-hidden">{0}</h1>\n<div class="sim-window">\n<p class="sim-title">Espace commun – {0}</p>\n'
    '<nav class="sim-nav" aria-label="Menu"><ul>{2}</ul></nav>\n{1}\n</div>\n'
)

TABS = (("p1", "Les droits"), ("p2", "Les groupes"))


def _page(title: str, content: str) -> str:
    links = ""
    for page, label in TABS:
        current = ' aria-current="page"' if label == title else ""
        links += f'<li><a href="{page}.html"{current}>{label}</a></li>'
    return PAGE.format(title, content, links)


def generate(rng: Random) -> Variant:
    folder, file = rng.choice(PLACES)
    people = sorted(rng.sample(NAMES, 7))
    while True:
        members = {group: sorted(rng.sample(people, 3)) for group in GROUPS}
        rights = dict(zip(GROUPS, rng.sample((1, 2, 3), 3), strict=True))
        guest, extra = rng.choice(people), rng.choice((1, 2, 3))
        level = {
            name: max([rights[group] for group in GROUPS if name in members[group]] + [extra if name == guest else 0])
            for name in people
        }
        several = [name for name in people if sum(name in members[group] for group in GROUPS) > 1 and name != guest]
        base = max([rights[group] for group in GROUPS if guest in members[group]], default=0)
        others = [name for name in people if name != guest and name not in several]
        if not (several and others and extra > base):
            continue
        asked = [rng.choice(several), guest, rng.choice(others)]
        if len({level[name] for name in asked}) > 1:  # the same right everywhere would need no reading
            break
    rng.shuffle(asked)
    rows = "".join(
        f"<tr><td>dossier {folder}</td><td>{group}</td><td>{RIGHTS[rights[group]]}</td></tr>\n" for group in GROUPS
    )
    # On a phone, the name goes on two lines before its right is out of sight.
    rows += f"<tr><td>fichier {file.replace('.', '<wbr>.')}</td><td>{guest}</td><td>{RIGHTS[extra]}</td></tr>\n"
    table = (
        f"<p>Le fichier {file} est dans le dossier {folder}.</p>\n"
        '<div class="sim-files"><table><thead><tr><th scope="col">Sur</th><th scope="col">Qui</th>'
        f'<th scope="col">Droit</th></tr></thead>\n<tbody>\n{rows}</tbody></table></div>'
    )
    groups = "<dl>\n" + "\n".join(f"<dt>{g}</dt><dd>{', '.join(members[g])}</dd>" for g in GROUPS) + "\n</dl>"
    values = {"fichier": file, "dossier": folder, "invite": guest}
    for number, name in enumerate(asked, 1):
        values |= {f"nom{number}": name, f"droit{number}": RIGHTS[level[name]]}
    return Variant(values=values, screens={"p1": _page("Les droits", table), "p2": _page("Les groupes", groups)})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<tr><td>.+?</td><td>([^<]+)</td><td>([^<]+)</td></tr>", variant.screens["p1"])
    groups = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", variant.screens["p2"]))
    answer = {}
    for number in "123":
        name = escape(variant.values[f"nom{number}"])
        found = [right for who, right in rows if who == name or name in groups.get(who, "").split(", ")]
        answer[f"d{number}"] = next((right for right in reversed(RIGHTS) if right in found), RIGHTS[0])
    return answer
