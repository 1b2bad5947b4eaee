"""An encyclopedia article with numbered notes: which source backs a given sentence?"""

import re
from random import Random

from assessments.variants import Variant

MONUMENTS = [
    "Halle de Montaubry",
    "Château de Brissol",
    "Phare de la Roussette",
    "Collège de Mirandelle",
    "Manoir de Sarcenne",
]

# (what the question says, what the article says), by section of the article
FACTS = {
    "Construction": [
        ("la pierre vient de la carrière de Roqueplan", "Les blocs de pierre sont tirés de la carrière de Roqueplan."),
        ("240 ouvriers ont travaillé sur le chantier", "Le chantier occupe jusqu’à 240 ouvriers."),
        ("les travaux ont coûté 18 000 livres", "La dépense totale atteint 18 000 livres."),
    ],
    "Histoire": [
        ("un incendie a détruit les archives en 1794", "Les archives disparaissent dans un incendie en 1794."),
        (
            "le peintre Amaury Delvincourt y a travaillé",
            "Le peintre Amaury Delvincourt y travaille de 1861 à 1863.",
        ),
        ("la foudre a frappé le toit en 1887", "En 1887, la foudre tombe sur le toit et brûle la charpente."),
    ],
    "Époque contemporaine": [
        ("le bâtiment a servi d’hôpital en 1916", "En 1916, un hôpital militaire occupe les lieux."),
        ("la façade a été repeinte en 1952", "La façade reçoit une nouvelle peinture en 1952."),
        ("un film y a été tourné en 1968", "Une équipe de cinéma y tourne un film en 1968."),
    ],
}
AUTHORS = [
    ("Nora", "Valdès"),
    ("Odile", "Perrachon"),
    ("Yves", "Kermadec"),
    ("Samir", "Belkhodja"),
    ("Lise", "Aubertin"),
    ("Gaspard", "Tréville"),
    ("Inès", "Mouchet"),
    ("Paul", "Ostrowski"),
    ("Clara", "Dumontel"),
    ("Hugo", "Rivallan"),
]
WOMEN = {"Nora", "Odile", "Lise", "Inès", "Clara"}
TITLES = [
    "Pierres et chemins du pays de Brolle",
    "Promenades dans la vallée de la Sarcelle",
    "Vieilles demeures du Hautval",
    "Histoire illustrée du canton",
    "Le patrimoine oublié",
    "Carnets d’un archiviste",
    "Mémoires de la province",
]
PUBLISHERS = ["Éditions du Talus", "Presses de Clarmont", "Éditions de la Dourne", "Cahiers du Hautval"]


FOOT = (
    "Les textes sont sous licence Creative Commons Attribution – Partage dans les mêmes conditions 4.0 ; "
    "chaque image a sa propre licence."
)


def _page(title: str, slug: str, body: str) -> str:
    return f"""<h1 class="visually-hidden">{title} – Ancolie</h1>
<div class="sim-browser">
  <div class="sim-tabs"><span class="sim-tab on">{title} – Ancolie</span></div>
  <div class="sim-address">https://ancolie.example/wiki/{slug}</div>
  <div class="sim-page">
    <header class="sim-site-head"><strong>Ancolie</strong> <span>L’encyclopédie libre</span></header>
    <span class="sim-search">Rechercher dans Ancolie</span>
    <nav class="sim-nav" aria-label="Onglets de la page">
      <a href="article.html" aria-current="page">Article</a>
    </nav>
    <article class="sim-article">
      <h2>{title}</h2>
{body}
    </article>
    <footer class="sim-foot">{FOOT}</footer>
  </div>
</div>
"""


def generate(rng: Random) -> Variant:
    monument = rng.choice(MONUMENTS)
    # Two facts of each section, in the order of time.
    sections = {name: sorted(rng.sample(facts, 2), key=facts.index) for name, facts in FACTS.items()}
    facts = [fact for pair in sections.values() for fact in pair]
    asked, unsourced, *others = rng.sample(facts, len(facts))

    authors, titles = rng.sample(AUTHORS, 4), rng.sample(TITLES, 4)
    years = rng.sample(range(1971, 2019), 4)
    order = [0, 1, 2, 3, rng.randrange(4)]  # five sourced sentences, four sources: one source serves twice
    rng.shuffle(order)
    source_of = dict(zip([asked, *others], order, strict=True))

    numbers: dict[int, int] = {}  # source -> number, in the order of the article
    body = []
    for name, pair in sections.items():
        sentences = []
        for fact in pair:
            if fact == unsourced:
                mark = "<sup>[référence nécessaire]</sup>"
            else:
                number = numbers.setdefault(source_of[fact], len(numbers) + 1)
                mark = f'<sup><a href="#n{number}">[{number}]</a></sup>'
            sentences.append(f"{fact[1].rstrip('.')}{mark}.")
        body.append(f"      <h3>{name}</h3>\n      <p>{' '.join(sentences)}</p>")

    notes = []
    for source, number in sorted(numbers.items(), key=lambda item: item[1]):
        first, last = authors[source]
        start = rng.randint(11, 180)
        pages = f"p. {start}-{start + rng.randint(2, 9)}"
        text = f"{first} {last}, <em>{titles[source]}</em>, {rng.choice(PUBLISHERS)}, {years[source]}, {pages}"
        if number % 2 == 0:
            text += f" (exemplaire numérisé, consulté le {rng.randint(2, 28)} mars {rng.choice([2022, 2023, 2024])})"
        notes.append(f'        <li id="n{number}">{text}.</li>')
    body.append("      <h3>Notes et références</h3>\n      <ol>\n" + "\n".join(notes) + "\n      </ol>")

    source = source_of[asked]
    first, last = authors[source]
    return Variant(
        values={
            "monument": monument,
            "fait": asked[0],
            "prenom": first,
            "de_prenom": ("d’" if first[0] in "AEIOUYH" else "de ") + first,
            "initiale": first[0],
            "civilite": "Mme" if first in WOMEN else "M.",
            "nom": last,
            "annee": str(years[source]),
            "numero": str(numbers[source]),
        },
        screens={"article": _page(monument, monument.replace(" ", "_"), "\n".join(body))},
    )


def solve(variant: Variant) -> dict[str, str]:
    html = variant.screens["article"]
    sentence = dict(fact for facts in FACTS.values() for fact in facts)[variant.values["fait"]]
    number = re.search(re.escape(sentence.rstrip(".")) + r'<sup><a href="#n(\d+)">', html)[1]
    note = re.search(rf'<li id="n{number}">(.*?)</li>', html)[1]
    author = note.split(",")[0]
    year = re.search(r", (\d{4}), p\.", note)[1]
    return {"auteur": author, "annee": year}
