"""Tube son, level 2: a sound file that begins with a silence to be cut."""

import io
import math
import wave
from random import Random

from assessments.variants import Variant

RATE = 8000
NAMES = ["annonce", "jingle", "signal", "generique", "sonnerie"]


def generate(rng: Random) -> Variant:
    before, tone, after = rng.randint(3, 9), rng.randint(2, 5), rng.randint(2, 5)
    pitch = rng.choice([262, 294, 330, 349, 392, 440, 494])
    sound = bytes(128 + int(70 * math.sin(2 * math.pi * pitch * i / RATE)) for i in range(RATE))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(b"\x80" * (RATE * before) + sound * tone + b"\x80" * (RATE * after))
    name = f"{rng.choice(NAMES)}-{rng.randint(10, 99)}.wav"
    total = before + tone + after
    return Variant(
        values={
            "fichier": name,
            "debut": str(before),
            "total": str(total),
            "son": str(tone),
            "fin": str(after),
        },
        files={name: out.getvalue()},
    )


def solve(variant: Variant) -> dict[str, str]:
    with wave.open(io.BytesIO(variant.files[variant.values["fichier"]])) as file:
        rate, count = file.getframerate(), file.getnframes()
        data = file.readframes(count)
    first = next(i for i, value in enumerate(data) if abs(value - 128) > 5)
    return {"debut": str(round(first / rate)), "total": str(count // rate)}
