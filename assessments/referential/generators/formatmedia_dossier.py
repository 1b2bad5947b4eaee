"""Tube formatmedia, level 2: count the sounds and the videos of a folder."""

from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

KINDS = {
    "sons": [".mp3", ".wav"],
    "videos": [".mp4", ".mov", ".avi"],
    "images": [".jpg", ".png", ".gif"],
    "autres": [".pdf", ".txt", ".zip"],
}
STEMS = ["orage", "vague", "gare", "foule", "cloche", "danse", "foot", "lac", "forêt", "bus", "chat", "usine"]
STEMS += ["pluie", "scène", "affiche", "plan"]
HEAD = ["Nom", "Taille"]


def size(rng: Random, kind: str) -> str:
    """A plausible size; a unit alone never tells the kind."""
    megabytes = {"sons": (2, 30), "videos": (8, 90), "images": (1, 9), "autres": (1, 30)}[kind]
    if kind == "videos" or rng.random() < 0.5:
        return f"{rng.randint(*megabytes)} Mo"
    return f"{rng.randint(300, 980)} ko"


def generate(rng: Random) -> Variant:
    counts = {"sons": rng.randint(2, 5), "videos": rng.randint(2, 5), "images": rng.randint(2, 4), "autres": 2}
    while counts["sons"] == counts["videos"]:
        counts["videos"] = rng.randint(2, 5)
    stems, names = rng.sample(STEMS, sum(counts.values())), {}
    for kind, count in counts.items():
        names[kind] = [stems.pop() + rng.choice(KINDS[kind]) for _ in range(count)]
    rows = [[name, size(rng, kind)] for kind in sorted(names) for name in names[kind]]
    rng.shuffle(rows)
    return Variant(
        values={
            "sons": str(counts["sons"]),
            "videos": str(counts["videos"]),
            "liste_sons": ", ".join(sorted(names["sons"])),
            "liste_videos": ", ".join(sorted(names["videos"])),
        },
        screens={"dossier": panel("Dossier Médias", f"Médias – {len(rows)} éléments", rows, HEAD)},
    )


def solve(variant: Variant) -> dict[str, str]:
    endings = [row[0].rsplit(".", 1)[1] for row in cells(variant.screens["dossier"])]
    return {
        "sons": str(sum(end in ("mp3", "wav") for end in endings)),
        "videos": str(sum(end in ("mp4", "mov", "avi") for end in endings)),
    }
