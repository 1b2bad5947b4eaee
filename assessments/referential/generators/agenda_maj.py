"""Calendar messages received out of order (UID, SEQUENCE, CANCEL, RECURRENCE-ID): the final state of three events."""

import re
from random import Random

from assessments.variants import Variant

FILE = "messages.ics"
TITLES = ("Bureau", "Revue de projet", "Entretien", "Point météo", "Comité", "Formation", "Jury", "Visite du site")
WHOLE, NONE, ONE = "maintenu en entier", "annulé en entier", "une seule date annulée"
WHY = {
    WHOLE: "aucune annulation ne le vise, il est {}",
    NONE: "METHOD:CANCEL sans RECURRENCE-ID, avec la SEQUENCE la plus haute, il est {}",
    ONE: "METHOD:CANCEL avec un RECURRENCE-ID ne vise qu’une date, donc {}",
}


def _message(method: str, uid: str, title: str, sequence: int, lines: list[str]) -> list[str]:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Girouette//Agenda//FR", f"METHOD:{method}", "BEGIN:VEVENT"]
    body = [f"UID:{uid}@girouette.example", f"SEQUENCE:{sequence}", f"SUMMARY:{title}", *lines]
    people = ["ORGANIZER:mailto:agenda@girouette.example", "ATTENDEE:mailto:invite@girouette.example"]
    return [*head, *body, *people, "END:VEVENT", "END:VCALENDAR"]


def generate(rng: Random) -> Variant:
    moved, *series = rng.sample(TITLES, 3)
    states = rng.sample((WHOLE, NONE, ONE), 2)
    uids = [f"{rng.randint(1000, 9999)}-{letter}" for letter in "abc"]
    hours = rng.sample(range(8, 18), 3)  # of the sequences 0, 1 and 2 of the moved event

    def at(day: str, hour: int, sequence: int) -> list[str]:
        return [
            f"DTSTAMP:20270{sequence + 1}{rng.randint(10, 27)}T090000Z",
            f"DTSTART:{day}T{hour:02d}0000",
            f"DTEND:{day}T{hour + 1:02d}0000",
        ]

    day = f"202705{rng.randint(10, 14)}"
    first = [_message("REQUEST", uids[0], moved, rank, at(day, hours[rank], rank)) for rank in range(3)]
    # the highest sequence is never the last to come
    queues = [[first[rank] for rank in rng.choice(((0, 2, 1), (2, 0, 1)))]]
    for uid, title, state, month in zip(uids[1:], series, states, (5, 6), strict=True):
        number, hour = rng.randint(10, 14), rng.randint(8, 17)
        start, later = f"2027{month:02d}{number}", f"2027{month:02d}{number + 7}"
        rule = f"RRULE:FREQ=WEEKLY;COUNT={rng.randint(4, 8)}"
        ask = [_message("REQUEST", uid, title, rank, [*at(start, hour, rank), rule]) for rank in range(2)]
        if state == WHOLE:
            queues.append(rng.choice((ask, ask[::-1])))
        elif state == NONE:  # the request comes late
            queues.append(
                [ask[0], _message("CANCEL", uid, title, 2, [*at(start, hour, 2), "STATUS:CANCELLED"]), ask[1]]
            )
        else:
            where = f"RECURRENCE-ID:{later}T{hour:02d}0000"
            stop = _message("CANCEL", uid, title, 2, [where, *at(later, hour, 2), "STATUS:CANCELLED"])
            queues.append([*ask, stop])
    lines: list[str] = []
    while any(queues):
        lines += rng.choice([queue for queue in queues if queue]).pop(0)
    values = {"t1": moved, "t2": series[0], "t3": series[1], "heure": f"{hours[2]:02d}:00"}
    values |= {f"h{rank}": f"{hour:02d}:00" for rank, hour in enumerate(sorted(hours), 1)}
    for rank, state in enumerate(states, 2):
        values |= {f"r{rank}": state, f"e{rank}": WHY[state].format(state)}
    return Variant(values=values, files={FILE: "\r\n".join([*lines, ""]).encode()})


def solve(variant: Variant) -> dict[str, str]:
    state: dict[str, tuple[int, str, str]] = {}
    partial = set()
    for block in re.findall(r"BEGIN:VCALENDAR(.*?)END:VCALENDAR", variant.files[FILE].decode(), re.S):
        fields = dict(re.findall(r"(METHOD|SEQUENCE|SUMMARY|DTSTART|RECURRENCE-ID)[^:\r\n]*:(.+?)\r", block))
        title, sequence = fields["SUMMARY"], int(fields["SEQUENCE"])
        if "RECURRENCE-ID" in fields:
            partial.add(title)
        elif sequence > state.get(title, (-1,))[0]:
            state[title] = (sequence, fields["METHOD"], fields["DTSTART"])

    def read(title: str) -> str:
        if state[title][1] == "CANCEL":
            return NONE
        return ONE if title in partial else WHOLE

    names = variant.values
    moment = state[names["t1"]][2]
    return {"heure": f"{moment[9:11]}:{moment[11:13]}", "deux": read(names["t2"]), "trois": read(names["t3"])}
