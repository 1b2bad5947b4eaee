"""The pages of the import: who may open them, what they say, and that nothing is written before the button."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from learners.enums import ImportStatus
from learners.imports.messages import LARGEST_FILE
from learners.models import Learner, LearnerImport
from learners.tests.factories import LearnerFactory, PupilFactory
from learners.tests.rosters import SIECLE, UAI, many, siecle, table
from organisations.enums import OrganisationKind, Role
from organisations.models import Membership
from organisations.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/eleves/import"
NBSP = "\u00a0"


@pytest.fixture
def administrator() -> Membership:
    return MembershipFactory(
        role=Role.ADMIN, organisation__name="Lycée Pix", organisation__uai=UAI, organisation__manages_learners=True
    )


@pytest.fixture
def office(orga_client: Client, administrator: Membership) -> Client:
    orga_client.force_login(administrator.user)
    return orga_client


def send(client: Client, data: bytes = SIECLE, name: str = "ElevesSansAdresses.xml", **fields: str) -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data), **fields})


def text_of(response: HttpResponse) -> str:
    """What is read on the page, spaces made single."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", " ", main))


def rehearsal(client: Client, data: bytes = SIECLE, name: str = "eleves.xml") -> tuple[str, str]:
    """(address of the rehearsal, digest of what it shows)"""
    address = send(client, data, name).headers["Location"]
    return address, digest_of(client.get(address))


def digest_of(response: HttpResponse) -> str:
    return re.search(r'name="digest" value="(\w{64})"', response.content.decode())[1]


# --- Who may ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/modele.csv", f"{PAGE}/modele-agricole.csv"])
def test_who_may_import(orga_client: Client, administrator: Membership, path: str) -> None:
    member = MembershipFactory(organisation=administrator.organisation)
    without_roster = MembershipFactory(role=Role.ADMIN)
    pupil = UserFactory(email=None)
    found = [orga_client.get(path).status_code]
    for user in (administrator.user, member.user, without_roster.user, pupil):
        orga_client.force_login(user)
        found.append(orga_client.get(path).status_code)
    assert found == [302, 200, 403, 404, 403]


@pytest.mark.parametrize("action", ["", "/confirmer", "/abandonner"])
def test_who_may_go_on_with_an_import(orga_client: Client, administrator: Membership, action: str) -> None:
    orga_client.force_login(administrator.user)
    address, digest = rehearsal(orga_client)
    found = {}
    member = MembershipFactory(organisation=administrator.organisation)
    stranger = MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True)
    for who, user in {"member": member.user, "stranger": stranger.user}.items():
        orga_client.force_login(user)
        ask = orga_client.post if action else orga_client.get
        found[who] = ask(address + action, {"digest": digest}).status_code
    orga_client.logout()
    found["nobody"] = (orga_client.post if action else orga_client.get)(address + action).status_code
    assert found == {"member": 403, "stranger": 404, "nobody": 302}
    assert LearnerImport.objects.get().status == ImportStatus.REHEARSED
    assert Learner.objects.count() == 0


@pytest.mark.parametrize("action", ["/confirmer", "/abandonner"])
def test_nothing_changes_by_a_link(office: Client, action: str) -> None:
    address, digest = rehearsal(office)
    assert office.get(address + action, {"digest": digest}).status_code == 405
    assert Learner.objects.count() == 0


# --- The file ----------------------------------------------------------------------------------------------------------------
def test_no_file(office: Client) -> None:
    response = office.post(PAGE, {})
    assert response.status_code == 422
    assert "Choisissez un fichier." in text_of(response)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "eleves.xml", "Ce fichier est vide."),
        (SIECLE, "eleves.pdf", "Ce fichier n’est ni un .xml, ni un .zip, ni un .csv."),
        (SIECLE[:5000], "eleves.xml", "Ce fichier XML est incomplet ou abîmé"),
        (
            siecle((UAI, "0990002P")),
            "eleves.xml",
            f"Ce fichier est celui d’un autre établissement{NBSP}: son UAI est 0990002P, le vôtre est 0990001N.",
        ),
        (siecle((UAI, "<b>")).replace(b"<b>", b"&lt;b&gt;"), "eleves.xml", "son UAI est &lt;B&gt;, le vôtre"),
    ],
)
def test_a_refused_file_says_why_beside_the_field(office: Client, data: bytes, name: str, said: str) -> None:
    response = send(office, data, name)
    html = response.content.decode()
    assert response.status_code == 422
    beside = html.partition('id="id_file_error"')[2].partition("</div></div>")[0]
    assert said in beside
    assert 'aria-invalid="true"' in html
    assert "Erreur&nbsp;: Importer les élèves" in html


