"""The quality table of the item bank: the numbers of docs/auteurs.md, competence by competence."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path, PurePosixPath
from statistics import mean
from typing import Any

import yaml

from assessments.bank.schema import ChallengeSpec, CompetenceSpec, LessonSpec, Referential, SkillSpec, TubeSpec
from assessments.bank.variant import Origin, VariantError, build_instance
from assessments.engine import MAX_LEVEL, Kind, mark

TUBES, SKILLS, WORDS = (6, 9), (35, 45), (120, 350)
SKILLS_A_LEVEL, CHALLENGES_A_SKILL, FURTHER, RECORDS = 2, 2, 2, 2
# Of the whole referential.
CHALLENGES, GENERATORS, SCREENS, COURSES = 1300, 25, 20, 12
DOING_SHARE = 0.40
ALIKE = 0.9
SHARED_WORDS = 0.6
LONG_SENTENCE = 20
HARD_TO_READ = 40
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}
_MUTE = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])(?:es?|ent)$")
URL = re.compile(r"https?://([\w.-]+)[^\s)<>\"'`»”]*")
FICTIONAL = re.compile(r"(^|\.)(example|invalid|test|localhost)(\.(com|net|org))?$")


@dataclass(frozen=True, slots=True)
class Check:
    """One line. ``passed`` is None for what is only told; ``details`` name what is to be looked at."""

    label: str
    value: str
    goal: str = ""
    passed: bool | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Solved:
    """A blind resolution, marked again with today's solution."""

    by: str
    is_right: bool
    is_current: bool


def check_competence(
    competence: CompetenceSpec, referential: Referential, solved: Mapping[str, Sequence[Solved]], root: Path
) -> list[Check]:
    """The table of one competence that has challenges. ``root``: the folder of the referential."""
    tubes = [tube for tube in referential.tubes if tube.competence == competence.code]
    skills = [skill for tube in tubes for skill in tube.skills]
    challenges = [challenge for skill in skills for challenge in skill.challenges]
    lessons = [lesson for lesson in referential.lessons if lesson.competence == competence.code]
    return [
        *_counts(tubes, skills, challenges),
        *_teaching(tubes, skills, lessons),
        *_writing(skills, challenges, root),
        *_proofs(challenges, solved),
        _links(tubes, challenges, lessons),
    ]


def check_whole(referential: Referential) -> list[Check]:
    """What only the sixteen competences together can reach."""
    challenges = referential.challenges
    generators = {challenge.body["generator"]["name"] for challenge in challenges if "generator" in challenge.body}
    screens = {
        (challenge.body["screen"]["title"], tuple(sorted(challenge.body["screen"]["pages"])))
        for challenge in challenges
        if "screen" in challenge.body
    }
    courses = [profile for profile in referential.profiles if not profile.competence]
    walk = [(tube.competence, skill) for tube in referential.tubes for skill in tube.skills]
    same_skills = _alike_across({f"@{skill.key}": (code, skill.statement) for code, skill in walk})
    same_statements = _alike_across(
        {challenge.key: (code, challenge.body["instruction"]) for code, skill in walk for challenge in skill.challenges}
    )
    return [
        Check("Épreuves en tout", str(len(challenges)), f"{CHALLENGES} ou plus", len(challenges) >= CHALLENGES),
        Check("Générateurs", str(len(generators)), f"{GENERATORS} ou plus", len(generators) >= GENERATORS),
        Check("Écrans simulés", str(len(screens)), f"{SCREENS} ou plus", len(screens) >= SCREENS),
        Check("Parcours thématiques", str(len(courses)), f"{COURSES} ou plus", len(courses) >= COURSES),
        Check(
            "Acquis presque identiques entre compétences",
            str(len(same_skills)),
            "0",
            not same_skills,
            tuple(same_skills),
        ),
        Check("Énoncés très voisins entre compétences", str(len(same_statements)), details=tuple(same_statements)),
    ]


def _alike_across(texts: Mapping[str, tuple[str, str]]) -> list[str]:
    """Near-duplicates of two competences. ``texts``: name -> (code of the competence, text)."""
    pairs = alike_pairs({name: text for name, (_, text) in texts.items()})
    return [f"{one} et {other}" for one, other in pairs if texts[one][0] != texts[other][0]]


def _counts(tubes: list[TubeSpec], skills: list[SkillSpec], challenges: list[ChallengeSpec]) -> list[Check]:
    levels = Counter(skill.level for skill in skills)
    spread = " ".join(f"{level}:{levels[level]}" for level in range(1, MAX_LEVEL + 1))
    few = [f"@{skill.key} : {len(skill.challenges)}" for skill in skills if len(skill.challenges) < CHALLENGES_A_SKILL]
    doing = sum(challenge.is_doing for challenge in challenges) / len(challenges)
    single = sum(challenge.kind == Kind.QCU for challenge in challenges) / len(challenges)
    return [
        Check("Sujets", str(len(tubes)), "6 à 9", TUBES[0] <= len(tubes) <= TUBES[1]),
        Check("Acquis", str(len(skills)), "35 à 45", SKILLS[0] <= len(skills) <= SKILLS[1]),
        Check(
            "Acquis par niveau",
            spread,
            f"{SKILLS_A_LEVEL} ou plus",
            all(levels[level] >= SKILLS_A_LEVEL for level in range(1, MAX_LEVEL + 1)),
        ),
        Check("Épreuves", str(len(challenges))),
        Check("Acquis avec moins de 2 épreuves", str(len(few)), "0", not few, tuple(few)),
        Check("Épreuves qui font faire", _share(doing), "40 % ou plus", doing >= DOING_SHARE),
        Check("Choix unique", _share(single)),
        Check("Avec un générateur", str(sum("generator" in challenge.body for challenge in challenges))),
    ]


