"""The bare domain, the demonstration's mails, the errors."""

import re

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import get_resolver

from campaigns.tests.factories import CampaignFactory
from organisations.tests.factories import MembershipFactory, UserFactory
from pixorga import views

ERRORS = ["400", "403", "403_csrf", "404", "500", "503"]


@pytest.fixture
def root():
    return Client(SERVER_NAME="localhost")


def test_home_leads_to_the_spaces(root):
    page = root.get("/").content.decode()
    assert re.findall(r'href="(http://[^"]+)"', page) == [
        "http://app.localhost",
        "http://orga.localhost",
        "http://ent-demo.localhost",
    ]


def test_health_needs_nothing(root):
    response = root.get("/sante")
    assert (response.status_code, response.content) == (200, b"ok")


def test_in_production_there_is_no_demonstration(root, settings):
    settings.DEMO = False
    assert "ent-demo" not in root.get("/").content.decode()
    assert root.get("/courriels").status_code == 404


class TestMails:
    def test_none_yet(self, root, settings, tmp_path):
        settings.EMAIL_FILE_PATH = tmp_path / "absent"
        assert "Aucun courriel pour l’instant" in root.get("/courriels").content.decode()

    def test_the_latest_with_their_links(self, root, settings, tmp_path):
        settings.EMAIL_FILE_PATH = tmp_path
        body = "Bonjour <Été>,\n\nhttp://orga.localhost/x/abc\n"
        mail = EmailMessage("Sujet à lire", body, "PixOrga <a@exemple.fr>", ["camille@exemple.fr"])
        EmailBackend(file_path=tmp_path).send_messages([mail])
        page = root.get("/courriels").content.decode()
        assert "<h2>Sujet à lire</h2>" in page
        assert "À camille@exemple.fr, le " in page
        assert "Bonjour &lt;Été&gt;," in page
        assert '<a href="http://orga.localhost/x/abc" rel="nofollow">' in page
        assert "---" not in page


@pytest.mark.parametrize("name", ERRORS)
def test_errors_speak_french_and_offer_a_way_out(name):
    page = render_to_string(f"{name}.html")
    assert 'lang="fr"' in page
    assert page.count("<h1>") == 1
    assert "| PixOrga</title>" in page
    assert '<a class="btn" href="/">Revenir à l’accueil</a>' in page


@pytest.mark.parametrize("space", ["root", "orga", "app", "admin"])
def test_every_space_has_its_error_pages(space):
    resolver = get_resolver(f"pixorga.urls.{space}")
    handlers = {code: resolver.resolve_error_handler(code) for code in (400, 403, 404, 500)}
    assert handlers == {
        400: views.bad_request,
        403: views.permission_denied,
        404: views.not_found,
        500: views.server_error,
    }


def test_a_failure_says_nothing_of_itself_and_needs_no_database():
    # without the django_db mark any query would fail here
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Quelque chose n’a pas fonctionné." in response.content.decode()


@pytest.mark.django_db
class TestFrameOfErrors:
    """Whoever is signed in stays in the frame of their space; nothing in that frame may spoil the error page."""

    BARE = '<body class="centered">'

    @pytest.fixture
    def member(self, orga_client):
        membership = MembershipFactory(organisation__name="Lycée Pix")
        orga_client.force_login(membership.user)
        return membership

    @pytest.mark.parametrize("address", ["/rien", "/campagnes/AAAAAA222", "/eleves"])
    def test_a_member(self, orga_client, member, address):
        response = orga_client.get(address)
        page = response.content.decode()
        assert response.status_code == 404
        assert "Lycée Pix" in page
        assert 'aria-label="Principal"' in page
        assert "Cette page n’existe pas." in page
        assert page.count("<h1>") == page.count("<main") == 1

    def test_a_member_without_the_right(self, orga_client, member):
        campaign = CampaignFactory(organisation=member.organisation)
        response = orga_client.get(f"/campagnes/{campaign.code}/modifier")
        assert response.status_code == 403
        assert "Lycée Pix" in response.content.decode()

    def test_a_pupil(self, app_client):
        app_client.force_login(UserFactory())
        page = app_client.get("/rien").content.decode()
        assert 'class="app-top"' in page
        assert "Certification</a>" in page
        assert "Cette page n’existe pas." in page

    def test_nobody(self, orga_client, app_client):
        assert self.BARE in orga_client.get("/rien").content.decode()
        assert self.BARE in app_client.get("/rien").content.decode()

    def test_without_any_space_or_before_the_terms(self, orga_client, member):
        orga_client.force_login(UserFactory())
        assert self.BARE in orga_client.get("/rien").content.decode()
        orga_client.force_login(MembershipFactory(accepted=False).user)
        assert self.BARE in orga_client.get("/rien").content.decode()

    def test_a_frame_that_fails_leaves_the_bare_page(self, orga_client, member, monkeypatch):
        def fail(request):
            raise RuntimeError

        monkeypatch.setattr(views, "choose_organisation", fail)
        response = orga_client.get("/rien")
        assert response.status_code == 404
        assert self.BARE in response.content.decode()


def test_unknown_pages(root):
    response = root.get("/rien")
    assert response.status_code == 404
    assert "Cette page n’existe pas." in response.content.decode()


def test_no_template_holds_script_style_or_handlers(settings):
    """What the content security policy would refuse, found before a browser does."""
    pattern = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    guilty = [
        f"{path.name}: {found[0]}"
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for found in [pattern.search(path.read_text(encoding="utf-8"))]
        if found
    ]
    assert guilty == []
