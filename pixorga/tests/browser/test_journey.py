"""The guide played from the teacher's log-in to the archived code refused, with two pupils, one who sends and one who does not.

Every page is checked on the way (checks.py). The second run has no JavaScript and a screen of 360 pixels.
"""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.checks import PHONE, check_page
from pixorga.tests.browser.conftest import WIDE, People, Site
from pixorga.tests.browser.players import Pupil, Teacher

TITLE = "Mener une recherche"
COMPETENCE = "1.1 Mener une recherche et une veille d’information"
RUNS = [
    pytest.param(
        {"javascript": True, "viewport": WIDE},
        {"sender": ("Zoé Fictive", "FICTIVE"), "other": ("Noël", "ESSAI")},
        id="with-script-1366",
    ),
    pytest.param(
        {"javascript": False, "viewport": PHONE},
        {"sender": ("Nour Gabarit", "GABARIT"), "other": ("Élise", "MAQUETTE")},
        id="without-script-360",
    ),
]


def birth_date(site: Site, last_name: str) -> tuple[str, str, str]:
    line = f"Learner.objects.get(last_name__iendswith='{last_name}', ine__isnull=False).birth_date"
    shown = site.run(f"from learners.models import Learner; print({line})").splitlines()[-1]
    year, month, day = shown.split("-")
    return day, month, year


