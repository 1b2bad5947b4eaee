"""Small programs, really run, shown step by step as pages of a simulated screen.

Python   ``trace(source)`` runs a program of ours line by line, ``run(source)`` at once; ``python_pages`` shows the steps
         (current line, variables, output), ``code_page`` the text alone, ``read_source`` reads it back from a page.
Words    ``to_python`` translates a program in words (``mettre score à 3``, ``répéter 2 fois`` …), ``block_pages`` runs it
         and shows it as blocks, ``read_blocks`` reads it back.
Robot    a program in words (``avancer``, ``tourner à droite``, ``répéter 3 fois``, ``si mur devant`` …, two spaces deeper
         inside a block) on a grid: ``simulate`` runs it, ``robot_pages`` shows it, ``read_robot`` reads a page back.
Machine  ``machine_pages`` shows an automaton whose buttons lead from state to state.

Only programs written by us are run here: names are limited, but this is no prison for foreign code.
"""

import builtins
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from types import FrameType
from typing import Any

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
        lines.append("    " * _depth(line) + text)
    return "\n".join(lines)


def block_pages(program: str, title: str, *, stop: int | None = None, numbered: bool = False) -> dict[str, str]:
    """Pages p0, p1 … of a program in words, shown as blocks and really run."""
    return python_pages(to_python(program), title, stop=stop, blocks=program, numbered=numbered)


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


def read_source(page: str) -> str:
    """The program shown by a page."""
    block = re.search(r'<div class="sim-code"><ol>(.*?)</ol>', page, re.S).group(1)
    return "\n".join(
        unescape(text).replace("\u00a0", " ").rstrip() for text in re.findall(r"<li[^>]*>(.*?)</li>", block)
    )


# --- Robot on a grid -----------------------------------------------------------------------------------------------------

Cell = tuple[int, int]
HEADINGS = {"haut": (0, -1), "droite": (1, 0), "bas": (0, 1), "gauche": (-1, 0)}
ORDER = tuple(HEADINGS)
ARROWS = {"haut": "↑", "droite": "→", "bas": "↓", "gauche": "←"}


@dataclass(frozen=True, slots=True)
class Board:
    width: int
    height: int
    start: Cell
    heading: str = "droite"
    walls: frozenset[Cell] = frozenset()
    star: Cell | None = None
    turns: bool = True  # False: the robot is shown as a dot, it slides without turning

    def free(self, cell: Cell) -> bool:
        return 0 <= cell[0] < self.width and 0 <= cell[1] < self.height and cell not in self.walls


@dataclass(frozen=True, slots=True)
class Moment:
    """After the line ``line`` of the program (−1 before the first one). ``bumped``: a wall or an edge stopped the robot."""

    line: int
    cell: Cell
    heading: str
    bumped: bool = False


@dataclass(slots=True)
class _Robot:
    board: Board
    lines: list[str]
    cell: Cell
    heading: str
    moments: list[Moment] = field(default_factory=list)
    blocks: dict[str, int] = field(default_factory=dict)


def name(cell: Cell) -> str:
    """(1, 2) → B3."""
    return "ABCDEFGHIJ"[cell[0]] + str(cell[1] + 1)


def _depth(text: str) -> int:
    return (len(text) - len(text.lstrip(" "))) // 2


def _body(lines: Sequence[str], at: int) -> int:
    """The line after the body of the block of line ``at``."""
    end = at + 1
    while end < len(lines) and _depth(lines[end]) > _depth(lines[at]):
        end += 1
    return end


def simulate(program: str, board: Board, limit: int = 200) -> list[Moment]:
    """Every move and turn, one by one."""
    lines = program.strip("\n").split("\n")
    robot = _Robot(board, lines, board.start, board.heading, [Moment(-1, board.start, board.heading)])
    _play(robot, 0, len(lines), limit)
    return robot.moments


def _play(robot: _Robot, at: int, end: int, limit: int) -> None:
    while at < end:
        if len(robot.moments) > limit:
            raise TooLongError("\n".join(robot.lines))
        text, after = robot.lines[at].strip(), _body(robot.lines, at)
        if found := re.fullmatch(r"répéter (\d+) fois", text):
            for _ in range(int(found[1])):
                _play(robot, at + 1, after, limit)
        elif text == "répéter jusqu’à l’étoile":
            while robot.cell != robot.board.star:
                _play(robot, at + 1, after, limit)
        elif text in ("si mur devant", "si case libre devant"):
            wall = not robot.board.free(_next(robot.cell, robot.heading))
            other = after < end and robot.lines[after].strip() == "sinon"
            stop = _body(robot.lines, after) if other else after
            if wall == (text == "si mur devant"):
                _play(robot, at + 1, after, limit)
            elif other:
                _play(robot, after + 1, stop, limit)
            after = stop
        elif text.startswith("quand "):
            pass
        elif text.startswith("définir "):
            robot.blocks[text.removeprefix("définir ")] = at
        elif text.startswith("faire "):
            where = robot.blocks[text.removeprefix("faire ")]
            _play(robot, where + 1, _body(robot.lines, where), limit)
        else:
            _act(robot, at, text)
        at = after


def _next(cell: Cell, heading: str) -> Cell:
    return cell[0] + HEADINGS[heading][0], cell[1] + HEADINGS[heading][1]


