"""An administrator invites, the mail is read in the demonstration, both panels let in, the terms come first, then a campaign."""

import re

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.checks import PHONE, check_page
from pixorga.tests.browser.conftest import WIDE, People, Site
from pixorga.tests.browser.players import Player, Teacher

ADMINISTRATOR = "helene.garance@lycee-pix.example"
PASSWORD = "un cheval sur le toit"
RUNS = [
    pytest.param({"javascript": True, "viewport": WIDE}, id="with-script-1366"),
    pytest.param({"javascript": False, "viewport": PHONE}, id="without-script-360"),
]
# An account that is a member of nothing yet, as one that was made for another space.
ACCOUNT = """
from organisations.models import User
User.objects.filter(email="{email}").delete()
User.objects.create_user("{email}", "demonstration-2026", first_name="Ana", last_name="{name}")
"""


class Guest(Player):
    """Reads their mail in the demonstration's page and opens the link."""

    def read_mail(self, address: str, words: str) -> str:
        """The first link of the latest mail to this address, which leaves a moment after the page that asked for it."""
        mail = self.page.locator("article.mail", has_text=f"À {address}").first
        for _ in range(20):
            self.page.goto(self.site.url("root", "/courriels"))
            if mail.count():
                break
            self.page.wait_for_timeout(500)
        self.check()
        expect(mail).to_contain_text(words)
        return mail.locator("a").first.get_attribute("href") or ""

    def open_link(self, address: str) -> str:
        link = self.read_mail(address, "Hélène Garance vous invite à rejoindre l’espace «\xa0Lycée Pix\xa0»")
        self.page.goto(link)
        self.check()
        return link

    def panel(self, title: str):
        return self.page.locator("section", has=self.page.get_by_role("heading", name=title, exact=True))


