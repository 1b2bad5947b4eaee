"""What a teacher and a pupil do in a browser, by the labels they read. Works with and without JavaScript."""

import json
import re

from playwright.sync_api import Page, expect

from pixorga.tests.browser.checks import check_page
from pixorga.tests.browser.conftest import Site

PASSWORD = "demonstration-2026"


class Player:
    def __init__(self, page: Page, site: Site, *, axe: bool) -> None:
        self.page, self.site, self.axe = page, site, axe

    def check(self) -> None:
        check_page(self.page, axe=self.axe)

    def click(self, label: str, *, role: str = "link") -> None:
        self.page.get_by_role(role, name=label, exact=True).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()


class Teacher(Player):
    """Works in the orga space."""

    def log_in(self, email: str) -> None:
        self.page.goto(self.site.url("orga"))
        self.check()
        self.page.get_by_label("Adresse e-mail").fill(email)
        self.page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        self.click("Je me connecte", role="button")
        self.check()

    def accept_terms(self) -> None:
        self.sees("Conditions d’utilisation")
        self.click("Accepter et continuer", role="button")
        self.check()

    def create_campaign(self, *, name: str, test: str, title: str, text: str) -> str:
        """Create it after a first mistake, and return its code."""
        self.click("Créer une campagne")
        self.check()
        self.page.get_by_label("Titre du parcours").fill(title)
        self.click("Créer la campagne", role="button")
        self.check()
        self.sees("Donnez un nom à la campagne.", "Choisissez une compétence ou un parcours dans la liste.")
        expect(self.page.get_by_label("Titre du parcours")).to_have_value(title)
        self.page.get_by_label("Nom de la campagne").fill(name)
        self.page.get_by_label("Que souhaitez-vous tester ?").select_option(label=test)
        self.page.get_by_label("Texte de la page d’accueil").fill(text)
        self.click("Créer la campagne", role="button")
        self.check()
        self.sees("Profil cible", "Lien direct", "Modifier", "Archiver")
        code = self.page.locator(".campaign-head .code").inner_text()
        assert re.fullmatch(r"[A-Z]{6}[0-9]{3}", code)
        return code

    def open(self, code: str, tab: str) -> None:
        self.page.goto(self.site.url("orga", f"/campagnes/{code}"))
        if tab != "Détails":
            self.page.get_by_role("link", name=re.compile(tab)).first.click()
        self.check()

    def row_of(self, name: str) -> str:
        """The text of this pupil's line in the list of participants."""
        return self.page.get_by_role("row", name=re.compile(name, re.IGNORECASE)).inner_text()

    def figures(self) -> tuple[str, str]:
        """«Participants» and «Profils reçus» as the head shows them."""
        shown = self.page.locator(".campaign-head dd")
        return shown.nth(1).inner_text().strip(), shown.nth(2).inner_text().strip()

    def csv(self) -> str:
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="Exporter résultats (.csv)").click()
        return download.value.path().read_bytes().decode("utf-8-sig")


