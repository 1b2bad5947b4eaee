"""Why this question, in plain French, and the figures behind it: stored with the answer (engine.md §3.4, §7)."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.engine.draw import Freshness


@dataclass(frozen=True, slots=True)
class Choice:
    """``rule``: first, streak, coverage, unanimous, information, retry or control. ``information`` in nats."""

    rule: str
    p: float
    success: float
    information: float
    candidates: int
    drawn_among: int


def question_trace(choice: Choice, level: int, ability: float, freshness: Freshness) -> dict[str, object]:
    """Storable as JSON. Probabilities are before the answer."""
    return {
        "pourquoi": _why(choice, level),
        "épreuve": freshness.value,
        "rule": choice.rule,
        "p": round(choice.p, 4),
        "pi": round(choice.success, 4),
        "information": round(choice.information, 5),
        "possible": choice.candidates,
        "draw": round(1 / choice.drawn_among, 4),
        "ability": ability,
        **({"control": True} if choice.rule == "control" else {}),
    }


def _why(choice: Choice, level: int) -> str:
    chances = f"environ {round(100 * choice.success)} % de chances de réussite"
    skill = f"acquis de niveau {level}"
    match choice.rule:
        case "first":
            return f"Première question : un {skill}, choisi abordable ({chances})."
        case "streak":
            return f"Après plusieurs réponses manquées, une question plus abordable : un {skill} ({chances})."
        case "coverage":
            return f"La précision voulue est atteinte, mais ce sujet n’avait reçu aucune question : un {skill}."
        case "unanimous":
            return f"Toutes les réponses vont dans le même sens : un {skill} est posé avant d’en décider ({chances})."
        case "retry":
            return f"Un {skill} manqué la première fois, posé une seconde fois avec une autre épreuve ({chances})."
        case "control":
            return f"Question de contrôle, non comptée : un {skill} tiré au sort pour vérifier les mesures ({chances})."
    among = f"parmi {choice.candidates} acquis possibles" if choice.candidates > 1 else "le seul acquis encore possible"
    if abs(choice.p - 0.5) <= 0.2:
        return f"C’est l’un des points où l’on hésite le plus, {among} : un {skill} ({chances})."
    return f"La question qui apprend le plus sur l’ensemble du parcours, {among} : un {skill} ({chances})."
