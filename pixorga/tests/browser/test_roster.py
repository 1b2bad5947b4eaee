"""A school's first list: the administrator imports it, then a pupil of it comes from the ENT and is found."""

import re

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.checks import PHONE
from pixorga.tests.browser.conftest import WIDE, People, Site
from pixorga.tests.browser.players import PASSWORD, Pupil, Teacher

ADMINISTRATOR, OTHER = "proviseure@ailleurs.example", "gestion@ailleurs.example"
# The school of one pupil of the demonstration ENT, which is not on PixOrga until now.
PREPARE = f"""
from campaigns.actions import create_campaign
from campaigns.models import Campaign, TargetProfile
from demo_ent.people import OTHER_SCHOOL, OTHER_UAI
from django.utils import timezone
from organisations.actions import accept_terms
from organisations.models import Membership, Organisation, User
from organisations.queries import current_terms

school, _ = Organisation.objects.get_or_create(
    uai=OTHER_UAI, defaults=dict(name=OTHER_SCHOOL, manages_learners=True, identity_provider="ent-demo")
)
for address in ("{ADMINISTRATOR}", "{OTHER}"):
    user = User.objects.filter(email=address).first() or User.objects.create_user(address, "{PASSWORD}")
    Membership.objects.get_or_create(organisation=school, user=user, defaults=dict(role="admin"))
    if current_terms():
        accept_terms(user=user, text=current_terms())
campaign = Campaign.objects.filter(organisation=school).first() or create_campaign(
    organisation=school, creator=user, name="Essai", profile=TargetProfile.objects.get(key="competence-1.1"),
    now=timezone.now(),
)
print(campaign.code)
"""
REMOVE = """
from demo_ent.people import OTHER_UAI
from organisations.models import Organisation
from organisations.models import User
school = Organisation.objects.get(uai=OTHER_UAI)
pupils = list(school.learners.exclude(user=None).values_list("user", flat=True))
school.delete()
User.objects.filter(pk__in=pupils).delete()
"""
HEADER = """<?xml version="1.0" encoding="ISO-8859-15"?>
<BEE_ELEVES VERSION="2.1"><PARAMETRES><UAJ>{uai}</UAJ></PARAMETRES><DONNEES>"""
PUPIL = """<ELEVE ELEVE_ID="{n}"><ID_NATIONAL>{ine}</ID_NATIONAL><NOM_DE_FAMILLE>{last}</NOM_DE_FAMILLE><PRENOM>{first}</PRENOM>
<DATE_NAISS>{born}</DATE_NAISS><CODE_PAYS>132</CODE_PAYS><CODE_SEXE>2</CODE_SEXE></ELEVE>"""
CLASS = """<STRUCTURES_ELEVE ELEVE_ID="{n}"><STRUCTURE><CODE_STRUCTURE>2NDE A</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE>
</STRUCTURE></STRUCTURES_ELEVE>"""
CAMILLE = {"ine": "990000099ZY", "last": "VENUDAILLEURS", "first": "Camille", "born": "12/08/2011"}
SASHA = {"ine": "990000098ZX", "last": "VENUDELOIN", "first": "Sasha", "born": "01/02/2011"}


def export(*pupils: dict[str, str], uai: str = "0990002P") -> bytes:
    sheets = "".join(PUPIL.format(n=n, **pupil) for n, pupil in enumerate(pupils))
    classes = "".join(CLASS.format(n=n) for n in range(len(pupils)))
    text = f"{HEADER.format(uai=uai)}<ELEVES>{sheets}</ELEVES><STRUCTURES>{classes}</STRUCTURES></DONNEES></BEE_ELEVES>"
    return text.encode("iso8859-15")


class Office(Teacher):
    """The administrator of a space."""

    def choose(self, data: bytes, name: str = "ElevesSansAdresses.xml") -> None:
        self.page.goto(self.site.url("orga", "/eleves/import"))
        self.page.get_by_label("Fichier des élèves").set_input_files(
            {"name": name, "mimeType": "text/xml", "buffer": data}
        )
        self.click("Vérifier le fichier", role="button")
        self.check()


@pytest.mark.parametrize(
    "people",
    [{"javascript": True, "viewport": WIDE}, {"javascript": False, "viewport": PHONE}],
    indirect=True,
    ids=["with-script-1366", "without-script-360"],
)
def test_a_list_then_a_pupil_of_it(site: Site, people: People) -> None:
    scripted = people.javascript
    code = site.run(PREPARE).splitlines()[-1]
    try:
        _play(site, people, code, scripted=scripted)
    finally:
        site.run(REMOVE)


