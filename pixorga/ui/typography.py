"""Lines that end where French typography, and a reader, want it: no-break spaces, whole words, addresses that break.

Nothing is put into what a reader copies but a no-break space where a space already stood.
"""

import re
from collections.abc import Iterator

# A space that must not end a line. «?page=2», «!=» and «%20» are not punctuation: what follows the mark tells.
_PUNCTUATION = r"(?<=«) | (?=»|[?!:;%€]++(?![\w=]|//))"
# «25 km», «12 300», «8 h 30», «01 99 00 27 36»: a number alone at the end of a line is not read with what it counts.
_UNITS = "km|cm|mm|m|kg|g|mg|L|cl|ml|[kKMGT]?i?[oO]|octets?|bits?|[kMG]bit/s|[kMG]?Hz|min|ms|[hs]|px|ppp|mn|°C|[kMG]?Wh?|V|dB|cts"
_NUMBER = "|".join(
    (
        rf"(?<=\d) (?=(?:{_UNITS}|\d{{3}})(?![\w’']))",
        r"(?<=\d h) (?=\d)",
        r"(?<=\b\d\d) (?=\d\d\b(?!:))",
        r"(?<=\b[nN]°) (?=\d)",
        r"(?<=[°′]) (?=\d)",
        r"(?<=\d) (?=× \d)",
        r"(?<=\d ×) (?=\d)",
        r"(?<=\bCC) (?=BY\b)",
        r"(?<=\bCC0) (?=\d)",
        r"(?<=\b(?:BY|SA|NC|ND)) (?=\d\.\d)",
    )
)
# Whole words: in a sentence only, for the narrow column of a table needs every place where it may break.
_WORDS = (
    "mètres?|kilomètres?|grammes?|euros?|centimes?|heures?|minutes?|secondes?|jours?|semaines?|mois|ans?|pixels?|points?"
    "|pages?|lignes?|fois|membres?|abonnés?|partages?|créneaux?|colonnes?"
)
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_COUNTED = "|".join(
    (
        rf"(?<=\d) (?=(?:{_WORDS}|{_MONTHS})(?!\w))",
        rf"(?<=\b1er) (?=(?:{_MONTHS})\b)",
        r"(?<=\b(?:M\.|p\.)) (?=[A-Z\d])",
        r"(?<=\bMme) (?=[A-Z])",
        r"(?<=\b[pP]age) (?=\d)",
        r"(?<=\b[vV]ersion) (?=\d)",
        r"(?<=\bniveau) (?=\d)",
        r"(?<=\bdiapositive) (?=\d)",
        r"(?<=\b[tT]itre) (?=\d)",
        r"(?<=\bsalle) (?=\d)",
        r"(?<=\bposte) (?=\d)",
        r"(?<=\bgroupe) (?=\d)",
        r"(?<=Ctrl) (?=\+)",
        r"(?<=Ctrl \+) (?=[A-Z]\b)",
        # «e × d», «q = 13»: a formula in a sentence.
        r"(?<=\b[a-z]) (?=[=×−≡] [\w(])",
        r"(?<=\b[a-z] [=×−≡]) (?=[\w(])",
    )
)
_TIED_IN_TABLES = re.compile(f"{_PUNCTUATION}|{_NUMBER}")
_TIED = re.compile(f"{_PUNCTUATION}|{_NUMBER}|{_COUNTED}")
_CODE_OR_TAG = re.compile(r'<(code|pre)\b.*?</\1>|<div class="sim-code".*?</ol>|<[^>]*>', re.DOTALL)
_PRE_OR_TAG = re.compile(r"<pre\b.*?</pre>|<[^>]*>", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<]{12,}|[\w-]+(?:\.[\w-]+)+/[^\s<]{8,}|(?<![\w/.])(?:/[\w-]+){2,}/[^\s<]+")
# Parted at their hyphen, these are misread: a name, a reference to copy, a pronoun after its verb.
_BEFORE, _AFTER = r"(?<![\w/.@-])", r"(?![\w-]|\.\w)"
_HYPHENED = re.compile(
    rf"{_BEFORE}(?:Wi-Fi|AAAA-MM-JJ|max-age(?:=\d+)?|[A-Z]{{1,3}}-\d{{2,5}}"
    rf"|\w{{1,14}}(?:-t)?-(?:ils?|elles?|on|vous|nous|les?|la|ce)){_AFTER}"
)
# Short domains, paths and names of files too, but in the narrow column of a table.
_ADDRESSED = re.compile(
    rf"{_BEFORE}(?:(?:[\w-]+\.)+(?:example|invalid)(?!/)|(?:/[\w-]+){{1,3}}(?!/)|\w+(?:-\w+)+\.[a-z]{{3,4}})(?![\w@-]|\.\w)"
)
LONGEST_WHOLE = 24
_NAME = re.compile(r"(?<=[./])\w+(?:-\w+)+(?=(?:<wbr>)?\.)")
_MAIL = re.compile(r"(?<=[\w-]@)([\w-]+(?:\.[\w-]+)*)(\.\w+)\b")
# After a slash, before a parameter or a part of the page, and before the last parts of a domain.
_JOINT = re.compile(r"(?<=[^/:]/)(?=[^/\s])|(?<=\w)(?=&amp;|#)|(?<=\w)(?<!www)(?=\.(?:[\w.-]+/|(?:example|invalid)\b))")


