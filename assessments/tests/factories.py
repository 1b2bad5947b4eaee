"""A small referential in rows, without files. ``make_content`` builds one that can be asked."""

from typing import Any

import factory

from assessments import content
from assessments.bank.schema import digest_of
from assessments.engine import Kind
from assessments.models import Area, Assessment, Challenge, Competence, Lesson, ReferentialRelease, Skill, Tube

# One body a kind, as the loader stores them. ``RIGHT`` answers each.
BODIES: dict[str, dict[str, Any]] = {
    Kind.QCU: {
        "instruction": "Laquelle de ces adresses est **celle** d’une page ?",
        "explanation": "La troisième a tout ce qu’il faut.",
        "options": ["moulin", "nom@moulin.example", "https://moulin.example/visite"],
        "solution": 3,
    },
    Kind.QCM: {
        "instruction": "Lesquels de ces mots sont utiles ?",
        "explanation": "Les deux premiers disent le sujet.",
        "options": ["lynx", "boréal", "le", "sur"],
        "solution": [1, 2],
    },
    Kind.QROC: {
        "instruction": "Quelle est la capitale de la Norvège ?",
        "explanation": "C’est Oslo.",
        "fields": [{"key": "", "label": "Capitale", "format": "mots"}],
        "solution": ["Oslo"],
        "treatments": ["t1", "t2"],
    },
    Kind.QROCM_IND: {
        "instruction": "Remplissez la notice.",
        "explanation": "L’auteur est Nora Valdès, le site est un blog.",
        "fields": [
            {"key": "auteur", "label": "Auteur", "format": "mots"},
            {"key": "type", "label": "Type de site", "format": "mots", "options": ["blog", "encyclopédie", "presse"]},
        ],
        "solution": {"auteur": ["Nora Valdès", "Valdès"], "type": ["blog"]},
        "treatments": ["t1", "t2"],
    },
    Kind.QROCM_DEP: {
        "instruction": "Citez deux villes du tableau.",
        "explanation": "Il y en a trois.",
        "fields": [{"key": "r1", "label": "Première ville"}, {"key": "r2", "label": "Deuxième ville"}],
        "solution": {"g1": ["Brévigny"], "g2": ["Montbriac"], "g3": ["Lormac"]},
        "treatments": ["t1", "t2"],
    },
    Kind.ORDRE: {
        "instruction": "Remettez ces gestes dans l’ordre.",
        "explanation": "On saisit, on ouvre, on vérifie.",
        "options": ["Ouvrir le résultat", "Saisir les mots", "Vérifier l’auteur"],
        "solution": [2, 1, 3],
    },
}
RIGHT: dict[str, Any] = {
    Kind.QCU: 3,
    Kind.QCM: [1, 2],
    Kind.QROC: "oslo",
    Kind.QROCM_IND: {"auteur": "valdes", "type": "blog"},
    Kind.QROCM_DEP: {"r1": "Lormac", "r2": "brevigny"},
    Kind.ORDRE: [2, 1, 3],
}


class ReleaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReferentialRelease

    digest = factory.Sequence(lambda n: f"{n:064x}")


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = "1"
    name = "Information et données"


class CompetenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Competence
        django_get_or_create = ("code",)

    code = "1.1"
    area = factory.SubFactory(AreaFactory, code=factory.LazyAttribute(lambda o: o.factory_parent.code[0]))
    name = "Mener une recherche et une veille d’information"
    description = "Chercher, trouver, vérifier."


class TubeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tube

    competence = factory.SubFactory(CompetenceFactory)
    key = factory.Sequence(lambda n: f"sujet-{chr(97 + n // 676 % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}")
    name = "Un sujet"
    description = "Ce que l’on apprend ici."


class LessonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lesson

    key = factory.Sequence(lambda n: f"fiche-{n}")
    title = "Une fiche"
    minutes = 3
    body = "Du texte, avec un mot en **gras**."


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill

    tube = factory.SubFactory(TubeFactory)
    level = 1
    key = factory.LazyAttribute(lambda o: f"{o.tube.key}{o.level}")
    statement = "Savoir faire quelque chose"
    hint = "Relisez l’adresse en entier."
    lesson = factory.SubFactory(LessonFactory)


class ChallengeFactory(factory.django.DjangoModelFactory):
    """``kind`` chooses the body; ``more`` adds keys to it or replaces some."""

    class Meta:
        model = Challenge
        exclude = ("more",)

    more: dict[str, Any] = {}
    skill = factory.SubFactory(SkillFactory)
    key = factory.Sequence(lambda n: f"epreuve-{n}")
    kind = Kind.QCU.value
    body = factory.LazyAttribute(lambda o: {**BODIES[o.kind], **o.more})
    digest = factory.LazyAttribute(lambda o: digest_of(o.body))


class AssessmentFactory(factory.django.DjangoModelFactory):
    """With ``challenge``, that question is in hand. It belongs to the latest release."""

    class Meta:
        model = Assessment

    kind = "competence"
    target = factory.LazyFunction(list)
    release = factory.LazyFunction(lambda: ReferentialRelease.objects.order_by("-id").first() or ReleaseFactory())
    strategy = "published"


def make_content(
    tubes: dict[str, list[int]] | None = None, *, code: str = "1.1", challenges: int = 2
) -> content.Content:
    """A release with these tubes (key -> levels), ``challenges`` QCU a skill, loaded in memory."""
    competence = CompetenceFactory(code=code)
    for key, levels in (tubes or {"moteur": [1, 2, 3], "url": [1, 2]}).items():
        tube = TubeFactory(key=key, name=key.capitalize(), competence=competence)
        for level in levels:
            skill = SkillFactory(tube=tube, level=level)
            for rank in range(challenges):
                ChallengeFactory(skill=skill, key=f"{skill.key}-{chr(97 + rank)}")
    return content.get(ReleaseFactory().pk)
