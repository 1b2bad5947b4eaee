"""The CSV file, byte for byte; its size in memory; its name."""

import inspect
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from assessments import content
from assessments.models import Skill
from assessments.tests.factories import AreaFactory, CompetenceFactory, make_content
from campaigns.enums import ProfileKind
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in
from organisations.models import AuditEvent, Membership
from results import exports
from results.exports import export_results, file_name
from results.tests.factories import finished_in, learner_in, sent_in

pytestmark = pytest.mark.django_db
FILE = "/campagnes/RNBJDB351/export.csv"
# The 22nd in London, already the 23rd in Paris.
NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
NOON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)


def started(participation: Participation, at: datetime) -> None:
    participation.started_at = at
    participation.save()


@pytest.fixture
def full(membership: Membership) -> Campaign:
    """Two areas, an identifier, and names that would like to be formulas."""
    AreaFactory(code="2", name="Communication")
    CompetenceFactory(code="2.1", name="Interagir")
    make_content({"mail": [1, 2]}, code="2.1")
    campaign = CampaignFactory(
        organisation=membership.organisation,
        code="RNBJDB351",
        name='=HYPERLINK("http://x.example";"2nde")',
        external_id_label="+Numéro",
        profile=TargetProfileFactory(name="Premiers pas", kind=ProfileKind.COURSE),
    )
    sent = sent_in(
        campaign,
        learner_in(campaign, "=1+1", 'Zoé "la; grande"', class_name="2NDE 2"),
        validated=["moteur1", "moteur2", "mail1"],
        inferred=["moteur1", "moteur3"],
        untested=["url2"],
        at=NIGHT,
    )
    sent.external_id = "-12"
    started(sent, NIGHT)
    busy = participation_in(campaign, learner_in(campaign, "Abri", "\tTom", usage_name="@Bri", class_name="2NDE1"))
    busy.progress, busy.external_id = 0.57149, "\r\nE42"
    started(busy, NOON)
    started(finished_in(campaign, learner_in(campaign, "Écho", "Noé"), validated=["moteur1", "url1", "url2"]), NOON)
    return campaign


def test_the_file_byte_for_byte(teacher: Client, full: Campaign) -> None:
    response = teacher.get(FILE)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    common = f'"Lycée Pix";{full.pk};"\'=HYPERLINK(""http://x.example"";""2nde"")";"Premiers pas";'
    na = ";" + ";".join(['"NA"'] * 21) + "\n"
    expected = (
        "\ufeff"
        '"Nom de l\'organisation";"ID Campagne";"Nom de la campagne";"Nom du Profil Cible";"Nom du Participant";'
        '"Prénom du Participant";"Classe";"\'+Numéro";"% de progression";"Date de début";"Partage (O/N)";"Date du partage";'
        '"% maitrise de l\'ensemble des acquis du profil";'
        '"% de maitrise des acquis de la compétence Mener une recherche et une veille d’information";'
        '"Nombre d\'acquis du profil cible dans la compétence Mener une recherche et une veille d’information";'
        '"Acquis maitrisés dans la compétence Mener une recherche et une veille d’information";'
        '"% de maitrise des acquis de la compétence Interagir";'
        '"Nombre d\'acquis du profil cible dans la compétence Interagir";"Acquis maitrisés dans la compétence Interagir";'
        '"% de maitrise des acquis du domaine Information et données";'
        '"Nombre d\'acquis du profil cible du domaine Information et données";'
        '"Acquis maitrisés du domaine Information et données";"% de maitrise des acquis du domaine Communication";'
        '"Nombre d\'acquis du profil cible du domaine Communication";"Acquis maitrisés du domaine Communication";'
        '"\'@moteur1";"\'@moteur2";"\'@moteur3";"\'@url1";"\'@url2";"\'@mail1";"\'@mail2"\n'
        # by name: «=1+1», «@Bri», «Écho»
        + common
        + '"\'=1+1";"Zoé ""la; grande""";"2NDE 2";-12;1;2026-11-23;"Oui";2026-11-23;0,43;'
        "0,4;5;2;0,5;2;1;0,4;5;2;0,5;2;1;"
        '"OK";"OK";"KO";"KO";"Non testé";"OK";"KO"\n'
        + common
        + '"\'@Bri";"\'\tTom";"2NDE1";"\'\r\nE42";0,571;2026-10-05;"Non"'
        + na
        + common
        + '"Écho";"Noé";"";"";1;2026-10-05;"Non"'
        + na
    )
    assert b"".join(response).decode() == expected


def test_without_identifier_there_is_no_such_column(teacher: Client, campaign: Campaign) -> None:
    participation_in(campaign, learner_in(campaign, "Abri"))
    headers, line = b"".join(teacher.get(FILE)).decode().splitlines()
    assert headers.split(";")[6:8] == ['"Classe"', '"% de progression"']
    assert len(headers.split(";")) == len(line.split(";")) == 12 + 3 + 3 + 5


