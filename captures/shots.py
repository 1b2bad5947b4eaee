"""What is photographed, and how one gets there: the name of a picture -> who is signed in, the way, the part of the page.

The players go through the product as people do, in this order: a campaign is looked at after its class has played.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from demo_ent.people import PEOPLE
from pixorga.tests.browser.conftest import Site
from pixorga.tests.browser.players import Pupil

# Of the demonstration (results.demo), which only Django could read; captures/tests holds them together.
PASSWORD = "demonstration-2026"  # noqa: S105 - shown on the screen of whoever starts the demonstration
TEACHER, ADMINISTRATOR = "stephane.libellot@lycee-pix.example", "helene.garance@lycee-pix.example"
PUPIL_BUSY, PUPIL_DONE, PUPIL_NEW = "noam.leurre", "safia.hypothese", "newcomer"
GUIDE_CODE = "RNBJDB351"
# A pupil whom nobody has signed in as yet: the pages of the first time.
NEWCOMER = next(person for person in PEOPLE if person.last_name == "FICTIVE")


@dataclass(frozen=True, slots=True)
class Stage:
    """A signed-in person's page, on the site of the pictures."""

    page: Page
    site: Site

    def go(self, path: str, *, space: str) -> None:
        self.page.goto(self.site.url(space, path))

    def click(self, name: str, role: str = "link") -> None:
        # The label may be hidden behind its icon, and «Je valide» stands twice on a question.
        self.page.get_by_role(role, name=re.compile(name)).locator("visible=true").first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()


@dataclass(frozen=True, slots=True)
class Shot:
    """``part``: the element that is photographed, ``height`` pixels of it at most. ``way``: what leads there."""

    name: str
    who: str
    way: Callable[[Stage], None]
    part: str = "main"
    height: int = 620


# --- Pupils -----------------------------------------------------------------------------------------------------------
def _profile(stage: Stage) -> None:
    stage.go("/profil", space="app")


def _code(stage: Stage) -> None:
    stage.go("/parcours", space="app")
    stage.page.get_by_label("Saisissez le code du parcours").fill(GUIDE_CODE)


def _identity(stage: Stage) -> None:
    stage.go(f"/campagnes/{GUIDE_CODE}", space="app")
    born = NEWCOMER.birth_date
    assert born is not None  # noqa: S101 - she is a pupil
    for label, value in (("Jour", born.day), ("Mois", born.month), ("Année", born.year)):
        stage.page.get_by_label(label, exact=True).fill(str(value))


def _rules(stage: Stage) -> None:
    stage.click("C’est parti", role="button")
    stage.click("Je commence", role="button")


def _question(stage: Stage) -> None:
    """A question with choices shows best what there is to do: the others are passed. Competence 4.1 has many."""
    stage.go("/competences/4.1", space="app")
    stage.click("Commencer", role="button")
    while not stage.page.locator(".answers").count() or stage.page.locator(".screen, .picture").count():
        _pass(stage)


def _pass(stage: Stage) -> None:
    for name in ("Continuer mon parcours", "Afficher la question", "Je passe"):
        button = stage.page.locator(f"a:has-text('{name}'), button:has-text('{name}')").locator("visible=true")
        if button.count():
            button.first.click()
            stage.page.wait_for_load_state()
            return
    raise RuntimeError(f"Ni question ni étape : {stage.page.title()}")


def _checkpoint(stage: Stage) -> None:
    """Her first five questions: three right, one passed, one wrong."""
    stage.click("Suivant")
    stage.click("Je commence", role="button")
    player = Pupil(stage.page, stage.site, axe=False)
    for turn in ("right", "right", "passed", "right", "wrong"):
        if turn == "passed":
            player.skip()
        else:
            player.answer(right=turn == "right")


def _correction(stage: Stage) -> None:
    missed = stage.page.locator(".answer-row:has(.mark-wrong) a")
    (missed if missed.count() else stage.page.locator(".answer-row a")).first.click()
    stage.page.locator("dialog .dialog-body").wait_for()


def _result(stage: Stage) -> None:
    stage.go(f"/campagnes/{GUIDE_CODE}/resultats", space="app")


# --- Teachers ---------------------------------------------------------------------------------------------------------
def _campaigns(stage: Stage) -> None:
    stage.go("/campagnes", space="orga")
    if stage.page.get_by_role("button", name="Accepter et continuer").count():
        stage.click("Accepter et continuer", role="button")


def _creation(stage: Stage) -> None:
    stage.go("/campagnes/creation", space="orga")
    fields = {
        "Nom de la campagne": "2nde 3, Recherche, M. Libellot",
        "Titre du parcours": "Mener une recherche",
        "Texte de la page d’accueil": "Bonne découverte, et n’oubliez pas d’envoyer vos résultats !",
    }
    stage.page.get_by_label("Que souhaitez-vous tester ?").select_option(index=1)
    for label, text in fields.items():
        stage.page.get_by_label(label).fill(text)


def _description(stage: Stage) -> None:
    stage.go("/campagnes/profils/recherche-documentaire", space="orga")


def _campaign(stage: Stage, tab: str = "") -> None:
    stage.go(f"/campagnes/{GUIDE_CODE}{tab}", space="orga")


def _of_a_pupil(stage: Stage) -> None:
    _campaign(stage, "/participants?statut=shared")
    stage.page.locator(".row-title").first.click()
    stage.page.wait_for_load_state()


def _team(stage: Stage) -> None:
    stage.go("/equipe/inviter", space="orga")
    stage.page.get_by_label("Adresse(s) e-mail").fill("claire.exemple@lycee-pix.example")
    stage.click("Inviter", role="button")
    stage.go("/equipe", space="orga")


SHOTS = (
    Shot("profil", PUPIL_DONE, _profile, height=700),
    Shot("resultat", PUPIL_DONE, _result, height=820),
    Shot("saisir-un-code", PUPIL_NEW, _code),
    Shot("identite", PUPIL_NEW, _identity),
    Shot("regles", PUPIL_NEW, _rules),
    Shot("etape", PUPIL_NEW, _checkpoint, height=560),
    Shot("corrige", PUPIL_NEW, _correction, part="dialog", height=760),
    Shot("reprendre", PUPIL_BUSY, _profile, part="body", height=330),
    Shot("question", PUPIL_BUSY, _question, height=760),
    Shot("campagnes", TEACHER, _campaigns),
    Shot("creer-une-campagne", TEACHER, _creation, height=640),
    Shot("precision", TEACHER, _creation, part=".presets"),
    Shot("descriptif", TEACHER, _description, part="[aria-labelledby=duree]"),
    Shot("campagne", TEACHER, _campaign, height=300),
    Shot("participants", TEACHER, lambda stage: _campaign(stage, "/participants"), height=640),
    Shot("resultat-eleve", TEACHER, _of_a_pupil, height=680),
    Shot("resultats-collectifs", TEACHER, lambda stage: _campaign(stage, "/resultats"), height=760),
    Shot("equipe", ADMINISTRATOR, _team),
)
NAMES = tuple(f"{shot.name}.webp" for shot in SHOTS)
