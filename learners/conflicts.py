"""Why an account was not attached to a pupil of the list: the code that teachers know, what the pupil reads and may do.

Each sentence says what happened, then what to do (sign-in-and-rosters.md §5, features.md A-20).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from pixorga.ui.typography import french_spaces

ASK = "demandez à votre enseignant."
SHOW = "Montrez cette page à votre enseignant."


class Way(StrEnum):
    """What the page offers, beside trying again."""

    RETRY = "retry"
    NOTHING = "nothing"
    SIGN_IN = "sign-in"  # with the other account
    CONFIRM = "confirm"  # sign in once with the other account, which the ENT then opens
    ENT = "ent"
    SIGN_OUT = "sign-out"


@dataclass(frozen=True)
class Conflict:
    text: str  # {account} is the masked address or user name of the other account, {wait} how long to wait
    way: Way


_HERE, _ELSEWHERE = "dans cet établissement", "dans un autre établissement"
_ONCE = "Connectez-vous une fois avec ce compte : ensuite, votre ENT l’ouvrira."
_TWO = f"Deux comptes ont déjà servi : celui-ci, et celui de {{account}}. {SHOW}"

# «R31-ent» is R31 for somebody who comes from an ENT and has done nothing here yet; «R31-two» when both accounts have served.
CONFLICTS = {
    "404": Conflict(
        "Nous ne vous trouvons pas dans la liste des élèves de cet établissement. "
        f"Vérifiez votre date de naissance, ou {ASK}",
        Way.RETRY,
    ),
    "404-typed": Conflict(
        "Nous ne vous trouvons pas dans la liste des élèves de cet établissement. "
        f"Vérifiez votre prénom, votre nom et votre date de naissance, ou {ASK}",
        Way.RETRY,
    ),
    "404-left": Conflict(
        "Vous n’êtes plus dans la liste des élèves de cet établissement. "
        "Si c’est une erreur, demandez à votre enseignant de vous y remettre.",
        Way.NOTHING,
    ),
    "404-member": Conflict(
        "Les parcours de cet établissement sont réservés aux élèves de sa liste, et votre compte est celui d’un membre de "
        "l’espace Orga. Pour voir les questions, lisez la description du parcours dans votre espace.",
        Way.NOTHING,
    ),
    "429": Conflict(
        f"Trop d’essais à la suite. Attendez {{wait}}, puis recommencez, ou {ASK}",
        Way.NOTHING,
    ),
    "R31": Conflict(
        f"Vous avez déjà un compte {_HERE}, avec l’adresse e-mail {{account}}. Connectez-vous avec ce compte, ou {ASK}",
        Way.SIGN_IN,
    ),
    "R32": Conflict(
        f"Vous avez déjà un compte {_HERE}, avec l’identifiant {{account}}. Connectez-vous avec ce compte, ou {ASK}",
        Way.SIGN_IN,
    ),
    "R33": Conflict(
        f"Vous avez déjà un compte {_HERE}, celui de votre ENT. Passez par votre ENT pour faire ce parcours.",
        Way.ENT,
    ),
    "R11": Conflict(
        f"Vous avez déjà un compte, ouvert {_ELSEWHERE} avec l’adresse e-mail {{account}}. "
        f"Connectez-vous avec ce compte, ou {ASK}",
        Way.SIGN_IN,
    ),
    "R12": Conflict(
        f"Vous avez déjà un compte, ouvert {_ELSEWHERE} avec l’identifiant {{account}}. "
        f"Connectez-vous avec ce compte, ou {ASK}",
        Way.SIGN_IN,
    ),
    "R13": Conflict(
        "Vous avez déjà un compte, ouvert par l’ENT d’un autre établissement. "
        "Montrez cette page à un enseignant : il peut vous redonner accès.",
        Way.NOTHING,
    ),
    "R31-ent": Conflict(f"Vous avez déjà un compte {_HERE}, avec l’adresse e-mail {{account}}. {_ONCE}", Way.CONFIRM),
    "R32-ent": Conflict(f"Vous avez déjà un compte {_HERE}, avec l’identifiant {{account}}. {_ONCE}", Way.CONFIRM),
    "R11-ent": Conflict(
        f"Vous avez déjà un compte, ouvert {_ELSEWHERE} avec l’adresse e-mail {{account}}. {_ONCE}", Way.CONFIRM
    ),
    "R12-ent": Conflict(
        f"Vous avez déjà un compte, ouvert {_ELSEWHERE} avec l’identifiant {{account}}. {_ONCE}", Way.CONFIRM
    ),
    "R31-two": Conflict(_TWO, Way.NOTHING),
    "R32-two": Conflict(_TWO, Way.NOTHING),
    "R11-two": Conflict(_TWO, Way.NOTHING),
    "R12-two": Conflict(_TWO, Way.NOTHING),
    "R33-two": Conflict(
        f"Vous avez déjà un compte {_HERE}, ouvert par votre ENT sous un autre identifiant. {SHOW}", Way.NOTHING
    ),
    "R13-two": Conflict(
        "Vous avez déjà un compte, ouvert par l’ENT d’un autre établissement, et celui-ci a déjà servi aussi. "
        "Montrez cette page à un enseignant : il peut vous redonner accès.",
        Way.NOTHING,
    ),
    "R70": Conflict(
        "Ce compte est déjà celui d’un autre élève de cet établissement. "
        "Déconnectez-vous, puis recommencez avec votre compte.",
        Way.SIGN_OUT,
    ),
    "R90": Conflict(
        f"Un autre élève utilise déjà ce compte. Déconnectez-vous, puis connectez-vous avec le vôtre, ou {ASK}",
        Way.SIGN_OUT,
    ),
    # Signed in with an account, but not the one that was asked for.
    "R00": Conflict(
        "Ce compte n’est pas celui de cet élève. Connectez-vous avec {account}, ou demandez à votre enseignant.",
        Way.CONFIRM,
    ),
    # The same, for somebody who signs up.
    "S51": Conflict(
        f"Vous avez déjà un compte {_HERE}, avec l’adresse e-mail {{account}}. Connectez-vous avec ce compte.",
        Way.SIGN_IN,
    ),
    "S52": Conflict(
        f"Vous avez déjà un compte {_HERE}, avec l’identifiant {{account}}. Connectez-vous avec ce compte.", Way.SIGN_IN
    ),
    "S53": Conflict(
        f"Vous avez déjà un compte {_HERE}, celui de votre ENT. Passez par votre ENT pour faire ce parcours.", Way.ENT
    ),
    "S61": Conflict(
        f"Vous avez déjà un compte, ouvert {_ELSEWHERE} avec l’adresse e-mail {{account}}. Connectez-vous avec ce compte.",
        Way.SIGN_IN,
    ),
    "S62": Conflict(
        f"Vous avez déjà un compte, ouvert {_ELSEWHERE} avec l’identifiant {{account}}. Connectez-vous avec ce compte.",
        Way.SIGN_IN,
    ),
    "S63": Conflict(
        "Vous avez déjà un compte, ouvert par l’ENT d’un autre établissement. "
        "Montrez cette page à un enseignant : il peut vous redonner accès.",
        Way.NOTHING,
    ),
}


TITLES = {
    "4": "Nous ne vous trouvons pas",
    "404-left": "Vous n’êtes plus dans la liste",
    "404-member": "Les parcours sont pour les élèves",
    "429": "Attendez un peu",
    "R": "Vous avez déjà un compte",
    "R70": "Ce n’est pas votre compte",
    "R90": "Ce n’est pas votre compte",
    "R00": "Ce n’est pas votre compte",
    "S": "Vous avez déjà un compte",
}


class ReconciliationRefused(Exception):
    """Nobody was attached. ``code`` is what support knows, ``message`` what the pupil reads, ``way`` what the page offers."""

    def __init__(
        self, name: str, *, account: str = "", until: datetime | None = None, now: datetime | None = None
    ) -> None:
        super().__init__(name)
        conflict = CONFLICTS[name]
        wait = _minutes(until, now) if until and now else ""
        self.name, self.code, self.way = name, name.partition("-")[0], conflict.way
        self.account, self.until = account, until
        self.title = TITLES.get(name) or TITLES[self.code[0]]
        self.message = french_spaces(conflict.text.format(account=account, wait=wait))


def _minutes(until: datetime, now: datetime) -> str:
    minutes = max(1, ceil((until - now).total_seconds() / 60))
    return "une minute" if minutes == 1 else f"{minutes} minutes"


def masked(*, email: str | None, username: str | None) -> str:
    """Enough for its owner to recognise it: «z***@exemple.fr», «z***.f***3»."""
    if email:
        name, _, domain = email.partition("@")
        return f"{name[:1]}***@{domain}"
    parts = (username or "").split(".")
    return ".".join(f"{part[:1]}***" for part in parts) + (username or "")[-1:]
