"""Reading the files: what is accepted, and what is refused with file, line, key and reason."""

from pathlib import Path

import pytest

from assessments.bank.nodes import ReferentialError
from assessments.bank.reader import folder_digest, read_referential
from assessments.bank.variant import Origin, build_instance, generator_digest, imported_modules
from assessments.tests.bank_files import edit

TUBE = "1.1/tubes/lynx.yaml"


def problems_of(root: Path) -> list[str]:
    with pytest.raises(ReferentialError) as caught:
        read_referential(root)
    return [str(problem) for problem in caught.value.problems]


def test_a_valid_referential_is_read(bank):
    referential = read_referential(bank)

    assert [area.code for area in referential.areas] == ["1"]
    assert [competence.code for competence in referential.competences] == ["1.1", "1.2"]
    assert [skill.key for skill in referential.skills] == ["lynx1", "lynx2"]
    assert [(c.key, c.kind, c.is_doing) for c in referential.challenges] == [
        ("lynx1-a", "QCU", False),
        ("lynx1-b", "QROC", True),
        ("lynx2-a", "QROCM-ind", True),
        ("lynx2-b", "ORDRE", False),
    ]
    assert referential.lessons[0].title == "Les traces : comment les lire"
    assert {profile.key: profile.skills for profile in referential.profiles} == {
        "competence-1.1": (),
        "competence-1.2": (),
        "premiers-pas": ("lynx1",),
    }
    assert referential.orphans == ()


def test_a_body_stands_alone(bank):
    first, second, third, _ = read_referential(bank).challenges

    assert first.body["illustration"]["path"] == "1.1/assets/trace.svg"
    assert len(first.body["illustration"]["sha256"]) == 64
    assert sorted(second.body["screen"]["pages"]) == ["accueil", "suite"]
    assert third.body["generator"]["name"] == "releve"
    assert "alternative" not in first.body


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("key: lynx\n", "key: chat\n", "ligne 1, key : le fichier doit s’appeler chat.yaml"),
        ('competence: "1.1"', 'competence: "1.2"', "ligne 2, competence : ce fichier est dans le dossier 1.1"),
        ("name: Le lynx\n", "", "ligne 1, name : ce champ manque"),
        ("name: Le lynx\n", "name: Le lynx\nnom: Lynx\n", "ligne 4, nom : clé inconnue"),
        ("name: Le lynx\n", "name: A\nname: B\n", "ligne 4, name : cette clé est écrite deux fois"),
        ("name: Le lynx\n", "name: 'Le lynx\n", "ligne 53 : YAML mal formé"),
        (
            "fiche: lynx-traces\n  - {",
            "fiche: absente\n  - {",
            "ligne 6, further[1].fiche : la fiche «absente» n’existe pas",
        ),
        ("https://fr.wiki", "http://fr.wiki", "ligne 7, further[2].url : «http://"),
        ("  - level: 2", "  - level: 9", "ligne 30, skills[2].level : un nombre entier de 1 à 8 est attendu, pas «9»"),
        ("hint: Comptez les doigts.", "hint:", "ligne 11, @lynx1.hint : ce champ manque"),
        ("key: lynx1-a", "key: lynx2-z", "ligne 14, @lynx1.challenges[1].key : «lynx2-z» n’a pas la forme attendue"),
        ("key: lynx1-b", "key: lynx1-a", "ligne 21, lynx1-a : cette épreuve est écrite deux fois"),
        ("kind: QCU", "kind: QUIZ", "ligne 15, lynx1-a.kind : «QUIZ» n’est pas dans la liste : QCU, QCM"),
        (
            "explanation: Quatre doigts, sans griffes.",
            "explanation:",
            "ligne 17, lynx1-a.explanation : ce champ manque",
        ),
        ("[trois, quatre, cinq]", "[trois, quatre, trois]", "ligne 18, lynx1-a.options : deux options sont identiques"),
        ("[trois, quatre, cinq]", "trois", "ligne 18, lynx1-a.options : une liste est attendue"),
        ("solution: 2\n", "solution: 4\n", "ligne 19, lynx1-a.solution : un rang va de 1 à 3"),
        ("solution: 2\n", "solution: [1, 2]\n", "ligne 19, lynx1-a.solution : un seul rang est attendu"),
        ("solution: 2\n", "solution: deux\n", "ligne 19, lynx1-a.solution : un rang est un nombre entier"),
        (
            "file: trace.svg",
            "file: absente.svg",
            "ligne 20, lynx1-a.illustration.file : le fichier 1.1/assets/absente.svg",
        ),
        (
            "file: trace.svg",
            "file: ../trace.svg",
            "ligne 20, lynx1-a.illustration.file : «../trace.svg» n’est pas un nom",
        ),
        (", alt: Une trace ronde de quatre doigts", "", "ligne 20, lynx1-a.illustration.alt : ce champ manque"),
        (
            "doing: true\n        instruction: Lisez",
            "doing: oui\n        instruction: Lisez",
            "ligne 23, lynx1-b.doing : true ou false",
        ),
        ("treatments: []", "treatments: [t3]", "ligne 28, lynx1-b.treatments : t3 est interdit sur un nombre"),
        ("treatments: []", "treatments: [t9]", "ligne 28, lynx1-b.treatments : «t9» n’est pas dans la liste"),
        ('["12", "12 traces"]', "[douze]", "ligne 27, lynx1-b.solution : «douze» n’est pas un nombre"),
        (
            "format: nombre, unit",
            "format: date, unit",
            "ligne 26, lynx1-b.field.format : «date» n’est pas dans la liste",
        ),
        ("name: carnet", "name: cahier", "ligne 29, lynx1-b.screen.name : le dossier 1.1/screens/cahier n’existe pas"),
        ("page: accueil", "page: fin", "ligne 29, lynx1-b.screen.page : l’écran «carnet» n’a pas de page fin.html"),
        ("height: 320", "height: haut", "ligne 29, lynx1-b.screen.height : un nombre entier"),
        ("generator: releve", "generator: perdu", "ligne 45, lynx2-a.generator : le fichier generators/perdu.py"),
        ("{{ total }}.", "{{ somme }}.", "ligne 45, lynx2-a.generator : le générateur ne donne pas «somme»"),
        (
            'lieu: ["{{ lieu }}"]',
            "lieu: [Nulle part]",
            "ligne 44, lynx2-a.solution : la réponse de «lieu» n’est pas dans",
        ),
        (
            "{key: total, label: Total",
            "{key: lieu, label: Total",
            "ligne 42, lynx2-a.fields : deux champs ont la même clé",
        ),
        ("solution: [2, 3, 1]", "solution: [2, 3]", "ligne 52, lynx2-b.solution : la solution donne la place"),
        (
            "Rangez du plus",
            "Rangez {{ tout }} du plus",
            "ligne 49, lynx2-b.instruction : un nom entre doubles accolades",
        ),
    ],
)
def test_a_wrong_tube_is_refused(bank, old, new, expected):
    edit(bank, TUBE, old, new)

    problems = problems_of(bank)
    assert any(problem.startswith(f"{TUBE}, {expected}") for problem in problems), problems


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("framework.yaml", 'code: "1.2"', 'code: "2.2"', "ligne 9, areas[1].competences[2].code : la compétence 2.2"),
        ("framework.yaml", 'code: "1.2"', 'code: "1.1"', "ligne 9, areas[1].competences[2].code : la compétence 1.1"),
        ("parcours.yaml", "[lynx1]", "[lynx9]", "ligne 8, premiers-pas.skills : l’acquis «lynx9» n’existe pas"),
        ("parcours.yaml", 'competence: "1.2"', 'competence: "1.1"', "ligne 3, competence-1.2.competence : la comp"),
        ("1.1/fiches/lynx-traces.md", "minutes: 3", "minutes: trois", "ligne 3, minutes : un nombre"),
        ("1.1/fiches/lynx-traces.md", "minutes: 3\n", "", "ligne 1, minutes : ce champ manque"),
        ("1.1/assets/trace.svg", "<circle", "<script>1</script><circle", "l’élément <script> est interdit"),
        ("1.1/screens/carnet/suite.html", "accueil.html#", "perdue.html#", "le lien «perdue.html#haut»"),
        (
            "generators/releve.py",
            "import csv\n",
            "import csvx\n",
            "ligne 45, lynx2-a.generator : le générateur «releve» ne se",
        ),
        (
            "generators/releve.py",
            '"total": str',
            '"totaux": str',
            "ligne 45, lynx2-a.generator : le générateur ne donne pas",
        ),
    ],
)
def test_another_wrong_file_is_refused(bank, name, old, new, expected):
    edit(bank, name, old, new)

    # A generator is told where a challenge names it.
    file = TUBE if name.startswith("generators") else name
    starts = (f"{file}, {expected}", f"{file} : {expected}")
    problems = problems_of(bank)
    assert any(problem.startswith(starts) for problem in problems), problems


