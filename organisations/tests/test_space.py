"""Which organisation a request speaks for; terms, switch, team."""

import re

import pytest
from django.utils import timezone

from organisations.enums import LegalKind
from organisations.middleware import SESSION_KEY
from organisations.models import LegalAcceptance, LegalText
from organisations.tests.factories import MembershipFactory, OrganisationFactory, UserFactory, disable

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(orga):
    membership = MembershipFactory(organisation__name="Lycée Pix")
    orga.force_login(membership.user)
    return membership


def spoken_for(client):
    return client.get("/documentation").wsgi_request.organisation.name


class TestChoice:
    def test_the_only_space(self, orga, membership):
        assert spoken_for(orga) == "Lycée Pix"
        assert 'name="membership"' not in orga.get("/documentation").content.decode()

    def test_first_by_name_without_any_memory(self, orga, membership):
        MembershipFactory(user=membership.user, organisation__name="Académie")
        assert spoken_for(orga) == "Académie"

    def test_the_switch_is_kept_by_the_session_and_by_the_user(self, orga, membership):
        other = MembershipFactory(user=membership.user, organisation__name="Académie")
        assert f'value="{membership.pk}"' in orga.get("/documentation").content.decode()
        assert orga.post("/changer-d-espace", {"membership": membership.pk})["Location"] == "/"
        assert spoken_for(orga) == "Lycée Pix"
        orga.logout()
        orga.force_login(membership.user)
        assert spoken_for(orga) == "Lycée Pix"
        orga.post("/changer-d-espace", {"membership": other.pk})
        assert spoken_for(orga) == "Académie"

    def test_a_strangers_space_cannot_be_chosen(self, orga, membership):
        for asked in (MembershipFactory().pk, "", "x", "9" * 30):
            assert orga.post("/changer-d-espace", {"membership": asked}).status_code == 404
        assert spoken_for(orga) == "Lycée Pix"

    def test_a_forged_session_choice_is_ignored(self, orga, membership):
        session = orga.session
        session[SESSION_KEY] = MembershipFactory().pk
        session.save()
        assert spoken_for(orga) == "Lycée Pix"

    def test_the_switch_is_a_post(self, orga, membership):
        assert orga.get("/changer-d-espace").status_code == 405

    def test_removed_in_the_middle_of_a_session(self, orga, membership):
        other = MembershipFactory(user=membership.user, organisation__name="Zola")
        orga.post("/changer-d-espace", {"membership": other.pk})
        disable(other)
        assert spoken_for(orga) == "Lycée Pix"
        disable(membership)
        assert orga.get("/documentation").status_code == 403

    def test_an_archived_organisation_is_closed(self, orga, membership):
        membership.organisation.archived_at = timezone.now()
        membership.organisation.save()
        assert orga.get("/documentation").status_code == 403

    def test_a_disabled_account_is_out_at_once(self, orga, membership):
        membership.user.is_active = False
        membership.user.save()
        assert orga.get("/equipe")["Location"] == "/connexion?next=/equipe"


def test_without_any_space_a_page_explains(orga):
    orga.force_login(UserFactory(first_name="Sam", last_name="Seul"))
    response = orga.get("/equipe")
    page = response.content.decode()
    assert response.status_code == 403
    assert "L’accès est réservé aux membres invités" in page
    assert "l’administrateur de votre espace" in page
    assert "Sam Seul" in page
    assert orga.post("/deconnexion").status_code == 302


