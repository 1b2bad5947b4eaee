"""Small programs, really run, shown step by step as pages of a simulated screen.

Python   ``trace(source)`` runs a program of ours line by line, ``run(source)`` at once; ``python_pages`` shows the steps
         (current line, variables, output), ``code_page`` the text alone, ``read_source`` reads it back from a page.
Words    ``to_python`` translates a program in words (``mettre score à 3``, ``répéter 2 fois`` …), ``block_pages`` runs it
         and shows it as blocks (``_blocks.py``; the robot on its grid is in ``_robots.py``).
Machine  ``machine_pages`` shows an automaton whose buttons lead from state to state.

Only programs written by us are run here: names are limited, but this is no prison for foreign code.
"""

import builtins
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from types import FrameType
from typing import Any

from assessments.referential.generators._blocks import blocks_html, depth

FILE = "<programme>"
PEOPLE = (
    "Amina Bilal Chloé Diego Elif Fanny Gaël Hana Ismaël Jade Kofi Léna Malo Nadia Oscar Priya Quentin Rosa Samir Thaïs "
    "Ugo Vera Wassim Yuna Zoé"
).split()
_ALLOWED = (
    "abs bool dict enumerate float int len list max min range reversed round set sorted str sum tuple zip "
    "Exception IndexError KeyError NameError TypeError ValueError ZeroDivisionError"
).split()


class TooLongError(Exception):
    """The program does not end soon enough."""


@dataclass(frozen=True, slots=True)
class Step:
    """Before line ``line`` runs (0 = the program is over). ``name`` is the running function, "" for the program."""

    line: int
    name: str
    depth: int
    variables: Mapping[str, str]
    local: Mapping[str, str]
    output: str


