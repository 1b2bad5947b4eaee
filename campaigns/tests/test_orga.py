"""The teachers' side: list, search, creation, edition, archive, and who may."""

import re

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from assessments.tests.factories import CompetenceFactory, make_content
from campaigns import actions
from campaigns.actions import archive_campaign, new_code
from campaigns.enums import ProfileKind
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in
from organisations.enums import Role
from organisations.models import AuditEvent, Membership
from organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership() -> Membership:
    make_content()
    return MembershipFactory()


@pytest.fixture
def teacher(orga_client: Client, membership: Membership) -> Client:
    orga_client.force_login(membership.user)
    return orga_client


def names(response: object) -> list[str]:
    return [campaign.name for campaign in response.context["page"]]  # type: ignore[attr-defined]


def test_no_campaign_at_all_invites_to_create_the_first(teacher: Client) -> None:
    html = teacher.get("/campagnes").content.decode()
    assert "Créez votre première campagne" in html


def test_campaigns_are_sorted_from_a_to_z_without_accents_nor_case(teacher: Client, membership: Membership) -> None:
    for name in ("zèbre", "Été", "école", "Abeille", "eau"):
        CampaignFactory(name=name, organisation=membership.organisation)
    CampaignFactory(name="d’un autre lycée")
    assert names(teacher.get("/campagnes")) == ["Abeille", "eau", "école", "Été", "zèbre"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("recherche", ["2nde3 — Mener une Recherche", "Recherche 5e"]),
        ("RECHERCHE 2nde3", ["2nde3 — Mener une Recherche"]),
        ("3 mener", ["2nde3 — Mener une Recherche"]),
        ("donnees", ["Données 5e"]),
        ("%", []),
        ("\x00", ["2nde3 — Mener une Recherche", "Données 5e", "Recherche 5e"]),
    ],
)
def test_search_by_several_words(teacher: Client, membership: Membership, words: str, found: list[str]) -> None:
    for name in ("2nde3 — Mener une Recherche", "Recherche 5e", "Données 5e"):
        CampaignFactory(name=name, organisation=membership.organisation)
    assert names(teacher.get("/campagnes", {"q": words})) == found


@pytest.mark.parametrize("words", ["RNBJDB351", "rnbjdb351", "rnbj", "rnb-jdb 351", "mener RNBJ"])
def test_search_by_code(teacher: Client, membership: Membership, words: str) -> None:
    CampaignFactory(name="Mener", code="RNBJDB351", organisation=membership.organisation)
    CampaignFactory(name="Mener", code="KPTWXM246", organisation=membership.organisation)
    assert [one.code for one in teacher.get("/campagnes", {"q": words}).context["page"]] == ["RNBJDB351"]


def test_two_letters_are_no_code(teacher: Client, membership: Membership) -> None:
    CampaignFactory(name="Mener", code="RNBJDB351", organisation=membership.organisation)
    assert names(teacher.get("/campagnes", {"q": "rn"})) == []


def test_labels_hold_together(teacher: Client, membership: Membership) -> None:
    html = teacher.get("/campagnes/creation").content.decode()
    assert "Que souhaitez-vous tester\u00a0?" in html
    assert "Souhaitez-vous demander un identifiant\u00a0?" in html
    assert "Laissez «\u00a0Non\u00a0»" in html
    assert "en gras avec **deux étoiles**" in html


def test_search_without_result_offers_a_way_out(teacher: Client, membership: Membership) -> None:
    CampaignFactory(organisation=membership.organisation)
    html = teacher.get("/campagnes", {"q": "introuvable"}).content.decode()
    assert "Aucune campagne active ne correspond" in html
    assert "Effacer les filtres" in html


def test_pages_of_twenty_five(teacher: Client, membership: Membership) -> None:
    for n in range(26):
        CampaignFactory(name=f"C{n:02}", organisation=membership.organisation)
    assert len(names(teacher.get("/campagnes"))) == 25
    assert names(teacher.get("/campagnes", {"page": 2})) == ["C25"]
    assert names(teacher.get("/campagnes", {"page": "zéro"}))[0] == "C00"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_a_constant_number_of_queries(
    teacher: Client, membership: Membership, django_assert_num_queries: pytest.FixtureRequest, rows: int
) -> None:
    for _ in range(rows):
        participation_in(CampaignFactory(organisation=membership.organisation))
    teacher.get("/campagnes")
    with django_assert_num_queries(7):  # session, user, memberships, two tabs, count, rows
        teacher.get("/campagnes")


