"""Each skill on the pages of a result: tested or deduced, why, how precisely; for its teacher, its pupil and the team."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from assessments import content
from assessments.models import Skill
from assessments.tests.factories import CompetenceFactory, ReleaseFactory, make_content
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory
from pixorga.tests.admin_pages import page_of, superuser
from results.models import SharedResult
from results.sheets import sheet_of_outcome, sheet_of_result
from results.tests.factories import finished_in, learner_in, sent_in

pytestmark = pytest.mark.django_db
MEASURED = {
    "validated": ["moteur1", "moteur2", "url1"],
    "inferred": ["moteur1", "url1", "url2"],
    "contradicted": ["moteur3"],
    "interval": (0.4123, 0.7712),
}


def teachers_page(one: Participation) -> str:
    return f"/campagnes/{one.campaign.code}/participants/{one.public_id}"


def pupils_page(one: Participation) -> str:
    return f"/campagnes/{one.campaign.code}/resultats"


def words_of(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub("<[^>]+>", " ", main)).split())


@pytest.fixture
def sent(campaign: Campaign) -> Participation:
    return sent_in(campaign, learner_in(campaign, "Fictive"), **MEASURED)


def test_the_teacher_reads_the_precision_and_the_reasons(teacher: Client, sent: Participation) -> None:
    told = words_of(teacher.get(teachers_page(sent)).content.decode())
    assert "Précision : probablement entre 41 % et 77 %." in told
    assert "Acquis validés 3 Acquis évalués 5 Résultat 60 %" in told
    assert "niveau 1 déduit plus facile que le niveau 2, validé" in told
    assert "niveau 3 testé malgré une réponse isolée" in told
    assert "malgré une réponse isolée : la réponse donnée sur cet acquis dit le contraire" in told
    assert "ils sont déduits du niveau montré sur « Moteur »." in told


def test_the_pupil_reads_the_same_in_other_words(
    app_client: Client, campaign: Campaign, membership: object, django_assert_num_queries
) -> None:
    one = finished_in(campaign, learner_in(campaign, "Fictive"), **MEASURED)
    app_client.force_login(one.user)
    before = app_client.get(pupils_page(one))
    told = words_of(before.content.decode())
    assert "60 % , c’est 3 acquis réussis sur 5 (2 testés, 3 déduits)." in told
    assert "une mesure, pas un compte exact : probablement entre 41 % et 77 %." in told
    assert "validés sur 5 évalués, probablement entre 41 % et 77 %" in told
    assert "déduit vous avez réussi plus difficile sur ce sujet" in told
    assert "testé malgré une réponse isolée" in told
    assert "nous les avons déduits de vos réponses sur « Moteur »." in told
    assert 'details class="fold-part" open' not in before.content.decode()
    app_client.post(f"/campagnes/{campaign.code}/envoi")
    # session, user, campaign, participation; what was sent, its competences, the release
    with django_assert_num_queries(7):
        after = app_client.get(pupils_page(one))
    assert after.context["sheet"] == before.context["sheet"]


def test_sending_copies_what_the_pupil_saw(campaign: Campaign) -> None:
    one = sent_in(campaign, **MEASURED)
    result = SharedResult.objects.get()
    assert result.interval == [0.4123, 0.7712]
    assert sorted(result.skills.values()) == [
        [0, "direct", 0.0667, 1],
        [0, "inferred", 0.0667, 0],
        [1, "direct", 0.9333, 0],
        [1, "inferred", 0.9333, 0],
        [1, "inferred", 0.9333, 0],
    ]
    loaded = content.current()
    assert sheet_of_result(result, loaded) == sheet_of_outcome(one.assessment.outcome, loaded)


def test_a_result_that_measured_nothing_has_no_interval(teacher: Client, campaign: Campaign) -> None:
    one = sent_in(campaign, validated=["moteur1"])
    assert SharedResult.objects.filter(interval__isnull=True).count() == 1
    told = words_of(teacher.get(teachers_page(one)).content.decode())
    assert "Précision" not in told
    assert "isolée" not in told
    assert "5 testés" in told
    assert "non testé" not in told


def test_a_skill_retired_since_is_still_told(teacher: Client, sent: Participation) -> None:
    before = teacher.get(teachers_page(sent)).context["sheet"]
    Skill.objects.filter(key__in=["moteur2", "url1", "url2"]).update(retired_at=timezone.now())
    content.get(ReleaseFactory().pk)
    response = teacher.get(teachers_page(sent))
    assert response.context["sheet"].counts == before.counts
    assert words_of(response.content.decode()).count("Savoir faire quelque chose") == 5


@pytest.fixture
def course(campaign: Campaign) -> Campaign:
    """Fifty skills, two subjects in each of five competences."""
    for area in "12345":
        code = f"{area}.2"
        CompetenceFactory(code=code, name=f"Compétence {code}", area__name=f"Domaine {area}")
        make_content({f"sujet-{area}a": [1, 2, 3, 4, 5], f"sujet-{area}b": [1, 2, 3, 4, 5]}, code=code, challenges=1)
    skills = Skill.objects.filter(key__startswith="sujet-")
    return CampaignFactory(
        organisation=campaign.organisation, code="BBBBBB222", profile=TargetProfileFactory(skills=skills)
    )


def test_fifty_skills_of_five_competences(
    teacher: Client, app_client: Client, course: Campaign, django_assert_num_queries
) -> None:
    asked = {f"sujet-{area}a{level}" for area in "1234" for level in (2, 4)}
    everything = [f"sujet-{area}{half}{level}" for area in "12345" for half in "ab" for level in range(1, 6)]
    good = [key for key in everything if int(key[-1]) <= 3]
    one = sent_in(
        course,
        learner_in(course, "Fictive"),
        validated=good,
        inferred=set(everything) - asked,
        interval=(0.5, 0.7),
    )
    # session, user, memberships, campaign, participation, its competences, the release
    with django_assert_num_queries(7):
        html = teacher.get(teachers_page(one)).content.decode()
    told = words_of(html)
    assert html.count('<details class="fold') == 5
    assert 'class="fold area-1" open' not in html
    assert told.count("Savoir faire quelque chose") == 50
    assert "8 testés, 42 déduits" in told
    assert told.count("2 testés, 8 déduits") == 4
    assert "Résultat 60 %" in told
    assert "ils sont déduits du niveau montré sur « Sujet-1a »." in told
    assert told.count("Aucune question posée sur cette compétence") == 2
    app_client.force_login(one.user)
    pupil = words_of(app_client.get(pupils_page(one)).content.decode())
    assert pupil.count("Savoir faire quelque chose") == 50
    assert pupil.count("Pas de question sur cette compétence") == 2


def test_the_file_says_ok_and_ko_whatever_was_measured(teacher: Client, sent: Participation) -> None:
    row = b"".join(teacher.get("/campagnes/RNBJDB351/export.csv")).decode().splitlines()[1]
    assert row.endswith('"OK";"OK";"KO";"OK";"KO"')


def test_the_team_reads_probabilities_in_words(sent: Participation) -> None:
    boss, result = superuser(), SharedResult.objects.get()
    html = boss.get(page_of(result)).content.decode()
    assert "validé, déduit, probabilité de maîtrise 93\u00a0%" in html
    assert "non validé, testé, probabilité de maîtrise 7\u00a0%, malgré une réponse isolée" in html
    assert "entre 41\u00a0% et 77\u00a0%, environ" in html
    SharedResult.objects.update(interval=None, skills={key: one[:2] for key, one in result.skills.items()})
    html = boss.get(page_of(result)).content.decode()
    assert "validé, déduit</p>" in html
    assert "environ" not in html
