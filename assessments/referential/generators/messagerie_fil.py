"""A group chat where the meeting changes twice: which hour and place in the end?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Anissa", "Barnabé", "Cléa", "Djibril", "Éléonore", "Fouad", "Giulia", "Henri", "Ismaël", "Joséphine")
PLACES = (
    "devant la gare",
    "au portail du parc",
    "à la fontaine",
    "devant le gymnase",
    "à l’arrêt du tram",
    "sous la halle",
    "devant la mairie",
)
TOPICS = ("le cinéma", "la course d’orientation", "le match", "la visite du phare", "l’exposé")


def generate(rng: Random) -> Variant:
    first, second, third, fourth = rng.sample(NAMES, 4)
    places = rng.sample(PLACES, 4)
    hours = [f"{quarter // 4} h {quarter % 4 * 15:02d}" for quarter in sorted(rng.sample(range(52, 76), 4))]
    start, end, never = rng.sample(range(4), 3)
    topic = rng.choice(TOPICS)
    minute = rng.randint(2, 20)
    lines = [
        (first, f"Pour {topic}, on se retrouve à {hours[start]}, {places[0]} ?"),
        (second, f"À {hours[start]}, je ne peux pas. À {hours[never]} non plus, j’ai un cours."),
        (first, f"Alors {hours[end]} ?"),
        (third, f"D’accord pour {hours[end]}. Mais je préfère {places[1]}, c’est plus près."),
        (fourth, f"Il y a des travaux là-bas. Plutôt {places[2]}."),
        (second, "Très bien pour moi, l’heure et le lieu."),
        (third, "Pareil."),
        (first, "Parfait, on fait comme ça. À samedi !"),
    ]
    bubbles = "\n".join(
        f'<div class="sim-bubble"><strong>{name}</strong><p>{escape(text)}</p>'
        f'<span class="sim-meta">17:{minute + 2 * rank:02d}</span></div>'
        for rank, (name, text) in enumerate(lines)
    )
    page = (
        f'<h1 class="visually-hidden">Conversation de groupe</h1>\n<div class="sim-phone">\n<p><strong>Groupe : {escape(topic)}'
        f'</strong></p>\n<div class="sim-chat">\n{bubbles}\n</div>\n</div>\n'
    )
    values = {"heure": hours[end], "lieu": places[2]}
    values |= {f"h{rank}": text for rank, text in enumerate(hours, 1)}
    values |= {f"l{rank}": text for rank, text in enumerate(sorted(places), 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    texts = re.findall(r"<p>([^<]+)</p>", variant.screens["p1"])
    hours = [hour for text in texts for hour in re.findall(r"\d+ h \d\d", text)]
    places = [place for text in texts for place in PLACES if escape(place) in text]
    return {"heure": hours[-1], "lieu": places[-1]}