def _teaching(tubes: list[TubeSpec], skills: list[SkillSpec], lessons: list[LessonSpec]) -> list[Check]:
    mute = [f"@{skill.key}" for skill in skills if not skill.hint or not skill.lesson]
    poor = [tube.key for tube in tubes if len(tube.further) < FURTHER]
    first = {tube.skills[0].key for tube in tubes}
    bare = [f"@{skill.key}" for skill in skills if skill.key not in first and not skill.presupposes]
    arguments = Counter(skill.presupposes for skill in skills if skill.presupposes)
    repeated = [text for text, count in arguments.items() if count > 1]
    counts = {lesson.key: words(lesson.body) for lesson in lessons}
    wrong = [f"{key} : {count} mots" for key, count in counts.items() if not WORDS[0] <= count <= WORDS[1]]
    return [
        Check("Acquis sans conseil ou sans fiche", str(len(mute)), "0", not mute, tuple(mute)),
        Check("Pas d’un niveau au suivant sans argument", str(len(bare)), "0", not bare, tuple(bare)),
        Check("Arguments écrits deux fois", str(len(repeated)), "0", not repeated, tuple(repeated)),
        Check("Sujets avec moins de 2 liens pour aller plus loin", str(len(poor)), "0", not poor, tuple(poor)),
        Check(f"Fiches hors de 120 à 350 mots, sur {len(lessons)}", str(len(wrong)), "0", not wrong, tuple(wrong)),
    ]


def _writing(skills: list[SkillSpec], challenges: list[ChallengeSpec], root: Path) -> list[Check]:
    blind = [challenge.key for challenge in challenges if _lacks_alternative(challenge, root)]
    same = [
        f"{one.key} et {other.key}" for one, other in combinations(challenges, 2) if _visible(one) == _visible(other)
    ]
    near_skills = alike({f"@{skill.key}": skill.statement for skill in skills})
    of_skill = {challenge.key: skill.key for skill in skills for challenge in skill.challenges}
    near = [
        f"{one} et {other}"
        for one, other in alike_pairs({challenge.key: challenge.body["instruction"] for challenge in challenges})
        if of_skill[one] != of_skill[other]
    ]
    lengths = {challenge.key: sentence_length(challenge.body["instruction"]) for challenge in challenges}
    long = [f"{key} : {length:.0f} mots" for key, length in lengths.items() if length > LONG_SENTENCE]
    ease = {challenge.key: reading_ease(challenge.body["instruction"]) for challenge in challenges}
    hard = [f"{key} : {value:.0f}" for key, value in ease.items() if value < HARD_TO_READ]
    return [
        Check("Images sans texte de remplacement", str(len(blind)), "0", not blind, tuple(blind)),
        Check("Épreuves identiques", str(len(same)), "0", not same, tuple(same)),
        Check("Acquis presque identiques", str(len(near_skills)), "0", not near_skills, tuple(near_skills)),
        Check("Énoncés très voisins dans deux acquis", str(len(near)), details=tuple(near)),
        Check("Mots par phrase, en moyenne", f"{mean(lengths.values()):.1f}".replace(".", ",")),
        Check(f"Énoncés au-delà de {LONG_SENTENCE} mots par phrase", str(len(long)), details=tuple(long)),
        Check("Facilité de lecture, en moyenne (Kandel et Moles)", f"{mean(ease.values()):.0f}"),
        Check(f"Énoncés difficiles à lire (moins de {HARD_TO_READ})", str(len(hard)), details=tuple(hard)),
    ]


def _proofs(challenges: list[ChallengeSpec], solved: Mapping[str, Sequence[Solved]]) -> list[Check]:
    unproved, disputed, changed = [], [], []
    for challenge in challenges:
        records = solved.get(challenge.key, ())
        agreeing = {record.by for record in records if record.is_right}
        if len(agreeing) < RECORDS:
            unproved.append(f"{challenge.key} : {len(agreeing)}")
        if any(not record.is_right for record in records):
            disputed.append(challenge.key)
        if any(not record.is_current for record in records):
            changed.append(challenge.key)
    return [
        Check(
            "Épreuves sans deux résolutions à l’aveugle d’accord",
            str(len(unproved)),
            "0",
            not unproved,
            tuple(unproved),
        ),
        Check("Épreuves avec une résolution en désaccord", str(len(disputed)), details=tuple(disputed)),
        Check("Épreuves changées depuis une résolution", str(len(changed)), details=tuple(changed)),
    ]