@pytest.mark.parametrize("people", RUNS, indirect=True)
def test_coming_in_as_a_member(site: Site, people: People) -> None:
    scripted = people.javascript
    mark = "avec" if scripted else "sans"
    newcomer, settled = f"nora.{mark}@lycee-pix.example", f"ana.{mark}@lycee-pix.example"
    site.run(ACCOUNT.format(email=settled, name=mark.capitalize()))

    # 1. The administrator invites; a bad address stops everything.
    admin = Teacher(people.page(), site, axe=scripted)
    admin.log_in(ADMINISTRATOR)
    if "/conditions" in admin.page.url:
        admin.accept_terms()
    admin.click("Équipe")
    admin.check()
    admin.click("Inviter un membre")
    admin.check()
    admin.sees("Un membre voit tous les résultats que les élèves envoient à l’établissement.")
    field = admin.page.get_by_label("Adresse(s) e-mail")
    typed = f"{newcomer}, {settled}; nora@, {ADMINISTRATOR}"
    field.fill(typed)
    admin.click("Inviter", role="button")
    admin.check()
    admin.sees("Aucune invitation n’est partie.", "Format incorrect\xa0: nora@")
    expect(field).to_have_value(typed)
    field.fill(typed.replace("nora@,", ""))
    admin.click("Inviter", role="button")
    admin.check()
    admin.sees("2 invitations sont envoyées.", f"{ADMINISTRATOR} a déjà été ajouté", newcomer, "En attente")

    # 2. The newcomer signs up, after every mistake one can make.
    guest = Guest(people.page(), site, axe=scripted)
    link = guest.open_link(newcomer)
    guest.sees("Vous êtes invité(e) à rejoindre l’organisation Lycée Pix", "J’ai déjà un compte")
    guest.click("S’inscrire", role="button")
    guest.check()
    guest.sees(
        "Votre prénom n’est pas renseigné.",
        "Votre nom n’est pas renseigné.",
        "Votre mot de passe n’est pas renseigné.",
        "Acceptez les conditions d’utilisation pour vous inscrire.",
    )
    sign_up = guest.panel("Je m’inscris")
    expect(sign_up.get_by_label("Adresse e-mail")).to_have_value(newcomer)
    sign_up.get_by_label("Prénom", exact=True).fill("Nora")
    sign_up.get_by_label("Nom", exact=True).fill(mark.capitalize())
    sign_up.get_by_label("Mot de passe").fill(PASSWORD)
    sign_up.get_by_label("J’accepte les conditions d’utilisation").check()
    guest.click("S’inscrire", role="button")
    guest.check()
    guest.sees("Bienvenue dans l’espace «\xa0Lycée Pix\xa0».")

    # 3. The other has an account already: the terms, then a first campaign.
    ana = Guest(people.page(), site, axe=scripted)
    ana.open_link(settled)
    sign_in = ana.panel("J’ai déjà un compte")
    sign_in.get_by_label("Mot de passe").fill("faux")
    ana.click("Se connecter", role="button")
    ana.check()
    ana.sees("L’adresse e-mail ou le mot de passe que vous avez saisi est incorrect.")
    sign_in.get_by_label("Mot de passe").fill("demonstration-2026")
    ana.click("Se connecter", role="button")
    ana.check()
    teacher = Teacher(ana.page, site, axe=scripted)
    teacher.page.goto(site.url("orga", "/equipe"))
    assert "/conditions" in teacher.page.url
    teacher.accept_terms()
    teacher.page.goto(site.url("orga", "/campagnes"))
    teacher.create_campaign(
        name=f"Première campagne d’Ana ({mark})",
        test="1.1 Mener une recherche et une veille d’information",
        title="Pour commencer",
        text="Bienvenue.",
    )

    # 4. A link serves once, and says so; the signed-in member sees the team without its tools.
    late = Guest(people.page(), site, axe=scripted)
    for path, words in (
        (link, "Cette invitation a déjà été acceptée"),
        ("/rejoindre/x", "Cette invitation est introuvable"),
    ):
        late.page.goto(path if path.startswith("http") else site.url("orga", path))
        late.check()
        late.sees(words, "ontactez l’administrateur de votre espace")
    teacher.click("Équipe")
    teacher.check()
    expect(teacher.page.get_by_role("link", name="Inviter un membre")).to_have_count(0)
    teacher.click("Quitter cet espace")
    teacher.check()

    # 5. Roles, departure, one's own account.
    admin.page.goto(site.url("orga", "/equipe"))
    admin.page.get_by_role("link", name=f"Modifier le rôle de Nora {mark.capitalize()}").click()
    admin.check()
    admin.page.get_by_label("Administrateur").check()
    admin.click("Modifier le rôle", role="button")
    admin.check()
    admin.sees(f"Nora {mark.capitalize()} a le rôle «\xa0Administrateur\xa0».")
    admin.page.get_by_role("link", name=f"Retirer Ana {mark.capitalize()}").click()
    admin.check()
    admin.sees("Ses campagnes restent à la disposition de l’équipe")
    admin.click("Retirer de l’espace", role="button")
    admin.check()
    teacher.page.goto(site.url("orga", "/campagnes"))
    check_page(teacher.page, axe=scripted)
    teacher.sees("Cet espace est réservé aux membres invités")
    guest.page.locator("details.menu > summary").click()
    guest.check()
    guest.click("Mon compte")
    guest.check()
    guest.panel("Mon mot de passe").get_by_label("Mot de passe actuel").fill("faux")
    guest.page.get_by_label("Nouveau mot de passe").fill("court")
    guest.page.get_by_label(re.compile("Le même")).fill("autre")
    guest.click("Changer mon mot de passe", role="button")
    guest.check()
    guest.sees("Le mot de passe n’est pas encore changé.")
    guest.page.goto(site.url("orga", "/mon-compte"))
    guest.page.get_by_text("Changer d’adresse").click()
    guest.check()
    moved = f"nora.{mark}.neuve@lycee-pix.example"
    address = guest.panel("Mon adresse e-mail")
    address.get_by_label("Nouvelle adresse e-mail").fill(moved)
    address.get_by_label("Mot de passe actuel").fill(PASSWORD)
    guest.click("Recevoir le lien", role="button")
    guest.check()
    mail = guest.read_mail(moved, "Vous avez demandé à utiliser cette adresse")
    guest.page.goto(mail)
    guest.check()
    guest.click("Confirmer cette adresse", role="button")
    guest.check()
    guest.sees(f"Connectez-vous désormais avec {moved}.")
    guest.page.goto(site.url("orga", "/equipe/quitter"))
    guest.click("Quitter cet espace", role="button")
    guest.check()
    guest.sees("Vous avez quitté l’espace «\xa0Lycée Pix\xa0».")
