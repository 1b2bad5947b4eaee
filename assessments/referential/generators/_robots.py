"""A robot on a grid, driven by a program in words: ``avancer``, ``tourner à droite``, ``répéter 3 fois``, ``si mur devant`` …

``simulate`` runs it, ``robot_pages`` shows it step by step, ``read_robot`` reads a page back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.referential.generators._blocks import blocks_html, end_of_block, read_blocks
from assessments.referential.generators._programs import TooLongError, toolbar, window

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
        text, after = robot.lines[at].strip(), end_of_block(robot.lines, at)
        if found := re.fullmatch(r"répéter (\d+) fois", text):
            for _ in range(int(found[1])):
                _play(robot, at + 1, after, limit)
        elif text == "répéter jusqu’à l’étoile":
            while robot.cell != robot.board.star:
                _play(robot, at + 1, after, limit)
        elif text in ("si mur devant", "si case libre devant"):
            wall = not robot.board.free(_next(robot.cell, robot.heading))
            other = after < end and robot.lines[after].strip() == "sinon"
            stop = end_of_block(robot.lines, after) if other else after
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
            _play(robot, where + 1, end_of_block(robot.lines, where), limit)
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
    return f'<table class="sim-grid"><caption>{legend}</caption>\n<tr><td>\u00a0</td>{head}</tr>\n{rows}</table>\n'


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
