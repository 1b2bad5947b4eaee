"""The pupils of the sample roster, read without the import: the tests of the matching must not depend on it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lxml import etree

SAMPLES = Path(__file__).parent / "samples"
XML = SAMPLES / "ElevesSansAdresses.xml"


@dataclass(frozen=True)
class Pupil:
    ine: str
    first_name: str
    second_name: str
    third_name: str
    last_name: str
    usage_name: str
    birth_date: date
    class_name: str


def pupils() -> list[Pupil]:
    """Those an import keeps: with an INE and a class, and who have not left."""
    root = etree.parse(str(XML)).getroot()
    classes = {
        one.get("ELEVE_ID"): structure.findtext("CODE_STRUCTURE")
        for one in root.iter("STRUCTURES_ELEVE")
        for structure in one.iter("STRUCTURE")
        if structure.findtext("TYPE_STRUCTURE") == "D"
    }
    return [
        Pupil(
            ine=one.findtext("ID_NATIONAL"),
            first_name=one.findtext("PRENOM"),
            second_name=one.findtext("PRENOM2") or "",
            third_name=one.findtext("PRENOM3") or "",
            last_name=one.findtext("NOM_DE_FAMILLE"),
            usage_name=one.findtext("NOM_USAGE") or "",
            birth_date=datetime.strptime(one.findtext("DATE_NAISS"), "%d/%m/%Y").date(),
            class_name=classes[one.get("ELEVE_ID")],
        )
        for one in root.iter("ELEVE")
        if one.findtext("ID_NATIONAL") and not one.findtext("DATE_SORTIE") and one.get("ELEVE_ID") in classes
    ]
