"""Public profiles follow parcours.yaml, and the command says what it did."""

from io import StringIO

import pytest
from django.core.management import call_command

from assessments.bank.load import load_referential
from assessments.models import Challenge
from assessments.tests.bank_files import edit, write_referential
from campaigns.models import TargetProfile
from campaigns.profiles import sync_profiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(tmp_path, settings):
    settings.REFERENTIAL_DIR = str(write_referential(tmp_path / "referential"))
    return tmp_path / "referential"


def skills_of(key):
    return sorted(TargetProfile.objects.get(key=key).skills.values_list("key", flat=True))


def load():
    return load_referential(also=sync_profiles).changes


def test_every_competence_has_a_profile_even_without_skills(bank):
    load()

    assert skills_of("competence-1.1") == ["lynx1", "lynx2"]
    assert skills_of("competence-1.2") == []
    assert skills_of("premiers-pas") == ["lynx1"]
    profile = TargetProfile.objects.get(key="competence-1.1")
    assert (profile.name, profile.competence.code, profile.is_public) == ("Mener une recherche", "1.1", True)


def test_profiles_follow_the_file(bank):
    load()
    edit(bank, "parcours.yaml", "[lynx1]", "[lynx2]")
    assert load().changed == {"profil cible": ["premiers-pas"]}
    assert skills_of("premiers-pas") == ["lynx2"]

    text = (bank / "parcours.yaml").read_text()
    (bank / "parcours.yaml").write_text(text[: text.index("  - key: premiers-pas")])
    assert load().retired == {"profil cible": ["premiers-pas"]}
    assert TargetProfile.objects.get(key="premiers-pas").obsolete_at is not None

    (bank / "parcours.yaml").write_text(text)
    load()
    assert TargetProfile.objects.get(key="premiers-pas").obsolete_at is None


def test_a_profile_made_by_the_team_is_left_alone(bank):
    load()
    TargetProfile.objects.create(key="maison", kind="parcours", name="Maison", is_public=False)
    TargetProfile.objects.create(key="partout", kind="parcours", name="Partout", is_public=True)
    edit(bank, "parcours.yaml", "[lynx1]", "[lynx2]")
    load()

    assert TargetProfile.objects.get(key="maison").obsolete_at is None
    assert TargetProfile.objects.get(key="partout").obsolete_at is None
    assert TargetProfile.objects.get(key="premiers-pas").from_files


def run(*args):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("load_referential", *args, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def test_the_command_tells_what_it_does(bank):
    code, out, err = run()
    assert (code, err) == (0, [])
    assert out == [
        "Ajouté, domaine (1) : 1",
        "Ajouté, compétence (2) : 1.1, 1.2",
        "Ajouté, fiche (1) : lynx-traces",
        "Ajouté, sujet (1) : lynx",
        "Ajouté, acquis (2) : lynx1, lynx2",
        "Ajouté, épreuve (4) : lynx1-a, lynx1-b, lynx2-a, lynx2-b",
        "Ajouté, profil cible (3) : competence-1.1, competence-1.2, premiers-pas",
        "Référentiel chargé : 2 acquis, 4 épreuves.",
    ]
    assert run() == (0, ["Référentiel à jour : 2 acquis, 4 épreuves."], [])


def test_the_command_can_put_back_what_was_lost_in_the_base(bank):
    run()
    TargetProfile.objects.filter(key="premiers-pas").delete()

    assert run() == (0, ["Référentiel à jour : 2 acquis, 4 épreuves."], [])
    assert run("--tout")[1][0] == "Ajouté, profil cible (1) : premiers-pas"


def test_the_command_refuses_a_wrong_file(bank):
    edit(bank, "1.1/tubes/lynx.yaml", "solution: 2\n", "solution: 5\n")

    code, out, err = run()

    assert (code, out) == (1, [])
    assert err == [
        "1.1/tubes/lynx.yaml, ligne 19, lynx1-a.solution : un rang va de 1 à 3",
        "1 problème : rien n’a été changé.",
    ]
    assert Challenge.objects.count() == 0
