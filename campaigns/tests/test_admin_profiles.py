"""Target profiles by subject: the highest level of each, and what stays of a choice made skill by skill."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Skill, Tube
from assessments.tests.factories import make_content
from campaigns.enums import ProfileKind
from campaigns.models import TargetProfile
from organisations.models import AuditEvent
from pixorga.tests.admin_pages import act, addition_to, page_of, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    make_content({"moteur": [1, 2, 4], "url": [1, 2]})
    return superuser()


def level_of(key: str) -> str:
    return f"sujet_{Tube.objects.get(key=key).pk}"


def keys(profile: TargetProfile) -> list[str]:
    return sorted(f"{skill.tube.key}{skill.level}" for skill in profile.skills.select_related("tube"))


def skill(key: str, level: int) -> Skill:
    return Skill.objects.get(tube__key=key, level=level)


def made(boss: Client, **fields: object) -> TargetProfile:
    response = boss.post(addition_to(TargetProfile), {"name": "Sixième", "key": "sixieme", "description": "", **fields})
    assert response.status_code == 302, response.context["adminform"].errors
    return TargetProfile.objects.get(key="sixieme")


def test_a_subject_holds_every_skill_up_to_its_level(boss: Client) -> None:
    profile = made(boss, **{level_of("moteur"): "2", level_of("url"): ""})
    assert keys(profile) == ["moteur1", "moteur2"]
    assert profile.lengths["standard"]["mean"] > 0


def test_skills_one_by_one_are_added(boss: Client) -> None:
    profile = made(boss, **{level_of("moteur"): "1"}, skills=[skill("url", 2).pk])
    assert keys(profile) == ["moteur1", "url2"]


def test_the_page_shows_again_what_was_chosen(boss: Client) -> None:
    profile = made(boss, **{level_of("moteur"): "4"}, skills=[skill("url", 2).pk])
    form = boss.get(page_of(profile)).context["adminform"].form
    assert form[level_of("moteur")].initial == 4
    assert form[level_of("url")].initial is None
    assert form["skills"].initial == [skill("url", 2).pk]
    html = boss.get(page_of(profile)).content.decode()
    assert "jusqu’au niveau 4 (3\u00a0acquis)" in html
    assert "minute" in html


def test_a_level_that_no_skill_has_is_refused(boss: Client) -> None:
    page = boss.post(addition_to(TargetProfile), {"name": "A", "key": "a", level_of("moteur"): "3"})
    assert level_of("moteur") in page.context["adminform"].errors
    assert not TargetProfile.objects.exists()


def test_a_retired_skill_is_not_offered(boss: Client) -> None:
    Skill.objects.filter(tube__key="moteur", level=4).update(retired_at=timezone.now())
    profile = made(boss, **{level_of("moteur"): "2"})
    assert "niveau 4" not in boss.get(page_of(profile)).content.decode()


def test_a_lower_level_takes_skills_away(boss: Client) -> None:
    profile = made(boss, **{level_of("moteur"): "4", level_of("url"): "2"})
    data = {"name": "Sixième", "key": "sixieme", "description": "", level_of("moteur"): "1", level_of("url"): ""}
    assert boss.post(page_of(profile), data).status_code == 302
    assert keys(profile) == ["moteur1"]


def test_obsolete_and_back_with_a_trace(boss: Client) -> None:
    profile = made(boss, **{level_of("moteur"): "1"})
    filed = TargetProfile.objects.create(key="des-fichiers", kind=ProfileKind.COURSE, name="Fichiers", from_files=True)
    act(boss, "make_obsolete", profile, filed)
    profile.refresh_from_db(), filed.refresh_from_db()
    assert (profile.obsolete_at is not None, filed.obsolete_at) == (True, None)
    act(boss, "offer_again", profile)
    profile.refresh_from_db()
    assert profile.obsolete_at is None
    verbs = list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["profile.added", "profile.obsolete", "profile.offered"]
    assert "suivent leur fichier" in act(boss, "make_obsolete", filed).content.decode()
