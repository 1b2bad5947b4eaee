"""The pages of the help: who reads them, what the search says, what is not there."""

import re

import pytest

from organisations.tests.factories import MembershipFactory, UserFactory
from pixorga.help.articles import collection

HOMES = [("app", "/aide", "eleves"), ("orga", "/documentation", "enseignants")]


@pytest.fixture
def clients(app_client, orga_client):
    return {"app": app_client, "orga": orga_client}


def page_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("space, home, audience", HOMES)
class TestWithoutSigningIn:
    """Without the django_db mark any statement would fail: whoever has no account yet reads everything for nothing."""

    def test_the_index_leads_to_every_article(self, clients, space, home, audience):
        page = page_of(clients[space], home)
        for article in collection(audience).articles:
            assert f'href="{home}/{article.slug}"' in page
        assert page.count("<h1") == 1
        assert "Se connecter" in page

    def test_every_article_is_there(self, clients, space, home, audience):
        shelf = collection(audience)
        for article in shelf.articles:
            page = page_of(clients[space], f"{home}/{article.slug}")
            assert page.count("<h1") == 1
            assert f"<h1>{article.title}</h1>".replace("’", "’") in page
            before, after = shelf.around(article)
            for rel, other in (("prev", before), ("next", after)):
                link = re.search(rf'rel="{rel}" href="([^"]+)"', page)
                assert (link and link[1]) == (other and f"{home}/{other.slug}")

    def test_all_of_it_on_one_page(self, clients, space, home, audience):
        page = page_of(clients[space], f"{home}?impression")
        assert page.count('<article class="panel help-article"') == len(collection(audience).articles)
        assert page.count("<h1") == 1

    @pytest.mark.parametrize("slug", ["inconnu", "../settings", "x" * 500])
    def test_an_unknown_article(self, clients, space, home, audience, slug):
        assert clients[space].get(f"{home}/{slug}").status_code == 404

    def test_it_is_only_read(self, clients, space, home, audience):
        assert clients[space].post(home).status_code == 405

    def test_the_accessibility_statement(self, clients, space, home, audience):
        page = page_of(clients[space], "/accessibilite")
        assert "<h1>Déclaration d’accessibilité</h1>" in page
        assert "non conforme" in page


class TestSearch:
    def found(self, client, typed):
        return client.get("/aide", {"q": typed}).content.decode()

    def test_results_are_counted_marked_and_kept_in_the_field(self, app_client):
        page = self.found(app_client, "RÉSULTAT envoyé")
        assert 'value="RÉSULTAT envoyé"' in page
        assert "<mark>résultats</mark>" in page
        assert re.search(r"\d+ articles pour «&nbsp;RÉSULTAT envoyé&nbsp;»", page)

    def test_nothing_typed_shows_the_index_alone(self, app_client):
        for typed in ("", "   ", "\x00"):
            page = self.found(app_client, typed)
            assert 'id="resultats"' not in page
            assert 'id="rubrique-1"' in page

    def test_no_word_at_all(self, app_client):
        assert "Tapez au moins un mot." in self.found(app_client, "?!")

    def test_nothing_found_suggests_and_keeps_the_index(self, app_client):
        page = self.found(app_client, "resultast")
        assert "Aucun article ne parle de «&nbsp;resultast&nbsp;»." in page
        assert 'Vouliez-vous dire&nbsp;: <a href="?q=r%C3%A9sultat' in page
        assert 'id="rubrique-1"' in page
        assert "Essayez avec un autre mot" in self.found(app_client, "xyzzyxyzzy")

    def test_some_of_the_words(self, app_client):
        assert "Aucun article ne contient tous ces mots." in self.found(app_client, "code licorne")

    def test_three_hundred_signs(self, app_client):
        page = self.found(app_client, "code " * 60)
        assert "seul son début a été cherché" in page
        assert "articles pour" in page

    def test_what_is_typed_is_inert(self, app_client):
        page = self.found(app_client, '"><script>alert(1)</script>')
        assert "<script>alert" not in page


@pytest.mark.django_db
class TestSignedIn:
    def test_a_pupil_keeps_the_menu(self, app_client, django_assert_num_queries):
        app_client.force_login(UserFactory())
        app_client.get("/aide")
        with django_assert_num_queries(4):  # session, user, banner (a course, then a test to resume)
            page = page_of(app_client, "/aide/les-regles")
        assert '<a href="/aide" aria-current="true">' in page
        assert "Certification" in page

    def test_a_member_keeps_the_bar(self, orga_client, django_assert_num_queries):
        membership = MembershipFactory(organisation__name="Lycée Pix")
        orga_client.force_login(membership.user)
        orga_client.get("/documentation")
        for path in ("/documentation", "/documentation?q=code", "/documentation/archiver", "/accessibilite"):
            with django_assert_num_queries(3):  # session, user, memberships
                page = page_of(orga_client, path)
            assert "Lycée Pix" in page

    def test_the_terms_come_before_the_documentation_but_not_before_the_statement(self, orga_client):
        orga_client.force_login(MembershipFactory(accepted=False).user)
        assert orga_client.get("/documentation")["Location"] == "/conditions?next=%2Fdocumentation"
        assert 'class="app-top app-public"' in page_of(orga_client, "/accessibilite")

    def test_who_has_no_space(self, orga_client):
        orga_client.force_login(UserFactory())
        assert orga_client.get("/documentation").status_code == 403
        page_of(orga_client, "/accessibilite")

    def test_the_school_may_add_its_own_documentation(self, orga_client):
        membership = MembershipFactory()
        orga_client.force_login(membership.user)
        assert "La documentation de votre établissement" not in page_of(orga_client, "/documentation")
        membership.organisation.documentation_url = "https://exemple.fr/aide"
        membership.organisation.save()
        assert 'href="https://exemple.fr/aide"' in page_of(orga_client, "/documentation")


class TestStatement:
    def test_whom_to_write_to(self, app_client, settings):
        assert "mailto:" not in page_of(app_client, "/accessibilite")
        settings.CONTACT_EMAIL = "acces@exemple.fr"
        assert 'href="mailto:acces@exemple.fr"' in page_of(app_client, "/accessibilite")

    @pytest.mark.django_db
    def test_every_frame_leads_to_it(self, client, app_client, orga_client):
        pages = [
            client.get("/", headers={"host": "localhost"}),
            app_client.get("/connexion"),
            orga_client.get("/connexion"),
        ]
        app_client.force_login(UserFactory())
        orga_client.force_login(MembershipFactory().user)
        pages += [
            app_client.get("/profil"),
            orga_client.get("/campagnes"),
            client.get("/rien", headers={"host": "localhost"}),
        ]
        for response in pages:
            page = response.content.decode()
            assert '<footer class="foot no-print">' in page
            assert '<a href="/accessibilite">Accessibilité : non conforme</a>' in page
            assert page.count('<a class="skip" href="#contenu">') == 1
