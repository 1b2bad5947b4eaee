"""Programs in words as nested blocks: two spaces deeper inside «répéter», «si», «définir»."""

import re
from collections.abc import Sequence
from html import escape, unescape


def depth(text: str) -> int:
    return (len(text) - len(text.lstrip(" "))) // 2


def end_of_block(lines: Sequence[str], at: int) -> int:
    """The line after the body of the block of line ``at``."""
    end = at + 1
    while end < len(lines) and depth(lines[end]) > depth(lines[at]):
        end += 1
    return end


def _kind(text: str) -> str:
    for start, kind in (
        ("répéter", "loop"),
        ("si", "test"),
        ("définir", "event"),
        ("faire", "say"),
        ("quand", "event"),
    ):
        if text.startswith(start):
            return kind
    if text.startswith(("dire", "jouer", "afficher", "allumer", "éteindre")):
        return "say"
    return "var" if text.startswith(("mettre", "ajouter", "retirer")) else "move"


def blocks_html(program: str, current: int = -1, *, numbered: bool = False) -> str:
    """The program as nested blocks; the block of the line ``current`` is marked."""
    lines = program.strip("\n").split("\n")

    def part(at: int, end: int) -> str:
        found = ""
        while at < end:
            after, text = end_of_block(lines, at), lines[at].strip()
            label = f"{at + 1}. {escape(text)}" if numbered else escape(text)
            label = f'<mark aria-current="step">{label}</mark>' if at == current else f"<span>{label}</span>"
            inner = "\n" + part(at + 1, after) if after > at + 1 else ""
            found += f'<div class="sim-block {_kind(text)}">{label}{inner}</div>\n'
            at = after
        return found

    return f'<div class="sim-blocks">\n{part(0, len(lines))}</div>\n'


def read_blocks(page: str) -> str:
    """The program in words shown by a page."""
    lines, depth = [], -2
    for token in re.finditer(r"<div class=\"sim-block |</div>|<(?:span|mark)[^>]*>(.*?)</(?:span|mark)>", page):
        if token[0].startswith("<div"):
            depth += 1
        elif token[0] == "</div>":
            depth -= 1 if depth > -2 else 0
        elif depth > -2:
            lines.append("  " * (depth + 1) + re.sub(r"^\d+\. ", "", unescape(token[1])))
    return "\n".join(lines)
