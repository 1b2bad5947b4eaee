"""What the templates of a question need: addresses of its files, its texts as HTML, answers in words."""

import re
from datetime import datetime
from functools import lru_cache, partial
from html import unescape
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessments.answers import correct_answer, shown_response, wrong_fields
from assessments.bank.variant import Instance
from assessments.media import MediaLinks, links_for_answering, links_for_preview, scrolled_by_keyboard
from pixorga.ui import markdown
from pixorga.ui.typography import breakable_addresses, french_spaces, french_spaces_in_html

register = template.Library()
_CODE = re.compile(r"(<pre\b.*?</pre>)|<code>(.*?)</code>", re.DOTALL)
_OPTION_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"\S+")
_ARGUMENT = re.compile(
    r"(?<=[;_])(?=[^;:)\]])|(?<=\w\()(?=[^)])|(?<=[\])/*])(?=\()|(?<=>)(?=\w)|(?=</)|(?<=\w\\)(?=\w)"
)
_SIGNED = re.compile(r"-+\w{1,14}(?!\w):?")
# A longer word of code may have to break: 320 px hold no more, and an option is narrower than the statement.
WHOLE_WORD, WHOLE_WORD_IN_OPTION = 22, 16
# «-0.5, 1.5» is one thing.
WHOLE_CODE = 12


@register.filter
def until_day(moment: datetime) -> str:
    """«aujourd’hui à 14:05», «demain à 14:05», «dans 3 jours, le jeudi 26 novembre à 14:05»: days as people count them."""
    local = timezone.localtime(moment)
    days = (local.date() - timezone.localdate()).days
    hour = f"à {local:%H:%M}"
    if days <= 0:
        return f"aujourd’hui {hour}"
    if days == 1:
        return f"demain {hour}"
    return f"dans {days}\N{NO-BREAK SPACE}jours, le {date_format(local, 'l j F')} {hour}"


@register.simple_tag(takes_context=True)
def media_links(context: Context, *, instance: Instance, seq: int | None = None) -> MediaLinks:
    """From ``assessment`` and ``seq`` of the context when a pupil answers, else the addresses of the team's preview."""
    assessment = context.get("assessment")
    if assessment is None:
        return links_for_preview(instance)
    return links_for_answering(instance, assessment=assessment.public_id, seq=seq or context["seq"])


# The texts of a question are the same for a whole class: Markdown is the dearest part of the page.
@lru_cache(maxsize=2048)
def _rendered(text: str, flavour: markdown.Flavour) -> SafeString:
    html = scrolled_by_keyboard(french_spaces_in_html(markdown.render(text, flavour=flavour)))
    html = _CODE.sub(partial(_whole_words, longest=WHOLE_WORD), html)
    return mark_safe(breakable_addresses(html))  # noqa: S308 - harmless HTML, where only spaces and spans were put


def _whole_words(code: re.Match[str], *, longest: int) -> str:
    """Inline code whose short words stay on one line: a browser would part «-vente» after its hyphen."""
    if code[2] and " " in code[2] and len(unescape(code[2])) <= WHOLE_CODE:
        return f'<code class="code-word">{code[2]}</code>'
    return code[1] or f"<code>{_WORD.sub(partial(_whole_word, longest=longest), code[2])}</code>"


def _whole_word(word: re.Match[str], *, longest: int) -> str:
    written = unescape(word[0])
    if written.isalnum():
        return word[0]
    if len(written) <= longest:
        return f'<span class="code-word">{word[0]}</span>'
    # A formula breaks between two arguments, a tag before its end: not in the middle of a word.
    return "<wbr>".join(map(_whole_part, _ARGUMENT.split(written)))


def _whole_part(part: str) -> str:
    """A browser would part «-» from what it is between; in a longer part, only a sign from its word."""
    if "-" in part and len(part) <= WHOLE_WORD:
        return f'<span class="code-word">{escape(part)}</span>'
    if sign := _SIGNED.match(part):
        return f'<span class="code-word">{sign[0]}</span>{escape(part[sign.end() :])}'
    return escape(part)


@register.filter
def challenge_markdown(text: str) -> SafeString:
    return _rendered(text, "light")


@register.filter
def option_text(text: str) -> SafeString:
    """An option or a label: plain text, where `code` stands apart as in the statement."""
    parts = _OPTION_CODE.split(text)
    shown = [
        french_spaces_in_html(escape(part)) if turn % 2 == 0 else f"<code>{escape(part)}</code>"
        for turn, part in enumerate(parts)
    ]
    html = _CODE.sub(partial(_whole_words, longest=WHOLE_WORD_IN_OPTION), "".join(shown))
    return mark_safe(breakable_addresses(html))  # noqa: S308 - every part is escaped


@register.filter
def plain_option(text: str) -> str:
    """The same for a drop-down list, which shows text only."""
    return french_spaces(text.replace("`", ""))


@register.filter
def lesson_markdown(text: str) -> SafeString:
    """The body of a lesson: with its headings and links."""
    return _rendered(text, "full")


# For what is shown only: a value that is posted stays as its author wrote it.
register.filter("french_spaces", french_spaces, is_safe=True)
register.simple_tag(correct_answer)
register.simple_tag(shown_response)
register.simple_tag(wrong_fields)


@register.filter
def answered(choice: Any, value: str) -> bool:
    """Whether this value of a drop-down list is the one that was chosen."""
    return str(choice) == str(value)