def test_the_largest_file_and_one_byte_more(office: Client) -> None:
    padding = b" " * (LARGEST_FILE - len(SIECLE))
    assert send(office, SIECLE + padding).status_code == 302
    response = send(office, SIECLE + padding + b" ")
    assert response.status_code == 422
    assert "Ce fichier dépasse 20\N{NO-BREAK SPACE}Mo." in text_of(response)


def test_a_page_of_its_own_beyond(office: Client) -> None:
    response = send(office, b" " * (26 * 1024 * 1024))
    assert response.status_code == 413
    assert "Cet envoi est trop volumineux." in response.content.decode()


def test_templates(office: Client) -> None:
    generic, agricultural = office.get(f"{PAGE}/modele.csv"), office.get(f"{PAGE}/modele-agricole.csv")
    assert generic.content.decode("utf-8-sig").startswith('"Identifiant";"Nom*";"Nom d’usage";"Prénom*";')
    assert agricultural.content.decode("utf-8-sig").count(";") == 14
    assert 'filename="modele-eleves-agricole.csv"' in agricultural.headers["Content-Disposition"]


# --- Refused pupils --------------------------------------------------------------------------------------------------------
def test_refused_pupils_with_line_reason_and_cure(office: Client) -> None:
    response = send(office, siecle(("14/03/2011", "31/02/2011"), ("<PRENOM>Noël<", "<PRENOM><")))
    page = office.get(response.headers["Location"])
    text = text_of(page)
    assert "2 élèves ne peuvent pas être importés&nbsp;: rien n’a été enregistré" in text
    assert "Les 10 autres lignes sont correctes." in text
    assert "11 FICTIVE Zoé 990000001ZA Date de naissance" in text
    assert f"La date «{NBSP}31/02/2011{NBSP}» ne se lit pas. Écrivez-la JJ/MM/AAAA, par exemple 14/03/2011." in text
    assert "32 D&#x27;ESSAI 990000002ZB Prénom Ce champ est vide. Complétez la fiche de l’élève dans SIECLE" in text
    assert 'name="digest"' not in page.content.decode()
    assert Learner.objects.count() == 0


def test_names_of_a_file_are_inert(office: Client) -> None:
    """<script> in a name is a text, on the rehearsal and in the list."""
    evil = '"<script>alert(1)</script>"'
    address, digest = rehearsal(office, table(f";{evil};;{evil};;;14/03/2011;;{evil}"), "a.csv")
    pages = [office.get(address)]
    office.post(f"{address}/confirmer", {"digest": digest})
    pages.append(office.get("/eleves"))
    for page in pages:
        html = page.content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html


# --- Rehearsal, confirmation, result ------------------------------------------------------------------------------------------
def test_what_would_change(office: Client, administrator: Membership) -> None:
    school = administrator.organisation
    zoe = LearnerFactory(
        organisation=school,
        ine="990000001ZA",
        last_name="FICTIVE",
        first_name="Zoë",
        class_name="3E",
        user=PupilFactory(),
    )
    LearnerFactory(organisation=school, ine="980000000ZZ", last_name="PARTANTE", first_name="Ana")
    gone = LearnerFactory(
        organisation=school, ine="990000002ZB", last_name="D'ESSAI", first_name="Noël", disabled_at=timezone.now()
    )
    address, _ = rehearsal(office)
    page = office.get(address)
    text, plan = text_of(page), page.context["plan"]
    assert re.search(r"Ajoutés 10 Modifiés 1 De retour 1 Désactivés 1 Inchangés 0 Refusés 0", text)
    assert [(one.last_name) for one in plan.disabled] == ["PARTANTE"]
    assert {one.learner for one in plan.changed} == {zoe, gone}
    assert "Prénom Zoë → devient Zoé" in text
    assert "Classe 3E → devient 2NDE1" in text
    assert "1 élève a déjà un compte, et son nom ou sa date de naissance change." in text
    assert "PARTANTE" in text
    assert "A quitté l’établissement" in text
    assert "Rien n’est encore enregistré." in text
    zoe.refresh_from_db()
    assert (zoe.first_name, school.learners.count()) == ("Zoë", 3)


def test_confirmed(office: Client, administrator: Membership) -> None:
    address, digest = rehearsal(office)
    done = office.post(f"{address}/confirmer", {"digest": digest}, follow=True)
    text = text_of(done)
    assert done.redirect_chain == [(address, 302)]
    assert "La liste des élèves est à jour." in text
    assert "Ajoutés 12 Modifiés 0 Désactivés 0 Inchangés 0 Ignorés 3" in text
    assert administrator.organisation.learners.active().count() == 12
    when = timezone.localtime(LearnerImport.objects.get().confirmed_at)
    assert f"Dernier import le {when:%d/%m/%Y} à {when:%H:%M} par {administrator.user}." in text_of(
        office.get("/eleves")
    )
    # The button pressed again, or the page opened again, says the same.
    assert "Ajoutés 12" in text_of(office.post(f"{address}/confirmer", {"digest": digest}, follow=True))
    assert Learner.objects.count() == 12


