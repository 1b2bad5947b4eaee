"""Two luminances: the contrast ratio and the best use that it allows."""

from random import Random

from assessments.variants import Variant

USES = ("aucun texte", "grand texte seulement", "texte courant AA", "texte courant AAA")


def generate(rng: Random) -> Variant:
    dark = rng.choice((8, 10, 12, 15, 20, 25, 30))  # hundredths, 0.05 included
    ratio = rng.choice((18, 21, 24, 26, 32, 35, 38, 41, 48, 52, 55, 58, 61, 64, 76, 79, 82, 85))  # tenths
    if dark * ratio > 1050 or dark * ratio % 5:
        return generate(rng)
    low, high = dark * 10 - 50, dark * ratio - 50  # thousandths
    texts = [_text(low), _text(high)]
    text, back = texts if rng.random() < 0.5 else reversed(texts)
    rank = (ratio >= 30) + (ratio >= 45) + (ratio >= 70)
    return Variant(
        values={
            "texte": text,
            "fond": back,
            "clair": texts[1],
            "sombre": texts[0],
            "rapport": f"{ratio / 10:.1f}".replace(".", ","),
            "usage": USES[rank],
        }
    )


def _text(thousandths: int) -> str:
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".").replace(".", ",")


def solve(variant: Variant) -> dict[str, str]:
    dark, light = sorted(float(variant.values[name].replace(",", ".")) for name in ("texte", "fond"))
    ratio = round((light + 0.05) / (dark + 0.05), 1)
    use = next(use for use, least in zip(reversed(USES), (7, 4.5, 3, 0), strict=True) if ratio >= least)
    return {"rapport": str(ratio).replace(".", ","), "usage": use}
