"""The figures of a group: exact averages, spread, subjects to work on."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from assessments import content
from assessments.tests.factories import AreaFactory, CompetenceFactory, make_content
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in
from results.collective import chart_of, collective_of
from results.tests.factories import finished_in, learner_in, sent_in

pytestmark = pytest.mark.django_db
PAGE = "/campagnes/RNBJDB351/resultats"
ALL = ["moteur1", "moteur2", "moteur3", "url1", "url2"]


def text(html: str) -> str:
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def figures(client: Client) -> list[str]:
    hero = client.get(PAGE).content.decode().split('class="figures"')[2].split("</dl>")[0]
    return [text(value) for value in re.findall(r"<dd>(.*?)</dd>", hero)]


def test_the_guide_s_example(teacher: Client, membership) -> None:
    """Two sent of three: 15,5 acquis validated on average of 43, that is 36 %."""
    make_content({f"tube{letter}": [1, 2, 3, 4, 5, 6, 7, 8] for letter in "abcde"} | {"tubef": [1, 2, 3]}, code="1.2")
    profile = TargetProfileFactory(skills=[s.id for s in content.current().skills.values() if s.key.startswith("tube")])
    campaign = CampaignFactory(organisation=membership.organisation, code="RNBJDB351", profile=profile)
    keys = sorted(skill.key for skill in content.current().skills.values() if skill.key.startswith("tube"))
    assert len(keys) == 43
    sent_in(campaign, learner_in(campaign, "A"), validated=keys[:20])
    sent_in(campaign, learner_in(campaign, "B"), validated=keys[:11])
    finished_in(campaign, learner_in(campaign, "C"), validated=keys)
    assert figures(teacher) == ["15,5", "43", "36\u00a0%"]
    html = teacher.get(PAGE).content.decode()
    assert "Moyenne des 2 élèves qui ont envoyé leurs résultats." in html
    assert "1 ne les a pas encore envoyés." in html
    assert 'data-label="Acquis validés">15,5</td>' in html
    assert 'data-label="Acquis évalués">43</td>' in html


def test_nobody_has_sent(teacher: Client, campaign: Campaign) -> None:
    assert figures(teacher) == ["–", "–", "–"]
    assert "Personne n’a encore participé" in teacher.get(PAGE).content.decode()
    for name in ("A", "B"):
        finished_in(campaign, learner_in(campaign, name), validated=ALL)
    assert figures(teacher) == ["–", "–", "–"]
    html = teacher.get(PAGE).content.decode()
    assert "2 élèves participent, mais aucun n’a encore envoyé ses résultats." in html
    assert "Répartition" not in html
    assert "100" not in text(html)


def test_by_competence_in_the_order_of_the_framework(teacher: Client, membership) -> None:
    AreaFactory(code="2", name="Communication et collaboration")
    CompetenceFactory(code="2.1", name="Interagir")
    make_content({"mail": [1, 2]}, code="2.1")
    campaign = CampaignFactory(organisation=membership.organisation, code="RNBJDB351")
    sent_in(campaign, learner_in(campaign, "A"), validated=["mail1", "moteur1", "url1"])
    sent_in(campaign, learner_in(campaign, "B"), validated=["mail1", "mail2", "moteur1"])
    sent_in(campaign, learner_in(campaign, "C"), validated=["moteur1"])
    group = teacher.get(PAGE).context["group"]
    assert [
        (row.competence.code, row.figures.validated, row.figures.evaluated, row.figures.percent)
        for row in group.competences
    ] == [
        ("1.1", 4, 15, 27),
        ("2.1", 3, 6, 50),
    ]
    html = teacher.get(PAGE).content.decode()
    assert re.findall(r'data-label="Acquis validés">([^<]*)<', html) == ["1,3", "1"]
    assert re.findall(r'data-label="Acquis évalués">([^<]*)<', html)[:2] == ["5", "2"]


def test_subjects_to_review_first(teacher: Client, campaign: Campaign) -> None:
    sent_in(campaign, learner_in(campaign, "A"), validated=["moteur1", "url1", "url2"])
    sent_in(campaign, learner_in(campaign, "B"), validated=["moteur1", "url1", "url2"])
    group = teacher.get(PAGE).context["group"]
    assert [(row.tube.key, row.percent, row.skills) for row in group.tubes] == [("moteur", 33, 3), ("url", 100, 2)]
    assert [row.tube.key for row in group.to_review] == ["moteur"]


def test_deleted_participations_do_not_count(campaign: Campaign) -> None:
    sent_in(campaign, learner_in(campaign, "A"), validated=ALL[:1])
    gone = sent_in(campaign, learner_in(campaign, "B"), validated=ALL)
    Participation.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    group = collective_of(campaign, content.current())
    assert group is not None
    assert (group.figures.pupils, group.figures.validated) == (1, 1)
    assert sum(row.figures.validated for row in group.competences) == 1
    assert [row.percent for row in group.tubes] == [0, 33]


def test_the_chart_in_words(teacher: Client, campaign: Campaign) -> None:
    for name, good in (("A", 0), ("B", 1), ("C", 5), ("D", 5)):
        sent_in(campaign, learner_in(campaign, name), validated=ALL[:good])
    label = re.search(r'role="img" aria-label="(Répartition[^"]*)"', teacher.get(PAGE).content.decode())
    assert label is not None
    assert label[1].replace("&nbsp;", "\u00a0") == (
        "Répartition des résultats reçus (4)\u00a0: 0–20\u00a0%, 1 élève\u00a0; 20–40\u00a0%, 1 élève\u00a0; "
        "40–60\u00a0%, 0 élève\u00a0; 60–80\u00a0%, 0 élève\u00a0; 80–100\u00a0%, 2 élèves. Moyenne 55\u00a0%."
    )


@pytest.mark.parametrize(
    ("percents", "counts", "steps"),
    [
        ([0, 19, 20, 39, 40, 60, 80, 99, 100], [2, 2, 1, 1, 3], [1, 2, 3]),
        ([50], [0, 0, 1, 0, 0], [1]),
        ([10] * 30, [30, 0, 0, 0, 0], [10, 20, 30]),
        ([10] * 1500 + [90], [1500, 0, 0, 0, 1], [500, 1000, 1500]),
    ],
)
def test_bands_and_scale(percents: list[int], counts: list[int], steps: list[int]) -> None:
    chart = chart_of(percents, mean=50)
    assert [bar.count for bar in chart.bars] == counts
    assert [number for number, _ in chart.lines] == steps
    assert min(bar.y for bar in chart.bars) >= 40
    assert {bar.y + bar.height for bar in chart.bars} == {192}


@pytest.mark.parametrize("count", [1, 3])
def test_statements(teacher: Client, campaign: Campaign, count: int, django_assert_num_queries) -> None:
    for n in range(count):
        sent_in(campaign, learner_in(campaign, f"N{n}"), validated=ALL[:n])
    # session, user, memberships, campaign, release, results, sums by competence, sums by skill
    with django_assert_num_queries(8):
        teacher.get(PAGE)


def test_pupils_who_wait_are_counted(teacher: Client, campaign: Campaign) -> None:
    sent_in(campaign, learner_in(campaign, "A"), validated=ALL)
    participation_in(campaign)
    participation_in(campaign)
    html = teacher.get(PAGE).content.decode()
    assert "Résultat du seul élève qui a envoyé ses résultats." in html
    assert "2 ne les ont pas encore envoyés." in html
