"""A short HTML page and its style sheet: which colour does each paragraph take?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

COLORS = ["rouge", "vert", "bleu", "orange", "violet", "gris"]
CSS = {"rouge": "red", "vert": "green", "bleu": "blue", "orange": "orange", "violet": "purple", "gris": "gray"}
CLASSES = ["note", "avis", "info", "rappel", "astuce"]
IDS = ["bilan", "intro", "fin", "sommaire"]
TEXTS = ["Bonjour à tous.", "Le club ouvre à midi.", "Apportez une photo.", "Merci de votre visite."]


def _weight(selector: str) -> tuple[int, int, int]:
    return (selector.count("#"), selector.count("."), len(re.findall(r"(?:^|\s)[a-z]", selector)))


def generate(rng: Random) -> Variant:
    colors = rng.sample(COLORS, 6)
    name, other = rng.sample(CLASSES, 2)
    ident = rng.choice(IDS)
    rules = [
        ("p", colors[0]),
        (f".{name}", colors[1]),
        (f"p.{other}" if rng.random() < 0.5 else f"div .{other}", colors[2]),
        (f".{other}", colors[3]),
        (f"#{ident}", colors[4]),
        ("div p", colors[5]),
    ]
    rng.shuffle(rules)
    # (attributes, matching selectors) of the paragraphs, all inside a div
    paragraphs = [
        ("", {"p", "div p"}),
        (f' class="{name}"', {"p", "div p", f".{name}"}),
        (f' class="{other}"', {"p", "div p", f".{other}", f"p.{other}", f"div .{other}"}),
        (f' id="{ident}" class="{name}"', {"p", "div p", f".{name}", f"#{ident}"}),
    ]
    rng.shuffle(paragraphs)
    texts = rng.sample(TEXTS, 4)
    answers, reasons = [], []
    for _, selectors in paragraphs:
        ranked = [(_weight(selector), rank) for rank, (selector, _) in enumerate(rules) if selector in selectors]
        best = rules[max(ranked)[1]]
        answers.append(best[1])
        reasons.append(best[0])
    html = ["<div>", *(f"  <p{a}>\n    {text}</p>" for (a, _), text in zip(paragraphs, texts, strict=True)), "</div>"]
    css = [f"{selector} {{\n  color: {CSS[color]}; /* {color} */\n}}" for selector, color in rules]
    page = (
        '<div class="sim-window">\n<p class="sim-title">Éditeur de code</p>\n'
        '<h1 class="visually-hidden">La page et sa feuille de style</h1>\n'
        f"<h2>page.html</h2>\n<pre>{escape(chr(10).join(html))}</pre>\n"
        f"<h2>style.css</h2>\n<pre>{escape(chr(10).join(css))}</pre>\n</div>\n"
    )
    values = {f"texte{n}": texts[n - 1] for n in range(1, 5)}
    values |= {f"couleur{n}": answers[n - 1] for n in range(1, 5)}
    values |= {f"regle{n}": reasons[n - 1] for n in range(1, 5)}
    return Variant(values=values, screens={"code": page})


def solve(variant: Variant) -> dict[str, str]:
    code = variant.screens["code"].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    rules = re.findall(r"^([^\n{<]*?) \{\n  color: \w+; /\* (\w+) \*/", code.replace("<pre>", "<pre>\n"), re.M)
    found = {}
    for attributes, text in re.findall(r"  <p([^>]*)>\n    ([^<]*)</p>", code):
        classes = re.findall(r'class="(\w+)"', attributes)
        ident = re.findall(r'id="(\w+)"', attributes)
        best = ((-1, 0, 0), "")
        for selector, color in rules:
            last = selector.split()[-1]
            tag, names, ids = re.match(r"\w*", last).group(), re.findall(r"\.(\w+)", last), re.findall(r"#(\w+)", last)
            if tag in ("", "p") and set(names) <= set(classes) and set(ids) <= set(ident):
                weight = (len(ids), len(names), bool(tag) + len(selector.split()) - 1)
                if weight >= best[0]:
                    best = (weight, color)
        found[text] = best[1]
    return {f"c{n}": found[variant.values[f"texte{n}"]] for n in (1, 2, 3, 4)}
