"""Search among the articles of a space: in memory, without case nor accents, words anywhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pixorga.help.articles import Article, Collection
from pixorga.ui.text import fold

LONGEST_QUERY = 100  # signs; what is beyond is not sought
WORDS_SOUGHT = 10
EXTRACT = 220  # signs

# (a word begins so, it is in the middle of one): a title outweighs any keyword, a keyword any text.
_TITLE, _KEYWORDS, _TEXT = (100, 60), (30, 18), (4, 1)
# They say nothing of what is sought, unless nothing else was typed.
_IDLE = frozenset(
    "a ai au aux avec ca ce ces cet cette c comment combien d dans de des du elle en es est et faire fait faut il ils j je l la "
    "le les leur leurs ma mais me mes mon n ne nos notre on ou par pas peut peux plus pour pourquoi puis qu quand que quel "
    "quelle quels quelles qui quoi s sa se ses si son sont suis sur t ta te tes toi ton tu un une vos votre vous y".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """``title`` and ``extract`` are HTML where the words sought are marked."""

    article: Article
    title: SafeString
    extract: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """``is_partial``: no article holds every word, these hold some. ``closest``: words of the articles, when none do."""

    matches: list[Match]
    is_partial: bool = False
    closest: tuple[str, ...] = ()


def words_of(typed: str) -> list[str]:
    """«Comment retrouver l’élève ?» -> ["retrouver", "eleve"]; a final «s» or «x» is left out, so that plurals match."""
    words = list(dict.fromkeys(re.findall(r"[a-z0-9]+", fold(typed[:LONGEST_QUERY].replace("\x00", "")))))
    useful = [word for word in words if word not in _IDLE]
    return [_singular(word) for word in (useful or words)[:WORDS_SOUGHT]]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def search(shelf: Collection, typed: str) -> Found:
    """The articles that hold every word typed, else some of them, else the words that look like them."""
    words = words_of(typed)
    if not words:
        return Found([])
    scores = {article: [_score(article, word) for word in words] for article in shelf.articles}
    whole = {article: sum(found) for article, found in scores.items() if all(found)}
    some = {article: sum(found) for article, found in scores.items() if any(found)}
    # Of those that hold some words only, the ones with the most words first.
    held = {article: sum(map(bool, scores[article])) for article in some}
    ranked = sorted(whole or some, key=lambda one: (-held[one], -some[one], one.order))
    if not ranked:
        return Found([], closest=_closest(shelf, words))
    matches = [Match(one, _marked(one.title, words), _extract(one, words)) for one in ranked]
    return Found(matches, is_partial=not whole)


@dataclass(frozen=True, slots=True)
class _Folded:
    title: str
    keywords: str
    text: str


@cache
def _folded(article_fields: tuple[str, str, str]) -> _Folded:
    return _Folded(*map(fold, article_fields))


def _fields(article: Article) -> _Folded:
    return _folded((article.title, " ".join(article.keywords), article.text))


def _score(article: Article, word: str) -> int:
    fields = _fields(article)
    total = 0
    for text, (begins, inside) in ((fields.title, _TITLE), (fields.keywords, _KEYWORDS)):
        if word in text:
            total += begins if _begins(word, text) else inside
    times = fields.text.count(word)
    if times:
        total += min(times, 5) * (_TEXT[0] if _begins(word, fields.text) else _TEXT[1])
    return total


def _begins(word: str, text: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){word}", text) is not None


def _closest(shelf: Collection, words: Iterable[str]) -> tuple[str, ...]:
    """What may have been meant: words of the titles and keywords that are spelt nearly so."""
    known: dict[str, str] = {}
    for article in shelf.articles:
        for word in re.findall(r"\w{4,}", " ".join([article.title.lower(), *article.keywords])):
            known.setdefault(fold(word), word)
    near = [match for word in words for match in get_close_matches(word, known, n=2, cutoff=0.72)]
    return tuple(dict.fromkeys(known[match] for match in near))[:3]


# --- Marks: positions in the folded text are brought back to the text itself, «œ» being two letters there ------------------
def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words are in ``text``, in order and apart: the whole word that begins so, or the piece inside one."""
    folded, places = [], []
    for place, sign in enumerate(text):
        bare = fold(sign) or " "
        folded.append(bare)
        places += [place] * len(bare)
    bare_text = "".join(folded)
    found: list[tuple[int, int]] = []
    for word in words:
        pattern = rf"(?<![a-z0-9]){word}[a-z0-9]{{0,2}}(?![a-z0-9])|{word}"
        found += [(places[one.start()], places[one.end() - 1] + 1) for one in re.finditer(pattern, bare_text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _marked(text: str, words: Iterable[str]) -> SafeString:
    pieces, end = [], 0
    for start, stop in _spans(text, words):
        pieces += [("", text[end:start]), ("mark", text[start:stop])]
        end = stop
    pieces.append(("", text[end:]))
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if tag else piece,) for tag, piece in pieces if piece)
    )


def _extract(article: Article, words: list[str]) -> SafeString:
    """Where the most words stand together; the first sentence when they are in the title or the keywords only."""
    spans, text = _spans(article.text, words), article.text
    if not spans:
        return format_html("{}", article.summary)
    window = EXTRACT - 40
    best = max(
        spans, key=lambda one: (len({fold(text[a:b]) for a, b in spans if one[0] <= a < one[0] + window}), -one[0])
    )
    start = max(0, best[0] - 40)
    if start:
        start = text.rfind(" ", 0, start) + 1
    end = min(len(text), start + EXTRACT)
    if end < len(text):
        end = text.rfind(" ", start, end)
    piece = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return _marked(piece, words)