class Pupil(Player):
    """Comes from the ENT to the app space."""

    def arrive(self, name: str, *, javascript: bool) -> None:
        self.page.goto(self.site.url("ent-demo"))
        self.page.get_by_role("button", name=re.compile(name, re.IGNORECASE)).click()
        self.page.get_by_role("link", name="PixOrga", exact=True).click()
        if not javascript:
            self.click("Continuer vers PixOrga", role="button")
        self.page.wait_for_url(re.compile(r"//app\."))
        self.check()

    def type_code(self, code: str) -> None:
        self.click("Parcours")
        self.check()
        self.sees("Vous souhaitez participer à un parcours de test")
        self.page.get_by_label("Saisissez le code du parcours").fill(code)
        self.click("Commencer mon parcours", role="button")
        self.check()

    def say_birth_date(self, day: str, month: str, year: str) -> None:
        self.sees("Un tout petit détail", "Remplissez les informations manquantes", "Ce n’est pas vous")
        expect(self.page.get_by_label("Prénom")).to_be_disabled()
        for label, value in (("Jour", day), ("Mois", month), ("Année", year)):
            self.page.get_by_label(label, exact=True).fill(value)
        self.page.get_by_role("button", name=re.compile("C’est parti")).click()
        self.check()

    def read_rules(self) -> None:
        self.sees("Vous pouvez rechercher sur internet", "Des tutos pour apprendre", "Pas de limite de temps")
        self.click("Suivant")
        self.check()
        self.sees("Un niveau de difficulté adapté")
        self.click("Je commence", role="button")
        self.check()

    @property
    def is_asked(self) -> bool:
        return re.search(r"/evaluations/[0-9a-f-]{36}$", self.page.url) is not None

    def statement(self) -> str:
        return self.page.locator("#enonce").inner_text()

    def answer(self, right: bool = False) -> None:
        """Answer the question in hand and validate."""
        self._start_timer()
        solution = self._solution() if right else None
        form = self.page.locator("form[data-once]")
        names = form.locator("input:not([type=hidden]), select, textarea").evaluate_all(
            "fields => fields.map(f => [f.name, f.tagName, f.type, f.value])"
        )
        for position, (name, tag, kind, value) in enumerate(names):
            wanted = solution.get(name) if solution else None
            field = form.locator(f'[name="{name}"]')
            if kind in ("radio", "checkbox"):
                if (wanted is None and position < (1 if kind == "radio" else 2)) or (wanted and value in wanted):
                    form.locator(f'[name="{name}"][value="{value}"]').check()
            elif tag == "SELECT":
                if wanted:
                    field.select_option(wanted[0])
                else:
                    field.select_option(index=position + 1 if name.startswith("place") else 1)
            else:
                field.fill(wanted[0] if wanted else "7")
        self.page.get_by_role("button", name="Je valide").locator("visible=true").click()
        self.page.wait_for_load_state()
        self.check()

    def _start_timer(self) -> None:
        """A timed question is announced first."""
        if self.page.get_by_role("button", name="Afficher la question").count():
            self.click("Afficher la question", role="button")
            self.check()

    def skip(self) -> None:
        self._start_timer()
        self.page.get_by_role("button", name="Je passe").click()
        self.page.wait_for_load_state()
        self.check()

    def _solution(self) -> dict[str, list[str]]:
        """Field name -> accepted values of the question in hand, read from the site's own database."""
        public_id = self.page.url.rsplit("/", 1)[1]
        return dict(json.loads(self.site.run(_SOLUTION.format(public_id=public_id)).splitlines()[-1]))

    def finish(self) -> None:
        """Pass everything until the result page, through the checkpoints."""
        for _ in range(120):
            if self.is_asked:
                self.skip()
            elif self.page.get_by_role("link", name="Continuer mon parcours").count():
                self.click("Continuer mon parcours")
            else:
                self.click("Voir mes résultats")
                self.check()
                return
        raise AssertionError("the test never ends")


_SOLUTION = """
import json
from assessments import content
from assessments.forms import AnswerForm
from assessments.models import Assessment
assessment = Assessment.objects.get(public_id="{public_id}")
instance = content.current().instance(assessment.challenge_id, assessment.challenge_seed)
solution, found = instance.solution, {{}}
if instance.kind == "QCU":
    found["reponse"] = [str(solution)]
elif instance.kind == "QCM":
    found["reponse"] = [str(rank) for rank in solution]
elif instance.kind == "ORDRE":
    for choice, place in zip(AnswerForm(instance).choices, solution):
        found[choice.name] = [str(place)]
elif instance.kind == "QROC":
    found["reponse"] = [solution[0]]
elif instance.kind == "QROCM-ind":
    for key, values in solution.items():
        found["reponse_" + key] = [values[0]]
else:
    for field, values in zip(instance.fields, solution.values()):
        found["reponse_" + field.key] = [values[0]]
print(json.dumps(found))
"""
