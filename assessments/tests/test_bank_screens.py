"""What simulated screens and drawings may hold."""

import pytest

from assessments.bank.screens import check_fragment, check_svg

PAGES = {"accueil", "contact"}


@pytest.mark.parametrize(
    "fragment",
    [
        "<h1>Un site</h1>",
        '<h1 class="visually-hidden">Un site</h1><p id="haut">a <a href="contact.html">b</a> <a href="#haut">c</a></p>',
        '<div class="sim-site"><h1>A</h1><details><summary>Suite</summary><p>b &lt;script&gt;</p></details></div>',
        '<h1>A</h1><table><thead><tr><th scope="col">N</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        '<h1>A</h1><nav aria-label="Menu"><a href="accueil.html#suite" aria-current="page">A</a></nav>',
    ],
)
def test_accepted(fragment):
    assert check_fragment(fragment, PAGES) == []


@pytest.mark.parametrize(
    ("fragment", "reason"),
    [
        ("", "la page est vide"),
        ("<p>Sans titre</p>", "la page doit avoir un seul <h1>"),
        ("<h1>A</h1><h1>B</h1>", "la page doit avoir un seul <h1>"),
        ("<!doctype html><html><body><h1>A</h1></body></html>", "la page doit être un fragment"),
        ("<h1>A</h1><script>alert(1)</script>", "l’élément <script> est interdit"),
        ("<h1>A</h1><style>p {}</style>", "l’élément <style> est interdit"),
        ('<h1>A</h1><img src="x.png" alt="">', "l’élément <img> est interdit"),
        ('<h1>A</h1><iframe src="/"></iframe>', "l’élément <iframe> est interdit"),
        ('<h1>A</h1><form action="/x" method="post"><button>B</button></form>', "l’élément <form> est interdit"),
        ("<h1>A</h1><svg><use href='#a'/></svg>", "l’élément <svg> est interdit"),
        ('<h1>A</h1><base href="https://evil.example/">', "l’élément <base> est interdit"),
        ('<h1>A</h1><meta http-equiv="refresh" content="0">', "l’élément <meta> est interdit"),
        ('<h1 onclick="x()">A</h1>', "l’attribut «onclick» est interdit"),
        ('<h1 ONMOUSEOVER="x()">A</h1>', "l’attribut «onmouseover» est interdit"),
        ('<h1 style="color: red">A</h1>', "l’attribut «style» est interdit"),
        ('<h1>A</h1><a href="contact.html" target="_top">B</a>', "l’attribut «target» est interdit"),
        ('<h1>A</h1><a href="javascript:alert(1)">B</a>', "le lien «javascript:alert(1)» doit mener"),
        ('<h1>A</h1><a href="https://site.example/">B</a>', "le lien «https://site.example/» doit mener"),
        ('<h1>A</h1><a href="//site.example/">B</a>', "le lien «//site.example/» doit mener"),
        ('<h1>A</h1><a href="../profil">B</a>', "le lien «../profil» doit mener"),
        ('<h1>A</h1><a href="perdue.html">B</a>', "le lien «perdue.html» mène à une page qui n’existe pas"),
        ("<h1>A</h1><!-- la réponse est 12 -->", "un commentaire ou une instruction est interdit"),
        ('<h1 id="a">A</h1><p id="a">B</p>', "l’identifiant «a» est écrit deux fois"),
    ],
)
def test_refused(fragment, reason):
    assert any(problem.startswith(reason) for problem in check_fragment(fragment, PAGES)), check_fragment(
        fragment, PAGES
    )


def _svg(inside: str, attributes: str = "") -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    "content",
    [
        _svg('<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/>'),
        _svg("<style>.a { fill: red }</style><title>Un plan</title>"),
    ],
)
def test_accepted_drawings(content):
    assert check_svg(content) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg", "SVG mal formé"),
        (b"<html/>", "ce fichier n’est pas un dessin SVG"),
        (_svg("<script>1</script>"), "l’élément <script> est interdit"),
        (_svg("<foreignObject/>"), "l’élément <foreignObject> est interdit"),
        (_svg('<image href="data:image/png;base64,"/>'), "l’élément <image> est interdit"),
        (_svg('<a href="https://x.example/"/>'), "l’élément <a> est interdit"),
        (_svg("", 'onload="x()"'), "l’attribut «onload» est interdit"),
        (_svg('<use xlink:href="https://x.example/#a"/>'), "le lien «https://x.example/#a» est interdit"),
        (_svg('<rect fill="url(https://x.example/)"/>'), "l’adresse de l’attribut «fill» est interdite"),
        (_svg("<style>@import 'x.css'</style>"), "une feuille de style ne peut rien charger"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "une déclaration <!DOCTYPE>",
        ),
    ],
)
def test_refused_drawings(content, reason):
    assert any(problem.startswith(reason) for problem in check_svg(content)), check_svg(content)