def test_all_problems_are_told_at_once(bank):
    edit(bank, TUBE, "kind: QCU", "kind: QUIZ")
    edit(bank, "parcours.yaml", "[lynx1]", "[lynx9]")

    assert len(problems_of(bank)) == 2


def test_a_file_in_another_encoding_is_refused(bank):
    (bank / TUBE).write_bytes("name: été".encode("latin-1"))

    assert any(problem.startswith(f"{TUBE} : ce fichier n’est pas en UTF-8") for problem in problems_of(bank))


def test_words_stay_words(bank):
    """YAML alone would read «oui», «no» and «12:30» as a boolean or a number."""
    edit(bank, TUBE, "[trois, quatre, cinq]", "[no, 12:30, 007]")

    assert read_referential(bank).challenges[0].body["options"] == ["no", "12:30", "007"]


def test_a_number_with_its_unit_among_the_answers_is_left_out(bank):
    """A field of format «nombre» takes numbers only, compared as numbers: «12 traces» would break «12,0»."""
    spec = read_referential(bank).challenges[1]
    instance = build_instance(spec.body, Origin(spec.kind, 1, bank))

    assert instance.solution == ("12",)


def test_the_digest_sees_contents_and_leaves_blind_resolutions_out(bank):
    first = folder_digest(bank)
    (bank / "1.1/solved").mkdir()
    (bank / "1.1/solved/lynx.yaml").write_text("lynx1-a: []\n")
    assert folder_digest(bank) == first

    edit(bank, "1.1/assets/trace.svg", 'r="4"', 'r="3"')
    assert folder_digest(bank) != first


def test_a_generator_change_makes_another_challenge(bank):
    before = [spec.digest for spec in read_referential(bank).challenges]
    edit(bank, "generators/releve.py", "randint(10, 99)", "randint(10, 98)")
    after = [spec.digest for spec in read_referential(bank).challenges]

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, True, False, True]


def test_a_module_that_generators_import_is_no_orphan_and_counts_in_their_digest(bank):
    (bank / "generators/_shared.py").write_text("LIEUX = 1\n")
    assert read_referential(bank).orphans == ("generators/_shared.py",)

    path = bank / "generators/releve.py"
    path.write_text("from assessments.referential.generators._shared import LIEUX\n" + path.read_text())
    first = generator_digest(bank, "releve")
    (bank / "generators/_shared.py").write_text("LIEUX = 2\n")

    assert imported_modules(bank, "releve") == {"_shared"}
    assert generator_digest(bank, "releve") != first