def french_spaces(text: str) -> str:
    """«Où ?» with a no-break space: before ? ! : ; » % €, after «, between a number and what it counts, and inside a number.

    No space is ever added, so «12:30» stays.
    """
    return _TIED.sub("\u00a0", text)


def french_spaces_in_html(html: str) -> str:
    """The same for the words of some HTML, where words with a hyphen («Wi-Fi», «a-t-il», «U-5273») stay whole too.

    Neither its tags nor its code are touched, and tables less.
    """
    parts, tables = [], 0
    for words, markup in _pieces(html, _CODE_OR_TAG):
        tied = _TIED_IN_TABLES if tables else _TIED
        parts += [_whole(tied.sub("\u00a0", words), in_table=tables > 0), markup]
        tables += markup.startswith("<table") - markup.startswith("</table")
    # The mark of a note stays with its word.
    return "".join(parts).replace(" <sup>", "\u00a0<sup>")


def _pieces(html: str, markup: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Some words and the markup after them, all along; no markup after the last ones."""
    end = 0
    for found in markup.finditer(html):
        yield html[end : found.start()], found[0]
        end = found.end()
    yield html[end:], ""


def _whole(text: str, *, in_table: bool) -> str:
    if "-" not in text:
        return text
    if not in_table:
        text = _ADDRESSED.sub(lambda found: _kept(found[0]), text)
    return _HYPHENED.sub(lambda found: _kept(found[0]), text)


def _kept(word: str) -> str:
    return f'<span class="whole">{word}</span>' if "-" in word and len(word) <= LONGEST_WHOLE else word


def breakable_addresses(html: str) -> str:
    """Addresses and paths that break at their joints rather than in a word. Nothing of it goes into what a reader copies."""
    return "".join(_breakable(words) + markup for words, markup in _pieces(html, _PRE_OR_TAG))


def _breakable_address(found: re.Match[str]) -> str:
    """Its joints, and never inside a name of the domain: what follows the hyphen would pass for another site."""
    return _NAME.sub(lambda name: _kept(name[0]), _JOINT.sub("<wbr>", found[0]))


def _breakable_domain(found: re.Match[str]) -> str:
    names = ".".join(map(_kept, found[1].split(".")))
    return f"<wbr>{names}<wbr>{found[2]}"


def _breakable(text: str) -> str:
    text = _ADDRESS.sub(_breakable_address, text) if "/" in text else text
    return _MAIL.sub(_breakable_domain, text) if "@" in text else text
