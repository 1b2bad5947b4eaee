"""Received lines of a message, in several time zones: first server, total time, slowest server."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from itertools import pairwise
from random import Random

from assessments.variants import Variant

FILE = "message.eml"
HOSTS = ("envoi", "relais", "passerelle", "filtre", "transit", "mx", "tri", "boites")
DOMAINS = ("galet.example", "lagune.example", "estran.example", "falaise.example", "vague.example")
PEOPLE = (("Noor Samadi", "noor"), ("Pia Lund", "pia"), ("Idir Messaoud", "idir"), ("Thea Brandt", "thea"))
SUBJECTS = ("Horaires du ferry", "Contrat de location", "Inscription au cours", "Resultats du tirage")


def generate(rng: Random) -> Variant:
    hosts = [f"{host}.{rng.choice(DOMAINS)}" for host in rng.sample(HOSTS, 4)]
    zones = [rng.choice((60, 0, -300, 540)) for _ in hosts]
    waits = [rng.randint(1, 6) for _ in range(3)]
    slow = rng.randrange(3)
    waits[slow] = rng.randint(18, 55)
    start = datetime(
        2027, rng.randint(1, 3), rng.randint(2, 26), rng.randint(6, 20), rng.randint(0, 59), 12, tzinfo=UTC
    )
    moments = [start + timedelta(minutes=sum(waits[:rank])) for rank in range(4)]
    (name, box), (other, other_box) = rng.sample(PEOPLE, 2)
    origin = f"poste-{rng.randint(2, 80)}.galet.example"
    received = []
    for rank, (host, zone, moment) in enumerate(zip(hosts, zones, moments, strict=True)):
        local = moment.astimezone(timezone(timedelta(minutes=zone)))
        received.append(
            f"Received: from {hosts[rank - 1] if rank else origin}\r\n by {host} with ESMTPS;\r\n {format_datetime(local)}\r\n"
        )
    text = (
        "".join(reversed(received))
        + f"From: {name} <{box}@galet.example>\r\nTo: {other} <{other_box}@vague.example>\r\n"
        + f"Subject: {rng.choice(SUBJECTS)}\r\nMessage-ID: <{rng.randint(10**7, 10**8)}@galet.example>\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "Bonjour,\r\nVoici les informations demandées.\r\nÀ bientôt\r\n"
    )
    values = {
        "premier": hosts[0],
        "lent": hosts[slow],
        "attente": str(waits[slow]),
        "duree": str(sum(waits)),
        "heures": ", ".join(f"{moment:%H:%M}" for moment in moments),
    } | {f"s{rank}": host for rank, host in enumerate(sorted(hosts), 1)}
    return Variant(values=values, files={FILE: text.encode()})


def solve(variant: Variant) -> dict[str, str]:
    text = variant.files[FILE].decode()
    hops = [
        (host, parsedate_to_datetime(day))
        for host, day in re.findall(r"Received: from \S+\r\n by (\S+) with ESMTPS;\r\n (.+?)\r\n", text)
    ][::-1]
    gaps = [(two[1] - one[1], one[0]) for one, two in pairwise(hops)]
    total = hops[-1][1] - hops[0][1]
    return {"premier": hops[0][0], "duree": str(int(total.total_seconds()) // 60), "lent": max(gaps)[1]}
