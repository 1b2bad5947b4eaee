"""Target profiles and campaigns in the administration."""

import pytest
from django.test import Client

from assessments.models import Skill
from campaigns.enums import ProfileKind
from campaigns.models import Campaign, Participation, TargetProfile
from organisations.models import AuditEvent, Organisation
from pixorga.tests.admin_pages import act, addition_to, address, found, page_of, superuser
from pixorga.tests.admin_rows import add_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    return superuser()


def texts(**changed: str) -> dict[str, str]:
    return {"name": "Rentrée", "code": "ABCDEF231", "title": "", "landing_text": "", **changed}


# --- Campaigns ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "query", [{"q": "rentree ete 1"}, {"q": "abcdef231"}, {"q": "0750001A"}, {"etablissement": "college n° 1"}]
)
def test_search(boss: Client, query: dict[str, str]) -> None:
    wanted = add_rows(1)[Campaign]
    add_rows(2)
    assert found(boss, Campaign, **query) == [wanted]


def test_a_new_code_is_kept_clean_and_traced(boss: Client) -> None:
    campaign = add_rows(1)[Campaign]
    assert boss.post(page_of(campaign), texts(code="xyz-xyz 789")).status_code == 302
    campaign.refresh_from_db()
    event = AuditEvent.objects.get(verb="campaign.code-changed")
    assert campaign.code == "XYZXYZ789"
    assert (event.target_id, event.organisation_id) == (str(campaign.pk), campaign.organisation_id)
    assert event.details == {"before": "ABCDEF231", "after": "XYZXYZ789"}


@pytest.mark.parametrize("code", ["ABC", "ABCDEF2345", "ABCDEF23!", "", "abcdef232"])
def test_a_wrong_code_is_refused(boss: Client, code: str) -> None:
    campaign = add_rows(1)[Campaign]
    add_rows(2)  # its code is ABCDEF232
    page = boss.post(page_of(campaign), texts(code=code))
    assert list(page.context["adminform"].errors) == ["code"]


def test_texts_change_without_any_trace_of_the_code(boss: Client) -> None:
    campaign = add_rows(1)[Campaign]
    boss.post(page_of(campaign), texts(title="Mon test", profile="99", preset="express"))
    campaign.refresh_from_db()
    assert (campaign.title, campaign.preset) == ("Mon test", "standard")
    assert not AuditEvent.objects.filter(verb="campaign.code-changed").exists()


def test_participants_are_counted_and_one_click_away(boss: Client) -> None:
    rows = add_rows(1)
    campaign = rows[Campaign]
    add_rows(2)
    address_of_them = f"{address('admin:campaigns_participation_changelist')}?campaign__id__exact={campaign.pk}"
    page = boss.get(page_of(campaign)).content.decode()
    assert f'<a href="{address_of_them}">1 participant, 1 envoi de résultats</a>' in page
    assert found(boss, Participation, campaign__id__exact=str(campaign.pk)) == [rows[Participation]]


def test_archive_and_back(boss: Client) -> None:
    campaign = add_rows(1)[Campaign]
    act(boss, "archive", campaign)
    campaign.refresh_from_db()
    assert campaign.is_archived
    assert found(boss, Campaign, etat_archived_at="oui") == [campaign]
    act(boss, "unarchive", campaign)
    campaign.refresh_from_db()
    assert not campaign.is_archived
    done = AuditEvent.objects.exclude(actor=None).filter(verb__startswith="campaign.", actor__is_superuser=True)
    assert list(done.order_by("id").values_list("verb", flat=True)) == ["campaign.archived", "campaign.unarchived"]


# --- Target profiles ----------------------------------------------------------------------------------------------------
def profile_data(skill: Skill, **changed: object) -> dict[str, object]:
    return {"name": "Année de 6e", "key": "annee-de-6e", "description": "", "skills": [skill.pk], **changed}


def test_a_profile_is_made_for_some_schools_or_for_all(boss: Client) -> None:
    rows = add_rows(1)
    skill, school = rows[Skill], rows[Organisation]
    data = profile_data(skill, organisations=[school.pk], kind="competence", from_files="on")
    assert boss.post(addition_to(TargetProfile), data).status_code == 302
    made = TargetProfile.objects.get(key="annee-de-6e")
    assert (made.kind, made.is_public, list(made.skills.all())) == (ProfileKind.COURSE, False, [skill])
    assert (list(made.organisations.all()), made.from_files) == ([school], False)
    boss.post(page_of(made), profile_data(skill, is_public="on"))
    other = Organisation.objects.create(name="Autre lycée")
    assert made in TargetProfile.objects.for_organisation(other)
    verbs = AuditEvent.objects.filter(target_type="targetprofile").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["profile.added", "profile.changed"]


def test_a_profile_needs_a_skill(boss: Client) -> None:
    page = boss.post(addition_to(TargetProfile), profile_data(add_rows(1)[Skill], skills=[]))
    assert "un sujet ou un acquis" in page.context["adminform"].errors["__all__"][0]


def test_the_skills_of_a_profile_in_use_are_locked(boss: Client) -> None:
    rows, others = add_rows(1), add_rows(2)
    profile = rows[TargetProfile]
    page = boss.get(page_of(profile)).content.decode()
    assert 'name="skills"' not in page
    boss.post(page_of(profile), profile_data(others[Skill], name="Autre nom"))
    profile.refresh_from_db()
    assert (profile.name, list(profile.skills.all())) == ("Autre nom", [rows[Skill]])
    assert boss.post(address("admin:campaigns_targetprofile_delete", profile.pk), {"post": "yes"}).status_code == 403


def test_a_profile_that_no_campaign_uses_changes_and_goes(boss: Client) -> None:
    rows, others = add_rows(1), add_rows(2)
    Campaign.objects.all().delete()
    profile = rows[TargetProfile]
    boss.post(page_of(profile), profile_data(others[Skill]))
    assert list(profile.skills.all()) == [others[Skill]]
    assert boss.post(address("admin:campaigns_targetprofile_delete", profile.pk), {"post": "yes"}).status_code == 302
    assert not TargetProfile.objects.filter(pk=profile.pk).exists()


def test_a_profile_of_the_files_is_only_read(boss: Client) -> None:
    profile = add_rows(1)[TargetProfile]
    TargetProfile.objects.update(is_public=True, from_files=True)
    assert 'name="_save"' not in boss.get(page_of(profile)).content.decode()
    assert boss.post(page_of(profile), {}).status_code == 403


def test_a_copy_is_for_the_team_to_adapt(boss: Client) -> None:
    rows = add_rows(1)
    profile = rows[TargetProfile]
    TargetProfile.objects.update(is_public=True)
    act(boss, "duplicate", profile)
    copy = TargetProfile.objects.exclude(pk=profile.pk).get()
    assert (copy.name, copy.is_public, list(copy.skills.all())) == ("Copie de Profil 1", False, [rows[Skill]])
    assert copy.key != profile.key
