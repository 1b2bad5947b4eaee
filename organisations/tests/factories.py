"""People and schools for the tests of every app."""

from typing import Any

import factory
from django.utils import timezone

from organisations.enums import LegalKind, Role
from organisations.models import (
    Invitation,
    LegalAcceptance,
    LegalText,
    Membership,
    Organisation,
    User,
    digest_of_token,
)

PASSWORD = "cheval agrafe pile"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    first_name = factory.Sequence(lambda n: f"Prénom{n}")
    last_name = factory.Sequence(lambda n: f"Nom{n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return User.objects.create_user(password=fields.pop("password", PASSWORD), **fields)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Collège {n}")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A member who has accepted the terms: ``accepted=False`` for one at the first visit."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER
    # As if not the first visit of the day, which costs one statement more: tests count them.
    last_visit_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def accepted(self: Membership, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        text = LegalText.objects.current(LegalKind.ORGA_TERMS)
        if extracted is not False and text is not None:
            LegalAcceptance.objects.get_or_create(user=self.user, text=text)


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    """One that was sent with the link /rejoindre/<token>."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"jeton-{n}")

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"invitee{n}@exemple.fr")
    token_digest = factory.LazyAttribute(lambda invitation: digest_of_token(invitation.token))
    sent_at = factory.LazyFunction(timezone.now)


def disable(membership: Membership) -> None:
    membership.disabled_at = timezone.now()
    membership.save()
