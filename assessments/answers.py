"""What was expected and what was given, as people read it. Only for pages shown after the answer."""

from collections.abc import Mapping
from typing import Any

from assessments.bank.variant import Field, Instance
from assessments.engine import Kind, mark

NOTHING = "Pas de réponse"


def correct_answer(instance: Instance) -> list[str]:
    """The right answer in readable lines, one a choice or a field; empty when the variant no longer exists."""
    if not instance.is_faithful:
        return []
    solution = instance.solution
    if isinstance(solution, int):
        return [_option(instance, solution)]
    if instance.kind == Kind.QCM:
        return [_option(instance, rank) for rank in sorted(solution)]
    if instance.kind == Kind.ORDRE:
        return _in_order(instance, list(solution))
    if instance.kind == Kind.QROC:
        return [_with_unit(instance.fields[0], str(next(iter(solution))))]
    groups = instance.marking().groups()
    if instance.kind == Kind.QROCM_DEP:
        return [texts[0] for texts in groups.values()]
    return [f"{field.label} : {_with_unit(field, groups[field.key][0])}" for field in instance.fields]


def shown_response(instance: Instance, response: Any) -> list[str]:
    """What the pupil gave, in the same shape as ``correct_answer``. ``response`` is ``Answer.response``, None if passed."""
    if response is None:
        return [NOTHING]
    if instance.kind == Kind.QCU:
        return [_option(instance, response)]
    if instance.kind == Kind.QCM and isinstance(response, list):
        return [_option(instance, rank) for rank in sorted(response, key=str)]
    if instance.kind == Kind.ORDRE and isinstance(response, list):
        return _in_order(instance, response)
    if isinstance(response, Mapping):
        return [f"{field.label} : {_with_unit(field, str(response.get(field.key, '')))}" for field in instance.fields]
    return [_with_unit(instance.fields[0], str(response))] if instance.fields else [str(response)]


def wrong_fields(instance: Instance, response: Any) -> list[str]:
    """Labels of the fields of a QROCM that were not right."""
    if not instance.is_faithful or not isinstance(response, Mapping):
        return []
    right = mark(instance.marking(), response).fields
    return [field.label for field in instance.fields if not right.get(field.key)]


def _option(instance: Instance, rank: Any) -> str:
    known = isinstance(rank, int) and 1 <= rank <= len(instance.options)
    return instance.options[rank - 1] if known else NOTHING


def _in_order(instance: Instance, places: list[Any]) -> list[str]:
    """``places[i]`` is the place of the option displayed at rank i + 1."""
    pairs = sorted(zip(places, instance.options, strict=False), key=lambda pair: (str(pair[0]).zfill(3), pair[1]))
    return [f"{place}. {option}" for place, option in pairs]


def _with_unit(field: Field, text: str) -> str:
    return f"{text} {field.unit}" if field.unit and text else text
