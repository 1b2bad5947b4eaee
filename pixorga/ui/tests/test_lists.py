import pytest
from django.test import RequestFactory

from pixorga.ui.lists import holding, page_of, sort_of, words_of

COLUMNS = {"nom": ["sort_key", "id"], "date": ["-created_at", "id"]}


def get(query):
    return RequestFactory().get(f"/?{query}")


@pytest.mark.parametrize(
    "query, number, size",
    [
        ("", 1, 25),
        ("page=2", 2, 25),
        ("page=99", 8, 25),
        ("page=-1", 8, 25),
        ("page=x", 1, 25),
        ("page=%00", 1, 25),
        ("taille=10&page=3", 3, 10),
        ("taille=999999", 1, 25),
        ("taille=-10", 1, 25),
        ("taille=x", 1, 25),
        ("taille=²", 1, 25),
    ],
)
def test_page(query, number, size):
    page = page_of(request=get(query), rows=range(200), size=25)
    assert (page.number, page.paginator.per_page) == (number, size)


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", ("nom", ["sort_key", "id"])),
        ("tri=-nom", ("-nom", ["-sort_key", "-id"])),
        ("tri=-date", ("-date", ["created_at", "-id"])),
        ("tri=password", ("nom", ["sort_key", "id"])),
        ("tri=--nom", ("nom", ["sort_key", "id"])),
        ("tri=", ("nom", ["sort_key", "id"])),
    ],
)
def test_sort(query, expected):
    assert sort_of(request=get(query), columns=COLUMNS, default="nom") == expected


def test_on_paper_every_row_stands_on_one_page():
    page = page_of(request=get("impression=&taille=10&page=3"), rows=range(200), size=25)
    assert (page.number, len(page)) == (1, 200)
    assert len(page_of(request=get("impression"), rows=range(2001), size=25)) == 2000


def test_words_sought():
    assert words_of("  N’Guyen\x00 ÉLISE ") == ["n'guyen", "elise"]
    assert len(words_of("a " * 50)) == 10
    assert not holding(" \x00", key="sort_key")
