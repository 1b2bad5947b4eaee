"""The articles of a folder, read once by each process (restart to see a change)."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from pixorga.ui import markdown
from pixorga.ui.typography import french_spaces, french_spaces_in_html

FOLDER = Path(__file__).parent / "articles"
PICTURES = "help"  # under static/

_HEAD = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_PICTURE = re.compile(r"^!\[(?P<alt>[^\]\n]*)\]\((?P<name>[\w-]+\.(?:png|webp))\)$", re.MULTILINE)
_BLOCK_END = re.compile(r"</(?:p|li|h[234]|t[dh]|blockquote)>|<br>")
_FIELDS = {"title", "section", "order", "keywords"}


class WrongArticle(Exception):
    """A file that is not an article; the message names it."""


@dataclass(frozen=True)
class Article:
    """``source``: its Markdown. ``order`` is unique in its folder; ``keywords`` are the words that its text does not say."""

    slug: str
    title: str
    section: str
    order: int
    keywords: tuple[str, ...]
    source: str

    @cached_property
    def html(self) -> SafeString:
        return _html(self.source)

    @cached_property
    def html_under_title(self) -> SafeString:
        """The same where the title of the article is itself a part of the page: its headings go one level down."""
        return _html(re.sub(r"^(#{2,3}) ", r"#\1 ", self.source, flags=re.MULTILINE))

    @cached_property
    def text(self) -> str:
        """What is read on the screen, on one line."""
        html = markdown.render(_PICTURE.sub("", self.source), flavour="full")
        bare = unescape(strip_tags(_BLOCK_END.sub("\n", html)))
        lines = [" ".join(line.split()) for line in bare.splitlines()]
        # A heading or a cell that no sign ends would run into what follows.
        ended = [line if line[-1] in ".!?…:;," else f"{line} ·" for line in lines if line]
        return french_spaces(" ".join(ended).removesuffix(" ·"))

    @property
    def summary(self) -> str:
        """Its first sentence, which answers the question."""
        return re.split(r"(?<=[.!?…]) (?=[A-ZÀÉÊ«])", self.text, maxsplit=1)[0]

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """(file, alternative text), in order."""
        return [(found["name"], found["alt"]) for found in _PICTURE.finditer(self.source)]


def _html(source: str) -> SafeString:
    """Markdown goes through the sanitiser, which refuses pictures; ours are set between its pieces."""
    pieces, end = [], 0
    for found in _PICTURE.finditer(source):
        pieces += [_prose(source[end : found.start()]), _figure(found["name"], found["alt"])]
        end = found.end()
    return mark_safe("".join([*pieces, _prose(source[end:])]))  # noqa: S308 - each piece is safe


def _prose(source: str) -> SafeString:
    html = markdown.render(source, flavour="full")
    return mark_safe(french_spaces_in_html(html).replace("<table>", _TABLE).replace("</table>", "</table></div>"))  # noqa: S308


# A wide table scrolls by itself on a telephone; whoever has no mouse must reach it to scroll.
_TABLE = '<div class="help-table" role="group" aria-label="Tableau" tabindex="0"><table>'


def _figure(name: str, alt: str) -> SafeString:
    width, height = _size(name)
    return format_html(
        '<figure class="help-picture"><img src="{0}" alt="{1}" width="{2}" height="{3}" loading="lazy">'
        '<figcaption><a class="link-btn" href="{0}">Ouvrir l’image en grand</a></figcaption></figure>',
        static(f"{PICTURES}/{name}"),
        french_spaces(alt),
        width,
        height,
    )


def _size(name: str) -> tuple[int, int]:
    with Image.open(settings.BASE_DIR / "static" / PICTURES / name) as picture:
        return picture.size


@dataclass(frozen=True)
class Collection:
    """The articles of one space, in reading order."""

    articles: tuple[Article, ...]

    @cached_property
    def by_slug(self) -> dict[str, Article]:
        return {article.slug: article for article in self.articles}

    @cached_property
    def sections(self) -> list[tuple[str, list[Article]]]:
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            found.setdefault(article.section, []).append(article)
        return list(found.items())

    def around(self, article: Article) -> tuple[Article | None, Article | None]:
        """The one before and the one after."""
        place = self.articles.index(article)
        before = self.articles[place - 1] if place else None
        return before, self.articles[place + 1] if place + 1 < len(self.articles) else None


@cache
def collection(audience: str) -> Collection:
    """``audience``: «eleves» or «enseignants». Raises WrongArticle."""
    return read_folder(FOLDER / audience)


def read_folder(folder: Path) -> Collection:
    """Raises WrongArticle."""
    articles = sorted(map(read_article, folder.glob("*.md")), key=lambda article: article.order)
    for one, other in pairwise(articles):
        if one.order == other.order:
            raise WrongArticle(f"{folder.name} : «{one.slug}» et «{other.slug}» ont le même ordre, {one.order}.")
    return Collection(tuple(articles))


def read_article(path: Path) -> Article:
    """Raises WrongArticle."""
    found = _HEAD.fullmatch(path.read_text(encoding="utf-8"))
    if found is None:
        raise WrongArticle(f"{path.name} : l'en-tête entre deux lignes «---» manque.")
    # Not YAML, where a French title would need quotes because of its colon.
    head = dict(line.partition(": ")[::2] for line in found["head"].splitlines())
    if set(head) != _FIELDS or not all(head.values()) or not head["order"].isdecimal():
        raise WrongArticle(
            f"{path.name} : l'en-tête doit avoir une ligne title, section, order (un nombre) et keywords."
        )
    return Article(
        slug=path.stem,
        title=french_spaces(head["title"]),
        section=french_spaces(head["section"]),
        order=int(head["order"]),
        keywords=tuple(word.strip() for word in head["keywords"].split(",")),
        source=found["body"].strip(),
    )
