"""Reading one challenge (docs/auteurs.md, «L’épreuve») into the body that is stored.

The body stands alone: pages of a simulated screen are copied into it, files and generators are named with the hash of
their content, so that a change of any of them makes a new revision.
"""

import re
from typing import Any

from assessments.bank.nodes import INTEGER, Reader
from assessments.bank.schema import ChallengeSpec
from assessments.bank.stock import Stock
from assessments.bank.variant import PLACEHOLDER, Instance, Origin, VariantError, build_instance
from assessments.engine import MAX_LENGTH, SINGLE_FIELD, Kind, check_answer_shape, mark, parse_number

KINDS = tuple(kind.value for kind in Kind)
FORMATS = ("mots", "nombre", "petit", "phrase", "paragraphe")
TREATMENTS = ("t1", "t2", "t3")
CHOICES = (Kind.QCU, Kind.QCM, Kind.ORDRE)
FIELD_KEY = re.compile(r"[a-z][a-z0-9_]*")
PAGE = re.compile(r"[a-z0-9][a-z0-9_-]*")
DEFAULT_HEIGHT = 420


def read_challenge(reader: Reader, *, skill_key: str, folder: str, stock: Stock) -> ChallengeSpec | None:
    """The challenge, or None when a problem was reported. ``folder``: the code of the competence, for its files."""
    before = len(reader.report.problems)
    key = reader.slug("key", re.compile(re.escape(skill_key) + r"-[a-z0-9]+"), most=60)
    reader.name = key or reader.name
    kind = reader.choice("kind", KINDS)
    doing = reader.boolean("doing")
    body: dict[str, Any] = {
        "instruction": reader.text("instruction", required=True),
        "explanation": reader.text("explanation", required=True),
        "alternative": reader.text("alternative"),
        "timer": reader.integer("timer", 5, 3600),
        "focus": reader.boolean("focus"),
        "generator": _generator(reader, stock),
    }
    body["illustration"] = _illustration(reader, folder, stock, generated=bool(body["generator"]))
    body["attachments"] = _attachments(reader, folder, stock, generated=bool(body["generator"]))
    body["screen"] = _screen(reader, folder, stock, generated=bool(body["generator"]))
    if kind in CHOICES:
        body |= _choices(reader, kind)
    elif kind == Kind.QROC:
        body |= _single(reader)
    elif kind:
        body |= _fields(reader, kind)
    if kind:  # else the keys of the answer are not known either
        reader.done()
    # Empty entries are left out, so that a new optional field does not give every challenge a new revision.
    body = {name: value for name, value in body.items() if value not in (None, "", False, [], {})}
    if len(reader.report.problems) > before:
        return None
    if not body.get("generator") and PLACEHOLDER.search(str(body)):
        reader.wrong("instruction", "un nom entre doubles accolades demande un générateur")
        return None
    spec = ChallengeSpec(key=key, kind=kind, is_doing=doing, body=body, file=reader.report.file, line=reader.line)
    for field, reason in check_instances(spec, stock):
        reader.wrong(field, reason)
    return spec if len(reader.report.problems) == before else None


def check_instances(spec: ChallengeSpec, stock: Stock, seeds: tuple[int, ...] = (1,)) -> list[tuple[str, str]]:
    """Problems (key, reason) seen only once the challenge is instantiated."""
    for seed in seeds:
        try:
            instance = build_instance(spec.body, Origin(spec.kind, seed, stock.root, spec.key))
            problems = check_instance(instance)
        except VariantError as error:
            return [("generator", str(error))]
        except ValueError:
            return [("solution", "la solution n’a pas la forme demandée par le genre")]
        if spec.body.get("generator") and instance.screen:
            pages = stock.check_pages(instance.screen.pages)
            problems += [("screen", f"{page} : {reason}") for page, reasons in pages.items() for reason in reasons]
        if problems:
            return problems
    return []


