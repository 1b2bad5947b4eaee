"""Inviting: what is typed, what is sent, what fails, sending again, cancelling."""

import re
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends import locmem
from django.test import Client
from django.utils import timezone

from organisations import actions
from organisations.enums import Role
from organisations.forms import MOST_ADDRESSES, InviteForm, addresses_in
from organisations.models import AuditEvent, Invitation, digest_of_token
from organisations.tests.factories import InvitationFactory, MembershipFactory, disable

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return MembershipFactory(
        organisation__name="Lycée Pix", role=Role.ADMIN, user__first_name="Hélène", user__last_name="Garance"
    )


@pytest.fixture
def school(admin):
    return admin.organisation


@pytest.fixture
def client(admin):
    client = Client(SERVER_NAME="orga.localhost")
    client.force_login(admin.user)
    return client


def invite(client, emails, **data):
    return client.post("/equipe/inviter", {"emails": emails, **data})


def said(client):
    return [(message.level_tag, str(message)) for message in client.get("/equipe").context["messages"]]


AGAIN = "attendue@exemple.fr a déjà été invité. Pour lui envoyer un nouveau lien, choisissez «\xa0Renvoyer\xa0» dans la liste."
FAILED = (
    "L’invitation de {}@exemple.fr n’a pas pu être envoyée\xa0: le serveur de messagerie refuse {}. "
    "Elle reste dans la liste, à renvoyer."
)


def link_of(mail):
    return re.search(r"http://orga\.localhost(/rejoindre/\S+)", mail.body)[1]


# --- What is typed ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text, found",
    [
        ("a@exemple.fr", ["a@exemple.fr"]),
        ("a@exemple.fr,b@exemple.fr;c@exemple.fr d@exemple.fr\ne@exemple.fr\r\n\tf@exemple.fr", list("abcdef")),
        (" ,; A@Exemple.FR , a@exemple.fr ;; ", ["a@exemple.fr"]),
        ('Camille Ferrand <a@exemple.fr>; "Garance, Hélène" <b@exemple.fr>', list("ab")),
        ("mailto:a@exemple.fr\u00a0b@exemple.fr\u200b.", list("ab")),
        ("Ferrand, Camille <a@exemple.fr>", ["ferrand", "a@exemple.fr"]),
        ("<>", []),
        (", ;", []),
    ],
)
def test_addresses_are_found_however_they_are_separated(text, found):
    assert addresses_in(text) == [one if "@" in one or len(one) > 1 else f"{one}@exemple.fr" for one in found]


@pytest.mark.parametrize("typed", ["", "   ", ",;\n"])
def test_at_least_one_address(client, typed):
    response = invite(client, typed)
    assert response.status_code == 422
    assert response.context["form"].errors == {"emails": ["Donnez au moins une adresse e-mail."]}


def test_every_bad_address_is_said_and_nothing_is_sent(client, mailoutbox):
    response = invite(client, "bonne@exemple.fr, camille@, @exemple.fr; toto <b@>")
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "emails": [f"Format incorrect\xa0: {wrong}" for wrong in ("camille@", "@exemple.fr", "b@")]
    }
    page = response.content.decode()
    assert "Aucune invitation n’est partie." in page
    assert "bonne@exemple.fr, camille@" in page  # what was typed stays
    assert not mailoutbox
    assert not Invitation.objects.exists()


def test_many_bad_addresses_are_counted():
    errors = InviteForm({"emails": " ".join(f"mot{n}" for n in range(20))}).errors["emails"]
    assert len(errors) == 9
    assert errors[-1] == "… et 12 autres."


@pytest.mark.parametrize("typed", ["a\x00@exemple.fr", f"{'a' * 300}@exemple.fr", "a@exemple.fr\x00", "x" * 30_000])
def test_odd_input_is_refused(client, mailoutbox, typed):
    assert invite(client, typed).status_code == 422
    assert not mailoutbox


def test_so_many_at_once(client, mailoutbox):
    typed = " ".join(f"a{n}@exemple.fr" for n in range(MOST_ADDRESSES + 1))
    response = invite(client, typed)
    assert response.context["form"].errors["emails"] == [
        f"Vous avez donné {MOST_ADDRESSES + 1} adresses\xa0: {MOST_ADDRESSES} au plus à la fois."
    ]
    assert not mailoutbox


def test_the_page_warns_that_members_see_results(client):
    page = client.get("/equipe/inviter").content.decode()
    assert "Un membre voit tous les résultats que les élèves envoient" in page
    assert "30&nbsp;jours" in page


def test_another_space_chosen_in_another_tab(client, admin, mailoutbox):
    MembershipFactory(user=admin.user, organisation__name="Collège", role=Role.ADMIN)  # the first by name
    response = invite(client, "a@exemple.fr", espace=admin.pk)
    assert response.status_code == 422
    assert "Vous avez changé d’espace" in response.context["form"].non_field_errors()[0]
    assert not mailoutbox


