"""One school never reads nor writes another one's data, and nothing opens without signing in (architecture.md §4, §5).

Every route of the urlconfs is walked: a new one that is not said here fails the test.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from assessments.tests.factories import make_content
from campaigns.models import Campaign
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in
from learners.tests.factories import LearnerImportFactory
from organisations.actions import draw_logo, set_logo
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tests.factories import InvitationFactory, MembershipFactory, UserFactory

ROOT = Path(__file__).resolve().parents[2]
ORGA, APP = "pixorga.urls.orga", "pixorga.urls.app"


def with_logo(organisation: Organisation) -> str:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "PNG")
    set_logo(organisation=organisation, content=draw_logo(out.getvalue()))
    return organisation.logo_digest


# Orga routes that take an object: how to name one of another school.
FOREIGN: dict[str, Callable[[Campaign], dict[str, Any]]] = (
    {
        name: lambda campaign: {"code": campaign.code}
        for name in (
            "campaign_detail",
            "campaign_code",
            "campaign_edit",
            "campaign_archive",
            "campaign_unarchive",
            "participant_list",
            "collective_results",
            "results_export",
        )
    }
    | {
        name: lambda campaign: {"public_id": LearnerImportFactory(organisation=campaign.organisation).public_id}
        for name in ("learner_import_detail", "learner_import_confirm", "learner_import_abandon", "learner_import_undo")
    }
    | {
        name: lambda campaign: {"public_id": campaign.participations.get().learner.public_id}
        for name in (
            "learner_account",
            "learner_dissociate",
            "learner_password",
            "learner_unblock",
            "learner_username",
        )
    }
    | {
        "participant_detail": lambda campaign: {
            "code": campaign.code,
            "public_id": campaign.participations.get().public_id,
        },
        "logo": lambda campaign: {"digest": with_logo(campaign.organisation)},
        "campaign_profile": lambda campaign: {"key": campaign.profile.key},
        "team_role": lambda campaign: {
            "public_id": MembershipFactory(organisation=campaign.organisation).user.public_id
        },
        "team_remove": lambda campaign: {
            "public_id": MembershipFactory(organisation=campaign.organisation).user.public_id
        },
        "invitation_resend": lambda campaign: {
            "public_id": InvitationFactory(organisation=campaign.organisation).public_id
        },
        "invitation_cancel": lambda campaign: {
            "public_id": InvitationFactory(organisation=campaign.organisation).public_id
        },
    }
)
# Orga routes with a parameter that names nobody's data: a link received by mail, an article of the help.
NOT_OF_A_SCHOOL = {"password_reset_confirm", "join", "email_confirm", "documentation_article"}
PUBLIC = {
    ORGA: {
        "login",
        "password_reset",
        "password_reset_done",
        "password_reset_confirm",
        "password_reset_complete",
        "logout",
        "join",
        "email_confirm",
        "terms",
        "documentation",
        "documentation_article",
        "accessibility",
    },
    APP: {
        "login",
        "logo",
        "new_password",
        "password_reset",
        "password_reset_confirm",
        "campaign_landing",
        "campaign_sign_up",
        "campaign_sign_up_password",
        "logout",
        "signed_out",
        "ent_entry",
        "saml_login",
        "saml_acs",
        "saml_finish_acs",
        "saml_sls",
        "saml_metadata",
        "help",
        "help_article",
        "accessibility",
    },
}


def routes(urlconf: str) -> dict[str, URLPattern]:
    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern

    return {str(pattern.name): pattern for pattern in walk(get_resolver(urlconf).url_patterns)}


def with_parameter(urlconf: str) -> set[str]:
    return {name for name, pattern in routes(urlconf).items() if pattern.pattern.converters}


def test_every_orga_route_with_a_parameter_is_in_the_table() -> None:
    assert with_parameter(ORGA) == set(FOREIGN) | NOT_OF_A_SCHOOL


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_an_object_of_another_school_does_not_exist(orga_client: Client, name: str, method: str) -> None:
    make_content()
    mine = MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True)
    campaign = CampaignFactory(profile=TargetProfileFactory(is_public=False), organisation__manages_learners=True)
    participation_in(campaign)
    address = reverse(name, urlconf=ORGA, kwargs=FOREIGN[name](campaign))
    orga_client.force_login(mine.user)
    refused = getattr(orga_client, method)(address).status_code

    # The same object is there for its own school: the refusal is about whose it is. A method that the page does not have is
    # refused to everybody alike.
    own = MembershipFactory(organisation=campaign.organisation, role=Role.ADMIN)
    campaign.profile.organisations.add(campaign.organisation)
    orga_client.force_login(own.user)
    allowed = getattr(orga_client, method)(address).status_code
    assert (refused, allowed) in {(404, 200), (404, 302), (404, 422), (405, 405)}


@pytest.mark.django_db
@pytest.mark.parametrize("urlconf", [ORGA, APP])
def test_nothing_opens_without_signing_in(urlconf: str) -> None:
    host = "orga.localhost" if urlconf == ORGA else "app.localhost"
    client = Client(SERVER_NAME=host)
    examples: dict[str, Any] = {
        "slug": "gar",
        "code": "RNBJDB351",
        "key": "x",
        "public_id": "00000000-0000-4000-8000-000000000000",
        "seq": 1,
        "page": 1,
        "name": "x",
        "uidb64": "00000000-0000-4000-8000-000000000000",
    }
    opened = set()
    for name, pattern in routes(urlconf).items():
        kwargs = {key: examples.get(key, "x") for key in pattern.pattern.converters}
        response = client.get(reverse(name, urlconf=urlconf, kwargs=kwargs))
        if not (response.status_code == 302 and response.headers["Location"].startswith("/connexion?next=")):
            opened.add(name)
    assert opened - PUBLIC[urlconf] - {"home"} == set()


@pytest.mark.django_db
def test_personal_pages_are_not_kept_by_the_browser(app_client: Client) -> None:
    """Shared computers: «back» after log-out must show nothing, refusals and redirections included."""
    make_content()
    participation = participation_in(CampaignFactory(external_id_label="Numéro"))
    app_client.force_login(participation.user)
    code, test = participation.campaign.code, participation.assessment.public_id
    paths = ["/profil", "/certification", "/competences/1.1", "/parcours", "/inconnue", f"/evaluations/{test}"]
    paths += [f"/campagnes/{code}{page}" for page in ("", "/identifiant", "/suite", "/regles", "/resultats")]
    assert [path for path in paths if "no-store" not in app_client.get(path).headers.get("Cache-Control", "")] == []


@pytest.mark.django_db
def test_a_removed_member_is_out_at_the_next_request(orga_client: Client) -> None:
    make_content()
    membership = MembershipFactory()
    orga_client.force_login(membership.user)
    assert orga_client.get("/campagnes").status_code == 200
    membership.disabled_at = membership.created_at
    membership.save()
    assert orga_client.get("/campagnes").status_code == 403


@pytest.mark.django_db
def test_a_pupil_is_nobody_in_orga(orga_client: Client) -> None:
    orga_client.force_login(UserFactory(email=None))
    assert {orga_client.get(path).status_code for path in ("/campagnes", "/equipe", "/campagnes/creation")} == {403}


@pytest.mark.parametrize(
    "host", ["evil.example", "orga.evil.example", "xorga.localhost", "orga.app.localhost", "admin.orga.localhost"]
)
def test_an_unknown_host_never_reaches_a_view(host: str) -> None:
    assert Client(SERVER_NAME=host).get("/").status_code == 400


def test_orga_code_starts_from_the_organisation() -> None:
    """No ``.objects`` in what serves teachers: it would read every school."""
    guilty = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in ("campaigns", "results", "organisations", "learners")
        for pattern in ("views/orga*.py", "views/orga/*.py", "exports.py", "forms.py")
        for path in (ROOT / app).glob(pattern)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\.objects\b(?!\.none\(\))", line)
    ]
    assert guilty == []


def test_rows_of_a_school_carry_its_organisation() -> None:
    from django.apps import apps

    school_rows = {"campaign", "participation", "sharedresult", "competenceresult", "learner", "learnerimport"}
    found = {
        model._meta.model_name
        for model in apps.get_models()
        if model._meta.model_name in school_rows and not model._meta.get_field("organisation").null
    }
    assert found == school_rows
