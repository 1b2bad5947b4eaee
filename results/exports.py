"""«Exporter résultats (.csv)»: one line a participation, streamed (original-rules.md §6.7, settled.md 17).

Nothing about the result of a pupil who has not sent it: «NA» from the date of sending on.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments import content
from assessments.engine import percent
from campaigns.models import Campaign
from pixorga.ui.csv import Cell, lines
from pixorga.ui.formats import rounded
from results.frozen import UNTESTED, FrozenStatus, status_of
from results.queries import export_rows, target_skills

# Few enough for their JSON to weigh little: a server-side cursor brings them one handful after the other.
CHUNK = 500
NOT_SENT = "NA"
# Before the end, the progress never shows as complete.
ALMOST = Decimal("0.999")


@dataclass(frozen=True)
class Columns:
    """What the lines of a campaign speak of, in the order of the framework."""

    competences: tuple[content.Competence, ...]
    areas: tuple[content.Area, ...]
    skills: tuple[content.Skill, ...]
    has_external_id: bool


def columns_of(campaign: Campaign, loaded: content.Content) -> Columns:
    def place(skill: content.Skill) -> tuple[str, str, int]:
        return loaded.competences[skill.competence].code, loaded.tubes[skill.tube].key, skill.level

    skills = sorted((loaded.skills[skill] for skill in target_skills(campaign)), key=place)
    competences = list(dict.fromkeys(loaded.competences[skill.competence] for skill in skills))
    areas = {competence.area for competence in competences}
    return Columns(
        competences=tuple(competences),
        areas=tuple(area for area in loaded.areas if area.id in areas),
        skills=tuple(skills),
        has_external_id=bool(campaign.external_id_label),
    )


def headers_of(campaign: Campaign, columns: Columns) -> list[str]:
    headers = ["Nom de l'organisation", "ID Campagne", "Nom de la campagne", "Nom du Profil Cible"]
    headers += ["Nom du Participant", "Prénom du Participant", "Classe"]
    if columns.has_external_id:
        headers.append(campaign.external_id_label)
    headers += ["% de progression", "Date de début", "Partage (O/N)", "Date du partage"]
    headers.append("% maitrise de l'ensemble des acquis du profil")
    for competence in columns.competences:
        headers.append(f"% de maitrise des acquis de la compétence {competence.name}")
        headers.append(f"Nombre d'acquis du profil cible dans la compétence {competence.name}")
        headers.append(f"Acquis maitrisés dans la compétence {competence.name}")
    for area in columns.areas:
        headers.append(f"% de maitrise des acquis du domaine {area.name}")
        headers.append(f"Nombre d'acquis du profil cible du domaine {area.name}")
        headers.append(f"Acquis maitrisés du domaine {area.name}")
    return headers + [f"@{skill.key}" for skill in columns.skills]


def export_results(campaign: Campaign) -> Iterator[str]:
    """The file, piece by piece, in constant memory."""
    columns = columns_of(campaign, content.current())
    headers = headers_of(campaign, columns)
    frozen = export_rows(campaign.participations.live()).iterator(chunk_size=CHUNK)
    yield from lines(headers, (_cells(campaign, columns, row, len(headers)) for row in frozen))


def _cells(campaign: Campaign, columns: Columns, row: Mapping[str, Any], width: int) -> list[Cell]:
    cells: list[Cell] = [
        campaign.organisation.name,
        campaign.pk,
        campaign.name,
        profile_name(campaign),
        row["learner__usage_name"] or row["learner__last_name"],
        row["learner__first_name"],
        row["learner__class_name"],
    ]
    if columns.has_external_id:
        cells.append(row["external_id"])
    cells += [_progress(row), _day(row["started_at"])]
    if row["shared_at"] is None:
        return [*cells, "Non", *[NOT_SENT] * (width - len(cells) - 1)]
    cells += ["Oui", _day(row["shared_at"]), _share(row["result__validated"], row["result__evaluated"])]
    return cells + _parts(columns, row["competences"]) + _skills(columns, row["result__skills"])


def profile_name(campaign: Campaign) -> str:
    """As on the campaign's page."""
    return str(campaign.profile.competence or campaign.profile.name)


def _parts(columns: Columns, frozen: list[dict[str, int]]) -> list[Cell]:
    """Three cells a competence, then three an area."""
    figures = {part["competence"]: (part["validated"], part["evaluated"]) for part in frozen}
    by_area: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for competence in columns.competences:
        by_area[competence.area].append(figures.get(competence.id, (0, 0)))
    groups = [[figures.get(competence.id, (0, 0))] for competence in columns.competences]
    groups += [by_area[area.id] for area in columns.areas]
    cells: list[Cell] = []
    for group in groups:
        validated, evaluated = sum(one[0] for one in group), sum(one[1] for one in group)
        cells += [_share(validated, evaluated), evaluated, validated]
    return cells


def _skills(columns: Columns, frozen: Mapping[str, list[Any]]) -> list[Cell]:
    """What was deduced counts like what was answered (settled.md 17)."""
    cells: list[Cell] = []
    for skill in columns.skills:
        found = frozen.get(str(skill.id))
        status = status_of(found) if found else FrozenStatus(False, UNTESTED)
        cells.append("Non testé" if status.source == UNTESTED else "OK" if status.validated else "KO")
    return cells


def _progress(row: Mapping[str, Any]) -> Decimal:
    return Decimal(1) if row["completed_at"] else min(rounded(row["progress"], 3), ALMOST)


def _share(validated: int, evaluated: int) -> Decimal:
    """From 0 to 1: the percentage of the pages, divided by a hundred."""
    return Decimal(percent(validated, evaluated)) / 100


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def file_name(campaign: Campaign, now: datetime) -> str:
    """«Resultats-Classe-de-2nde3-RNBJDB351-2026-11-22-1405.csv»: letters and digits that every system takes."""
    bare = unicodedata.normalize("NFKD", campaign.name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^0-9A-Za-z]+", "-", bare)[:80].strip("-") or "campagne"
    return f"Resultats-{safe}-{campaign.code}-{timezone.localtime(now):%Y-%m-%d-%H%M}.csv"