def _links(tubes: list[TubeSpec], challenges: list[ChallengeSpec], lessons: list[LessonSpec]) -> Check:
    found = {str(link["url"]): tube.key for tube in tubes for link in tube.further if "url" in link}
    for name, text in [
        *((c.key, _texts(c.body)) for c in challenges),
        *((lesson.key, lesson.body) for lesson in lessons),
    ]:
        for match in URL.finditer(text):
            if not FICTIONAL.search(match.group(1).rstrip(".")):
                found.setdefault(match.group(0), name)
    return Check(
        "Liens extérieurs", str(len(found)), details=tuple(f"{url} ({name})" for url, name in sorted(found.items()))
    )


# --- Blind resolutions --------------------------------------------------------------------------------------------------


def read_solved(root: Path, challenges: Iterable[ChallengeSpec]) -> dict[str, list[Solved]]:
    """Challenge key -> its records (written by ``record_blind``), each answer marked again with the present solution."""
    by_key = {challenge.key: challenge for challenge in challenges}
    found: dict[str, list[Solved]] = {}
    for path in sorted(root.glob("*/solved/*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for key, records in content.items():
            if key in by_key:
                found[key] = [_solved(record, by_key[key], root) for record in records]
    return found


def _solved(record: Mapping[str, Any], challenge: ChallengeSpec, root: Path) -> Solved:
    answer = record["answer"]
    if isinstance(answer, dict):
        answer = {str(name): str(value) for name, value in answer.items()}
    try:
        instance = build_instance(challenge.body, Origin(challenge.kind, record.get("seed", 1), root, challenge.key))
        right = mark(instance.marking(), answer).outcome_ok
    except VariantError:
        right = False
    return Solved(record["by"], right, challenge.digest.startswith(record.get("digest", "")))


# --- Texts --------------------------------------------------------------------------------------------------------------


def words(text: str) -> int:
    return sum(1 for word in text.split() if any(char.isalnum() for char in word))


def sentence_length(text: str) -> float:
    """Mean number of words of the sentences; lines of a list count as sentences, tables and codes are left out."""
    prose = re.sub(r"`[^`]*`|^\s*\|.*$|\{\{.*?\}\}", "", text, flags=re.MULTILINE)
    counts = [words(part) for part in re.split(r"[.!?…:;]+\s|\n+", prose)]
    return mean([count for count in counts if count] or [0])


def reading_ease(text: str) -> float:
    """Flesch's formula for French (Kandel and Moles, 1958): about 100 very easy, 60 plain, under 30 very hard.

    Codes, tables and placeholders are left out, as in ``sentence_length``. Mute endings are not told from others: a vowel
    group is a syllable, but a final «e», «es» or «ent» after a consonant.
    """
    prose = re.sub(r"`[^`]*`|^\s*\|.*$|\{\{.*?\}\}", "", text, flags=re.MULTILINE)
    found = re.findall(r"[^\W\d_]+", prose.lower())
    if not found:
        return 100.0
    syllables = sum(max(1, len(re.findall(r"[aeiouyàâäéèêëîïôöùûüœ]+", _MUTE.sub("", word)))) for word in found)
    return 207 - 1.015 * sentence_length(text) - 73.6 * syllables / len(found)


def alike(texts: Mapping[str, str]) -> list[str]:
    return [f"{one} et {other}" for one, other in alike_pairs(texts)]


def alike_pairs(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs whose texts are the same but for a few characters."""
    found = []
    vocabulary = {name: frozenset(re.findall(r"\w+", text.lower())) for name, text in texts.items()}
    for (one, first), (other, second) in combinations(texts.items(), 2):
        mine, theirs = vocabulary[one], vocabulary[other]
        # Comparing characters costs a thousand times more than counting shared words.
        if len(mine & theirs) < SHARED_WORDS * max(len(mine), len(theirs)):
            continue
        matcher = SequenceMatcher(None, first.lower(), second.lower(), autojunk=False)
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
            found.append((one, other))
    return found


def _texts(content: Any) -> str:
    """Every text of a body but the pages of its screen, which cannot link outside."""
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return "\n".join(_texts(value) for key, value in content.items() if key not in ("pages", "solution"))
    return "\n".join(_texts(item) for item in content) if isinstance(content, list | tuple) else ""


def _visible(challenge: ChallengeSpec) -> Any:
    return {key: value for key, value in challenge.body.items() if key not in ("explanation", "solution", "treatments")}


def _lacks_alternative(challenge: ChallengeSpec, root: Path) -> bool:
    """A picture to download has no text beside it but the alternative of the challenge."""
    if challenge.body.get("alternative") or not challenge.body.get("attachments"):
        return False
    instance = build_instance(challenge.body, Origin(challenge.kind, 1, root, challenge.key))
    return any(PurePosixPath(item.file).suffix.lower() in PICTURES for item in instance.attachments)


def _share(value: float) -> str:
    return f"{value * 100:.0f}\u00a0%"