def _form(profile_id: int | str, **more: str) -> dict[str, object]:
    return {"name": "2nde3", "profile": profile_id, "asks_id": "non", "external_id_label": "", "title": "", **more}


def test_a_campaign_is_created_with_a_code(teacher: Client, membership: Membership) -> None:
    profile = TargetProfileFactory()
    response = teacher.post(
        "/campagnes/creation",
        _form(profile.pk, title="Mener une recherche", landing_text="Bonjour\r\nà tous"),
        follow=True,
    )
    campaign = Campaign.objects.get()
    assert response.redirect_chain[-1][0] == f"/campagnes/{campaign.code}"
    assert re.fullmatch(r"[A-HJKMNP-Z]{6}[2-9]{3}", campaign.code)
    assert campaign.code in response.content.decode()
    assert (campaign.creator, campaign.organisation) == (membership.user, membership.organisation)
    assert (campaign.title, campaign.landing_text) == ("Mener une recherche", "Bonjour\nà tous")


def test_a_form_opened_in_another_space_creates_nothing_unseen(teacher: Client, membership: Membership) -> None:
    form = _form(TargetProfileFactory().pk)
    response = teacher.post("/campagnes/creation", {**form, "espace": str(membership.pk + 1)})
    assert response.status_code == 422
    assert f"vous êtes dans « {membership.organisation.name} »" in response.content.decode().replace("\u00a0", " ")
    assert not Campaign.objects.exists()
    assert teacher.post("/campagnes/creation", {**form, "espace": str(membership.pk)}).status_code == 302


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Donnez un nom à la campagne."),
        ({"name": "x" * 256}, "Ce nom est trop long"),
        ({"profile": ""}, "Choisissez une compétence ou un parcours dans la liste."),
        ({"profile": "999999"}, "Choisissez une compétence ou un parcours dans la liste."),
        ({"title": "x" * 51}, "Ce titre est trop long"),
        ({"landing_text": "x" * 351}, "Ce texte est trop long"),
        ({"asks_id": "oui"}, "Précisez le libellé de l’identifiant."),
        ({"asks_id": "peut-être"}, "Choisissez Non ou Oui."),
    ],
)
def test_bad_input_says_why_and_keeps_what_was_typed(
    teacher: Client, membership: Membership, changed: dict[str, str], message: str
) -> None:
    profile = TargetProfileFactory()
    response = teacher.post("/campagnes/creation", {**_form(profile.pk, landing_text="Texte gardé"), **changed})
    html = response.content.decode()
    assert response.status_code == 422
    assert message in html
    assert changed.get("landing_text", "Texte gardé") in html
    assert not Campaign.objects.exists()


def test_line_ends_count_once(teacher: Client, membership: Membership) -> None:
    profile = TargetProfileFactory()
    teacher.post("/campagnes/creation", _form(profile.pk, landing_text="x\r\n" * 175))
    assert Campaign.objects.count() == 1


def test_profiles_of_other_schools_and_empty_ones_are_not_offered(teacher: Client, membership: Membership) -> None:
    private = TargetProfileFactory(is_public=False)
    shared = TargetProfileFactory(is_public=False)
    shared.organisations.add(membership.organisation)
    TargetProfileFactory(skills=[], kind=ProfileKind.COMPETENCE, competence=CompetenceFactory(code="1.2"))
    form = teacher.get("/campagnes/creation").context["form"]
    offered = [value for group in form.fields["profile"].choices[1:] for value, _ in group[1]]
    assert offered == [shared.pk]
    assert teacher.post("/campagnes/creation", _form(private.pk)).status_code == 422


