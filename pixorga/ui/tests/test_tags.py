"""The components: what they draw, and that they refuse what they do not know."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from pixorga.ui import svg


def draw(source, query="", **context):
    context["request"] = RequestFactory().get(f"/liste{query}")
    return Template("{% load ui %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    "tag",
    [
        '{% icon "list" %}',
        '{% icon name="list" colour="red" %}',
        "{% meter 47 %}",
        "{% meter_row percent=47 %}",
        "{% ring 3 %}",
        "{% hexagon score=3 %}",
        "{% gauge 3 %}",
        '{% status "started" %}',
        '{% note "ok" %}x{% endnote %}',
        '{% empty_state name="x" %}x{% endempty_state %}',
        "{% pager rows=1 %}",
    ],
)
def test_parameters_are_keywords_and_known(tag):
    with pytest.raises(TemplateSyntaxError):
        draw(tag)


@pytest.mark.parametrize(
    "tag",
    [
        '{% icon name="licorne" %}',
        '{% icon name="list" size="xl" %}',
        '{% status of="lost" %}',
        '{% chip kind="blue" icon="list" text="x" %}',
        '{% note kind="joy" %}x{% endnote %}',
        "{% gauge step=6 %}",
        "{% gauge step=0 %}",
    ],
)
def test_values_are_known(tag):
    with pytest.raises((ValueError, KeyError)):
        draw(tag)


class TestIcon:
    def test_hidden_beside_a_word(self):
        expected = '<svg class="icon icon-s" aria-hidden="true"><use href="/static/icons/sprite.svg#i-list"/></svg>'
        assert draw('{% icon name="list" size="s" %}') == expected

    def test_named_when_alone(self):
        assert 'role="img" aria-label="Liste &lt;1&gt;"' in draw(
            '{% icon name="list" label=label %}', label="Liste <1>"
        )

    def test_every_icon_used_exists(self, settings):
        used = set()
        for path in (settings.BASE_DIR / "templates").rglob("*.html"):
            used |= set(re.findall(r'{% icon name="([^"]+)"(?!\|)', path.read_text(encoding="utf-8")))
        assert used <= svg.icon_names()


class TestMeter:
    @pytest.mark.parametrize(
        "value, top, width",
        [
            (47, 100, "47"),
            (21, 28, "75"),
            (1, 3, "33.3"),
            (0, 0, "0"),
            (None, 100, "0"),
            (120, 100, "100"),
            (9, 27, "33.3"),
        ],
    )
    def test_width(self, value, top, width):
        assert f'<rect width="{width}" height="10"/>' in draw("{% meter value=v max=m %}", v=value, m=top)

    def test_the_number_stands_beside(self):
        assert draw("{% meter_row value=47.6 %}").endswith("</svg><span>48\xa0%</span></span>")
        assert draw("{% meter_row value=7 max=28 %}").endswith("<span>25\xa0%</span></span>")
        assert draw('{% meter_row value=21 max=28 text="21" %}').endswith("<span>21</span></span>")
        assert draw("{% meter_row value=None %}").endswith("<span>–</span></span>")

    def test_parts_fill_the_bar_with_gaps(self):
        html = draw("{% meter_parts ok=2 wait=0 busy=1 rest=1 %}")
        assert re.findall(r'class="(seg-\w+)" x="([\d.]+)" width="([\d.]+)"', html) == [
            ("seg-ok", "0.0", "138.0"),
            ("seg-busy", "140.0", "69.0"),
            ("seg-rest", "211.0", "69.0"),
        ]

    def test_nobody(self):
        assert "<rect" not in draw("{% meter_parts ok=0 wait=0 busy=0 %}")


class TestRing:
    def value(self, tag):
        return re.findall(r'class="value"[^>]*stroke-dasharray="([^"]+)"', draw(tag))

    def test_level_three_and_sixty_percent(self):
        html = draw("{% ring level=3 progress=60 %}")
        assert 'pathLength="80" stroke-dasharray="8.6 1.4 8.6 1.4 8.6 1.4 5.2 100"' in html
        assert 'aria-label="Niveau 3"' in html
        assert ">3</text>" in html

    def test_not_started(self):
        html = draw("{% ring level=None %}")
        assert 'aria-label="Non commencé"' in html
        assert ">–</text>" in html
        assert 'class="value"' not in html

    def test_the_ends(self):
        assert self.value("{% ring level=0 %}") == []
        assert self.value("{% ring level=0 progress=50 %}") == ["4.3 100"]
        assert self.value("{% ring level=1 %}") == ["8.6 100"]
        assert self.value("{% ring level=8 progress=50 %}") == [" ".join(["8.6 1.4"] * 7 + ["8.6 100"])]

    def test_another_top(self):
        assert 'pathLength="50"' in draw("{% ring level=2 levels=5 %}")

    def test_result(self):
        html = draw("{% ring_result value=48 %}")
        assert 'aria-label="48\xa0%"' in html
        assert 'stroke-dasharray="480 1000"' in html
        assert 'stroke-dasharray="484 1000" stroke-dashoffset="2"' in html
        assert 'class="value"' not in draw("{% ring_result value=0 %}")


def test_hexagon():
    html = draw("{% hexagon pix=94 %}")
    assert 'aria-label="94 pix sur 1024"' in html
    assert 'pathLength="1024" stroke-dasharray="94 2048"' in html
    assert "hex-value" not in draw("{% hexagon pix=0 %}")


def test_gauge():
    html = draw("{% gauge step=3 %}")
    assert re.findall(r"<li([^>]*)>", html) == ["", ' class="after-done"', ' class="after-done"', "", ""]
    assert html.count(", faite") == 2
    assert '<span class="step" aria-current="step">3</span>' in html


def test_statuses_are_the_words_of_the_guide():
    words = {of: re.sub(r"<[^>]+>", "", draw("{% status of=of %}", of=of)) for of in ("started", "to-share", "shared")}
    assert words == {"started": "En cours de test", "to-share": "En attente", "shared": "Résultats reçus"}
    assert draw('{% status of="shared" percent=47 %}').endswith("<span>47\xa0%</span></span>")
    assert "%" not in draw('{% status of="to-share" percent=47 %}')  # nothing before the sending


def test_note_and_empty_state():
    html = draw('{% note kind="ok" role="status" %}<p>{{ name }}</p>{% endnote %}', name="<b>")
    assert html.startswith('<div class="note note-ok" role="status"><svg')
    assert html.endswith("<div><p>&lt;b&gt;</p></div></div>")
    html = draw('{% empty_state title=title level=3 %}<a href="/x">Créer</a>{% endempty_state %}', title="Rien & rien")
    assert html.endswith('<h3>Rien &amp; rien</h3><a href="/x">Créer</a></div>')


def test_panel():
    html = draw('{% panel id="p" title="Titre" %}corps{% endpanel %}')
    assert 'aria-labelledby="p"' in html
    assert '<h2 id="p">Titre</h2>' in html


class TestLists:
    def pager(self, query="", rows=60, size=25):
        page = Paginator(range(rows), size).get_page(int(re.search(r"page=(\d+)", query or "page=1")[1]))
        return draw('{% pager page=page unit="campagnes" %}', query, page=page)

    def test_first_page(self):
        html = self.pager("?page=1&q=a%26b&tri=nom")
        assert "Page&nbsp;: 1&nbsp;/&nbsp;3" in html
        assert 'href="?page=2&amp;q=a%26b&amp;tri=nom" rel="next"' in html
        assert html.count('aria-disabled="true"') == 1
        assert "60 campagnes" in html

    def test_the_size_form_keeps_the_rest_and_starts_again(self):
        html = self.pager("?page=2&q=a&taille=25")
        assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', html) == [("q", "a")]
        assert "<option selected>25</option>" in html
        assert "data-autosubmit" in html
        assert "data-without-script" in html

    def test_an_unusual_size_is_shown(self):
        assert "<option selected>7</option>" in self.pager(size=7)

    @pytest.mark.parametrize(
        "sort, aria, link",
        [
            ("nom", ' aria-sort="ascending"', "?q=x&amp;tri=-nom"),
            ("-nom", ' aria-sort="descending"', "?q=x&amp;tri=nom"),
            ("date", "", "?q=x&amp;tri=nom"),
        ],
    )
    def test_sort_header(self, sort, aria, link):
        html = draw('{% sort_header key="nom" label="Nom" sort=sort css="right" %}', "?q=x&page=3", sort=sort)
        assert html.startswith(
            f'<th role="columnheader" scope="col" class="right"{aria}><a class="sort" href="{link}">Nom<svg'
        )

    def test_hidden_query(self):
        html = draw('{% hidden_query without="page" %}', "?page=2&c=1&c=2&n=%22%3E")
        assert html == (
            '<input type="hidden" name="c" value="1"><input type="hidden" name="c" value="2">'
            '<input type="hidden" name="n" value="&quot;&gt;">'
        )


class Sample(forms.Form):
    name = forms.CharField(
        label="Nom", help_text="Visible par votre équipe.", error_messages={"required": "Donnez un nom."}
    )
    title = forms.CharField(label="Titre", required=False, max_length=50)
    ask = forms.ChoiceField(label="Demander ?", choices=[("n", "Non"), ("o", "Oui")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="D’accord")
    secret = forms.CharField(widget=forms.HiddenInput)


class TestForms:
    def field(self, name, data=None):
        return re.sub(r">\s+<", "><", draw("{{ form." + name + ".as_field_group }}", form=Sample(data)))

    def test_label_field_and_hint(self):
        assert self.field("name") == (
            '<div class="field"><div class="label-row"><label for="id_name">Nom</label></div>'
            '<input type="text" name="name" class="input" required aria-describedby="id_name_helptext" id="id_name">'
            '<p class="hint" id="id_name_helptext">Visible par votre équipe.</p></div>'
        )

    def test_error(self):
        html = self.field("name", {})
        assert '<div class="field field-error">' in html
        assert 'aria-invalid="true"' in html
        assert 'aria-describedby="id_name_helptext id_name_error"' in html
        assert '<div class="error" id="id_name_error">' in html
        assert "<p>Donnez un nom.</p>" in html

    def test_optional_says_so_with_its_length(self):
        assert '<span class="hint">Facultatif, 50 caractères</span>' in self.field("title")

    def test_what_was_typed_stays(self):
        assert 'value="&lt;Été&gt;"' in self.field("title", {"title": "<Été>"})

    def test_radio_is_a_fieldset(self):
        html = self.field("ask", {})
        assert '<fieldset class="field field-error" id="id_ask" tabindex="-1" aria-describedby="id_ask_error">' in html
        assert "<legend>Demander ?</legend>" in html
        assert html.count('<label class="choice"') == 2

    def test_one_checkbox(self):
        assert '<label class="choice" for="id_agree"><input type="checkbox"' in self.field("agree")

    def test_hidden_stays_bare(self):
        assert self.field("secret").startswith('<input type="hidden"')

    def test_the_summary_leads_to_each_field(self):
        html = draw("{% form_errors form=form %}", form=Sample({"secret": "x"}))
        assert html.startswith('<div class="note note-wrong" role="alert">')
        assert re.findall(r'<a href="#(\w+)">', html) == ["id_name", "id_ask", "id_agree"]
        assert draw("{% form_errors form=form %}", form=Sample()) == ""

    def test_the_summary_says_what_is_wrong_as_a_whole(self):
        form = Sample({"name": "x", "ask": "n", "agree": "1", "secret": "x"})
        form.add_error(None, "Tout est <faux>.")
        assert "<b>Tout est &lt;faux&gt;.</b>" in draw("{% form_errors form=form %}", form=form)


def test_links_of_the_navigation():
    request = RequestFactory().get("/")
    request.resolver_match = type("Match", (), {"url_name": "home"})
    render = Template('{% load ui %}{% nav_link to="home" label="Accueil" %}').render
    assert render(Context({"request": request})) == '<a href="/" aria-current="page">Accueil</a>'
    request.resolver_match.url_name = "campaign_detail"
    source = '{% load ui %}{% nav_link to="home" label="A" prefixes="x camp" %}{% nav_link to="absent" label="B" %}'
    assert Template(source).render(Context({"request": request})) == '<a href="/" aria-current="true">A</a>'