def test_a_competence_profile_bears_its_code(teacher: Client, membership: Membership) -> None:
    profile = TargetProfileFactory(kind=ProfileKind.COMPETENCE, competence=CompetenceFactory())
    campaign = CampaignFactory(organisation=membership.organisation, code="RNBJDB351", profile=profile)
    participation_in(campaign)
    assert '"1.1 Mener une recherche et une veille d’information"' in b"".join(teacher.get(FILE)).decode()


def test_a_skill_retired_since_keeps_its_column(teacher: Client, campaign: Campaign) -> None:
    """What was sent holds it: without it the columns would no longer add up."""
    sent_in(campaign, learner_in(campaign, "Abri"), validated=["url2"])
    Skill.objects.filter(key="url2").update(retired_at=NOON)
    content.forget()
    headers, line = b"".join(teacher.get(FILE)).decode().splitlines()
    assert headers.endswith('"\'@url1";"\'@url2"')
    assert line.endswith('"KO";"OK"')


def test_nobody_yet(teacher: Client, campaign: Campaign) -> None:
    assert len(b"".join(teacher.get(FILE)).decode().splitlines()) == 1


def test_deleted_participations_are_left_out(teacher: Client, campaign: Campaign) -> None:
    gone = sent_in(campaign, learner_in(campaign, "Partie"), validated=["url1"])
    Participation.objects.filter(pk=gone.pk).update(deleted_at=NOON)
    assert "Partie" not in b"".join(teacher.get(FILE)).decode()


def test_progress_never_rounds_up_to_the_end(teacher: Client, campaign: Campaign) -> None:
    one = participation_in(campaign)
    one.progress = 0.99999
    one.save()
    assert ";0,999;" in b"".join(teacher.get(FILE)).decode()


def test_the_figures_are_those_of_the_pages(teacher: Client, campaign: Campaign) -> None:
    sent = sent_in(campaign, learner_in(campaign, "Abri"), validated=["moteur1", "url2"])
    sheet = teacher.get(f"/campagnes/RNBJDB351/participants/{sent.public_id}").context["sheet"]
    cells = b"".join(teacher.get(FILE)).decode().splitlines()[1].split(";")
    assert cells[11] == f"{sheet.percent / 100:g}".replace(".", ",")
    (part,) = sheet.competences
    assert cells[12:15] == [f"{part.percent / 100:g}".replace(".", ","), str(part.evaluated), str(part.validated)]
    assert [cell == '"OK"' for cell in cells[18:]] == [line.validated for tube in part.tubes for line in tube.skills]


@pytest.mark.django_db(transaction=True)
def test_it_streams_from_a_cursor_on_the_server(teacher: Client, campaign: Campaign, monkeypatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 2)
    for n in range(5):
        sent_in(campaign, learner_in(campaign, f"N{n}"), validated=["url1"])
    pieces = export_results(campaign)
    assert inspect.isgenerator(pieces)
    next(pieces)  # the headers
    next(pieces)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '\\_django\\_curs%'")
        assert cursor.fetchone() == (1,)
    assert len(list(pieces)) == 4
    assert teacher.get(FILE).streaming


@pytest.mark.parametrize("count", [1, 3])
def test_statements(teacher: Client, campaign: Campaign, count: int, django_assert_num_queries) -> None:
    for n in range(count):
        sent_in(campaign, learner_in(campaign, f"N{n}"), validated=["url1"])
    # session, user, memberships, campaign, audit; then release, profile's skills, sent skills, rows
    with django_assert_num_queries(9):
        b"".join(teacher.get(FILE))


def test_the_export_is_recorded(teacher: Client, membership: Membership, campaign: Campaign) -> None:
    teacher.get(FILE)
    event = AuditEvent.objects.get(verb="results.exported")
    assert (event.actor, event.organisation, event.target_id) == (
        membership.user,
        membership.organisation,
        str(campaign.pk),
    )
    assert event.details == {}


def test_head_takes_nothing_out(teacher: Client, campaign: Campaign) -> None:
    assert teacher.head(FILE).content == b""
    assert not AuditEvent.objects.filter(verb="results.exported").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Stéphane Libellot - Classe de 2nde3", "Stephane-Libellot-Classe-de-2nde3"),
        ('../../etc/passwd";\r\nX: y', "etc-passwd-X-y"),
        ("数学", "campagne"),
        ("a" * 200, "a" * 80),
    ],
)
def test_name_of_the_file(name: str, safe: str) -> None:
    campaign = Campaign(name=name, code="RNBJDB351")
    assert file_name(campaign, NIGHT) == f"Resultats-{safe}-RNBJDB351-2026-11-23-0030.csv"


def test_the_browser_is_given_the_name(teacher: Client, campaign: Campaign) -> None:
    disposition = teacher.get(FILE)["Content-Disposition"]
    assert disposition.startswith('attachment; filename="Resultats-Classe-de-2nde3-RNBJDB351-20')