# --- What is sent -------------------------------------------------------------------------------------------------------
def test_a_mail_with_a_link_of_which_only_the_digest_is_kept(client, school, mailoutbox, admin):
    assert invite(client, "Nouvelle@Exemple.fr")["Location"] == "/equipe"
    (mail,) = mailoutbox
    assert mail.to == ["nouvelle@exemple.fr"]
    assert mail.subject == "Vous êtes invité(e) à rejoindre l’espace PixOrga «\xa0Lycée Pix\xa0»"
    assert "Hélène Garance vous invite à rejoindre l’espace «\xa0Lycée Pix\xa0»" in mail.body
    assert "pendant 30\xa0jours" in mail.body
    assert "&" not in mail.body
    token = link_of(mail).removeprefix("/rejoindre/")
    invitation = Invitation.objects.get()
    assert invitation.token_digest == digest_of_token(token)
    assert token not in str(Invitation.objects.values().get())
    assert (invitation.organisation, invitation.role, invitation.invited_by) == (school, Role.MEMBER, admin.user)
    assert said(client) == [("success", "L’invitation est envoyée à nouvelle@exemple.fr.")]
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.organisation, event.details) == ("invitation.sent", admin.user, school, {})


def test_each_has_a_link_of_its_own(client, mailoutbox):
    invite(client, "a@exemple.fr b@exemple.fr a@exemple.fr")
    assert [mail.to for mail in mailoutbox] == [["a@exemple.fr"], ["b@exemple.fr"]]
    assert link_of(mailoutbox[0]) != link_of(mailoutbox[1])
    assert said(client) == [("success", "2 invitations sont envoyées.")]


def test_a_line_end_in_a_name_is_no_header(client, school, mailoutbox):
    school.name = "Lycée\nBcc: tous@exemple.fr"
    school.save()
    invite(client, "a@exemple.fr")
    assert "Lycée Bcc: tous@exemple.fr" in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == ["a@exemple.fr"]


def test_who_is_in_and_who_is_invited_are_told_apart(client, school, mailoutbox):
    MembershipFactory(organisation=school, user__email="membre@exemple.fr")
    disable(MembershipFactory(organisation=school, user__email="partie@exemple.fr"))
    MembershipFactory(user__email="ailleurs@exemple.fr")
    InvitationFactory(organisation=school, email="attendue@exemple.fr")
    InvitationFactory(email="neuve@exemple.fr")  # by another school
    invite(client, "membre@exemple.fr attendue@exemple.fr partie@exemple.fr ailleurs@exemple.fr neuve@exemple.fr")
    assert [mail.to[0].split("@")[0] for mail in mailoutbox] == ["partie", "ailleurs", "neuve"]
    assert said(client) == [
        ("success", "3 invitations sont envoyées."),
        ("warning", "membre@exemple.fr a déjà été ajouté\xa0: cette personne est membre de l’espace."),
        ("warning", AGAIN),
    ]


def test_nobody_is_left_to_invite(client, admin, mailoutbox):
    response = invite(client, admin.user.email)
    assert response.status_code == 422
    assert "a déjà été ajouté" in response.context["form"].errors["emails"][0]
    assert not mailoutbox


def test_inviting_again_after_its_time_renews(client, school, mailoutbox):
    old = InvitationFactory(organisation=school, email="a@exemple.fr", sent_at=timezone.now() - timezone.timedelta(31))
    invite(client, "a@exemple.fr")
    assert len(mailoutbox) == 1
    assert not Invitation.objects.get(pk=old.pk).is_expired
    assert Invitation.objects.count() == 1


def test_so_many_a_day(client, school, mailoutbox, monkeypatch):
    monkeypatch.setattr("organisations.actions.invitations.DAILY_INVITATIONS", 3)
    invite(client, "a@exemple.fr b@exemple.fr")
    response = invite(client, "c@exemple.fr d@exemple.fr")
    assert response.status_code == 422
    assert "3 invitations par jour" in response.context["form"].non_field_errors()[0]
    assert len(mailoutbox) == 2
    AuditEvent.objects.update(at=timezone.now() - timezone.timedelta(hours=25))
    assert invite(client, "c@exemple.fr d@exemple.fr").status_code == 302


# --- What fails ---------------------------------------------------------------------------------------------------------
class Failing(locmem.EmailBackend):
    """Fails for the addresses that ``errors`` names; «open» is the connection itself."""

    errors: dict[str, Exception] = {}

    def open(self):
        if error := self.errors.get("open"):
            raise error
        return True

    def send_messages(self, messages):
        for message in messages:
            if error := self.errors.get(message.to[0].partition("@")[0]):
                raise error
        return super().send_messages(messages)


