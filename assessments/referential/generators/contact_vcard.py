"""A .vcf file: the work number of one person, the number of cards without e-mail."""

import re
from random import Random

from assessments.variants import Variant

FILE = "contacts.vcf"
FIRST = (
    "Blanche",
    "Cyril",
    "Deborah",
    "Fatima",
    "Guillem",
    "Jacek",
    "Leïla",
    "Marek",
    "Rim",
    "Samba",
    "Thao",
    "Valentin",
)
LAST = ("Boyer", "Cohen", "Duval", "Essaïdi", "Fabre", "Girard", "Hamon", "Issa", "Jolivet", "Kowalski")


def _phone(rng: Random, prefix: str) -> str:
    return f"{prefix} {rng.randint(10, 99)} {rng.randint(10, 99)}"


def generate(rng: Random) -> Variant:
    count = rng.randint(8, 11)
    names = [f"{first} {rng.choice(LAST)}" for first in rng.sample(FIRST, count)]
    without = set(rng.sample(range(count), rng.randint(2, 5)))
    target = rng.randrange(count)
    other = rng.choice([rank for rank in range(count) if rank != target])
    phones: list[dict[str, str]] = []
    seen: set[str] = set()
    for _ in names:
        card = {}
        for kind, prefix in (("HOME", "01 99 00"), ("CELL", "06 39 98"), ("WORK", "01 99 00")):
            number = _phone(rng, prefix)
            while number in seen:
                number = _phone(rng, prefix)
            seen.add(number)
            card[kind] = number
        phones.append(card)
    blocks = []
    for rank, name in enumerate(names):
        first, last = name.split(" ")
        kinds = ["HOME", "CELL", "WORK"] if rank in (target, other) else rng.sample(["HOME", "CELL", "WORK"], 2)
        rng.shuffle(kinds)
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{last};{first};;;", f"FN:{name}"]
        lines += [f"TEL;TYPE={kind}:{phones[rank][kind]}" for kind in kinds]
        if rank not in without:
            lines.append(f"EMAIL;TYPE=INTERNET:contact{rng.randint(100, 999)}@lupin.example")
        blocks.append("\r\n".join([*lines, "END:VCARD", ""]))
    choices = sorted([*phones[target].values(), phones[other]["WORK"]])
    values = {
        "nom": names[target],
        "numero": phones[target]["WORK"],
        "sans": str(len(without)),
        "total": str(count),
    } | {f"t{rank}": text for rank, text in enumerate(choices, 1)}
    return Variant(values=values, files={FILE: "".join(blocks).encode()})


def solve(variant: Variant) -> dict[str, str]:
    cards = re.findall(r"BEGIN:VCARD(.*?)END:VCARD", variant.files[FILE].decode(), re.S)
    mine = next(card for card in cards if f"FN:{variant.values['nom']}\r" in card)
    work = re.search(r"TEL;TYPE=WORK:([\d ]+)", mine).group(1)
    return {"numero": work, "sans": str(sum("EMAIL" not in card for card in cards))}
