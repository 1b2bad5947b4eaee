"""Who takes part: the list, its filters and orders, the page of one pupil; and nothing before it is sent."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import KnowledgeReset
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, participation_in, pupil_of
from learners.models import Learner
from organisations.models import Membership
from results.models import SharedResult
from results.tests.factories import finished_in, learner_in, sent_in

pytestmark = pytest.mark.django_db
LIST = "/campagnes/RNBJDB351/participants"
ALL = ["moteur1", "moteur2", "moteur3", "url1", "url2"]


def names(client: Client, **query: str) -> list[str]:
    return [one.learner.last_name for one in client.get(LIST, query).context["page"]]


def page_of(participation: Participation) -> str:
    return f"/campagnes/{participation.campaign.code}/participants/{participation.public_id}"


@pytest.fixture
def three(campaign: Campaign) -> list[Participation]:
    """One a status. The two that were not sent hold a complete result, which could be shown."""
    busy = finished_in(campaign, learner_in(campaign, "Marclas", "Clément", class_name="2NDE 2"), validated=ALL)
    busy.completed_at, busy.progress = None, 0.386
    busy.save()
    waiting = finished_in(campaign, learner_in(campaign, "Coullignant", "Élise", class_name="2NDE1"), validated=ALL[:4])
    sent = sent_in(campaign, learner_in(campaign, "Sorolibaly", "Adelita", class_name="2NDE1"), validated=ALL[:2])
    return [busy, waiting, sent]


def test_nobody_yet(teacher: Client, campaign: Campaign) -> None:
    html = teacher.get(LIST).content.decode()
    assert "En attente de participants" in html
    assert "RNBJDB351" in html


def test_the_three_statuses(teacher: Client, three: list[Participation]) -> None:
    html = teacher.get(LIST).content.decode()
    cells = re.findall(r'<td role="cell" class="col-meter"[^>]*>(.*?)</td>', html, re.DOTALL)
    words = [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]
    assert words == ["En attente", "En cours de test", "40\u00a0%"]  # Coullignant, Marclas, Sorolibaly
    assert "100\u00a0%" not in html
    assert "80\u00a0%" not in html


def test_a_result_without_sending_is_never_shown(teacher: Client, campaign: Campaign) -> None:
    """Even a frozen result, if it were there by accident."""
    sent = sent_in(campaign, learner_in(campaign, "Oubli"), validated=ALL[:2])
    Participation.objects.filter(pk=sent.pk).update(shared_at=None)
    assert SharedResult.objects.exists()
    for address in (LIST, f"{LIST}?tri=resultat", page_of(sent), "/campagnes/RNBJDB351/resultats"):
        html = teacher.get(address).content.decode()
        assert "40\u00a0%" not in html
        assert "En attente" in html
    assert teacher.get(LIST).context["page"][0].mastery is None
    assert b";0,4;" not in b"".join(teacher.get("/campagnes/RNBJDB351/export.csv"))


def test_the_whole_list_for_paper(teacher: Client, campaign: Campaign) -> None:
    for _ in range(12):
        participation_in(campaign)
    assert len(names(teacher)) == 10
    assert len(names(teacher, impression="")) == 12
    assert "Imprimer la liste" in teacher.get(LIST).content.decode()


def test_counts_above(teacher: Client, three: list[Participation], campaign: Campaign) -> None:
    participation_in(campaign)
    assert teacher.get(LIST).context["counts"] == {"received": 1, "waiting": 1, "busy": 2}


def test_deleted_participations_are_nowhere(teacher: Client, three: list[Participation]) -> None:
    Participation.objects.update(deleted_at=timezone.now())
    assert "En attente de participants" in teacher.get(LIST).content.decode()
    assert [teacher.get(page_of(one)).status_code for one in three] == [404, 404, 404]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Coullignant", "Marclas", "Sorolibaly"]),
        ({"q": "ELISE"}, ["Coullignant"]),
        ({"q": "clement marc"}, ["Marclas"]),
        ({"q": "%"}, []),
        ({"q": "\x00"}, ["Coullignant", "Marclas", "Sorolibaly"]),
        ({"classe": "2NDE1"}, ["Coullignant", "Sorolibaly"]),
        ({"classe": "\x00"}, ["Coullignant", "Marclas", "Sorolibaly"]),
        ({"classe": "—"}, []),
        ({"statut": "started"}, ["Marclas"]),
        ({"statut": "to-share"}, ["Coullignant"]),
        ({"statut": "shared"}, ["Sorolibaly"]),
        ({"statut": "inconnu"}, ["Coullignant", "Marclas", "Sorolibaly"]),
        ({"statut": "shared", "classe": "2NDE1", "q": "adelita"}, ["Sorolibaly"]),
    ],
)
def test_search_and_filters(
    teacher: Client, three: list[Participation], query: dict[str, str], found: list[str]
) -> None:
    assert names(teacher, **query) == found


def test_a_filter_says_how_many_match_and_how_to_leave_it(teacher: Client, three: list[Participation]) -> None:
    assert "Effacer les filtres" not in teacher.get(LIST).content.decode()
    html = teacher.get(LIST, {"classe": "2NDE1"}).content.decode()
    assert "2 participants correspondent à votre recherche, sur 3." in html
    assert f'<a class="btn btn-quiet btn-small" href="{LIST}">' in html
    assert "Aucun" not in html
    assert "Aucun participant ne correspond" in teacher.get(LIST, {"q": "personne"}).content.decode()


def test_pupils_without_class_can_be_found(teacher: Client, three: list[Participation], campaign: Campaign) -> None:
    participation_in(campaign, learner_in(campaign, "Nulle", "Part"))
    assert names(teacher, classe="—") == ["Nulle"]
    assert "Sans classe" in teacher.get(LIST).content.decode()


def test_the_class_column_stays_away_where_nobody_has_a_class(teacher: Client, campaign: Campaign) -> None:
    participation_in(campaign, learner_in(campaign, "Nulle", "Part"))
    assert "Classe</a>" not in teacher.get(LIST).content.decode()


def test_order_by_first_name_ignores_accents_and_case(teacher: Client, campaign: Campaign) -> None:
    for first in ("Zoé", "élise", "Ève", "Aïda", "Œdipe", "Paul"):
        participation_in(campaign, learner_in(campaign, f"de {first}", first))
    assert names(teacher, tri="prenom") == ["de Aïda", "de élise", "de Ève", "de Œdipe", "de Paul", "de Zoé"]
    assert names(teacher, tri="-prenom")[0] == "de Zoé"


def test_order_by_result_tells_nothing_of_what_was_not_sent(teacher: Client, campaign: Campaign) -> None:
    """Those who have not sent come last both ways, by name, whatever they have reached."""
    for name, good in (("A", 5), ("B", 0), ("C", 3)):
        finished_in(campaign, learner_in(campaign, name), validated=ALL[:good])
    participation_in(campaign, learner_in(campaign, "AA"))
    for name, good in (("S", 1), ("T", 4), ("U", 2)):
        sent_in(campaign, learner_in(campaign, name), validated=ALL[:good])
    assert names(teacher, tri="resultat") == ["S", "U", "T", "A", "AA", "B", "C"]
    assert names(teacher, tri="-resultat") == ["T", "U", "S", "A", "AA", "B", "C"]


def test_pages_of_ten_by_default(teacher: Client, campaign: Campaign) -> None:
    for n in range(11):
        participation_in(campaign, learner_in(campaign, f"N{n:02}"))
    assert len(names(teacher)) == 10
    assert names(teacher, page="2") == ["N10"]
    assert len(names(teacher, taille="25")) == 11


def test_the_identifier_has_its_column(teacher: Client, campaign: Campaign) -> None:
    campaign.external_id_label = "Numéro d’élève"
    campaign.save()
    one = participation_in(campaign)
    one.external_id = "E-42"
    one.save()
    html = teacher.get(LIST).content.decode()
    assert 'data-label="Numéro d’élève">E-42</td>' in html
    assert "E-42" in teacher.get(page_of(one)).content.decode()


def test_page_of_a_pupil_who_has_sent(teacher: Client, campaign: Campaign) -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # already the 23rd in Paris
    learner = learner_in(campaign, "Sorolibaly", "Adelita", class_name="2NDE1")
    sent = sent_in(
        campaign, learner, validated=["moteur1", "url1"], inferred=["moteur1", "moteur3"], untested=["url2"], at=at
    )
    response = teacher.get(page_of(sent))
    html = response.content.decode()
    assert response.context["progress"] == 100
    assert "<dt>Partagé le</dt><dd>23/11/2026</dd>" in html
    assert "Score&nbsp;: 2 acquis validés sur 5 évalués." in html
    assert "40\u00a0%" in html
    assert 'data-label="Niveau">1</td>' in html
    lines = re.findall(r"<li>(.*?)</li>", html[html.index('id="acquis"') : html.index("</main>")], re.DOTALL)
    assert [" ".join(re.sub("<[^>]+>", " ", unescape(line)).split()) for line in lines] == [
        "Validé Savoir faire quelque chose niveau 1 déduit des acquis testés du sujet",
        "Non validé Savoir faire quelque chose niveau 2 testé",
        "Non validé Savoir faire quelque chose niveau 3 déduit plus difficile que le niveau 2, non validé",
        "Validé Savoir faire quelque chose niveau 1 testé",
        "Non testé Savoir faire quelque chose niveau 2",
    ]
    assert "2 testés, 2 déduits, 1 non testé" in html
    assert "Précision" not in html


def test_page_of_a_pupil_who_has_not_sent(teacher: Client, three: list[Participation]) -> None:
    for participation, progress in ((three[0], "38\u00a0%"), (three[1], "100\u00a0%")):
        response = teacher.get(page_of(participation))
        html = response.content.decode()
        assert response.context["sheet"] is None
        assert f"<dt>Avancement</dt><dd>{progress}</dd>" in html
        assert "Non disponible" in html
        assert "En attente de résultats" in html
        assert re.findall(r"\d+\u00a0%", html) == [progress]
        assert "validé" not in html
        assert "Moteur" not in html


def test_what_is_shown_stays_as_sent(teacher: Client, three: list[Participation]) -> None:
    sent = three[2]
    before = teacher.get(page_of(sent)).context["sheet"]
    sent.assessment.outcome = {**sent.assessment.outcome, "validated": 5}
    sent.assessment.save()
    KnowledgeReset.objects.create(user=sent.user, competence_id=before.competences[0].competence.id)
    assert teacher.get(page_of(sent)).context["sheet"] == before


@pytest.mark.parametrize("count", [1, 3])
def test_statements_of_the_list(teacher: Client, campaign: Campaign, count: int, django_assert_num_queries) -> None:
    for n in range(count):
        sent_in(campaign, learner_in(campaign, f"N{n}"), validated=ALL[:n])
    # session, user, memberships, campaign, classes with counts, classes of the roster, who has not begun, number of rows, rows
    with django_assert_num_queries(9):
        teacher.get(LIST)


def test_statements_of_a_pupil(teacher: Client, three: list[Participation], django_assert_num_queries) -> None:
    # session, user, memberships, campaign, participation; then, if sent: its competences, the release
    with django_assert_num_queries(5):
        teacher.get(page_of(three[1]))
    with django_assert_num_queries(7):
        teacher.get(page_of(three[2]))


def test_the_pages_of_another_school_do_not_exist(teacher: Client, campaign: Campaign) -> None:
    other = CampaignFactory(code="ZZZZZZ222")
    theirs = sent_in(other, pupil_of(other), validated=ALL)
    ours = sent_in(campaign, pupil_of(campaign), validated=ALL)
    addresses = [f"/campagnes/ZZZZZZ222/{page}" for page in ("participants", "resultats", "export.csv")]
    # nor a participation of another campaign under the code of ours
    addresses += [page_of(theirs), page_of(ours).replace(str(ours.public_id), str(theirs.public_id))]
    assert [teacher.get(address).status_code for address in addresses] == [404] * 5
    assert teacher.get(page_of(ours)).status_code == 200


# --- Who has not begun (O-63) -------------------------------------------------------------------------------------------
@pytest.fixture
def roster(membership: Membership, campaign: Campaign) -> None:
    """2NDE1: one has begun, two have not. 2NDE2: nobody has begun. One pupil has left."""
    learner = learner_in(campaign, "Commence", class_name="2NDE1")
    participation_in(campaign, learner)
    for last_name, class_name, left in (
        ("Absente", "2NDE1", False),
        ("Étourdi", "2NDE1", False),
        ("Ailleurs", "2NDE2", False),
        ("Parti", "2NDE1", True),
    ):
        Learner.objects.create(
            organisation=membership.organisation,
            first_name="Zoé",
            last_name=last_name,
            class_name=class_name,
            disabled_at=timezone.now() if left else None,
        )


def missing(teacher: Client, campaign: Campaign, query: str = "") -> list[str]:
    page = teacher.get(f"/campagnes/{campaign.code}/participants?statut=none{query}")
    return [learner.last_name for learner in page.context["page"]]


@pytest.mark.usefixtures("roster")
def test_pupils_who_have_not_begun_are_those_of_the_classes_concerned(teacher: Client, campaign: Campaign) -> None:
    assert missing(teacher, campaign) == ["Absente", "Étourdi"]
    assert missing(teacher, campaign, "&classe=2NDE2") == ["Ailleurs"]
    assert missing(teacher, campaign, "&classe=2NDE1&q=etour") == ["Étourdi"]
    html = teacher.get(f"/campagnes/{campaign.code}/participants").content.decode()
    assert "n’ont pas commencé" in html
    assert "2NDE2" in html, "a class where nobody has begun can be chosen"


@pytest.mark.usefixtures("roster")
def test_a_deleted_participation_counts_as_not_begun(teacher: Client, campaign: Campaign) -> None:
    campaign.participations.update(deleted_at=timezone.now())
    assert missing(teacher, campaign, "&classe=2NDE1") == ["Absente", "Commence", "Étourdi"]


def test_without_roster_nobody_is_missing(teacher: Client, campaign: Campaign, membership: Membership) -> None:
    membership.organisation.manages_learners = False
    membership.organisation.save()
    page = teacher.get(f"/campagnes/{campaign.code}/participants?statut=none")
    assert page.status_code == 200
    assert "Pas commencé" not in page.content.decode()


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_who_has_not_begun_costs_the_same(
    teacher: Client, campaign: Campaign, membership: Membership, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        Learner.objects.create(
            organisation=membership.organisation, first_name="A", last_name=f"Nom{number}", class_name="2NDE1"
        )
    # session, user, membership, campaign, counts by class, classes of the roster, count, page
    with django_assert_num_queries(8):
        missing(teacher, campaign)
