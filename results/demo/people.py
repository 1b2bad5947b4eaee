"""The invented people of the demonstration: nobody here exists, nor does the school."""

from dataclasses import dataclass
from datetime import date

from demo_ent.people import PEOPLE, SCHOOL, opaque_id


@dataclass(frozen=True, slots=True)
class Pupil:
    """A line of the roster. ``ability`` is the level (0 to 8) where a simulated pupil succeeds every other time."""

    last_name: str
    first_name: str
    birth_date: date
    ine: str
    class_name: str
    usage_name: str = ""
    second_name: str = ""
    third_name: str = ""
    sex: str = ""
    ability: float = 4.0

    @property
    def uid(self) -> str:
        """What the demonstration ENT calls them."""
        return opaque_id(self.ine)


def _invented(number: int, class_name: str, last: str, first: str, sex: str, born: date, ability: float) -> Pupil:
    return Pupil(last, first, born, f"9900020{number:02}ZZ", class_name, sex=sex, ability=ability)


# They fill the classes; the ENT does not list them.
INVENTED = (
    _invented(1, "2NDE1", "ABADIE-TEST", "Maëlle", "F", date(2011, 2, 14), 5.4),
    _invented(2, "2NDE1", "BEN ÉPREUVE", "Ilyès", "M", date(2011, 11, 3), 3.6),
    _invented(3, "2NDE1", "CASTELFICTIF", "Romane", "F", date(2011, 6, 21), 2.4),
    _invented(4, "2NDE1", "DELABROUILLON", "Tom", "M", date(2011, 9, 9), 4.3),
    _invented(5, "2NDE1", "ESSOMBA-ESQUISSE", "Prisca", "F", date(2011, 1, 30), 6.3),
    _invented(6, "2NDE1", "FAUSSEMENT", "Lina", "F", date(2011, 4, 17), 4.8),
    _invented(7, "2NDE1", "GAUTHIER-LEURRE", "Noam", "M", date(2011, 12, 25), 3.1),
    _invented(8, "2NDE1", "HYPOTHÈSE", "Safia", "F", date(2011, 7, 2), 7.0),
    _invented(9, "2NDE1", "INVENTAIRE", "Eliott", "M", date(2011, 3, 28), 2.0),
    _invented(10, "2NDE 2", "JAMAIS-VU", "Anouk", "F", date(2011, 5, 11), 5.9),
    _invented(11, "2NDE 2", "KERFICTION", "Malo", "M", date(2011, 8, 19), 3.9),
    _invented(12, "2NDE 2", "LORÉBAUCHE", "Inès", "F", date(2011, 10, 6), 4.6),
    _invented(13, "2NDE 2", "MIRAGE", "Sacha", "M", date(2011, 2, 2), 2.8),
    _invented(14, "2NDE 2", "N’GUYEN-NUAGE", "Linh", "F", date(2011, 6, 30), 6.8),
    _invented(15, "2NDE 2", "OMBRELLE", "Yanis", "M", date(2011, 1, 8), 3.3),
    _invented(16, "2NDE 2", "PANTOMIME", "Jade", "F", date(2011, 11, 23), 5.1),
    _invented(17, "2NDE 2", "QUIPROQUO", "Adam", "M", date(2011, 9, 14), 1.7),
    _invented(18, "2NDE 2", "RENVERS", "Zélie", "F", date(2011, 4, 4), 4.2),
)

# Pupils of another school, which has no roster: they are known by the names of their accounts.
NEIGHBOURS = (
    _invented(31, "", "SONGEUR", "Timothé", "M", date(2013, 3, 3), 3.0),
    _invented(32, "", "TRAMPOLINE", "Awa", "F", date(2013, 7, 17), 4.4),
    _invented(33, "", "VIREVOLTE", "Côme", "M", date(2013, 10, 29), 2.2),
)


# What the school's roster knows and the ENT does not say.
_ROSTER = {
    "990000001ZA": {"second_name": "Anaïs", "sex": "F"},
    "990000002ZB": {"sex": "M"},
    "990000003ZC": {"second_name": "Rose", "third_name": "Inès", "sex": "F"},
    "990000004ZD": {"usage_name": "BOUCHON", "sex": "M"},
    "990000008ZH": {"second_name": "Aÿa", "sex": "F"},
    "990000009ZJ": {"usage_name": "IMAGINAIRE PROTOTYPE", "sex": "F"},
    "990000010ZK": {"second_name": "Xavier", "sex": "M"},
}

# The pupils of the demonstration ENT. Nearly all of them wait for a visitor to sign in as them: two have begun already.
FROM_ENT = tuple(
    Pupil(
        last_name=person.last_name,
        first_name=person.first_name,
        birth_date=person.birth_date,
        ine=person.seed,
        class_name=person.class_name,
        **_ROSTER.get(person.seed, {}),
    )
    for person in PEOPLE
    if person.is_pupil and person.school == SCHOOL and person.birth_date
)