def test_the_list_changed_meanwhile(office: Client, administrator: Membership) -> None:
    address, digest = rehearsal(office)
    LearnerFactory(organisation=administrator.organisation, last_name="ARRIVÉE", ine="980000000ZZ")
    page = office.post(f"{address}/confirmer", {"digest": digest}, follow=True)
    text = text_of(page)
    assert "La liste des élèves a changé depuis la vérification" in text
    assert "ARRIVÉE" in text
    assert administrator.organisation.learners.count() == 1
    office.post(f"{address}/confirmer", {"digest": digest_of(page)})
    assert administrator.organisation.learners.active().count() == 12


def test_the_same_file_again(office: Client) -> None:
    address, digest = rehearsal(office)
    office.post(f"{address}/confirmer", {"digest": digest})
    again, digest = rehearsal(office)
    text = text_of(office.get(again))
    assert "La liste est déjà à jour" in text
    assert "Terminer" in text
    assert "Inchangés 12" in text_of(office.post(f"{again}/confirmer", {"digest": digest}, follow=True))


def test_given_up(office: Client) -> None:
    address, digest = rehearsal(office)
    assert "L’import est abandonné" in text_of(office.post(f"{address}/abandonner", follow=True))
    for page in (
        office.get(address, follow=True),
        office.post(f"{address}/confirmer", {"digest": digest}, follow=True),
    ):
        assert page.redirect_chain == [(PAGE, 302)]
        assert "Cette vérification n’est plus disponible" in text_of(page)
    assert Learner.objects.count() == 0
    assert LearnerImport.objects.get().rows == []


def test_what_was_imported_cannot_be_given_up(office: Client) -> None:
    address, digest = rehearsal(office)
    office.post(f"{address}/confirmer", {"digest": digest})
    office.post(f"{address}/abandonner")
    assert LearnerImport.objects.get().status == ImportStatus.CONFIRMED


def test_a_day_later(office: Client) -> None:
    address, _ = rehearsal(office)
    LearnerImport.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "n’est plus disponible" in text_of(office.get(address, follow=True))


def test_a_file_of_one_class_is_noticed(office: Client, administrator: Membership) -> None:
    for n in range(20):
        LearnerFactory(organisation=administrator.organisation, last_name=f"NOM{n}")
    address, _ = rehearsal(office)
    assert "20 élèves sur 20 sortiraient de la liste." in text_of(office.get(address))


def test_an_account_from_another_school_is_told(office: Client) -> None:
    LearnerFactory(ine="990000001ZA", birth_date="2011-03-14", user=PupilFactory())
    address, _ = rehearsal(office)
    text = text_of(office.get(address))
    assert "1 élève a déjà un compte, ouvert dans un autre établissement (même INE, même date de naissance)" in text


# --- Elsewhere than in schools, lists come in pieces ----------------------------------------------------------------------------
def test_a_faculty_says_what_becomes_of_the_others(office: Client, administrator: Membership) -> None:
    school = administrator.organisation
    school.kind = OrganisationKind.HIGHER
    school.save()
    LearnerFactory(organisation=school, last_name="DÉJÀ-LÀ")
    file = table(";NOUVELLE;;Ana;;;14/03/2005;;L1")
    assert "Choisissez l’un des deux." in text_of(send(office, file, "a.csv"))
    assert send(office, file, "a.csv", absent="tout").status_code == 422
    for answer, left in (("ajouter", 0), ("remplacer", 1)):
        page = office.get(send(office, file, "a.csv", absent=answer).headers["Location"])
        assert len(page.context["plan"].disabled) == left


def test_a_school_replaces_whatever_is_sent(office: Client, administrator: Membership) -> None:
    LearnerFactory(organisation=administrator.organisation)
    page = office.get(send(office, absent="ajouter").headers["Location"])
    assert len(page.context["plan"].disabled) == 1
    assert "Que deviennent" not in office.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3, 200])
def test_statements(office: Client, count: int, django_assert_num_queries) -> None:
    office.get("/equipe")  # the visit of the day is noted once
    address, _ = rehearsal(office, many(count))
    # session, user, memberships; import and its author, pupils of the school, accounts elsewhere
    with django_assert_num_queries(6):
        office.get(address)
    # session, user, memberships; last import
    with django_assert_num_queries(4):
        office.get(PAGE)