def check_instance(instance: Instance) -> list[tuple[str, str]]:
    """An answer made from the solution must be complete and right."""
    key, count = instance.marking(), len(instance.options)
    ranks = [instance.solution] if isinstance(instance.solution, int) else list(instance.solution)
    if instance.kind in CHOICES:
        if len(set(instance.options)) != count:
            return [("options", "deux options sont identiques")]
        if instance.kind == Kind.ORDRE and sorted(ranks) != list(range(1, count + 1)):
            return [("solution", f"la solution donne la place de chaque option, de 1 à {count}, une seule fois")]
        if any(not 1 <= rank <= count for rank in ranks):
            return [("solution", f"un rang va de 1 à {count}")]
        if instance.kind == Kind.QCM and len(ranks) == count:
            return [("solution", "toutes les options sont bonnes")]
    numbers = [name for name, form in instance.formats.items() if form == "nombre"]
    for name, texts in key.groups().items() if key.groups() else [(SINGLE_FIELD, key.texts())]:
        for text in texts:
            if len(text) > MAX_LENGTH:
                return [("solution", f"une réponse dépasse {MAX_LENGTH} caractères")]
            if (name in numbers or (numbers and instance.kind == Kind.QROCM_DEP)) and parse_number(text) is None:
                return [("solution", f"«{text}» n’est pas un nombre")]
    for field in instance.fields:
        if field.options and not set(key.groups().get(field.key, ())) <= set(field.options):
            return [("solution", f"la réponse de «{field.key}» n’est pas dans sa liste")]
    for answer in sample_answers(instance):
        shape = check_answer_shape(
            instance.kind, answer, options=count, fields=[f.key for f in instance.fields], formats=instance.formats
        )
        if shape or not mark(key, answer).outcome_ok:
            return [("solution", f"la réponse {answer!r} serait refusée : voir le format et les traitements")]
    return []


def sample_answers(instance: Instance) -> list[Any]:
    """Right answers: the one of a choice, or as many as there are variants of a text."""
    solution = instance.solution
    if isinstance(solution, int):
        return [solution]
    if instance.kind in CHOICES:
        return [list(solution)]
    if instance.kind == Kind.QROC:
        return list(solution)
    groups = dict(instance.marking().groups())
    names = [field.key for field in instance.fields]
    if instance.kind == Kind.QROCM_DEP:
        chosen = list(groups.values())[: len(names)]
        return [
            {name: texts[min(turn, len(texts) - 1)] for name, texts in zip(names, chosen, strict=False)}
            for turn in (0, 1)
        ]
    most = max((len(texts) for texts in groups.values()), default=0)
    return [{name: texts[min(turn, len(texts) - 1)] for name, texts in groups.items()} for turn in range(most)]


def _generator(reader: Reader, stock: Stock) -> dict[str, str] | None:
    name = reader.slug("generator", re.compile(r"[a-z][a-z0-9_]*"), required=False)
    if not name:
        return None
    digest = stock.generator(name)
    if digest is None:
        reader.wrong("generator", f"le fichier generators/{name}.py n’existe pas")
        return None
    return {"name": name, "sha256": digest}


def _file(reader: Reader, folder: str, stock: Stock, *, generated: bool) -> dict[str, Any]:
    name = reader.text("file", required=True, most=120)
    if not name:
        return {}
    if re.search(r"[/\\\x00-\x1f]|^\.", name):
        reader.wrong("file", f"«{name}» n’est pas un nom de fichier")
        return {}
    asset = stock.asset(folder, name)
    if asset is not None:
        return {"file": name, "path": asset.path, "sha256": asset.sha256, "size": asset.size}
    if not generated:
        reader.wrong("file", f"le fichier {folder}/assets/{name} n’existe pas")
    return {"file": name}


def _illustration(reader: Reader, folder: str, stock: Stock, *, generated: bool) -> dict[str, Any] | None:
    item = reader.reader("illustration")
    if item is None:
        return None
    found = _file(item, folder, stock, generated=generated) | {"alt": item.text("alt", required=True)}
    item.done()
    return found


def _attachments(reader: Reader, folder: str, stock: Stock, *, generated: bool) -> list[dict[str, Any]]:
    found = []
    for item in reader.readers("attachments"):
        found.append(
            _file(item, folder, stock, generated=generated) | {"label": item.text("label", required=True, most=200)}
        )
        item.done()
    return found