def test_a_taken_code_is_drawn_again(membership: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = CampaignFactory()
    codes = iter([taken.code, taken.code, "ZZZZZZ999"])
    monkeypatch.setattr(actions, "new_code", lambda: next(codes))
    created = actions.create_campaign(
        organisation=membership.organisation,
        creator=membership.user,
        name="x",
        profile=taken.profile,
        now=taken.created_at,
    )
    assert created.code == "ZZZZZZ999"


def test_another_integrity_error_is_not_hidden(membership: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(Campaign, "save", broken)
    with pytest.raises(IntegrityError):
        actions.create_campaign(
            organisation=membership.organisation,
            creator=membership.user,
            name="x",
            profile=TargetProfileFactory(),
            now=membership.created_at,
        )


def test_codes_hold_no_look_alike() -> None:
    letters = set("".join(new_code() for _ in range(500)))
    assert not letters & set("ILO01")


@pytest.mark.parametrize(
    ("role", "own", "status"), [(Role.MEMBER, True, 302), (Role.MEMBER, False, 403), (Role.ADMIN, False, 302)]
)
def test_who_may_edit_and_archive(teacher: Client, membership: Membership, role: Role, own: bool, status: int) -> None:
    membership.role = role
    membership.save()
    more = {"creator": membership.user} if own else {}
    campaign = CampaignFactory(organisation=membership.organisation, **more)
    edited = {"name": "Nouveau nom", "title": "T", "landing_text": ""}
    assert teacher.post(f"/campagnes/{campaign.code}/modifier", edited).status_code == status
    assert teacher.post(f"/campagnes/{campaign.code}/archiver").status_code == status
    campaign.refresh_from_db()
    assert (campaign.name == "Nouveau nom", campaign.is_archived) == (status == 302, status == 302)
    html = teacher.get(f"/campagnes/{campaign.code}").content.decode()
    assert ("Désarchiver la campagne" in html) == (status == 302)
    if status == 302:
        teacher.post(f"/campagnes/{campaign.code}/desarchiver")
        campaign.refresh_from_db()
        assert not campaign.is_archived
        assert [event.verb for event in AuditEvent.objects.order_by("id")] == [
            "campaign.archived",
            "campaign.unarchived",
        ]


def test_archived_campaigns_have_their_own_tab(teacher: Client, membership: Membership) -> None:
    kept = CampaignFactory(organisation=membership.organisation)
    gone = CampaignFactory(organisation=membership.organisation, creator=membership.user)
    teacher.post(f"/campagnes/{gone.code}/archiver")
    assert names(teacher.get("/campagnes")) == [kept.name]
    assert names(teacher.get("/campagnes?archivees")) == [gone.name]


def test_the_description_of_a_profile_lists_its_skills(teacher: Client, membership: Membership) -> None:
    profile = TargetProfileFactory(description="Pour **commencer**.")
    html = teacher.get(f"/campagnes/profils/{profile.key}").content.decode()
    assert "<strong>commencer</strong>" in html
    assert html.count("Savoir faire quelque chose") == profile.skills.count()


def test_archiving_says_first_what_it_would_stop(teacher: Client, membership: Membership) -> None:
    campaign = CampaignFactory(organisation=membership.organisation, creator=membership.user)
    started, waiting, sent = (participation_in(campaign) for _ in range(3))
    now = timezone.now()
    Participation.objects.filter(pk__in=[waiting.pk, sent.pk]).update(completed_at=now)
    Participation.objects.filter(pk=sent.pk).update(shared_at=now)

    html = teacher.post(f"/campagnes/{campaign.code}/archiver").content.decode()
    assert "1 élève est en cours de test" in html
    assert "1 élève a terminé sans envoyer ses résultats" in html
    campaign.refresh_from_db()
    assert not campaign.is_archived

    assert teacher.post(f"/campagnes/{campaign.code}/archiver", {"confirme": "1"}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.is_archived
    assert started.pk


def test_nothing_is_asked_where_everybody_has_sent(teacher: Client, membership: Membership) -> None:
    campaign = CampaignFactory(organisation=membership.organisation, creator=membership.user)
    participation_in(campaign)
    Participation.objects.update(completed_at=timezone.now(), shared_at=timezone.now())
    assert teacher.post(f"/campagnes/{campaign.code}/archiver").status_code == 302


@pytest.mark.parametrize(("provider", "told"), [("ent-demo", "médiacentre"), ("", "app.localhost")])
def test_the_code_alone_to_project(teacher: Client, membership: Membership, provider: str, told: str) -> None:
    membership.organisation.identity_provider = provider
    membership.organisation.save()
    campaign = CampaignFactory(organisation=membership.organisation, title="Mener une recherche")
    page = f"/campagnes/{campaign.code}/code"
    assert f'href="{page}"' in teacher.get(f"/campagnes/{campaign.code}").content.decode()
    html = teacher.get(page).content.decode()
    assert campaign.code in html
    assert "Mener une recherche" in html
    assert told in html
    archive_campaign(campaign=campaign, actor=membership.user, now=timezone.now())
    assert "ce code est refusé aux élèves" in teacher.get(page).content.decode()
