"""Problem reports: found, linked to the question as it was seen, and taken away as a file without anybody's name."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from assessments.models import Answer, Assessment, Challenge, ProblemReport
from organisations.models import AuditEvent, User
from pixorga.tests.admin_pages import account, act, browser, found, list_of, page_of, superuser
from pixorga.tests.admin_rows import add_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    return superuser()


def exported(client: Client, *rows: ProblemReport) -> list[dict[str, str]]:
    data = {"action": "export", "_selected_action": [row.pk for row in rows]}
    response = client.post(list_of(ProblemReport), data)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def test_reports_are_found_by_challenge_category_and_state(boss: Client) -> None:
    wanted, other = add_rows(1), add_rows(2)
    ProblemReport.objects.filter(pk=other[ProblemReport].pk).update(category="other", state="closed")
    report = ProblemReport.objects.get(pk=wanted[ProblemReport].pk)
    assert found(boss, ProblemReport, q="couleur1") == [report]
    assert found(boss, ProblemReport, category__exact=report.category) == [report]
    assert found(boss, ProblemReport, state__exact=report.state) == [report]


def test_the_link_shows_the_question_with_its_seed(boss: Client) -> None:
    rows = add_rows(1)
    Answer.objects.update(challenge_seed=4321)
    link = f"/assessments/challenge/{rows[Challenge].pk}/apercu/?graine=4321"
    assert link in boss.get(list_of(ProblemReport)).content.decode()
    assert link in boss.get(page_of(rows[ProblemReport])).content.decode()
    Assessment.objects.update(completed_at=None, outcome=None, challenge=rows[Challenge], challenge_seed=99)
    assert "graine=99" in boss.get(list_of(ProblemReport)).content.decode()  # the one in hand
    ProblemReport.objects.update(assessment=None)
    assert "graine=1" in boss.get(list_of(ProblemReport)).content.decode()


def test_the_file_says_what_and_never_who(boss: Client) -> None:
    rows = add_rows(1)
    add_rows(2)
    Answer.objects.update(challenge_seed=4321)
    ProblemReport.objects.update(comment="=cmd()")
    (line,) = exported(boss, rows[ProblemReport])
    assert (line["Épreuve"], line["Acquis"], line["Graine"], line["Niveau"]) == ("couleur1", "sujet1-1", "4321", "1")
    assert line["Commentaire"] == "'=cmd()"
    assert line["Aperçu"].endswith(f"/assessments/challenge/{rows[Challenge].pk}/apercu/?graine=4321")
    assert rows[User].last_name not in "".join(line.values())
    event = AuditEvent.objects.get(verb="problem-reports.exported")
    assert (event.details, event.actor.first_name) == ({"rows": 1}, "chef")


def test_support_exports_and_others_do_not(boss: Client) -> None:
    report = add_rows(1)[ProblemReport]
    user = account("soutien", is_staff=True)
    client = browser(user)
    assert client.post(list_of(ProblemReport), {"action": "export", "_selected_action": [report.pk]}).status_code == 403
    user.groups.add(Group.objects.get(name="support"))
    assert len(exported(browser(user), report)) == 1
    assert act(browser(account("prof")), "export", report).redirect_chain
    assert AuditEvent.objects.filter(verb="problem-reports.exported").count() == 1