def _act(robot: _Robot, at: int, text: str) -> None:
    bumped = False
    if found := re.fullmatch(r"avancer(?: de (\d+) cases?)?", text):
        moves, heading = int(found[1] or 1), robot.heading
    elif found := re.fullmatch(r"aller (?:à|en) (haut|droite|bas|gauche)(?: de (\d+) cases?)?", text):
        moves, heading = int(found[2] or 1), found[1]
    elif found := re.fullmatch(r"tourner à (droite|gauche)", text):
        turn = 1 if found[1] == "droite" else -1
        moves, heading = 0, ORDER[(ORDER.index(robot.heading) + turn) % 4]
        robot.heading = heading
    else:
        raise ValueError(f"unknown instruction: {text}")
    for _ in range(moves):
        ahead = _next(robot.cell, heading)
        bumped = bumped or not robot.board.free(ahead)
        robot.cell = robot.cell if bumped else ahead
    robot.moments.append(Moment(at, robot.cell, robot.heading, bumped))


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
    return "var" if text.startswith(("mettre", "ajouter")) else "move"


def blocks_html(program: str, current: int = -1, *, numbered: bool = False) -> str:
    """The program as nested blocks; the block of the line ``current`` is marked."""
    lines = program.strip("\n").split("\n")

    def part(at: int, end: int) -> str:
        found = ""
        while at < end:
            after, text = _body(lines, at), lines[at].strip()
            label = f"{at + 1}. {escape(text)}" if numbered else escape(text)
            label = f'<mark aria-current="step">{label}</mark>' if at == current else f"<span>{label}</span>"
            inner = "\n" + part(at + 1, after) if after > at + 1 else ""
            found += f'<div class="sim-block {_kind(text)}">{label}{inner}</div>\n'
            at = after
        return found

    return f'<div class="sim-blocks">\n{part(0, len(lines))}</div>\n'


def board_html(board: Board, moment: Moment, seen: Sequence[Cell] = ()) -> str:
    head = "".join(f'<th scope="col">{"ABCDEFGHIJ"[c]}</th>' for c in range(board.width))
    rows = ""
    for r in range(board.height):
        cells = ""
        for c in range(board.width):
            mark = "·" if (c, r) in seen else "\u00a0"
            mark = "■" if (c, r) in board.walls else "★" if (c, r) == board.star else mark
            if (c, r) == moment.cell:
                mark = f"<strong>{ARROWS[moment.heading] if board.turns else '●'}</strong>"
            cells += f"<td>{mark}</td>"
        rows += f'<tr><th scope="row">{r + 1}</th>{cells}</tr>\n'
    legend = f"{'Flèche' if board.turns else 'Disque'} : le robot."
    legend += " ★ : l’étoile." if board.star else ""
    legend += " ■ : un mur." if board.walls else ""
    return f"<table><caption>{legend}</caption>\n<tr><td>\u00a0</td>{head}</tr>\n{rows}</table>\n"


def where_html(board: Board, moment: Moment) -> str:
    side = {"haut": "vers le haut", "bas": "vers le bas", "droite": "vers la droite", "gauche": "vers la gauche"}
    turned = f", tourné {side[moment.heading]}" if board.turns else ""
    bump = " Il a été arrêté par un obstacle." if moment.bumped else ""
    star = " Il est sur l’étoile." if moment.cell == board.star else ""
    return f"<p>Le robot est en <strong>{name(moment.cell)}</strong>{turned}.{bump}{star}</p>\n"


def robot_pages(
    program: str, board: Board, title: str, *, stop: int | None = None, numbered: bool = False
) -> dict[str, str]:
    """Pages p0, p1 …: the grid after 0, 1 … instructions. ``stop``: the last one that is shown."""
    moments = simulate(program, board)
    last = len(moments) - 1 if stop is None else min(stop, len(moments) - 1)
    pages = {}
    for number, moment in enumerate(moments[: last + 1]):
        done = "Le programme n’a pas commencé." if not number else "Instruction faite : le bloc surligné."
        body = toolbar(number, last) + f"<p><strong>Pas {number}.</strong> {done}</p>\n"
        if number == last:
            over = last == len(moments) - 1
            note = "Le programme est terminé." if over else "Le pas à pas s’arrête ici. La suite est à vous."
            body += f'<p class="sim-note">{note}</p>\n'
        body += board_html(board, moment, [one.cell for one in moments[:number]]) + where_html(board, moment)
        pages[f"p{number}"] = window(title, body + blocks_html(program, moment.line, numbered=numbered))
    return pages


def read_robot(page: str) -> tuple[str, Board]:
    """The program and the grid shown by the first page."""
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r'<tr><th scope="row">\d+</th>(.*?)</tr>', page)]
    cells = {(c, r): re.sub("<.*?>", "", mark) for r, row in enumerate(rows) for c, mark in enumerate(row)}
    heading = {arrow: way for way, arrow in ARROWS.items()} | {"●": "droite"}
    start = next(cell for cell, mark in cells.items() if mark in heading)
    walls = frozenset(cell for cell, mark in cells.items() if mark == "■")
    star = next((cell for cell, mark in cells.items() if mark == "★"), None)
    return read_blocks(page), Board(
        len(rows[0]), len(rows), start, heading[cells[start]], walls, star, cells[start] != "●"
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
