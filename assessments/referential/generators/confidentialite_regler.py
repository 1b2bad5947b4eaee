"""A privacy panel to set: each state of the panel is a page with its own control code.

``own``, ``panel``, ``pick`` and ``find_code`` also serve the other panels of competence 4.2.
"""

import re
from html import escape
from itertools import product
from random import Random

from assessments.variants import Variant

# One setting: (label, [(option, sentence of the goal), …])
Setting = tuple[str, list[tuple[str, str]]]

SETTINGS: list[Setting] = [
    (
        "Qui voit mes publications",
        [
            ("Tout le monde", "ses publications sont visibles de n’importe qui"),
            ("Mes amis", "ses publications sont visibles de ses amis, sans inconnus"),
            ("Moi seulement", "ses publications ne sont visibles de personne d’autre"),
        ],
    ),
    (
        "Qui peut m’écrire",
        [
            ("Tout le monde", "n’importe qui peut lui envoyer un message"),
            ("Amis d’amis", "ses amis et leurs amis peuvent lui écrire, sans aller plus loin"),
            ("Mes amis", "ses amis, et eux seuls, peuvent lui écrire"),
        ],
    ),
    (
        "Me retrouver par mon numéro",
        [
            ("Oui", "une personne qui a son numéro peut retrouver son compte"),
            ("Non", "son numéro de téléphone ne permet pas de retrouver son compte"),
        ],
    ),
]
NAMES = ["Lina", "Mei", "Rokia", "Jade", "Salomé", "Perle", "Naïa", "Zoé"]
APPS = ["Ruchette", "Papotin", "Fil bleu", "Kadran", "Voisine"]


def own(rng: Random, name: str) -> Random:
    """A generator proper to one challenge: the same seed gives other codes and another path elsewhere."""
    return Random(f"{name} {rng.getrandbits(64)}")


def panel(
    rng: Random,
    app: str,
    title: str,
    settings: list[Setting],
    target: tuple[int, ...],
    note: str = "Réglages enregistrés",
) -> tuple[dict, str]:
    """The pages of every state, opened at ``p1``, and the code of the wanted state."""
    states = list(product(*[range(len(options)) for _, options in settings]))
    starts = [state for state in states if all(a != b for a, b in zip(state, target))]
    start = rng.choice(starts)
    others = [state for state in states if state != start]
    rng.shuffle(others)
    names = {state: f"p{i}" for i, state in enumerate([start, *others], 1)}
    codes = dict(zip(states, rng.sample(range(1000, 9999), len(states))))
    pages = {}
    for state in states:
        rows = []
        for i, (label, options) in enumerate(settings):
            chips = []
            for j, (option, _) in enumerate(options):
                if j == state[i]:
                    chips.append(f'<span class="sim-chip on">✓ {escape(option)}</span>')
                else:
                    other = names[(*state[:i], j, *state[i + 1 :])]
                    chips.append(f'<a class="sim-chip" href="{other}.html">{escape(option)}</a>')
            rows.append(
                f'<li class="sim-setting"><span>{escape(label)}</span>'
                f'<span class="sim-chips">{" ".join(chips)}</span></li>'
            )
        pages[names[state]] = (
            f'<h1 class="visually-hidden">{escape(title)}</h1>\n<div class="sim-window">\n'
            f'<p class="sim-title">{escape(app)} – {escape(title)}</p>\n<ul class="sim-settings">\n'
            + "\n".join(rows)
            + f'\n</ul>\n<p class="sim-note">{note}. Code de contrôle : <strong>{codes[state]}</strong></p>'
            "\n</div>\n"
        )
    return pages, str(codes[target])


def pick(rng: Random, settings: list[Setting]) -> tuple[int, ...]:
    """A mixed choice: one setting at least at its first option, one at least at its last."""
    while True:
        target = tuple(rng.randrange(len(options)) for _, options in settings)
        if 0 in target and any(j == len(options) - 1 for (_, options), j in zip(settings, target)):
            return target


def goals(settings: list[Setting], target: tuple[int, ...]) -> dict[str, str]:
    return {f"but{i}": options[j][1] for i, ((_, options), j) in enumerate(zip(settings, target), 1)}


def find_code(variant: Variant, settings: list[Setting]) -> str:
    """Read every page and keep the code of the one whose ticked options match the sentences of the statement."""
    wanted = []
    for i, (_, options) in enumerate(settings, 1):
        wanted += [option for option, goal in options if goal == variant.values[f"but{i}"]]
    found = []
    for text in variant.screens.values():
        ticked = [option.replace("&#x27;", "'") for option in re.findall(r'chip on">✓ ([^<]+)<', text)]
        if ticked == wanted:
            found += re.findall(r"<strong>(\d+)</strong>", text)
    assert len(found) == 1, found
    return found[0]


def generate(rng: Random) -> Variant:
    rng = own(rng, "confidentialite_regler")
    target = pick(rng, SETTINGS)
    app = rng.choice(APPS)
    pages, code = panel(rng, app, "Confidentialité", SETTINGS, target)
    values = goals(SETTINGS, target) | {"nom": rng.choice(NAMES), "appli": app, "code": code}
    values["choix"] = " ; ".join(f"{label} : {options[j][0]}" for (label, options), j in zip(SETTINGS, target))
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    return find_code(variant, SETTINGS)
