"""A non-delivery report about two recipients: one temporary failure, one final failure."""

import re
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from random import Random

from assessments.variants import Variant

FILE = "avis.eml"
# (action, enhanced status, diagnostic, cause)
TEMPORARY = (
    ("delayed", "4.2.2", "452 4.2.2 Mailbox full", "boîte pleine"),
    ("delayed", "4.4.1", "451 4.4.1 Connection timed out, host not responding", "serveur injoignable"),
)
FINAL = (
    ("failed", "5.1.1", "550 5.1.1 User unknown", "adresse inconnue"),
    ("failed", "5.3.4", "552 5.3.4 Message size exceeds limit", "message trop lourd"),
)
TODO = {"4": "attendre, le serveur réessaie", "5": "corriger, puis renvoyer"}
NAMES = ("ali", "berthe", "ciro", "delia", "eda", "franck", "gino")
HOSTS = ("amande.example", "noix.example", "figue.example", "prune.example", "cajou.example")
SENDERS = ("bureau@troupe-azur.example", "contact@club-lynx.example", "infos@quartier-sud.example")


def generate(rng: Random) -> Variant:
    cases = [rng.choice(TEMPORARY), rng.choice(FINAL)]
    rng.shuffle(cases)
    people = [f"{name}@{host}" for name, host in zip(rng.sample(NAMES, 2), rng.sample(HOSTS, 2), strict=True)]
    sender = rng.choice(SENDERS)
    moment = datetime(
        2027,
        rng.randint(1, 6),
        rng.randint(1, 28),
        rng.randint(7, 20),
        rng.randint(0, 59),
        tzinfo=timezone(timedelta(hours=1)),
    )
    blocks = [
        f"Final-Recipient: rfc822; {person}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Remote-MTA: dns; mx.{person.split('@')[1]}\r\nDiagnostic-Code: smtp; {text}\r\n"
        for person, (action, status, text, _) in zip(people, cases, strict=True)
    ]
    lines = (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.relais.example>\r\nTo: {sender}\r\n"
        f"Subject: Delivery Status Notification\r\nDate: {format_datetime(moment)}\r\n"
        f"Message-ID: <{rng.randint(10**8, 10**9)}@mx.relais.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="avis"\r\n\r\n'
        "--avis\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "This is the mail system. Your message could not be delivered (yet)\r\nto the recipients below.\r\n\r\n"
        "--avis\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.relais.example\r\n\r\n" + "\r\n".join(blocks) + "\r\n--avis--\r\n"
    )
    values = {}
    for rank, (person, case) in enumerate(zip(people, cases, strict=True), 1):
        values |= {f"a{rank}": person, f"s{rank}": case[1], f"c{rank}": case[3], f"f{rank}": TODO[case[1][0]]}
    return Variant(values=values, files={FILE: lines.encode()})


def solve(variant: Variant) -> dict[str, str]:
    text = variant.files[FILE].decode()
    words = {
        "full": "boîte pleine",
        "timed out": "serveur injoignable",
        "unknown": "adresse inconnue",
        "size": "message trop lourd",
    }
    found = {}
    for rank in ("1", "2"):
        block = text.split(f"rfc822; {variant.values[f'a{rank}']}")[1].split("Final-Recipient")[0]
        code = re.search(r"smtp; (\d)", block).group(1)
        found[f"c{rank}"] = next(cause for word, cause in words.items() if word in block)
        found[f"f{rank}"] = "attendre, le serveur réessaie" if code == "4" else "corriger, puis renvoyer"
    return found
