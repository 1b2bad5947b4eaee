"""The quality table: what it measures, and when the command fails."""

from io import StringIO

import pytest
from django.core.management import call_command

from assessments.bank.quality import (
    alike_pairs,
    check_competence,
    check_whole,
    read_solved,
    reading_ease,
    sentence_length,
    words,
)
from assessments.bank.reader import read_referential
from assessments.tests.bank_files import edit


def checks_of(bank):
    referential = read_referential(bank)
    solved = read_solved(bank, referential.challenges)
    checks = check_competence(referential.competences[0], referential, solved, bank)
    return {check.label: check for check in checks}


def test_the_table_of_a_small_competence(bank):
    table = {label: (check.value, check.passed) for label, check in checks_of(bank).items()}

    assert table == {
        "Sujets": ("1", False),
        "Acquis": ("2", False),
        "Acquis par niveau": ("1:1 2:1 3:0 4:0 5:0 6:0 7:0 8:0", False),
        "Épreuves": ("4", None),
        "Acquis avec moins de 2 épreuves": ("0", True),
        "Épreuves qui font faire": ("50\u00a0%", True),
        "Choix unique": ("25\u00a0%", None),
        "Avec un générateur": ("1", None),
        "Acquis sans conseil ou sans fiche": ("0", True),
        "Pas d’un niveau au suivant sans argument": ("0", True),
        "Arguments écrits deux fois": ("0", True),
        "Sujets avec moins de 2 liens pour aller plus loin": ("0", True),
        "Fiches hors de 120 à 350 mots, sur 1": ("1", False),
        "Images sans texte de remplacement": ("0", True),
        "Épreuves identiques": ("0", True),
        "Acquis presque identiques": ("0", True),
        "Énoncés très voisins dans deux acquis": ("0", None),
        "Mots par phrase, en moyenne": ("4,6", None),
        "Énoncés au-delà de 20 mots par phrase": ("0", None),
        "Facilité de lecture, en moyenne (Kandel et Moles)": ("98", None),
        "Énoncés difficiles à lire (moins de 40)": ("0", None),
        "Épreuves sans deux résolutions à l’aveugle d’accord": ("4", False),
        "Épreuves avec une résolution en désaccord": ("0", None),
        "Épreuves changées depuis une résolution": ("0", None),
        "Liens extérieurs": ("1", None),
    }


def record(answer, by="A", digest=""):
    return (
        f'  - {{"on": 2026-11-23, "by": {by}, "seed": 1, "digest": "{digest}", "answer": {answer}, "agreed": true}}\n'
    )


def test_blind_resolutions_are_marked_again(bank):
    (bank / "1.1/solved").mkdir()
    (bank / "1.1/solved/lynx.yaml").write_text(
        "lynx1-a:\n"
        + record(2, "A")
        + record(2, "B")
        + "lynx1-b:\n"
        + record('"12"', "A")
        + record('"12"', "A")
        + "lynx2-b:\n"
        + record([2, 3, 1], "A")
        + record([1, 2, 3], "B", "0000")
    )
    checks = checks_of(bank)

    assert checks["Épreuves sans deux résolutions à l’aveugle d’accord"].details == (
        "lynx1-b : 1",
        "lynx2-a : 0",
        "lynx2-b : 1",
    )
    assert checks["Épreuves avec une résolution en désaccord"].details == ("lynx2-b",)
    assert checks["Épreuves changées depuis une résolution"].details == ("lynx2-b",)


def test_each_step_is_argued_once(bank):
    argument = "    presupposes: Il faut d’abord savoir reconnaître une trace.\n"
    edit(bank, "1.1/tubes/lynx.yaml", argument, "")

    assert checks_of(bank)["Pas d’un niveau au suivant sans argument"].details == ("@lynx2",)


def test_the_whole_referential(bank):
    second = (bank / "1.1/tubes/lynx.yaml").read_text().replace("lynx", "loup").replace('"1.1"', '"1.2"')
    for name in ("tubes", "fiches", "assets", "screens/carnet"):
        (bank / "1.2" / name).mkdir(parents=True)
    (bank / "1.2/tubes/loup.yaml").write_text(second)
    (bank / "1.2/fiches/loup-traces.md").write_text((bank / "1.1/fiches/lynx-traces.md").read_text())
    (bank / "1.2/assets/trace.svg").write_text((bank / "1.1/assets/trace.svg").read_text())
    for page in (bank / "1.1/screens/carnet").iterdir():
        (bank / "1.2/screens/carnet" / page.name).write_text(page.read_text())

    table = {check.label: (check.value, check.passed) for check in check_whole(read_referential(bank))}

    assert table == {
        "Épreuves en tout": ("8", False),
        "Générateurs": ("1", False),
        "Écrans simulés": ("1", False),
        "Parcours thématiques": ("1", False),
        "Acquis presque identiques entre compétences": ("2", False),
        "Énoncés très voisins entre compétences": ("4", None),
    }


def test_a_picture_to_download_needs_an_alternative(bank):
    illustration = "        illustration: {file: trace.svg, alt: Une trace ronde de quatre doigts}"
    edit(bank, "1.1/tubes/lynx.yaml", illustration, "        attachments: [{file: trace.svg, label: La trace}]")

    assert checks_of(bank)["Images sans texte de remplacement"].details == ("lynx1-a",)


def test_links_outside_are_listed_and_fictional_ones_are_not(bank):
    edit(
        bank,
        "1.1/tubes/lynx.yaml",
        "Souris, lièvre, lynx.",
        "Voir https://www.lynx.example/a, http://x.invalid et https://www.ofb.gouv.fr/lynx.",
    )

    assert checks_of(bank)["Liens extérieurs"].details == (
        "https://fr.wikipedia.org/wiki/Lynx (lynx)",
        "https://www.ofb.gouv.fr/lynx. (lynx2-b)",
    )


def test_the_command_fails_below_the_numbers(bank):
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("check_referential", stdout=out, stderr=err)

    assert stop.value.code == 1
    lines = out.getvalue().splitlines()
    assert lines[0] == "1.1 Mener une recherche"
    assert any(line.startswith("  !!  Sujets") for line in lines)
    assert lines[-1] == "À écrire : 1.2"
    assert err.getvalue().strip() == "5 points à reprendre."


@pytest.mark.parametrize(
    ("text", "count"),
    [("Un lynx a quatre doigts.", 5), ("## Titre\n\n- un\n- deux", 3), ("« oui » — l’été !", 2), ("", 0)],
)
def test_words(text, count):
    assert words(text) == count


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Un deux trois. Quatre cinq six sept huit ?", 4),
        ("- un deux\n- trois quatre", 2),
        ("| a | b |\n|---|---|\n\nUn deux `trois quatre` cinq.", 3),
        ("", 0),
    ],
)
def test_sentence_length(text, length):
    assert sentence_length(text) == length


@pytest.mark.parametrize(
    ("text", "ease"),
    [("Le chat dort.", 130), ("L’interopérabilité organisationnelle conditionne l’harmonisation.", -91), ("`x`", 100)],
)
def test_reading_ease(text, ease):
    assert round(reading_ease(text)) == ease


def test_alike():
    texts = {"a": "Retrouver la date d’un fichier", "b": "Retrouver la date d’un  fichier", "c": "Autre chose"}

    assert alike_pairs(texts) == [("a", "b")]
