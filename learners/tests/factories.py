"""Pupils for tests."""

import factory
from allauth.socialaccount.models import SocialAccount

from learners.enums import ImportFormat, ImportStatus
from learners.models import Learner, LearnerImport
from organisations.models import User
from organisations.tests.factories import OrganisationFactory, UserFactory


class SchoolFactory(OrganisationFactory):
    """A school with a roster."""

    manages_learners = True


class PupilFactory(UserFactory):
    """The account of a pupil, with neither e-mail nor user name."""

    email = None
    first_name = "Zoé"
    last_name = "FICTIVE"


def from_ent(user: User, provider: str = "ent-demo") -> User:
    """The same account, opened by an identity provider."""
    SocialAccount.objects.create(user=user, provider=provider, uid=f"ido-of-{user.pk:08}")
    return user


def arrival(**names: str) -> User:
    """The account of a pupil whom an ENT has just sent here for the first time."""
    return from_ent(PupilFactory(password=None, **names))


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
