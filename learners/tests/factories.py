"""Pupils for tests."""

import factory
from factory.django import DjangoModelFactory

from learners.models import Learner
from organisations.models import Organisation, User


class SchoolFactory(DjangoModelFactory):
    """A school with a roster."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Lycée {n}")
    uai = factory.Sequence(lambda n: f"{n:07}Z")
    manages_learners = True


class PupilFactory(DjangoModelFactory):
    """The account of a pupil: no e-mail, no user name, no password."""

    class Meta:
        model = User

    first_name = "Zoé"
    last_name = "FICTIVE"

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        return model_class.objects.create_user(*args, **kwargs)


class LearnerFactory(DjangoModelFactory):
    class Meta:
        model = Learner

    organisation = factory.SubFactory(SchoolFactory)
    first_name = "Zoé"
    last_name = "FICTIVE"
    birth_date = factory.Faker("date_of_birth", minimum_age=14, maximum_age=17)
    ine = factory.Sequence(lambda n: f"98{n:07}ZA")
    class_name = "2NDE1"
