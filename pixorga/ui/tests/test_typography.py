"""No-break spaces of French typography: only where a space already stands, and never in code."""

import re

import pytest

from pixorga.ui.typography import breakable_addresses, french_spaces, french_spaces_in_html


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
        ("au 01 99 00 27 36, le 18/08 07:37", "au 01~99~00~27~36, le 18/08 07:37"),
        ("le 12 mai, à 18 heures, n° 3", "le 12~mai, à 18~heures, n°~3"),
        ("niveau 3, diapositive 2, Titre 1, 4 colonnes", "niveau~3, diapositive~2, Titre~1, 4~colonnes"),
        ("M. Roux et Mme Dumas, p. 31", "M.~Roux et Mme~Dumas, p.~31"),
        ("53° 20′ 08″", "53°~20′~08″"),
        ("CC BY 4.0, CC BY-SA 4.0 et CC0 1.0", "CC~BY~4.0, CC~BY-SA~4.0 et CC0~1.0"),
        ("le 1er janvier, page 19, version 2", "le 1er~janvier, page~19, version~2"),
        ("1 800 MWh, salle 307, Ctrl + C", "1~800~MWh, salle~307, Ctrl~+~C"),
        ("e × d donne q = 13, (p − 1)", "e~×~d donne q~=~13, (p~−~1)"),
        ("1920 × 1080 pixels", "1920~×~1080~pixels"),
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
        "3 mains, 5 1234 et la salle B 12",
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


def test_a_narrow_column_may_break_between_a_number_and_a_word() -> None:
    html = "<p>12 mai</p><table><tr><td>12 mai, 3 km ?</td></tr></table><p>12 mai</p>"
    assert french_spaces_in_html(html) == (
        "<p>12\u00a0mai</p><table><tr><td>12 mai, 3\u00a0km\u00a0?</td></tr></table><p>12\u00a0mai</p>"
    )


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("https://moulin.example/rayon/velo?x=1/2", "https://moulin|.example/|rayon/|velo?x=1/|2"),
        (
            '<a href="/x/musee.example/salle/bleue">musee.example/salle/bleue</a>',
            '<a href="/x/musee.example/salle/bleue">musee|.example/|salle/|bleue</a>',
        ),
        ("<code>musee.example/salles/index.html</code>", "<code>musee|.example/|salles/|index.html</code>"),
        ("<pre>https://moulin.example/rayon/velo</pre>", "<pre>https://moulin.example/rayon/velo</pre>"),
        ("https://moulin.example/", "https://moulin|.example/"),
        ("www.moulin.example/velo?a=1&amp;b=2#fin", "www.moulin|.example/|velo?a=1|&amp;b=2|#fin"),
        ("lea.benoit@club-photo.example, @lea", 'lea.benoit@|<span class="whole">club-photo</span>|.example, @lea'),
        ("https://sport-tarbel.invalid/", 'https://<span class="whole">sport-tarbel</span>|.invalid/'),
        (
            "https://etat.example.guichet-voilier.example/demande",
            'https://etat|.example|.<span class="whole">guichet-voilier</span>|.example/|demande',
        ),
        ("/decouverte/lac/nord.html", "/decouverte/|lac/|nord.html"),
        ("et/ou, 12/03/2026, jeux/carte.pdf", "et/ou, 12/03/2026, jeux/carte.pdf"),
    ],
)
def test_an_address_breaks_at_its_joints(html: str, shown: str) -> None:
    assert breakable_addresses(html) == shown.replace("|", "<wbr>")


def test_words_with_a_hyphen_stay_whole_where_parting_them_hurts() -> None:
    words = "Le <b>Wi-Fi</b> a-t-il un code U-5273 ? Choisissez-les. Saint-Orlan, porte-parole-vous, piazza.example/pour-vous"
    shown = french_spaces_in_html(words)
    assert re.findall(r'<span class="whole">(.*?)</span>', shown) == ["Wi-Fi", "a-t-il", "U-5273", "Choisissez-les"]
    assert french_spaces_in_html("<code>a-t-il</code>") == "<code>a-t-il</code>"
    assert french_spaces_in_html("un mot <sup>3</sup>") == "un mot\u00a0<sup>3</sup>"


def test_a_short_address_stays_whole_but_in_a_table() -> None:
    words = "www.velo-brel.example, liste-camp.odt, /2022/ma-recette-9, velo-brel.example/plan, /une-longue/adresse-de-page-web"
    shown = french_spaces_in_html(f"<p>{words}</p>")
    kept = ["www.velo-brel.example", "liste-camp.odt", "/2022/ma-recette-9"]
    assert re.findall(r'<span class="whole">(.*?)</span>', shown) == kept
    assert "whole" not in french_spaces_in_html(f"<table><tr><td>{words}</td></tr></table>")


def test_a_listing_is_code() -> None:
    html = '<p>a ?</p><div class="sim-code"><ol><li>annee % 4 : x ?</li></ol></div><p>a ?</p>'
    assert french_spaces_in_html(html) == html.replace("a ?", "a\u00a0?")


def test_entities_stay_whole() -> None:
    assert french_spaces_in_html("<p>a &lt; b &amp; c ?</p>") == "<p>a &lt; b &amp; c\u00a0?</p>"
