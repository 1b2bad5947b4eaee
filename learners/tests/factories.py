"""Pupils for tests."""

import factory

from learners.enums import ImportFormat, ImportStatus
from learners.models import Learner, LearnerImport
from organisations.tests.factories import OrganisationFactory, UserFactory


class SchoolFactory(OrganisationFactory):
    """A school with a roster."""

    manages_learners = True


class PupilFactory(UserFactory):
    """The account of a pupil, with neither e-mail nor user name."""

    email = None
    first_name = "Zoé"
    last_name = "FICTIVE"


class LearnerFactory(factory.django.DjangoModelFactory[Learner]):
    class Meta:
        model = Learner

    organisation = factory.SubFactory(SchoolFactory)
    first_name = "Zoé"
    last_name = "FICTIVE"
    birth_date = factory.Faker("date_of_birth", minimum_age=14, maximum_age=17)
    ine = factory.Sequence(lambda n: f"98{n:07}ZA")
    class_name = "2NDE1"


class LearnerImportFactory(factory.django.DjangoModelFactory[LearnerImport]):
    """A rehearsal of a file that holds nobody."""

    class Meta:
        model = LearnerImport

    organisation = factory.SubFactory(SchoolFactory)
    author = factory.SubFactory(UserFactory)
    status = ImportStatus.REHEARSED
    format = ImportFormat.SIECLE
    file_name = "ElevesSansAdresses.xml"
    sha256 = "0" * 64
