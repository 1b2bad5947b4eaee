import re

import pytest

from pixorga.ui.markdown import render


def test_what_a_teacher_types():
    text = "Bonjour **à tous** !\nPrenez *votre* temps.\n\n- un\n- deux\n\n> cité\n\n`code`"
    assert render(text) == (
        "<p>Bonjour <strong>à tous</strong> !<br>\nPrenez <em>votre</em> temps.</p>\n<ul>\n<li>un</li>\n<li>deux</li>\n"
        "</ul>\n<blockquote>\n<p>cité</p>\n</blockquote>\n<p><code>code</code></p>"
    )


def test_tables_carry_no_inline_style():
    html = render("|a|b|\n|:-|-:|\n|1|2|")
    assert "<td>2</td>" in html
    assert "style" not in html


def test_html_stays_text():
    assert render("<b onclick=x>a</b> &amp; <script>alert(1)</script>") == (
        "<p>&lt;b onclick=x&gt;a&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_titles_are_for_our_own_texts():
    assert render("# Titre\n\nSuite\n=====") == "<p># Titre</p>\n<p>Suite<br>\n=====</p>"
    assert render("## Titre", flavour="full") == "<h2>Titre</h2>"


def test_links_only_where_allowed():
    text = "[ici](https://exemple.fr/a)"
    assert render(text) == "<p>ici</p>"
    expected = '<p><a href="https://exemple.fr/a" rel="noopener noreferrer">ici</a></p>'
    assert render(text, flavour="links") == expected


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](https://exemple.fr/pixel.png)",
        "![x][r]\n\n[r]: https://exemple.fr/pixel.png",
        '[x](https://exemple.fr" onmouseover="alert(1))',
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "```html\n</code></pre><script>alert(1)</script>\n```",
    ],
)
@pytest.mark.parametrize("flavour", ["light", "links", "full"])
def test_nothing_harmful_passes(text, flavour):
    html = render(text, flavour=flavour)
    for tag in re.findall(r"<[^>]+>", html):
        assert re.fullmatch(
            r'</?(p|code|pre|br)>|</a>|<a( href="https://[^"]*")?( title="[^"]*")? rel="noopener noreferrer">', tag
        ), html


@pytest.mark.parametrize("text", ["", "\x00", "*" * 3000, "[" * 2000, "> " * 300 + "x", "`" * 999, "<" * 2000])
def test_odd_texts_neither_fail_nor_last(text):
    render(text, flavour="full")


def test_the_empty_corner_of_a_table_is_no_header() -> None:
    html = render("|  | lundi |\n|---|---|\n| matin | 3 |")
    assert "<th></th>" not in html
    assert "<td></td>" in html
    assert "<th>lundi</th>" in html