@pytest.mark.parametrize(("people", "cast"), RUNS, indirect=["people"])
def test_the_guide(site: Site, people: People, cast: dict[str, tuple[str, str]]) -> None:
    scripted = people.javascript
    name = f"Stéphane Libellot - Classe de 2nde{3 if scripted else 4} (essai)"

    # 1. The teacher logs in and creates the campaign.
    teacher = Teacher(people.page(), site, axe=scripted)
    teacher.log_in("stephane.libellot@lycee-pix.example")
    if "/conditions" in teacher.page.url:
        teacher.accept_terms()
    expect(teacher.page.get_by_role("heading", name="Campagnes", level=1)).to_be_visible()
    code = teacher.create_campaign(
        name=name,
        test=COMPETENCE,
        title=TITLE,
        text="Bonne découverte et n’oubliez pas d’envoyer les résultats avant le **13 décembre** !",
    )
    assert teacher.figures() == ("0", "0")
    teacher.sees("En attente de participants")

    # 2. The first pupil arrives from the ENT and enters by the code.
    sender, family = cast["sender"]
    pupil = Pupil(people.page(), site, axe=scripted)
    pupil.arrive(sender, javascript=scripted)
    pupil.sees("16 compétences")
    pupil.type_code("ABCDEF234")
    pupil.sees("Ce code n’existe pas.")
    pupil.page.get_by_label("Saisissez le code du parcours").fill(f" {code[:3].lower()}-{code[3:6]} {code[6:]} ")
    pupil.click("Commencer mon parcours", role="button")
    day, month, year = birth_date(site, family)
    wrong_day = "1" if day != "01" else "2"
    pupil.say_birth_date(wrong_day, month, year)
    pupil.sees("Nous ne vous trouvons pas")
    pupil.say_birth_date(day, month, year)
    pupil.sees(TITLE, "Bonne découverte", "13 décembre", "Lycée Pix")
    pupil.click("Je commence", role="button")
    pupil.read_rules()

    # 3. One question at a time; nothing said is refused; a checkpoint after five.
    assert pupil.is_asked
    first = pupil.statement()
    if not pupil.page.get_by_role("button", name="Afficher la question").count():
        pupil.page.get_by_role("button", name="Je valide").locator("visible=true").click()
        pupil.check()
        expect(pupil.page.get_by_text(re.compile("Sinon, passez")).first).to_be_visible()
        assert pupil.statement() == first
    pupil.answer(right=True)
    pupil.answer(right=True)
    pupil.page.go_back()
    pupil.page.reload()
    for _ in range(3):
        if not pupil.is_asked:
            break
        pupil.answer(right=True)
    while pupil.is_asked:
        pupil.skip()
    pupil.sees("vos réponses", "Avancement du parcours")
    assert pupil.page.locator(".answer-row").count() == 5
    pupil.page.get_by_role("link", name=re.compile("Réponses et tutoriels")).first.click()
    pupil.page.get_by_text("Pour réussir la prochaine fois").wait_for()
    if scripted:
        assert pupil.page.locator("dialog[open]").count() == 1
        pupil.page.keyboard.press("Escape")
    else:
        pupil.check()
        pupil.click("Fermer")

    # 4. He leaves, and resumes on another machine at the very same question.
    pupil.click("Continuer mon parcours")
    in_hand = pupil.statement() if pupil.page.locator("#enonce").count() else ""
    pupil.click("Quitter")
    pupil.check()
    pupil.sees("Vous n’avez pas terminé le parcours", "Reprendre")
    elsewhere = Pupil(people.page(), site, axe=scripted)
    elsewhere.arrive(sender, javascript=scripted)
    elsewhere.click("Reprendre")
    assert (elsewhere.statement() if elsewhere.page.locator("#enonce").count() else "") == in_hand
    elsewhere.check()

    # 5. The second pupil goes to the end too, and does not send.
    other, other_family = cast["other"]
    second = Pupil(people.page(), site, axe=scripted)
    second.arrive(other, javascript=scripted)
    second.page.goto(site.url("app", f"/campagnes/{code}"))
    second.say_birth_date(*birth_date(site, other_family))
    second.click("Je commence", role="button")
    second.read_rules()
    teacher.open(code, "Participants")
    assert "En cours de test" in teacher.row_of(family)
    elsewhere.finish()
    second.finish()

    # 6. The result is seen by the pupils, and by nobody else.
    elsewhere.sees(
        "des compétences testées.", "Vos résultats détaillés", "Mener une recherche et une veille d’information"
    )
    percent = re.search(r"(\d+)\s%", elsewhere.page.get_by_role("heading", level=1).inner_text())
    assert percent is not None
    mastery = percent[1]
    assert int(mastery) > 0
    teacher.open(code, "Participants")
    assert "En attente" in teacher.row_of(family)
    assert "%" not in teacher.row_of(family)
    teacher.page.get_by_role("link", name=re.compile(family, re.IGNORECASE)).click()
    teacher.check()
    teacher.sees("En attente de résultats")
    lines = list(csv.reader(io.StringIO(teacher_csv(teacher, code)), delimiter=";"))
    assert all(set(row[12:]) == {"NA"} for row in lines[1:])
    assert len(lines) == 3

    # 7. One sends. The teacher reads the same figures everywhere.
    elsewhere.page.get_by_role("button", name=re.compile("J’envoie mes résultats", re.IGNORECASE)).click()
    elsewhere.check()
    elsewhere.sees("Merci, vos résultats ont bien été envoyés")
    teacher.open(code, "Participants")
    assert teacher.figures() == ("2", "1")
    assert f"{mastery}\u00a0%" in teacher.row_of(family)
    assert "En attente" in teacher.row_of(other_family)
    teacher.page.get_by_role("link", name=re.compile(family, re.IGNORECASE)).click()
    teacher.check()
    teacher.sees(f"{mastery}\u00a0%", "Acquis validés", "Acquis évalués")
    teacher.open(code, "Résultats collectifs")
    teacher.sees(f"{mastery}\u00a0%", "Compétences (1)")
    lines = list(csv.reader(io.StringIO(teacher_csv(teacher, code)), delimiter=";"))
    sent = [row for row in lines[1:] if "NA" not in row]
    assert len(sent) == 1
    assert sent[0][4].upper().endswith(family)

    # 8. Archived: the code is refused, results can no longer be sent.
    teacher.open(code, "Détails")
    teacher.click("Afficher le code en grand")
    teacher.check()
    teacher.sees(code, "Parcours")
    teacher.open(code, "Détails")
    teacher.click("Archiver", role="button")
    teacher.check()
    teacher.sees("1 élève a terminé sans envoyer ses résultats")
    teacher.click("Archiver la campagne", role="button")
    teacher.check()
    teacher.sees("Campagne archivée", "Désarchiver la campagne")
    second.page.get_by_role("button", name=re.compile("J’envoie mes résultats", re.IGNORECASE)).click()
    check_page(second.page, axe=scripted)
    expect(second.page.get_by_text(re.compile("archiv")).first).to_be_visible()
    second.page.goto(site.url("app", "/parcours"))
    second.click("Retrouver mes parcours")
    second.check()
    second.sees("Archivé par l’organisateur")
    second.page.goto(site.url("app", "/parcours"))
    second.page.get_by_label("Saisissez le code du parcours").fill(code)
    second.click("Commencer mon parcours", role="button")
    second.check()
    second.sees("archivé par l’organisateur")
    teacher.page.goto(site.url("orga", "/campagnes?archivees"))
    teacher.check()
    teacher.sees(name)


def teacher_csv(teacher: Teacher, code: str) -> str:
    teacher.page.goto(teacher.site.url("orga", f"/campagnes/{code}"))
    return teacher.csv()
