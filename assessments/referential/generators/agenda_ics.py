"""An .ics file: sessions of a weekly rule minus its EXDATE, and the true last day of an all-day event."""

import re
from datetime import date, datetime, timedelta
from random import Random

from assessments.variants import Variant

FILE = "agenda.ics"
WEEKLY = ("Chorale", "Natation", "Cours de russe", "Club robotique", "Atelier radio")
STAGES = ("Stage de voile", "Semaine de théâtre", "Séjour au ski", "Camp nature", "Festival")
SINGLE = ("Visite médicale", "Conseil de classe", "Fête du quartier", "Portes ouvertes")
CODES = ("MO", "TU", "WE", "TH", "FR")


def _event(uid: str, title: str, lines: list[str]) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@agenda.example",
        "DTSTAMP:20261201T080000Z",
        f"SUMMARY:{title}",
        *lines,
        "END:VEVENT",
    ]


def generate(rng: Random) -> Variant:
    title, other = rng.sample(WEEKLY, 2)
    stage, single = rng.choice(STAGES), rng.choice(SINGLE)
    day = date(2027, 1, 4) + timedelta(weeks=rng.randint(0, 8), days=rng.randint(0, 4))
    hour, count, dropped = rng.randint(16, 19), rng.randint(9, 18), rng.randint(2, 4)
    weeks = sorted(rng.sample(range(1, count), dropped))
    rule = f"FREQ=WEEKLY;BYDAY={CODES[day.weekday()]};COUNT={count}"
    exdates = [f"EXDATE;TZID=Europe/Paris:{day + timedelta(weeks=week):%Y%m%d}T{hour}0000" for week in weeks]
    main = _event(
        "serie-1",
        title,
        [
            f"DTSTART;TZID=Europe/Paris:{day:%Y%m%d}T{hour}0000",
            f"DTEND;TZID=Europe/Paris:{day:%Y%m%d}T{hour + 1}0000",
            f"RRULE:{rule}",
            *exdates,
        ],
    )
    first = date(2027, rng.choice((4, 5, 7, 8)), rng.randint(3, 20))
    stop = first + timedelta(days=rng.randint(3, 7))
    camp = _event("stage-1", stage, [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{stop:%Y%m%d}"])
    second = day + timedelta(days=1)
    decoy = _event(
        "serie-2",
        other,
        [
            f"DTSTART;TZID=Europe/Paris:{second:%Y%m%d}T170000",
            f"DTEND;TZID=Europe/Paris:{second:%Y%m%d}T180000",
            f"RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT={count + rng.randint(1, 5)}",
            f"EXDATE;TZID=Europe/Paris:{second + timedelta(weeks=2):%Y%m%d}T170000",
        ],
    )
    alone = _event("seul-1", single, ["DTSTART:20270318T120000Z", "DTEND:20270318T130000Z"])
    blocks = [main, camp, decoy, alone]
    rng.shuffle(blocks)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Girouette//Agenda//FR"]
    lines += [line for block in blocks for line in block] + ["END:VCALENDAR", ""]
    values = {
        "titre": title,
        "stage": stage,
        "rrule": f"RRULE:{rule}",
        "count": str(count),
        "exdates": str(dropped),
        "nombre": str(count - dropped),
        "exclu": str(stop.day),
        "fin": str((stop - timedelta(days=1)).day),
    }
    return Variant(values=values, files={FILE: "\r\n".join(lines).encode()})


def solve(variant: Variant) -> dict[str, str]:
    text = variant.files[FILE].decode()
    found = {}
    for block in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", text, re.S):
        title = re.search(r"SUMMARY:(.+?)\r", block).group(1)
        if title == variant.values["titre"]:
            start = datetime.strptime(re.search(r"DTSTART[^:]*:(\S+)", block).group(1), "%Y%m%dT%H%M%S")
            count = int(re.search(r"COUNT=(\d+)", block).group(1))
            gone = set(re.findall(r"EXDATE[^:]*:(\S+)", block))
            dates = [f"{start + timedelta(weeks=week):%Y%m%dT%H%M%S}" for week in range(count)]
            found["nombre"] = str(len([item for item in dates if item not in gone]))
        if title == variant.values["stage"]:
            stop = datetime.strptime(re.search(r"DTEND[^:]*:(\d+)", block).group(1), "%Y%m%d")
            found["fin"] = str((stop - timedelta(days=1)).day)
    return found
