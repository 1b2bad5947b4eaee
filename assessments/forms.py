"""What a pupil types: an answer, a report about a question."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.answers import correct_answer, shown_response
from assessments.bank.variant import Field, Instance
from assessments.engine import MAX_LENGTH, SINGLE_FIELD, Kind, Problem, ShapeProblem, check_answer_shape, parse_number
from assessments.enums import ReportCategory

__all__ = ["AnswerForm", "ReportForm", "correct_answer", "shown_response"]

# Names of the posted fields.
ANSWER, PLACE = "reponse", "place"

MESSAGES = {
    Problem.NONE_CHOSEN: "Pour valider, choisissez une réponse. Sinon, passez.",
    Problem.TOO_FEW_CHOSEN: "Pour valider, choisissez au moins deux réponses. Sinon, passez.",
    Problem.UNKNOWN_OPTION: "Pour valider, choisissez une réponse de la liste. Sinon, passez.",
    Problem.EMPTY: "Pour valider, remplissez le champ. Sinon, passez.",
    Problem.MISSING_FIELD: "Pour valider, remplissez tous les champs. Sinon, passez.",
    Problem.NOT_AN_ORDER: "Pour valider, donnez à chaque ligne une place différente. Sinon, passez.",
    Problem.NOT_A_NUMBER: "Pour valider, écrivez un nombre, en chiffres et sans unité. Sinon, passez.",
    Problem.TOO_LONG: f"Pour valider, écrivez au plus {MAX_LENGTH} caractères. Sinon, passez.",
    Problem.MALFORMED: "Pour valider, remplissez tous les champs. Sinon, passez.",
}
# Beside a field, when there are several: the sentence above the form has said what to do.
FIELD_MESSAGES = {
    Problem.MISSING_FIELD: "Ce champ est vide.",
    Problem.NOT_A_NUMBER: "Écrivez un nombre, en chiffres.",
    Problem.TOO_LONG: f"{MAX_LENGTH} caractères au plus.",
    Problem.UNKNOWN_OPTION: "Choisissez dans la liste.",
}
HELP = {
    Kind.QCU: "Une seule réponse est possible.",
    Kind.QCM: "Plusieurs réponses sont possibles\u00a0: choisissez-en au moins deux.",
    Kind.ORDRE: "Donnez sa place à chaque ligne\u00a0: 1 pour la première.",
    Kind.QROCM_DEP: "L’ordre des réponses n’a pas d’importance.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a QCU, QCM or ORDRE. ``place``: the rank typed for an ORDRE, empty if none."""

    rank: int
    text: str
    name: str
    checked: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One field to fill, with what was typed."""

    field: Field
    name: str
    value: str
    problem: str
    only: bool

    @property
    def widget(self) -> str:
        """select, textarea or text. A «phrase» (a request, an address) stays on one line: Enter sends the form."""
        if self.field.options:
            return "select"
        return "textarea" if self.field.format == "paragraphe" else "text"

    @property
    def described_by(self) -> str:
        """Ids of the texts that go with the input. The message of an only field is the one of the whole question."""
        unit = [f"{self.name}-unite"] if self.field.unit else []
        wrong = [("probleme" if self.only else f"{self.name}-erreur")] if self.problem else []
        return " ".join(unit + wrong)

    @property
    def inputmode(self) -> str:
        return "decimal" if self.field.format == "nombre" else "text"

    @property
    def size(self) -> str:
        return "short" if self.field.format in ("nombre", "petit") else "long"


class AnswerForm:
    """The answer to one instance. Not a Django form: what it holds depends on the question, and it is never a row.

    ``is_valid()`` then ``response`` (what ``Answer.response`` stores: rank, list of ranks, text or dict of texts), or
    ``problems``, a list of sentences. What was typed is kept, and shown again by ``choices`` and ``inputs``.
    """

    max_length = MAX_LENGTH

    def __init__(self, instance: Instance, data: QueryDict | None = None) -> None:
        self.instance, self.data = instance, data
        self.is_bound = data is not None
        self.response: Any = self._read() if data is not None else None
        self._problems: list[ShapeProblem] | None = None

    def is_valid(self) -> bool:
        return self.is_bound and not self._found()

    @property
    def problems(self) -> list[str]:
        """Sentences to show, without repetition; empty for an unbound form."""
        return list(dict.fromkeys(self._message(problem) for problem in self._found())) if self.is_bound else []

    @property
    def help(self) -> str:
        """The line above the choices; empty for a question with one field."""
        return HELP.get(Kind(self.instance.kind), "")

    @property
    def choices(self) -> list[Choice]:
        """The options in the order of the author: their ranks are the answers."""
        kind, options = self.instance.kind, self.instance.options
        if kind == Kind.ORDRE:
            return [
                Choice(rank, text, f"{PLACE}_{rank}", place=self._text(f"{PLACE}_{rank}"))
                for rank, text in enumerate(options, start=1)
            ]
        chosen = self.data.getlist(ANSWER) if self.data is not None else []
        return [Choice(rank, text, ANSWER, checked=str(rank) in chosen) for rank, text in enumerate(options, start=1)]

    @property
    def places(self) -> list[str]:
        return [str(place) for place in range(1, len(self.instance.options) + 1)]

    @property
    def inputs(self) -> list[Input]:
        found = self._found() if self.is_bound else []
        problems = {problem.field: FIELD_MESSAGES.get(problem.code, self._message(problem)) for problem in found}
        fields = self.instance.fields
        return [
            Input(
                field, self._name(field), self._text(self._name(field)), problems.get(field.key, ""), len(fields) == 1
            )
            for field in fields
        ]

    def _found(self) -> list[ShapeProblem]:
        if self._problems is None:
            self._problems = check_answer_shape(
                self.instance.kind,
                self.response,
                options=len(self.instance.options),
                fields=[field.key for field in self.instance.fields],
                formats=self.instance.formats,
            )
            self._problems += self._not_in_list()
        return self._problems

    def _not_in_list(self) -> list[ShapeProblem]:
        """A forged or stale choice of a drop-down list."""
        if not isinstance(self.response, dict):
            return []
        faulty = {problem.field for problem in self._problems or []}
        return [
            ShapeProblem(Problem.UNKNOWN_OPTION, field.key)
            for field in self.instance.fields
            if field.options and field.key not in faulty and self.response[field.key] not in field.options
        ]

    def _message(self, problem: ShapeProblem) -> str:
        if problem.code == Problem.NONE_CHOSEN and self.instance.kind == Kind.QCM:
            return MESSAGES[Problem.TOO_FEW_CHOSEN]
        return MESSAGES[problem.code]

    @staticmethod
    def _name(field: Field) -> str:
        return f"{ANSWER}_{field.key}" if field.key != SINGLE_FIELD else ANSWER

    def _text(self, name: str) -> str:
        """What was typed; a database refuses the character NUL, and no keyboard types it."""
        return self.data.get(name, "").replace("\x00", "") if self.data is not None else ""

    def _read(self) -> Any:
        kind = self.instance.kind
        if kind == Kind.QCU:
            return _rank(self._text(ANSWER))
        if kind == Kind.QCM:
            given = self.data.getlist(ANSWER) if self.data is not None else []
            return sorted({rank for rank in map(_rank, given) if rank is not None})
        if kind == Kind.ORDRE:
            return [_rank(self._text(choice.name)) for choice in self.choices]
        if kind == Kind.QROC:
            return self._value(self.instance.fields[0])
        return {field.key: self._value(field) for field in self.instance.fields}

    def _value(self, field: Field) -> str:
        text = self._text(self._name(field)).strip()
        if field.format == "nombre" and field.unit and parse_number(text) is None:
            # «12 km» in a field whose unit is written beside it.
            bare = text.removesuffix(field.unit).rstrip()
            return bare if parse_number(bare) is not None else text
        return text


def _rank(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None


class ReportForm(forms.Form):
    """«Signaler un problème» (A-40)."""

    category = forms.ChoiceField(
        label="J’ai un problème avec",
        choices=[("", "Choisissez"), *ReportCategory.choices],
        error_messages={"required": "Choisissez ce qui pose problème."},
    )
    comment = forms.CharField(
        label="Que se passe-t-il ?",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="N’écrivez pas d’information personnelle.",
        error_messages={"required": "Décrivez le problème en quelques mots."},
    )
