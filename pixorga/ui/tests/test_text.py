"""No-break spaces of French typography: only where a space already stands, and never in code."""

import pytest

from pixorga.ui.text import french_spaces, french_spaces_in_html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Où est-il ?", "Où est-il~?"),
        ("Vrai ! Non ; si : voilà.", "Vrai~! Non~; si~: voilà."),
        ("Quoi ?! Il (oui ?) le dit", "Quoi~?! Il (oui~?) le dit"),
        ("48 % de 12 € par mois", "48~% de 12~€ par mois"),
        ("« Le mot »", "«~Le mot~»"),
        ("Il dit « non » ? Oui", "Il dit «~non~»~? Oui"),
        ("Déjà\u00a0là\u202f!", "Déjà~là\u202f!"),
        ("25 km, 3,5 Mo et 12 ko", "25~km, 3,5~Mo et 12~ko"),
        ("12 345 678 octets", "12~345~678~octets"),
        ("au 01 99 00 27 36", "au 01~99~00~27~36"),
        ("de 8 h 30 à 18 h", "de 8~h~30 à 18~h"),
    ],
)
def test_a_space_that_must_not_end_a_line(text: str, shown: str) -> None:
    assert french_spaces(text) == shown.replace("~", "\u00a0")


@pytest.mark.parametrize(
    "text",
    [
        "http://moulin.example/?page=2",
        "à 12:30 pile",
        "Collé! Sans espace?",
        "Ajoutez ?page=2 à l’adresse",
        "x != y, %20 et :racine",
        "musée -vente",
        "3 mains, 8 heures, 5 1234 et la salle B 12",
        "",
    ],
)
def test_nothing_is_added(text: str) -> None:
    assert french_spaces(text) == text


def test_tags_and_code_are_not_touched() -> None:
    html = '<p title="a ?">Tapez <code>pont : « x »</code> : où <strong>donc</strong> ?</p>\n<pre><code>a ; b ?</code></pre>'
    assert french_spaces_in_html(html) == (
        '<p title="a ?">Tapez <code>pont : « x »</code>\u00a0: où <strong>donc</strong>\u00a0?</p>\n'
        "<pre><code>a ; b ?</code></pre>"
    )


def test_entities_stay_whole() -> None:
    assert french_spaces_in_html("<p>a &lt; b &amp; c ?</p>") == "<p>a &lt; b &amp; c\u00a0?</p>"
