"""Every article, as its reader needs it: complete, short, its pictures there and its links alive."""

import re

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from PIL import Image

from pixorga.help.articles import FOLDER, Article, WrongArticle, collection, read_article, read_folder

AUDIENCES = {"eleves": "pixorga.urls.app", "enseignants": "pixorga.urls.orga"}
ARTICLES = [
    pytest.param(audience, one, id=f"{audience}/{one.slug}")
    for audience in AUDIENCES
    for one in collection(audience).articles
]
LONGEST = 400  # words
HEAVIEST = 60_000  # bytes of a picture

HEAD = "---\ntitle: Là : où ?\nsection: Là\norder: 1\nkeywords: ici, là\n---\n"


def written(tmp_path, text, name="un-article.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("audience, article", ARTICLES)
class TestEach:
    def test_it_is_short_and_answers_at_once(self, audience, article: Article):
        assert len(article.text.split()) <= LONGEST
        assert 5 <= len(article.summary.split()) <= 45
        assert article.source[0] not in "#![|-"

    def test_it_can_be_found(self, audience, article):
        assert len(article.keywords) >= 4
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", article.slug)

    def test_its_pictures_exist_are_light_and_are_described(self, audience, article):
        for name, alternative in article.pictures:
            path = settings.BASE_DIR / "static" / "help" / name
            assert path.is_file(), name
            assert path.stat().st_size <= HEAVIEST, name
            assert len(alternative.split()) >= 5, name
            with Image.open(path) as picture:
                assert picture.width >= 400, name
        # Anything else that looks like a picture would be shown as text.
        assert article.source.count("![") == len(article.pictures)

    def test_its_links_lead_somewhere(self, audience, article):
        for target in re.findall(
            r"(?<!!)\[[^\]]+\]\(([^)]+)\)", re.sub(r"^!\[.*$", "", article.source, flags=re.MULTILINE)
        ):
            if target.startswith("/"):
                try:
                    resolve(target, urlconf=AUDIENCES[audience])
                except Resolver404:
                    pytest.fail(f"{target} n'est pas une page de cet espace")
            else:
                assert target in collection(audience).by_slug, target
                assert target != article.slug

    def test_its_typography_is_french(self, audience, article):
        shown = (
            f"{article.title} {article.section} {' '.join(article.keywords)} {re.sub(r'`[^`]*`', '', article.source)}"
        )
        assert "'" not in shown, "’"
        assert '"' not in shown, "« »"
        assert "..." not in shown, "…"
        assert re.findall(r"«(?! )|(?<! )»", shown) == []

    def test_it_is_rendered_whole(self, audience, article):
        assert "<h1" not in article.html
        assert article.html.count("<figure") == len(article.pictures)
        assert re.findall(r"\*\*|\]\(|^#", article.html) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_sections_are_in_one_piece(audience):
    names = [article.section for article in collection(audience).articles]
    changes = [name for before, name in zip([None, *names], names, strict=False) if name != before]
    assert len(changes) == len(set(names))
    assert len({article.title for article in collection(audience).articles}) == len(names)


def test_folders_hold_nothing_else():
    assert {path.name for path in FOLDER.iterdir()} == set(AUDIENCES)
    assert {path.suffix for path in FOLDER.glob("*/*")} == {".md"}


class TestReading:
    def test_the_head_and_the_text(self, tmp_path):
        article = read_article(written(tmp_path, HEAD + "Ici : **là** &amp; <b>.\n\n## Suite\n\nFin."))
        assert (article.slug, article.title, article.section) == ("un-article", "Là\u00a0: où\u00a0?", "Là")
        assert article.keywords == ("ici", "là")
        assert article.text == "Ici\u00a0: là & <b>. Suite · Fin."
        assert "<strong>là</strong> &amp; &lt;b&gt;." in article.html

    @pytest.mark.parametrize(
        "text",
        [
            "Sans en-tête.",
            "---\ntitle\n---\nTexte",
            HEAD.replace("order: 1\n", "") + "Texte",
            HEAD.replace("order: 1", "order: un") + "Texte",
            HEAD.replace("ici, là", "") + "Texte",
            HEAD.replace("order: 1", "order: 1\nauthor: moi") + "Texte",
            HEAD.replace("keywords", "mots") + "Texte",
        ],
    )
    def test_a_wrong_head_is_named(self, tmp_path, text):
        with pytest.raises(WrongArticle, match=r"un-article\.md"):
            read_article(written(tmp_path, text))

    def test_two_articles_in_the_same_place(self, tmp_path):
        written(tmp_path, HEAD + "Un.")
        written(tmp_path, HEAD + "Deux.", name="un-autre.md")
        with pytest.raises(WrongArticle, match="même ordre"):
            read_folder(tmp_path)

    def test_headings_go_down_under_a_title(self, tmp_path):
        article = read_article(written(tmp_path, HEAD + "Un.\n\n## Deux\n\n### Trois"))
        assert "<h3>Deux</h3>" in article.html_under_title
        assert "<h4>Trois</h4>" in article.html_under_title