@pytest.fixture
def failing(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"

    def fail(**errors):
        monkeypatch.setattr(Failing, "errors", errors)

    return fail


def test_one_address_is_refused_and_the_others_leave(client, failing, mailoutbox):
    failing(b=SMTPRecipientsRefused({"b@exemple.fr": (550, b"no")}), c=SMTPDataError(554, b"spam"))
    invite(client, "a@exemple.fr b@exemple.fr c@exemple.fr d@exemple.fr")
    assert [mail.to[0][0] for mail in mailoutbox] == ["a", "d"]
    errors = [text for tag, text in said(client) if tag == "error"]
    assert errors == [FAILED.format("b", "cette adresse"), FAILED.format("c", "ce message")]
    assert Invitation.objects.get(email="b@exemple.fr").sent_at is None
    assert "Pas envoyée" in client.get("/equipe").content.decode()
    assert AuditEvent.objects.filter(verb="invitation.sent").count() == 2


@pytest.mark.parametrize(
    "errors", [{"open": ConnectionRefusedError()}, {"a": SMTPServerDisconnected()}, {"a": TimeoutError()}]
)
def test_no_server_fails_once_for_all(client, failing, mailoutbox, errors):
    failing(**errors)
    invite(client, "a@exemple.fr b@exemple.fr")
    assert not mailoutbox
    assert Invitation.objects.filter(sent_at=None).count() == 2
    assert all("ne répond pas" in text for _, text in said(client))
    failing()
    Invitation.objects.update(sent_at=None)
    invite(client, "a@exemple.fr b@exemple.fr")  # not «déjà invité»: nothing had left
    assert len(mailoutbox) == 2


def test_sending_stops_before_the_request_is_cut(client, monkeypatch, mailoutbox):
    monkeypatch.setattr("organisations.actions.invitations.SENDING_SECONDS", -1)
    invite(client, "a@exemple.fr")
    assert "prend trop de temps" in said(client)[0][1]
    assert not mailoutbox


def test_logs_hold_no_address(client, failing, caplog):
    failing(a=SMTPDataError(554, b"a@exemple.fr is spam"))
    invite(client, "a@exemple.fr")
    assert "SMTPDataError" in caplog.text
    assert "exemple.fr" not in caplog.text


# --- Again --------------------------------------------------------------------------------------------------------------
@pytest.fixture
def old(school):
    return InvitationFactory(
        organisation=school, email="a@exemple.fr", token="ancien", sent_at=timezone.now() - timezone.timedelta(days=29)
    )


def resend(client, invitation):
    client.post(f"/equipe/invitations/{invitation.public_id}/renvoyer")
    return said(client)


def test_sending_again_renews_the_link_and_its_time(client, old, mailoutbox):
    assert resend(client, old) == [
        ("success", "Un nouveau lien est envoyé à a@exemple.fr. Le précédent ne fonctionne plus.")
    ]
    visitor = Client(SERVER_NAME="orga.localhost")
    assert visitor.get("/rejoindre/ancien").status_code == 404
    assert visitor.get(link_of(mailoutbox[0])).status_code == 200
    old.refresh_from_db()
    assert old.expires_at > timezone.now() + timezone.timedelta(days=29)


def test_a_failed_sending_spoils_no_earlier_link(client, old, failing):
    failing(a=SMTPRecipientsRefused({}))
    assert resend(client, old)[0][0] == "error"
    assert Client(SERVER_NAME="orga.localhost").get("/rejoindre/ancien").status_code == 200


def test_a_double_click_sends_once(client, old, mailoutbox):
    resend(client, old)
    assert resend(client, old) == [
        ("error", "L’invitation de a@exemple.fr vient d’être envoyée. Patientez une minute.")
    ]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("field", ["accepted_at", "cancelled_at"])
def test_what_is_over_is_neither_sent_again_nor_cancelled(client, old, mailoutbox, field):
    Invitation.objects.filter(pk=old.pk).update(**{field: timezone.now()})
    assert resend(client, old) == [("error", "Cette invitation a déjà été acceptée ou supprimée.")]
    client.post(f"/equipe/invitations/{old.public_id}/supprimer")
    assert said(client) == [("error", "Cette invitation a déjà été acceptée ou supprimée.")]
    assert not mailoutbox
    assert not AuditEvent.objects.exists()


def test_accepted_between_the_page_and_the_sending(admin, old, mailoutbox):
    Invitation.objects.filter(pk=old.pk).update(accepted_at=timezone.now())
    with pytest.raises(actions.InvitationRefused, match="entre-temps"):
        actions.resend_invitation(invitation=old, actor=admin.user)
    assert not mailoutbox


def test_cancelling_closes_the_link(client, old):
    client.post(f"/equipe/invitations/{old.public_id}/supprimer")
    assert said(client) == [("success", "L’invitation de a@exemple.fr est supprimée. Son lien ne fonctionne plus.")]
    page = Client(SERVER_NAME="orga.localhost").get("/rejoindre/ancien")
    assert page.status_code == 410
    assert "Cette invitation n’est plus valide" in page.content.decode()
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["invitation.cancelled"]


@pytest.mark.parametrize("demo", [True, False])
def test_the_demonstration_shows_where_its_mails_are(client, settings, demo):
    settings.DEMO = demo
    assert ('href="http://localhost/courriels"' in client.get("/equipe").content.decode()) is demo