def _screen(reader: Reader, folder: str, stock: Stock, *, generated: bool) -> dict[str, Any] | None:
    item = reader.reader("screen")
    if item is None:
        return None
    name = item.slug("name", PAGE, required=not generated)
    page = item.slug("page", PAGE)
    found = {
        "page": page,
        "title": item.text("title", required=True, most=200),
        "height": item.integer("height", 120, 1200) or DEFAULT_HEIGHT,
        "pages": {},
    }
    pages = stock.screen(folder, name) if name else None
    if pages is not None:
        found["pages"] = dict(pages)
        if page and page not in pages:
            item.wrong("page", f"l’écran «{name}» n’a pas de page {page}.html")
    elif not generated:
        item.wrong("name", f"le dossier {folder}/screens/{name} n’existe pas")
    item.done()
    return found


def _choices(reader: Reader, kind: str) -> dict[str, Any]:
    options = reader.texts("options", required=True)
    if len(options) < (2 if kind == Kind.QCU else 3):
        reader.wrong(
            "options", "il faut au moins deux options" if kind == Kind.QCU else "il faut au moins trois options"
        )
    node = reader.node("solution")
    if node is None:
        reader.wrong("solution", "ce champ manque")
        return {"options": options}
    single = isinstance(node.value, str)
    texts = [node.value] if single else reader.texts("solution")
    if not all(PLACEHOLDER.search(text) or INTEGER.fullmatch(text) for text in texts):
        reader.wrong("solution", "un rang est un nombre entier, à partir de 1")
    if kind == Kind.QCU and not single:
        reader.wrong("solution", "un seul rang est attendu")
    if kind != Kind.QCU and single and not PLACEHOLDER.search(texts[0]):
        reader.wrong("solution", "une liste de rangs est attendue")
    if kind == Kind.QCM and not single and len(texts) < 2:
        reader.wrong("solution", "il faut au moins deux bonnes réponses")
    ranks = [int(text) if INTEGER.fullmatch(text) else text for text in texts]
    return {"options": options, "solution": ranks[0] if single else ranks}


def _field(reader: Reader, *, named: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"key": reader.slug("key", FIELD_KEY, most=30) if named else SINGLE_FIELD}
    found["label"] = reader.text("label", required=True, most=200)
    found["format"] = reader.choice("format", FORMATS, required=False) or "mots"
    found["placeholder"] = reader.text("placeholder", most=100)
    found["unit"] = reader.text("unit", most=30)
    found["options"] = reader.texts("options") if named else []
    if len(found["options"]) == 1:
        reader.wrong("options", "une liste de choix a au moins deux options")
    reader.done()
    return {name: value for name, value in found.items() if value not in ("", []) or name == "key"}


def _single(reader: Reader) -> dict[str, Any]:
    item = reader.reader("field")
    field = _field(item, named=False) if item else {"key": SINGLE_FIELD, "label": "Votre réponse", "format": "mots"}
    return {
        "fields": [field],
        "solution": reader.texts("solution", required=True),
        "treatments": _treatments(reader, [field]),
    }


def _fields(reader: Reader, kind: str) -> dict[str, Any]:
    fields = [_field(item, named=True) for item in reader.readers("fields", required=True)]
    names = [field["key"] for field in fields]
    if len(set(names)) != len(names):
        reader.wrong("fields", "deux champs ont la même clé")
    solution: dict[str, list[str]] = {}
    item = reader.reader("solution")
    if item is None:
        reader.wrong("solution", "ce champ manque")
    else:
        groups = item.keys() if kind == Kind.QROCM_DEP else names
        solution = {name: item.texts(name, required=True) for name in groups}
        item.done()
    if kind == Kind.QROCM_DEP and len(solution) < len(fields):
        reader.wrong("solution", "il y a moins de groupes que de champs")
    return {"fields": fields, "solution": solution, "treatments": _treatments(reader, fields)}


def _treatments(reader: Reader, fields: list[dict[str, Any]]) -> list[str]:
    found = reader.texts("treatments")
    for name in found:
        if name not in TREATMENTS:
            reader.wrong("treatments", f"«{name}» n’est pas dans la liste : {', '.join(TREATMENTS)}")
    typed = [field for field in fields if not field.get("options")]
    if "t3" in found and any(field.get("format") == "nombre" for field in typed):
        reader.wrong("treatments", "t3 est interdit sur un nombre")
    if not reader.has("treatments") and any(field.get("format") != "nombre" for field in typed):
        reader.wrong("treatments", "ce champ manque : écrivez [] pour une réponse exacte")
    return sorted(set(found))
