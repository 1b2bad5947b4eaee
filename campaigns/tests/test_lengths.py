"""The precision of a campaign, explained to the teacher in questions and minutes (settled.md 11)."""

import pytest
from django.test import Client

from assessments import content
from assessments.enums import Preset
from assessments.tests.factories import make_content
from campaigns.lengths import durations_of, measure_profiles
from campaigns.models import Campaign, TargetProfile
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in
from organisations.models import Membership
from organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile() -> TargetProfile:
    make_content({tube: [1, 2, 3, 4, 5, 6] for tube in ("moteur", "url", "page", "carte", "wiki")})
    made = TargetProfileFactory()
    measure_profiles([made], content.current())
    return made


@pytest.fixture
def membership() -> Membership:
    return MembershipFactory()


@pytest.fixture
def teacher(orga_client: Client, membership: Membership) -> Client:
    orga_client.force_login(membership.user)
    return orga_client


def test_a_finer_precision_is_longer_and_surer(profile: TargetProfile) -> None:
    durations = durations_of(profile.lengths)
    assert [one.preset for one in durations] == list(Preset)
    for name in ("questions", "minutes", "wrong_in"):
        figures = [getattr(one, name) for one in durations]
        assert figures == sorted(figures)
        assert figures[0] < figures[-1]
    standard = durations[1]
    assert standard.low <= standard.questions <= standard.high <= 15
    assert f"{standard.questions}\N{NO-BREAK SPACE}questions" in standard.sentence


def test_profiles_are_measured_again_only_when_something_changed(profile: TargetProfile) -> None:
    assert measure_profiles([profile], content.current()) == 0
    before = profile.lengths
    profile.skills.remove(*profile.skills.filter(level__gt=2))
    assert measure_profiles([profile], content.current()) == 1
    assert profile.lengths["standard"]["mean"] < before["standard"]["mean"]
    assert TargetProfile.objects.get().lengths == profile.lengths


def test_lengths_of_an_older_version_are_not_shown(profile: TargetProfile) -> None:
    assert durations_of({**profile.lengths, "of": "1/3.1.30.465"}) == []
    assert durations_of({"standard": {"mean": 12.0, "low": 8, "high": 16, "alpha": 0.08}, "seconds": 60.0}) == []


def test_an_empty_profile_has_no_length() -> None:
    make_content({"moteur": [1]})
    empty = TargetProfileFactory(skills=[])
    measure_profiles([empty], content.current())
    assert durations_of(empty.lengths) == []


def test_the_teacher_chooses_and_the_test_obeys(
    teacher: Client, membership: Membership, profile: TargetProfile
) -> None:
    page = teacher.get("/campagnes/creation")
    html = page.content.decode()
    assert html.count("data-preset-length") == 4
    assert "&quot;express&quot;" in html, "the script finds the lengths on the option"
    assert page.context["form"]["preset"].initial == "standard"
    typed = {"name": "5e B", "profile": profile.pk, "preset": "approfondi", "asks_id": "non"}
    assert teacher.post("/campagnes/creation", typed).status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.preset == Preset.THOROUGH
    participation = participation_in(campaign)
    assert (participation.assessment.preset, participation.assessment.alpha) == (Preset.THOROUGH, 0.05)
    detail = teacher.get(f"/campagnes/{campaign.code}").content.decode()
    assert f"Approfondi\u00a0: {durations_of(profile.lengths)[3].sentence} par élève" in detail.replace(
        "&nbsp;", "\u00a0"
    )


def test_a_precision_that_does_not_exist_is_refused_and_nothing_is_lost(
    teacher: Client, profile: TargetProfile
) -> None:
    page = teacher.post(
        "/campagnes/creation", {"name": "5e B", "profile": profile.pk, "preset": "rapide", "asks_id": "non"}
    )
    assert page.status_code == 422
    assert "Choisissez une précision." in page.content.decode()
    assert 'value="5e B"' in page.content.decode()
    assert not Campaign.objects.exists()


def test_the_description_of_a_profile_gives_questions_and_minutes(teacher: Client, profile: TargetProfile) -> None:
    html = teacher.get(f"/campagnes/profils/{profile.key}").content.decode()
    for one in durations_of(profile.lengths):
        assert f"environ 1 acquis sur {one.wrong_in}" in html
        assert f"{one.minutes} min" in html


def test_the_published_strategy_has_no_precision_to_choose(
    teacher: Client, membership: Membership, profile: TargetProfile, settings: object
) -> None:
    settings.STRATEGY = "published-guarded"  # type: ignore[attr-defined]
    assert "preset" not in teacher.get("/campagnes/creation").context["form"].fields
    typed = {"name": "5e B", "profile": profile.pk, "asks_id": "non"}
    assert teacher.post("/campagnes/creation", typed).status_code == 302
    campaign = CampaignFactory(organisation=membership.organisation, profile=profile)
    assert "Précision" not in teacher.get(f"/campagnes/{campaign.code}").content.decode()
