"""Files about pupils."""

from collections.abc import Iterable, Iterator

from learners.actions import Given
from pixorga.ui import csv

HEADERS = ["Classe", "Nom", "Prénom", "Identifiant", "Mot de passe à usage unique", "Remarque"]
OWN = "Garde son mot de passe actuel"


def export_ways_in(given: Iterable[Given]) -> Iterator[str]:
    """One line a pupil (O-96); who got nothing is there too, with the reason."""
    rows: Iterator[list[csv.Cell]] = (
        [
            one.learner.class_name,
            one.learner.display_last_name,
            one.learner.first_name,
            one.username,
            one.password,
            one.refusal or ("" if one.password else OWN),
        ]
        for one in given
    )
    return csv.lines(HEADERS, rows)