def show(value: Any) -> str:
    """A value as one writes it in Python, texts between double quotes."""
    if isinstance(value, str):
        return '"' + value.replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ", ".join(show(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _world(answers: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    written: list[str] = []
    waiting = list(answers)

    def fake_print(*values: Any, sep: str = " ", end: str = "\n") -> None:
        written.append(sep.join(str(value) for value in values) + end)

    def fake_input(question: str = "") -> str:
        answer = waiting.pop(0)
        written.append(f"{question}{answer}\n")
        return answer

    names = {name: getattr(builtins, name) for name in _ALLOWED}
    return {"__builtins__": names | {"print": fake_print, "input": fake_input}, "__name__": "programme"}, written


def _visible(names: Mapping[str, Any]) -> dict[str, str]:
    return {name: show(value) for name, value in names.items() if name[0] != "_" and not callable(value)}


def run(source: str, answers: Sequence[str] = ()) -> tuple[list[str], dict[str, Any]]:
    """The lines that the program writes, and its variables at the end."""
    world, written = _world(answers)
    exec(compile(source, FILE, "exec"), world)
    values = {name: value for name, value in world.items() if name[0] != "_" and not callable(value)}
    return "".join(written).splitlines(), values


def trace(source: str, answers: Sequence[str] = (), limit: int = 400) -> list[Step]:
    """Every step of the program; the last one has the line 0. The trace function of the caller is put back."""
    world, written = _world(answers)
    steps: list[Step] = []
    depth = 0

    def watch(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal depth
        if frame.f_code.co_filename != FILE:
            return None
        if event == "call":
            depth += 1
        elif event == "return":
            depth -= 1
        elif event == "line":
            inside = frame.f_code.co_name != "<module>"
            steps.append(
                Step(
                    frame.f_lineno,
                    frame.f_code.co_name if inside else "",
                    depth,
                    _visible(world),
                    _visible(frame.f_locals) if inside else {},
                    "".join(written),
                )
            )
            if len(steps) > limit:
                raise TooLongError(source)
        return watch

    code = compile(source, FILE, "exec")
    before = sys.gettrace()
    sys.settrace(watch)
    try:
        exec(code, world)
    finally:
        sys.settrace(before)
    return [*steps, Step(0, "", 0, _visible(world), {}, "".join(written))]


def failure(source: str, name: str) -> tuple[str, int, str]:
    """What the terminal says when the program fails, the line that failed and the kind of error."""
    world, written = _world(())
    lines = source.splitlines()
    try:
        exec(compile(source, FILE, "exec"), world)
    except Exception as error:
        text, place, at = ["Traceback (most recent call last):"], error.__traceback__, 0
        while place is not None:
            if place.tb_frame.f_code.co_filename == FILE:
                at, where = place.tb_lineno, place.tb_frame.f_code.co_name
                text += [f'  File "{name}", line {at}, in {where}', f"    {lines[at - 1].strip()}"]
            place = place.tb_next
        kind = type(error).__name__
        return "".join(written) + "\n".join([*text, f"{kind}: {error}"]), at, kind
    raise ValueError("this program does not fail")


# --- Pages of a program --------------------------------------------------------------------------------------------------


def code_html(source: str, line: int = 0) -> str:
    rows = []
    for number, text in enumerate(source.strip("\n").split("\n"), 1):
        shown = escape(re.sub(r"^ +", lambda found: "\u00a0" * len(found[0]), text)) or "\u00a0"
        rows.append(f'<li class="on" aria-current="step">{shown}</li>' if number == line else f"<li>{shown}</li>")
    return '<div class="sim-code"><ol>\n' + "\n".join(rows) + "\n</ol></div>\n"


def window(title: str, body: str) -> str:
    return (
        f'<h1 class="visually-hidden">{escape(title)}</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">{escape(title)}</p>\n{body}</div>\n'
    )


def names_html(caption: str, names: Mapping[str, str]) -> str:
    """A table of variables and their values."""
    if not names:
        return f'<p class="sim-meta">{escape(caption)} : aucune pour le moment.</p>\n'
    rows = "".join(f'<tr><th scope="row">{escape(k)}</th><td>{escape(v)}</td></tr>\n' for k, v in names.items())
    return f'<div class="sim-vars"><table><caption>{escape(caption)}</caption>\n{rows}</table></div>\n'


def output_html(text: str) -> str:
    if not text:
        return '<p class="sim-meta">Affichage : rien pour le moment.</p>\n'
    return f'<h2>Affichage</h2>\n<div class="sim-output"><pre>{escape(text.rstrip())}</pre></div>\n'


def toolbar(number: int, last: int, prefix: str = "p") -> str:
    step = f'<a class="sim-tool on" href="{prefix}{number + 1}.html">Pas suivant</a>\n' if number < last else ""
    return f'<div class="sim-toolbar">\n{step}<a class="sim-tool" href="{prefix}0.html">Recommencer</a>\n</div>\n'


def code_page(source: str, title: str, more: str = "") -> str:
    """One page with the program alone; ``more`` is HTML put after it."""
    return window(title, code_html(source) + more)


def python_pages(
    source: str,
    title: str,
    *,
    stop: int | None = None,
    answers: Sequence[str] = (),
    blocks: str = "",
    numbered: bool = False,
) -> dict[str, str]:
    """Pages p0, p1 …: the state after 0, 1 … steps. ``stop``: the last step that is shown.

    ``blocks``: the same program in words, line for line, shown as blocks instead of the Python text.
    """
    steps = trace(source.strip("\n"), answers)
    last = len(steps) - 1 if stop is None else min(stop, len(steps) - 1)
    pages = {}
    for number, step in enumerate(steps[: last + 1]):
        what = "Le bloc surligné est le prochain" if blocks else f"La ligne {step.line} est la prochaine"
        state = f"{what} à exécuter." if step.line else "Le programme est terminé."
        body = toolbar(number, last) + f"<p><strong>Pas {number}.</strong> {state}</p>\n"
        if number == last and step.line:
            body += '<p class="sim-note">Le pas à pas s’arrête ici. La suite est à vous.</p>\n'
        body += blocks_html(blocks, step.line - 1, numbered=numbered) if blocks else code_html(source, step.line)
        body += names_html("Variables du programme", step.variables)
        if step.name:
            body += names_html(f"Variables de {step.name}", step.local)
        pages[f"p{number}"] = window(title, body + output_html(step.output))
    return pages


# --- Programs in words ---------------------------------------------------------------------------------------------------

_WORDS = [
    (r"demander (\w+)", r"\1 = int(input())"),
    (r"mettre (\w+) à (.+)", r"\1 = \2"),
    (r"ajouter (.+) à (\w+)", r"\2 = \2 + \1"),
    (r"retirer (.+) à (\w+)", r"\2 = \2 - \1"),
    (r"répéter (\w+) fois", r"for _ in range(\1):"),
    (r"pour (\w+) de (\w+) à (\w+)", r"for \1 in range(\2, \3 + 1):"),
    (r"pour chaque (\w+) de (\w+)", r"for \1 in \2:"),
    (r"tant que (.+)", r"while \1:"),
    (r"sinon si (.+)", r"elif \1:"),
    (r"si (.+)", r"if \1:"),
    (r"sinon", r"else:"),
    (r"définir (\w+)", r"def \1():"),
    (r"définir (\w+\(.*\))", r"def \1:"),
    (r"faire (\w+)", r"\1()"),
    (r"faire (\w+\(.*\))", r"\1"),
    (r"dire (.+)", r"print(\1)"),
    (r"quand .*", r"pass"),
]
_SIGNS = [("≥", ">="), ("≤", "<="), ("≠", "!="), ("×", "*"), (" et ", " and "), (" ou ", " or "), ("nombre(", "int(")]


def to_python(program: str) -> str:
    """A program in words (``mettre score à 3``, ``si score > 5`` …) as Python, line for line."""
    lines = []
    for line in program.strip("\n").split("\n"):
        text = line.strip()
        for model, python in _WORDS:
            if re.fullmatch(model, text):
                text = re.sub(f"^{model}$", python, text)
                break
        else:
            raise ValueError(f"unknown instruction: {text}")
        if re.match(r"(if|elif|while) ", text):
            text = re.sub(r"(?<![<>=!]) = ", " == ", text)
        for sign, python in _SIGNS:
            text = text.replace(sign, python)
        text = re.sub(r"«\s*(.*?)\s*»", r'"\1"', text)
        lines.append("    " * depth(line) + text)
    return "\n".join(lines)


def block_pages(program: str, title: str, *, stop: int | None = None, numbered: bool = False) -> dict[str, str]:
    """Pages p0, p1 … of a program in words, shown as blocks and really run."""
    return python_pages(to_python(program), title, stop=stop, blocks=program, numbered=numbered)


def read_source(page: str) -> str:
    """The program shown by a page."""
    block = re.search(r'<div class="sim-code"><ol>(.*?)</ol>', page, re.S).group(1)
    return "\n".join(
        unescape(text).replace("\u00a0", " ").rstrip() for text in re.findall(r"<li[^>]*>(.*?)</li>", block)
    )


# --- Tabs and machine with buttons --------------------------------------------------------------------------------


def tab_pages(title: str, tabs: Mapping[str, str]) -> dict[str, str]:
    """Pages p0, p1 …: one by tab; ``tabs`` name of the tab → HTML below the tabs."""
    pages = {}
    for number, inside in enumerate(tabs.values()):
        bar = ""
        for other, label in enumerate(tabs):
            on = ' class="sim-tab on" aria-current="page"' if other == number else ' class="sim-tab"'
            bar += f'<a{on} href="p{other}.html">{escape(label)}</a>'
        pages[f"p{number}"] = window(title, f'<div class="sim-tabs">{bar}</div>\n{inside}')
    return pages


def terminal_html(text: str) -> str:
    return f'<div class="sim-terminal"><pre>{escape(text)}</pre></div>\n'


def machine_pages(
    title: str,
    states: Mapping[str, str],
    moves: Mapping[str, Mapping[str, str]],
    *,
    first: str,
    again: str = "Éteindre et rallumer",
) -> dict[str, str]:
    """One page by state: ``states`` page → HTML of what the machine shows, ``moves`` page → button → page."""
    pages, link = {}, f'<p><a href="{first}.html">{escape(again)}</a></p>\n'
    for page, shown in states.items():
        buttons = "".join(
            f'<a class="sim-tool" href="{to}.html">{escape(label)}</a>\n' for label, to in moves[page].items()
        )
        pages[page] = window(title, f'{shown}\n<div class="sim-toolbar">\n{buttons}</div>\n{link}')
    return pages
