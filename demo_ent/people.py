"""The people of the demonstration ENT, all invented: the pupils of the sample roster (learners/tests/samples) and two others."""

import hashlib
from dataclasses import dataclass
from datetime import date

SCHOOL, UAI = "Lycée Pix", "0990001N"
OTHER_SCHOOL, OTHER_UAI = "Lycée d’ailleurs", "0990002P"
PUPIL, TEACHER = "National_elv", "National_ens"


@dataclass(frozen=True)
class Person:
    """``seed`` stands for the INE: the opaque identifier is made from it, and stays the same for ever."""

    seed: str
    first_name: str
    last_name: str
    class_name: str = ""
    birth_date: date | None = None
    school: str = SCHOOL
    uai: str = UAI
    profile: str = PUPIL

    @property
    def key(self) -> str:
        """Names the person in this ENT's own pages."""
        return self.ido[:12]

    @property
    def ido(self) -> str:
        return opaque_id(self.seed)

    @property
    def is_pupil(self) -> bool:
        return self.profile == PUPIL

    @property
    def initials(self) -> str:
        return self.first_name[:1] + self.last_name[:1]

    def attributes(self) -> dict[str, list[str]]:
        """What the médiacentre releases, under GAR's names."""
        released = {
            "IDO": [self.ido],
            "UAI": [self.uai],
            "PRO": [self.profile],
            "NOM": [self.last_name],
            "PRE": [self.first_name],
        }
        return {**released, "DIV": [f"{self.class_name}##{self.class_name}"]} if self.class_name else released


def opaque_id(seed: str) -> str:
    return hashlib.sha512(seed.encode()).hexdigest()


FIRST, SECOND = "2NDE1", "2NDE 2"

PEOPLE = (
    Person("990000001ZA", "Zoé", "FICTIVE", FIRST, date(2011, 3, 14)),
    Person("990000002ZB", "Noël", "D'ESSAI", FIRST, date(2011, 11, 2)),
    Person("990000003ZC", "Maëlys", "ÉCHANTILLON-TÉMOIN", FIRST, date(2012, 2, 29)),
    Person("990000004ZD", "Jean-Modèle", "LEFAUX", FIRST, date(2011, 6, 21)),
    Person("990000005ZE", "Loïc", "CŒUR-INVENTÉ", FIRST, date(2011, 9, 30)),
    Person("990000006ZF", "Léa", "PASVRAI", FIRST, date(2011, 5, 8)),
    Person("990000007ZG", "Léo", "PASVRAI", SECOND, date(2011, 5, 8)),
    Person("990000008ZH", "Élise", "DE LA MAQUETTE", SECOND, date(2011, 12, 17)),
    Person("990000009ZJ", "Ana Sofía", "IMAGINAIRE", SECOND, date(2012, 1, 1)),
    Person("990000010ZK", "François", "ŸNVENTÉ", SECOND, date(2010, 7, 23)),
    Person("990000011ZL", "Nour", "GABARIT", SECOND, date(2011, 10, 5)),
    Person("990000012ZM", "Timéo", "SIMULACRE", SECOND, date(2011, 4, 19)),
    Person("enseignante", "Agathe", "FEINTE", profile=TEACHER),
    Person("990000099ZY", "Camille", "VENUDAILLEURS", "2NDE A", date(2011, 8, 12), OTHER_SCHOOL, OTHER_UAI),
)
BY_KEY = {person.key: person for person in PEOPLE}


def groups() -> list[tuple[str, list[Person]]]:
    """The people as the portal lists them."""
    by_class = [(name, [one for one in PEOPLE if one.class_name == name]) for name in (FIRST, SECOND)]
    others = [one for one in PEOPLE if one.class_name not in {FIRST, SECOND}]
    return [*((f"Classe {name}", people) for name, people in by_class), ("Autres personnes", others)]