def _play(site: Site, people: People, code: str, *, scripted: bool) -> None:
    office = Office(people.page(), site, axe=scripted)
    office.log_in(ADMINISTRATOR)
    office.click("Élèves")
    office.check()
    office.sees("En attente d’élèves", "Importez la liste de votre établissement")

    # 1. The wrong school's file, then one with an error, then the right one.
    office.click("Importer (.xml, .csv)")
    office.check()
    office.choose(export(CAMILLE, uai="0990001N"))
    office.sees("son UAI est 0990001N, le vôtre est 0990002P")
    office.choose(export(CAMILLE, {**SASHA, "born": "31/02/2011"}))
    office.sees(
        "1 élève ne peut pas être importé", "VENUDELOIN Sasha", "La date «\u00a031/02/2011\u00a0» ne se lit pas."
    )
    office.click("Choisir un autre fichier")
    office.choose(export(CAMILLE, SASHA))
    office.sees("Rien n’est encore enregistré.", "Ajoutés (2)", "VENUDAILLEURS")

    # 2. Meanwhile somebody else imports too: what is shown no longer holds, and is shown again.
    colleague = Office(people.page(), site, axe=scripted)
    colleague.log_in(OTHER)
    colleague.choose(export(SASHA))
    colleague.click("Confirmer l’import", role="button")
    colleague.check()
    colleague.sees("La liste des élèves est à jour.")
    office.click("Confirmer l’import", role="button")
    office.check()
    office.sees("La liste des élèves a changé depuis la vérification", "Ajoutés (1)")
    office.click("Confirmer l’import", role="button")
    office.check()
    office.sees("Import terminé")
    office.click("Voir les élèves")
    office.check()
    office.sees("Dernier import le")
    assert "Aucune" in office.row_of("VENUDAILLEURS")

    # 3. The pupil is found by the names of the ENT and the birth date.
    pupil = Pupil(people.page(), site, axe=scripted)
    pupil.arrive("Camille Venudailleurs", javascript=scripted)
    pupil.type_code(code)
    pupil.say_birth_date("13", "8", "2011")
    pupil.sees("Nous ne vous trouvons pas")
    pupil.say_birth_date("12", "8", "2011")
    pupil.sees("Lycée d’ailleurs")
    expect(pupil.page.get_by_role("button", name="Je commence")).to_be_visible()
    office.page.reload()
    assert "Médiacentre" in office.row_of("VENUDAILLEURS")

    # 4. A wrong file, taken back at once.
    office.choose(export(SASHA))
    office.click("Confirmer l’import", role="button")
    office.check()
    office.click("Annuler cet import")
    office.check()
    office.sees("Désactivés, à remettre")
    office.click("Annuler l’import", role="button")
    office.check()
    office.sees("La liste des élèves est revenue à ce qu’elle était")
    office.click("Voir les élèves")
    assert "Médiacentre" in office.row_of("VENUDAILLEURS")

    # 5. Left out of the next file, the pupil is no longer in the list; dissociated after coming back, they are asked again.
    office.choose(export(SASHA))
    office.sees("Désactivés (1)")
    office.click("Confirmer l’import", role="button")
    office.click("Voir les élèves")
    expect(office.page.get_by_text("VENUDAILLEURS")).to_have_count(0)
    pupil.page.goto(site.url("app", f"/campagnes/{code}"))
    pupil.sees("Un tout petit détail")
    office.choose(export(CAMILLE, SASHA))
    office.sees("De retour dans la liste")
    office.click("Confirmer l’import", role="button")
    office.click("Voir les élèves")
    pupil.page.goto(site.url("app", f"/campagnes/{code}"))
    expect(pupil.page.get_by_role("button", name="Je commence")).to_be_visible()
    office.page.get_by_role("link", name=re.compile("Gérer.*Camille")).click()
    office.check()
    office.click("Dissocier ce compte")
    office.check()
    office.sees("Ce qui va se passer", "Médiacentre")
    office.click("Dissocier ce compte", role="button")
    office.check()
    office.sees("Le compte de Camille VENUDAILLEURS est dissocié.")
    pupil.page.goto(site.url("app", f"/campagnes/{code}"))
    pupil.say_birth_date("12", "8", "2011")
    expect(pupil.page.get_by_role("button", name="Je commence")).to_be_visible()
