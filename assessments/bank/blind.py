"""Solving blind: what somebody who has not seen the solution gets, and the record of what they answered.

``export`` writes one folder a subject, with what the pupil's screens show and nothing else; ``record`` marks the answers
they bring back and keeps them beside the questions, in ``<competence>/solved/<tube>.yaml``. Both read the files of the
referential: nothing needs to be loaded.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assessments.bank.schema import ChallengeSpec, Referential, TubeSpec
from assessments.bank.variant import Asset, Instance, Origin, build_instance
from assessments.engine import Kind, mark

HOW = {
    Kind.QCU: "le rang de l’option choisie, par exemple 2",
    Kind.QCM: "la liste des rangs choisis (au moins deux), par exemple [1, 3]",
    Kind.ORDRE: "pour chaque option affichée, dans l’ordre d’affichage, la place qu’elle doit prendre, par exemple [2, 1, 3]",
    Kind.QROC: 'un texte, par exemple "1931"',
    Kind.QROCM_IND: "un objet clé de champ -> texte",
    Kind.QROCM_DEP: "un objet clé de champ -> texte (l’ordre des champs n’importe pas)",
}
PAGE_NAME = "questions.md"


def instance_of(challenge: ChallengeSpec, seed: int, root: Path) -> Instance:
    return build_instance(challenge.body, Origin(challenge.kind, seed, root, challenge.key))


def export(tube: TubeSpec, *, seed: int, root: Path, out: Path, only: Collection[str] = ()) -> int:
    """Write what the pupil sees of a subject in ``out/<tube>``; returns the number of challenges.

    ``only``: keys of challenges, all of them if empty.
    """
    texts = []
    for challenge in (challenge for skill in tube.skills for challenge in skill.challenges):
        if only and challenge.key not in only:
            continue
        instance = instance_of(challenge, seed, root)
        texts.append(_text(instance))
        folder = out / tube.key / challenge.key
        for name, file in instance.files.items():
            folder.mkdir(parents=True, exist_ok=True)
            data = (root / file.path).read_bytes() if isinstance(file, Asset) else file
            (folder / Path(name).name).write_bytes(data)
    if texts:
        (out / tube.key).mkdir(parents=True, exist_ok=True)
        (out / tube.key / PAGE_NAME).write_text("\n".join(texts), encoding="utf-8")
    return len(texts)


def _text(instance: Instance) -> str:
    lines = [f"# {instance.key}", "", instance.instruction, ""]
    if instance.illustration:
        lines += [f"Image : {instance.key}/{instance.illustration.file} — {instance.illustration.alt}", ""]
    lines += [f"Fichier à télécharger : {instance.key}/{file.file} ({file.label})" for file in instance.attachments]
    if instance.alternative:
        lines += ["", f"Texte équivalent : {instance.alternative}"]
    if instance.timer:
        lines += [f"Temps : {instance.timer} s"]
    lines += ["", f"Genre : {instance.kind}. Réponse attendue : {HOW[Kind(instance.kind)]}."]
    lines += [f"{rank}. {option}" for rank, option in enumerate(instance.options, start=1)]
    for field in instance.fields:
        known = {key: value for key, value in asdict(field).items() if value and key != "key"}
        lines += [f"- champ {json.dumps(field.key)} : {json.dumps(known, ensure_ascii=False)}"]
    if instance.screen:
        start = instance.screen.page
        lines += [
            "",
            f"Écran « {instance.screen.title} » : il s’ouvre sur {start}.html, les liens mènent aux autres pages.",
        ]
        for page, html in sorted(instance.screen.pages.items(), key=lambda item: item[0] != start):
            lines += ["", f"```html {page}.html", html.strip(), "```"]
    return "\n".join(lines) + "\n"


def record(
    referential: Referential,
    answers: Mapping[str, Any],
    *,
    seed: int,
    solver: str,
    on: date,
    root: Path,
) -> dict[str, bool]:
    """Mark the answers (challenge key -> answer) and add them to the records. Returns key -> agreed.

    Raises KeyError for a key that no challenge has.
    """
    places = {
        challenge.key: (challenge, tube)
        for tube in referential.tubes
        for skill in tube.skills
        for challenge in skill.challenges
    }
    files: dict[Path, dict[str, list[dict[str, Any]]]] = {}
    agreed: dict[str, bool] = {}
    for key, answer in answers.items():
        challenge, tube = places[key]
        path = root / tube.competence / "solved" / f"{tube.key}.yaml"
        if path not in files:
            files[path] = (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or {}
        given = {str(name): str(value) for name, value in answer.items()} if isinstance(answer, dict) else answer
        agreed[key] = mark(instance_of(challenge, seed, root).marking(), given).outcome_ok
        kept = [one for one in files[path].get(key, []) if one["by"] != solver]
        line = {"on": on.isoformat(), "by": solver, "seed": seed, "digest": challenge.digest[:16], "answer": answer}
        files[path][key] = [*kept, {**line, "agreed": agreed[key]}]
    for path, rows in files.items():
        path.parent.mkdir(exist_ok=True)
        text = yaml.safe_dump(
            dict(sorted(rows.items())), allow_unicode=True, sort_keys=False, default_flow_style=None, width=160
        )
        path.write_text(text, encoding="utf-8")
    return agreed
