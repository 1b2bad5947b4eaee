"""Reading the whole referential: every file is validated, and every problem reported at once."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assessments.bank.challenge import read_challenge
from assessments.bank.nodes import Node, Problem, Reader, ReferentialError, Report, read_yaml
from assessments.bank.schema import (
    AreaSpec,
    ChallengeSpec,
    CompetenceSpec,
    LessonSpec,
    ProfileSpec,
    Referential,
    SkillSpec,
    TubeSpec,
)
from assessments.bank.stock import Stock

# Raised when the same files give other rows: the digest then differs, and the next load reads everything again.
FORMAT = "1"

AREA_CODE = re.compile(r"[1-9]")
COMPETENCE_CODE = re.compile(r"[1-9]\.[1-9]")
TUBE_KEY = re.compile(r"[a-z](?:[a-z0-9-]*[a-z])?")
LESSON_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PROFILE_KEY = re.compile(r"[a-z0-9][a-z0-9.-]*")
URL = re.compile(r"https://[^\s<>\"']+")
FRONT_MATTER = re.compile(r"---\r?\n(.*?)\r?\n---\r?\n(.*)", re.DOTALL)


def folder_digest(root: Path) -> str:
    """A hash of every file that decides what is loaded: names and contents. Blind resolutions are left out."""
    digest = hashlib.sha256(FORMAT.encode())
    for path in sorted(_files(root)):
        digest.update(b"\x00" + path.relative_to(root).as_posix().encode() + b"\x00")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if "solved" in parts or "__pycache__" in parts or any(part.startswith(".") for part in parts):
            continue
        if path.is_file():
            yield path


def read_referential(root: Path) -> Referential:
    """Everything under ``root``. Raises ReferentialError with all the problems of all the files."""
    # Taken first: a file changed meanwhile then differs from the digest, and is read by the next load.
    digest = folder_digest(root) if root.is_dir() else ""
    return _Reading(root).run(digest)


def _front_matter(text: str, report: Report) -> Node | None:
    """The head of a fiche: one «key: value» a line, read as text, because titles often hold a colon."""
    content: dict[str, Node] = {}
    for line, row in enumerate(text.splitlines(), start=2):
        key, colon, value = row.partition(":")
        if not colon or key.strip() in content:
            report.add(line, "", "une ligne «clé: valeur» est attendue ici, chaque clé une seule fois")
            return None
        content[key.strip()] = Node(value.strip().strip("\"'"), line)
    return Node(dict(content), 1)


class _Reading:
    def __init__(self, root: Path) -> None:
        self.root, self.stock = root, Stock(root)
        self.problems: list[Problem] = []
        self.areas: list[AreaSpec] = []
        self.competences: list[CompetenceSpec] = []
        self.tubes: list[TubeSpec] = []
        self.lessons: list[LessonSpec] = []
        self.profiles: list[ProfileSpec] = []

    def run(self, digest: str) -> Referential:
        if not self.root.is_dir():
            raise ReferentialError([Problem(str(self.root), 0, "", "ce dossier n’existe pas")])
        self._framework()
        folders = sorted(path for path in self.root.iterdir() if path.is_dir() and COMPETENCE_CODE.fullmatch(path.name))
        codes = {competence.code for competence in self.competences}
        for folder in folders:
            if self.competences and folder.name not in codes:
                self._add(folder.name, "ce dossier n’est pas une compétence de framework.yaml")
        for folder in folders:
            for path in sorted((folder / "fiches").glob("*.md")):
                self._lesson(path, folder.name)
        for folder in folders:
            for path in sorted((folder / "tubes").glob("*.yaml")):
                self._tube(path, folder.name)
        self._cross_check()
        self._profiles()
        self.problems += self.stock.problems
        if self.problems:
            raise ReferentialError(self.problems)
        return Referential(
            areas=tuple(self.areas),
            competences=tuple(self.competences),
            tubes=tuple(self.tubes),
            lessons=tuple(self.lessons),
            profiles=tuple(self.profiles),
            digest=digest,
            orphans=tuple(self._orphans()),
        )

    def _add(self, file: str, reason: str, line: int = 0, key: str = "") -> None:
        self.problems.append(Problem(file, line, key, reason))

    def _open(self, path: Path) -> tuple[Report, Reader | None]:
        report = Report(path.relative_to(self.root).as_posix())
        node = read_yaml(path, report)
        return report, Reader(node, report) if node else None

    # --- framework.yaml ---------------------------------------------------------------------------------------------

    def _framework(self) -> None:
        report, reader = self._open(self.root / "framework.yaml")
        if reader:
            for area in reader.readers("areas", required=True):
                code = area.slug("code", AREA_CODE)
                spec = AreaSpec(
                    code=code,
                    name=area.text("name", required=True, most=100),
                    slug=area.slug("slug", LESSON_KEY, required=False),
                )
                if code in {known.code for known in self.areas}:
                    area.wrong("code", f"le domaine {code} est écrit deux fois")
                self.areas.append(spec)
                for item in area.readers("competences", required=True):
                    self._competence(item, code)
                area.done()
            reader.done()
        self.problems += report.problems

    def _competence(self, item: Reader, area: str) -> None:
        code = item.slug("code", COMPETENCE_CODE)
        if code and not code.startswith(f"{area}."):
            item.wrong("code", f"la compétence {code} n’est pas du domaine {area}")
        if code in {known.code for known in self.competences}:
            item.wrong("code", f"la compétence {code} est écrite deux fois")
        self.competences.append(
            CompetenceSpec(
                code=code,
                area=area,
                name=item.text("name", required=True, most=150),
                description=item.text("description", required=True),
            )
        )
        item.done()

    # --- fiches -----------------------------------------------------------------------------------------------------

    def _lesson(self, path: Path, competence: str) -> None:
        report = Report(path.relative_to(self.root).as_posix())
        try:
            found = FRONT_MATTER.fullmatch(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            return self._add(report.file, "ce fichier n’est pas en UTF-8")
        if not found:
            return self._add(report.file, "la fiche commence par --- title, minutes ---", line=1)
        node = _front_matter(found.group(1), report)
        if node:
            reader = Reader(node, report)
            key, body = path.stem, found.group(2).strip()
            title = reader.text("title", required=True, most=200)
            minutes = reader.integer("minutes", 1, 30, required=True)
            reader.done()
            if not LESSON_KEY.fullmatch(key):
                report.add(0, "", "le nom d’une fiche s’écrit en minuscules, chiffres et tirets")
            if any(known.key == key for known in self.lessons):
                report.add(0, "", "une autre fiche porte le même nom")
            if not body:
                report.add(0, "", "la fiche est vide")
            self.lessons.append(LessonSpec(key, title, minutes or 1, body, competence, report.file))
        self.problems += report.problems

    # --- tubes ------------------------------------------------------------------------------------------------------

    def _tube(self, path: Path, folder: str) -> None:
        report, reader = self._open(path)
        if reader:
            key = reader.slug("key", TUBE_KEY, most=40)
            if key and key != path.stem:
                reader.wrong("key", f"le fichier doit s’appeler {key}.yaml")
            competence = reader.slug("competence", COMPETENCE_CODE)
            if competence and competence != folder:
                reader.wrong("competence", f"ce fichier est dans le dossier {folder}")
            tube = TubeSpec(
                key=key,
                competence=competence,
                name=reader.text("name", required=True, most=150),
                description=reader.text("description", required=True),
                further=tuple(self._further(item) for item in reader.readers("further")),
                skills=tuple(self._skill(item, key, folder) for item in reader.readers("skills", required=True)),
                file=report.file,
                line=reader.line,
            )
            levels = [skill.level for skill in tube.skills]
            for skill in tube.skills:
                if skill.level and levels.count(skill.level) > 1:
                    report.add(skill.line, "level", f"deux acquis du sujet sont au niveau {skill.level}")
            reader.done()
            self.tubes.append(tube)
        self.problems += report.problems

    def _further(self, item: Reader) -> dict[str, Any]:
        if item.has("fiche"):
            found: dict[str, Any] = {"fiche": item.slug("fiche", LESSON_KEY)}
            self._need_lesson(item, found["fiche"])
        else:
            found = {
                "title": item.text("title", required=True, most=200),
                "url": item.slug("url", URL, most=500),
                "source": item.text("source", required=True, most=100),
                "format": item.text("format", required=True, most=40),
                "minutes": item.integer("minutes", 1, 240, required=True),
            }
        item.done()
        return found

    def _need_lesson(self, item: Reader, key: str) -> None:
        if key and key not in {lesson.key for lesson in self.lessons}:
            item.wrong("fiche", f"la fiche «{key}» n’existe pas")

    def _skill(self, item: Reader, tube: str, folder: str) -> SkillSpec:
        level = item.integer("level", 1, 8, required=True) or 0
        key = f"{tube}{level}"
        item.name = f"@{key}"
        lesson = item.slug("fiche", LESSON_KEY)
        self._need_lesson(item, lesson)
        challenges: list[ChallengeSpec] = []
        for reader in item.readers("challenges", required=True):
            # Without a level, every key would be told wrong.
            challenge = read_challenge(reader, skill_key=key, folder=folder, stock=self.stock) if level else None
            if challenge:
                challenges.append(challenge)
        skill = SkillSpec(
            level=level,
            key=key,
            statement=item.text("statement", required=True, most=300),
            presupposes=item.text("presupposes"),
            hint=item.text("hint", required=True),
            lesson=lesson,
            challenges=tuple(challenges),
            file=item.report.file,
            line=item.line,
        )
        item.done()
        return skill

    # --- between files ----------------------------------------------------------------------------------------------

    def _cross_check(self) -> None:
        tubes: set[str] = set()
        for tube in self.tubes:
            if tube.key in tubes:
                self._add(tube.file, f"le sujet «{tube.key}» existe déjà dans un autre dossier", tube.line, "key")
            tubes.add(tube.key)
            challenges: set[str] = set()
            for challenge in (challenge for skill in tube.skills for challenge in skill.challenges):
                if challenge.key in challenges:
                    self._add(tube.file, "cette épreuve est écrite deux fois", challenge.line, challenge.key)
                challenges.add(challenge.key)

    # --- parcours.yaml ----------------------------------------------------------------------------------------------

    def _profiles(self) -> None:
        report, reader = self._open(self.root / "parcours.yaml")
        if reader:
            for item in reader.readers("profiles", required=True):
                self._profile(item)
            reader.done()
        if not report.problems and not self.problems:
            missing = {c.code for c in self.competences} - {p.competence for p in self.profiles}
            for code in sorted(missing):
                report.add(0, "profiles", f"la compétence {code} n’a pas de profil")
        self.problems += report.problems

    def _profile(self, item: Reader) -> None:
        key = item.slug("key", PROFILE_KEY)
        item.name = key or item.name
        kind = item.choice("kind", ("competence", "parcours"))
        if key in {known.key for known in self.profiles}:
            item.wrong("key", "ce profil est écrit deux fois")
        code, skills = "", list[str]()
        if kind == "competence":
            code = item.choice("competence", [competence.code for competence in self.competences])
            of_code = next((competence for competence in self.competences if competence.code == code), None)
            name = item.text("name", most=150) or (of_code.name if of_code else "")
            description = item.text("description") or (of_code.description if of_code else "")
            if code and any(known.competence == code for known in self.profiles):
                item.wrong("competence", f"la compétence {code} a déjà un profil")
        else:
            name = item.text("name", required=True, most=150)
            description = item.text("description", required=True)
            skills = item.texts("skills", required=True)
            known_skills = {skill.key for tube in self.tubes for skill in tube.skills}
            for skill in skills:
                if skill not in known_skills:
                    item.wrong("skills", f"l’acquis «{skill}» n’existe pas")
        item.done()
        self.profiles.append(ProfileSpec(key, name, description, code, tuple(dict.fromkeys(skills))))

    # --- what nothing names -----------------------------------------------------------------------------------------

    def _orphans(self) -> Iterator[str]:
        lessons = {skill.lesson for tube in self.tubes for skill in tube.skills}
        lessons |= {link["fiche"] for tube in self.tubes for link in tube.further if "fiche" in link}
        yield from (lesson.file for lesson in self.lessons if lesson.key not in lessons)
        for pattern in ("*/assets/*", "*/screens/*", "generators/*.py"):
            for path in sorted(self.root.glob(pattern)):
                name = path.relative_to(self.root).as_posix()
                if name not in self.stock.used and path.name != "__init__.py":
                    yield name
