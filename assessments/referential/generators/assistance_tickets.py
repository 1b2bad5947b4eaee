"""A list of help requests: which one waits for the person, and what is asked?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Axelle", "Bastian", "Cyrine", "Dario", "Élodie", "Fodé", "Gaïa", "Hector", "Imane", "Jonathan")
SUBJECTS = ("Écran noir", "Pas de son", "Wi-Fi lent", "Session bloquée", "Clavier muet", "Imprimante absente")
ASKED = {
    "une copie d’écran": "Pouvez-vous nous envoyer une image de ce qui s’affiche ?",
    "le numéro de série": "Pouvez-vous recopier la référence gravée sous l’appareil, après « S/N » ?",
    "l’heure de la panne": "Pouvez-vous nous dire à quel moment précis cela s’est produit ?",
    "le nom du réseau": "Pouvez-vous nous dire à quel Wi-Fi l’appareil était relié ?",
}
STATES = ("nouvelle", "en cours", "résolue", "fermée", "en cours")
LAST = {
    "nouvelle": "Votre demande est enregistrée.",
    "en cours": "Merci de votre réponse, nous cherchons.",
    "résolue": "Le problème est réglé. Sans nouvelle de vous, la demande sera fermée.",
    "fermée": "Cette demande est terminée.",
}


def _window(body: str) -> str:
    return (
        '<div class="sim-window">\n<p class="sim-title">Assistance · mes demandes</p>\n'
        f'<h1 class="visually-hidden">Mes demandes</h1>\n{body}\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    subjects, numbers = rng.sample(SUBJECTS, 6), rng.sample(range(2100, 7900), 6)
    asked = rng.sample(sorted(ASKED), 4)
    states = ["en attente de votre réponse", *STATES]
    order = list(range(6))
    rng.shuffle(order)
    rows, screens = [], {}
    for place, index in enumerate(order, 1):
        number, subject, state = numbers[index], subjects[index], states[index]
        rows.append(f'<tr><td><a href="d{place}.html">{number}</a></td><td>{escape(subject)}</td><td>{state}</td></tr>')
        messages = [("Vous", f"Bonjour, {subject.lower().replace('wi-fi', 'Wi-Fi')} depuis ce matin.")]
        if state == "nouvelle":
            messages.append(("Assistance", LAST[state]))
        else:
            earlier = asked[1 + index % 3]
            messages += [("Assistance", ASKED[earlier]), ("Vous", "Voici ma réponse, en pièce jointe.")]
            messages.append(("Assistance", ASKED[asked[0]] if index == 0 else LAST[state]))
        bubbles = "\n".join(
            f'<p class="sim-bubble{" me" if who == "Vous" else ""}"><strong>{who}</strong> : {escape(text)}</p>'
            for who, text in messages
        )
        screens[f"d{place}"] = _window(
            f"<h2>Demande {number} : {escape(subject)}</h2>\n<p>État : {state}</p>\n"
            f'<div class="sim-chat">\n{bubbles}\n</div>\n<p><a href="p1.html">Toutes les demandes</a></p>'
        )
    screens["p1"] = _window(
        "<table><thead><tr><th>Numéro</th><th>Sujet</th><th>État</th></tr></thead><tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table>"
    )
    values = {"prenom": rng.choice(NAMES), "numero": str(numbers[0]), "quoi": asked[0]}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    page = next(text for text in variant.screens.values() if "<p>État : en attente de votre réponse" in text)
    number = re.search(r"<h2>Demande (\d+)", page).group(1)
    last = re.findall(r"</strong> : ([^<]+)</p>", page)[-1]
    clues = {
        "image": "une copie d’écran",
        "S/N": "le numéro de série",
        "moment": "l’heure de la panne",
        "Wi-Fi": "le nom du réseau",
    }
    return {"numero": number, "quoi": next(what for clue, what in clues.items() if clue in last)}
