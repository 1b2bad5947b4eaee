"""Pupils without ENT, from the teacher's screen to the first question; then a second school, in the same account.

With script at 1366 pixels, without at 360; axe on the way at both widths.
"""

import re

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.checks import PHONE
from pixorga.tests.browser.conftest import WIDE, People, Site
from pixorga.tests.browser.players import PASSWORD, Player, Pupil, Teacher

NEW = "trois petits lamas"
# Two schools with a list and without ENT, a course in each; the second knows its pupils by names and birth dates only.
SETUP = """
from datetime import date
from django.utils import timezone
from campaigns.actions import create_campaign
from campaigns.models import Campaign, TargetProfile
from learners.models import Learner
from organisations.actions import accept_terms
from organisations.models import Membership, Organisation, User
from organisations.queries import current_terms
mark = {mark!r}
teacher = User.objects.create_user(f"prof.{{mark}}@tilleuls.example", {password!r}, first_name="Odile", last_name="Tilleul")
accept_terms(user=teacher, text=current_terms())
for school, code, ine in (("Collège des Tilleuls", {codes!r}[0], True), ("Lycée des Ormes", {codes!r}[1], False)):
    space = Organisation.objects.create(name=f"{{school}} {{mark}}", manages_learners=True)
    Membership.objects.create(organisation=space, user=teacher)
    for number, (first, last) in enumerate((("Maud", "CHIMÈRE"), ("Tom", "LEURRE"))):
        Learner.objects.create(
            organisation=space, first_name=first, last_name=last, birth_date=date(2011, 3, 14), class_name="4E A",
            ine=f"98{{mark:0>7}}Z{{'AB'[number]}}" if ine else None,
        )
    made = create_campaign(
        organisation=space, creator=teacher, name="Essai", title=f"Chez {{school}}", now=timezone.now(),
        profile=TargetProfile.objects.get(key="competence-1.1"),
    )
    Campaign.objects.filter(pk=made.pk).update(code=code)
"""
RUNS = [
    pytest.param({"javascript": True, "viewport": WIDE}, ("71", "TUAAAA222", "TUBBBB222"), id="with-script-1366"),
    pytest.param({"javascript": False, "viewport": PHONE}, ("72", "TUCCCC222", "TUDDDD222"), id="without-script-360"),
]


def sign_in(player: Player, identifier: str, password: str) -> None:
    player.page.get_by_label("Adresse e-mail ou identifiant").fill(identifier)
    player.page.get_by_label("Mot de passe", exact=True).fill(password)
    player.click("Je me connecte", role="button")
    player.check()


def choose_password(player: Player, typed: str, again: str, button: str) -> None:
    player.page.get_by_label("Nouveau mot de passe").fill(typed)
    player.page.get_by_label("Le même, pour vérifier").fill(again)
    player.click(button, role="button")
    player.check()


