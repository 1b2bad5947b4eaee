"""Solving blind: what somebody who has not seen the solution gets, and the record of what they answered.

``export`` writes one folder a challenge with the pupil's screen and nothing else; ``record`` marks the answers they
bring back and keeps them beside the questions, in ``<competence>/solved/<tube>.yaml``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assessments.bank.variant import Asset, Instance
from assessments.content import Challenge, Content
from assessments.engine import Kind, mark

HOW = {
    Kind.QCU: "le rang de l’option choisie, par exemple 2",
    Kind.QCM: "la liste des rangs choisis (au moins deux), par exemple [1, 3]",
    Kind.ORDRE: "pour chaque option affichée, dans l’ordre d’affichage, la place qu’elle doit prendre, par exemple [2, 1, 3]",
    Kind.QROC: 'un texte, par exemple "1931"',
    Kind.QROCM_IND: "un objet clé de champ -> texte",
    Kind.QROCM_DEP: "un objet clé de champ -> texte (l’ordre des champs n’importe pas)",
}


def export(content: Content, challenges: Iterable[Challenge], *, seed: int, root: Path, out: Path) -> int:
    """Write what the pupil sees of these challenges under ``out``; returns how many there are."""
    count = 0
    for challenge in challenges:
        instance = content.instance(challenge.id, seed)
        folder = out / challenge.key
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "question.md").write_text(_text(instance), encoding="utf-8")
        for name, file in instance.files.items():
            data = (root / file.path).read_bytes() if isinstance(file, Asset) else file
            (folder / Path(name).name).write_bytes(data)
        for page, html in (instance.screen.pages if instance.screen else {}).items():
            (folder / f"ecran-{page}.html").write_text(html, encoding="utf-8")
        count += 1
    return count


def _text(instance: Instance) -> str:
    lines = [f"# {instance.key}", "", instance.instruction, ""]
    if instance.illustration:
        lines += [f"Image : {instance.illustration.file} — {instance.illustration.alt}", ""]
    lines += [f"Fichier à télécharger : {file.file} ({file.label})" for file in instance.attachments]
    if instance.screen:
        start = f"ecran-{instance.screen.page}.html"
        lines += [f"Écran « {instance.screen.title} » : commence par {start} ; les liens a.html mènent à ecran-a.html."]
    if instance.alternative:
        lines += ["", f"Texte équivalent : {instance.alternative}"]
    if instance.timer:
        lines += [f"Temps : {instance.timer} s"]
    lines += ["", f"Genre : {instance.kind}. Réponse attendue : {HOW[Kind(instance.kind)]}."]
    lines += [f"{rank}. {option}" for rank, option in enumerate(instance.options, start=1)]
    for field in instance.fields:
        known = {key: value for key, value in asdict(field).items() if value and key != "key"}
        lines += [f"- champ {json.dumps(field.key)} : {json.dumps(known, ensure_ascii=False)}"]
    return "\n".join(lines) + "\n"


def record(
    content: Content,
    answers: Mapping[str, Any],
    *,
    seed: int,
    solver: str,
    on: date,
    root: Path,
) -> dict[str, bool]:
    """Mark the answers (challenge key -> answer) and add them to the records. Returns key -> agreed."""
    by_key = {challenge.key: challenge for challenge in content.challenges.values() if challenge.is_playable}
    files: dict[Path, dict[str, list[dict[str, Any]]]] = {}
    agreed: dict[str, bool] = {}
    for key, answer in answers.items():
        challenge = by_key[key]
        tube = content.tubes[content.skills[challenge.skill].tube]
        path = root / content.competences[tube.competence].code / "solved" / f"{tube.key}.yaml"
        if path not in files:
            files[path] = (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or {}
        instance = content.instance(challenge.id, seed)
        given = {str(name): str(value) for name, value in answer.items()} if isinstance(answer, dict) else answer
        agreed[key] = mark(instance.marking(), given).outcome_ok
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