class TestTerms:
    @pytest.fixture
    def newcomer(self, orga):
        membership = MembershipFactory(accepted=False)
        orga.force_login(membership.user)
        return membership.user

    def test_nothing_else_is_reachable_before(self, orga, newcomer):
        assert orga.get("/equipe?page=2")["Location"] == "/conditions?next=%2Fequipe%3Fpage%3D2"
        assert orga.get("/")["Location"] == "/conditions?next=%2F"
        assert orga.post("/changer-d-espace", {"membership": 1})["Location"] == "/conditions"

    def test_accepting_opens_the_space_and_goes_on(self, orga, newcomer):
        page = orga.get("/conditions?next=/equipe").content.decode()
        assert "Accepter et continuer" in page
        assert "Refuser et quitter" in page
        assert '<input type="hidden" name="next" value="/equipe">' in page
        assert orga.post("/conditions", {"choice": "accept", "next": "/equipe"})["Location"] == "/equipe"
        assert LegalAcceptance.objects.get(user=newcomer).text.version == 1
        assert orga.get("/equipe").status_code == 200

    def test_refusing_logs_out(self, orga, newcomer):
        assert orga.post("/conditions", {"choice": "refuse"})["Location"] == "/connexion"
        assert "Vous avez refusé les conditions" in orga.get("/connexion").content.decode()
        assert orga.get("/equipe")["Location"] == "/connexion?next=/equipe"
        assert not LegalAcceptance.objects.exists()

    def test_never_sent_elsewhere(self, orga, newcomer):
        assert orga.post("/conditions", {"choice": "accept", "next": "//evil.example"})["Location"] == "/"

    def test_accepting_twice_is_accepting_once(self, orga, newcomer):
        for _ in range(2):
            orga.post("/conditions", {"choice": "accept"})
        assert LegalAcceptance.objects.count() == 1

    def test_a_new_version_is_asked_again(self, orga, membership):
        LegalText.objects.create(kind=LegalKind.ORGA_TERMS, version=2, body="## Neuf")
        assert orga.get("/equipe")["Location"] == "/conditions?next=%2Fequipe"
        assert "Version 2" in orga.get("/conditions").content.decode()
        orga.post("/conditions", {"choice": "accept"})
        assert orga.get("/equipe").status_code == 200

    def test_a_version_of_tomorrow_is_not_asked_today(self, orga, membership):
        tomorrow = timezone.now() + timezone.timedelta(days=1)
        LegalText.objects.create(kind=LegalKind.ORGA_TERMS, version=2, body="Demain", published_at=tomorrow)
        assert orga.get("/equipe").status_code == 200

    def test_they_can_be_read_again(self, orga, membership):
        page = orga.get("/conditions").content.decode()
        assert "Vous avez accepté ces conditions" in page
        assert "Accepter et continuer" not in page

    def test_who_signs_up_may_read_them_first(self, orga):
        page = orga.get("/conditions").content.decode()
        assert "L’espace Orga" in page
        assert "Accepter et continuer" not in page
        assert orga.post("/conditions", {"choice": "accept"})["Location"] == "/connexion"

    def test_without_any_text_nothing_is_asked(self, orga, newcomer):
        LegalText.objects.all().delete()
        assert orga.get("/equipe").status_code == 200
        assert orga.get("/conditions")["Location"] == "/"


class TestFrame:
    def links(self, orga):
        page = orga.get("/equipe").content.decode()
        nav = page.split('<nav aria-label="Principal"')[1].split("</nav>")[0]
        return re.findall(r"</svg>([^<]+)</a>", nav)

    def test_entries_depend_on_the_school(self, orga, membership):
        assert self.links(orga) == ["Campagnes", "Équipe", "Documentation"]
        membership.organisation.manages_learners = True
        membership.organisation.save()
        assert self.links(orga) == ["Campagnes", "Élèves", "Équipe", "Documentation"]

    def test_where_one_is(self, orga, membership):
        assert '<a href="/equipe" aria-current="page">' in orga.get("/equipe").content.decode()

    def test_one_title_one_heading_and_a_skip_link(self, orga, membership):
        for path, title in (("/equipe", "Équipe"), ("/documentation", "Documentation")):
            page = orga.get(path).content.decode()
            assert f"<title>{title} | PixOrga</title>" in page
            assert page.count("<h1") == 1
            assert '<a class="skip" href="#contenu">' in page
            assert 'lang="fr"' in page


def test_other_spaces_are_left_alone(client):
    response = client.get("/", headers={"host": "localhost"})
    assert response.status_code == 200
    assert not hasattr(response.wsgi_request, "memberships")


def test_the_first_organisation_is_not_a_default(orga):
    OrganisationFactory()
    orga.force_login(UserFactory())
    assert orga.get("/documentation").status_code == 403