@pytest.mark.parametrize(("people", "cast"), RUNS, indirect=["people"])
def test_pupils_without_ent(site: Site, people: People, cast: tuple[str, str, str]) -> None:
    mark, first, second = cast
    scripted = people.javascript
    site.run(SETUP.format(mark=mark, password=PASSWORD, codes=[first, second]))

    # 1. The teacher gives a user name and a password that serves once.
    teacher = Teacher(people.page(), site, axe=scripted)
    teacher.log_in(f"prof.{mark}@tilleuls.example")
    teacher.click("Élèves")
    teacher.check()
    teacher.page.get_by_role("link", name=re.compile("Gérer.*Tom LEURRE")).click()
    teacher.check()
    teacher.sees("Aucun compte n’est rattaché à Tom")
    teacher.click("Donner un identifiant", role="button")
    teacher.check()
    teacher.sees("Notez-le maintenant")
    name, given = (one.strip() for one in teacher.page.locator(".given-list .code").all_inner_texts())
    assert re.fullmatch(r"tom\.leurre1403(-\d)?", name)
    teacher.page.goto(teacher.page.url.replace("/identifiant", "/compte"))
    expect(teacher.page.get_by_text(given)).to_have_count(0)

    # 2. The direct link, a wrong password, the one that serves once, a weak one, one's own.
    tom = Pupil(people.page(), site, axe=scripted)
    tom.page.goto(site.url("app", f"/campagnes/{first}"))
    tom.check()
    tom.sees("J’ai déjà un compte", "Je m’inscris", "Chez Collège des Tilleuls")
    sign_in(tom, name, "faux")
    tom.sees("demandez de l’aide à votre enseignant")
    sign_in(tom, name.upper(), given)
    tom.sees("Choisissez votre mot de passe", "celui que votre enseignant vous a donné ne sert qu’une fois")
    choose_password(tom, "court", "autre", "Enregistrer et continuer")
    tom.sees("Ce mot de passe est trop court.")
    choose_password(tom, NEW, NEW, "Enregistrer et continuer")
    # The school of the user name knows who that is: its course at once.
    tom.sees("Chez Collège des Tilleuls")
    expect(tom.page.get_by_role("button", name="Je commence")).to_be_visible()

    # 3. The code of another school asks for the birth date, once.
    tom.type_code(second)
    tom.sees("Un tout petit détail")
    for label, value in (("Jour", "15"), ("Mois", "3"), ("Année", "2011")):
        tom.page.get_by_label(label, exact=True).fill(value)
    tom.page.get_by_role("button", name=re.compile("C’est parti")).click()
    tom.check()
    tom.sees("Vérifiez votre prénom, votre nom et votre date de naissance")
    tom.page.get_by_label("Jour", exact=True).fill("14")
    tom.page.get_by_role("button", name=re.compile("C’est parti")).click()
    tom.check()
    tom.sees("Chez Lycée des Ormes")
    tom.click("Je commence", role="button")
    tom.read_rules()
    assert tom.is_asked

    # 4. Both schools in one account; a log-out that stays out.
    tom.page.goto(site.url("app", "/profil"))
    tom.page.locator("details.menu > summary").click()
    tom.check()
    tom.click("Mon compte")
    tom.check()
    tom.sees(f"Collège des Tilleuls {mark}", f"Lycée des Ormes {mark}", name, "Ce qui est gardé sur moi")
    tom.page.locator("details.menu > summary").click()
    tom.click("Se déconnecter", role="button")
    tom.check()
    tom.page.goto(site.url("app", "/profil"))
    tom.sees("Connectez-vous")

    # 5. A classmate signs up; taken for Tom, then found.
    maud = Pupil(people.page(), site, axe=scripted)
    maud.page.goto(site.url("app", f"/campagnes/{first}"))
    panel = maud.page.get_by_role("region", name="Je m’inscris")
    for label, value in (("Prénom", "Tom"), ("Nom", "Leurre"), ("Jour", "14"), ("Mois", "3"), ("Année", "2011")):
        panel.get_by_label(label, exact=True).fill(value)
    maud.click("Je m’inscris", role="button")
    maud.check()
    maud.sees("Vous avez déjà un compte dans cet établissement, avec l’identifiant t***.l***")
    panel.get_by_label("Prénom", exact=True).fill("maud")
    panel.get_by_label("Nom", exact=True).fill("Chimere")
    maud.click("Je m’inscris", role="button")
    maud.check()
    maud.sees("maud.chimere1403")
    choose_password(maud, NEW, NEW, "Créer mon compte")
    maud.sees("Notez votre identifiant", "Chez Collège des Tilleuls")

    # 5. A lost password: the teacher gives another; who was signed in is out.
    teacher.page.goto(site.url("orga", "/eleves?q=maud"))
    teacher.page.get_by_role("link", name=re.compile("Gérer.*Maud")).click()
    teacher.click("Donner un nouveau mot de passe", role="button")
    teacher.check()
    teacher.sees("À donner à Maud")
    maud.page.goto(site.url("app", "/profil"))
    maud.sees("Connectez-vous")

    # 6. The whole class in one file.
    teacher.page.goto(site.url("orga", "/eleves"))
    teacher.page.get_by_label("Cocher Maud CHIMÈRE").check()
    teacher.click("Pour les élèves cochés", role="button")
    teacher.check()
    teacher.sees("Un nouveau mot de passe (1)", "Ce qui va se passer")
    with teacher.page.expect_download() as download:
        teacher.page.get_by_role("button", name="Télécharger le fichier").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    assert re.search(r'"4E A";"CHIMÈRE";"Maud";"maud\.chimere1403(-\d)?";"[a-z]{3}-\d{3}-[a-z]{3}"', text)


@pytest.mark.parametrize("people", [{"javascript": True}, {"javascript": False, "viewport": PHONE}], indirect=True)
def test_the_direct_link_in_a_school_with_an_ent(site: Site, people: People) -> None:
    code = site.run("from results.demo.school import GUIDE_CODE; print(GUIDE_CODE)").splitlines()[-1]
    pupil = Pupil(people.page(), site, axe=people.javascript)
    pupil.page.goto(site.url("app", f"/campagnes/{code}"))
    pupil.check()
    pupil.sees("Connectez-vous depuis votre ENT", code)
    pupil.click("ENT de démonstration")
    pupil.page.get_by_role("button", name=re.compile("Timéo", re.IGNORECASE)).click()
    if not people.javascript:
        pupil.click("Continuer vers PixOrga", role="button")
    pupil.page.wait_for_url(re.compile(rf"//app\..*/campagnes/{code}"))
    pupil.check()
