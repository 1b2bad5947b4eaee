"""Campaigns made or archived from a table, and codes that change hands."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.tests.factories import make_content
from campaigns.imports import plan_archiving, plan_campaigns
from campaigns.models import Campaign, TargetProfile
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory
from organisations.models import AuditEvent, Membership
from organisations.tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from pixorga.tests.admin_pages import account, act, address, browser, list_of, page_of, superuser

pytestmark = pytest.mark.django_db

CREATE, ARCHIVE = address("admin:campaigns_campaign_create_many"), address("admin:campaigns_campaign_archive_many")
HEADER = "Espace;Nom;Profil;Créateur;Titre;Texte d’accueil;Identifiant;Précision"


@pytest.fixture
def boss() -> Client:
    return superuser()


@pytest.fixture
def member() -> Membership:
    make_content()
    TargetProfileFactory(key="recherche", name="Recherche")
    return MembershipFactory(
        organisation=OrganisationFactory(uai="0750001A"), user=UserFactory(email="prof@exemple.fr")
    )


def table(*lines: str) -> str:
    return "\n".join([HEADER, *lines])


GOOD = "0750001A;Sixièmes;recherche;prof@exemple.fr;Chercher;Bonjour;Numéro;Soigné"


def check(client: Client, page: str, text: str, **more: Any) -> Any:
    return client.post(page, {"etape": "verifier", "text": text, **more})


def confirm(client: Client, page: str, text: str, lot: str = "abc123") -> Any:
    return client.post(page, {"etape": "confirmer", "text": text, "lot": lot}, follow=True)


def problems(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.text.replace("\u00a0", " ")) for one in plan_campaigns(text).problems]


# --- Making -------------------------------------------------------------------------------------------------------------
def test_a_rehearsal_shows_and_writes_nothing(boss: Client, member: Membership) -> None:
    page = check(boss, CREATE, table(GOOD)).content.decode()
    assert "À créer\u00a0: 1" in page or "À créer&nbsp;: 1" in page
    assert "Créer ces campagnes" in page
    assert not Campaign.objects.exists()


def test_what_was_shown_is_created_with_a_code_and_a_trace(boss: Client, member: Membership) -> None:
    page = confirm(
        boss, CREATE, table(GOOD, f"{member.organisation.pk};Cinquièmes;recherche;PROF@exemple.fr")
    ).content.decode()
    first, second = Campaign.objects.order_by("id")
    assert (first.name, first.title, first.landing_text) == ("Sixièmes", "Chercher", "Bonjour")
    assert (first.external_id_label, first.preset, first.creator, first.organisation) == (
        *("Numéro", "soigne", member.user, member.organisation),
    )
    assert (second.name, second.preset, second.profile.key) == ("Cinquièmes", "standard", "recherche")
    assert first.code in page
    assert second.code in page
    acts = AuditEvent.objects.filter(verb="campaign.created-by-file")
    assert {event.organisation for event in acts} == {member.organisation}
    assert acts.count() == 2


def test_the_same_form_sent_twice_creates_once(boss: Client, member: Membership) -> None:
    for _ in range(2):
        assert confirm(boss, CREATE, table(GOOD)).status_code == 200
    assert Campaign.objects.count() == 1
    confirm(boss, CREATE, table(GOOD), lot="autre")
    assert Campaign.objects.count() == 2


def test_a_file_is_read_as_spreadsheets_write_it(boss: Client, member: Membership) -> None:
    for encoding, separator in (("utf-8-sig", ";"), ("cp1252", ";"), ("utf-8", ","), ("utf-8", "\t")):
        data = table(GOOD).replace(";", separator).replace("\n", "\r\n").encode(encoding)
        page = check(boss, CREATE, "", file=SimpleUploadedFile("c.csv", data)).content.decode()
        assert "Sixièmes" in page
        assert "Créer ces campagnes" in page


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\x81\x8d\x00"])
def test_a_file_that_is_no_table_is_refused(boss: Client, member: Membership, data: bytes) -> None:
    page = check(boss, CREATE, "", file=SimpleUploadedFile("c.xlsx", data)).content.decode()
    assert "n’est pas un CSV" in page


def test_every_mistake_is_told_with_its_line_and_nothing_is_done(boss: Client, member: Membership) -> None:
    other = MembershipFactory(user=UserFactory(email="autre@exemple.fr"))
    TargetProfileFactory(key="prive", is_public=False)
    TargetProfileFactory(key="vieux", obsolete_at=timezone.now())
    closed = OrganisationFactory(uai="0750009Z", archived_at=timezone.now())
    bad = table(
        GOOD,
        "",
        ";;;",  # empty: passed over
        "0759999X;A;recherche;prof@exemple.fr",
        f"{closed.uai};A;recherche;prof@exemple.fr",
        "0750001A;;recherche;prof@exemple.fr",
        "0750001A;A;prive;prof@exemple.fr",
        "0750001A;A;vieux;prof@exemple.fr",
        "0750001A;A;recherche;autre@exemple.fr",
        "0750001A;A;recherche;Zoé",
        f"0750001A;A;recherche;prof@exemple.fr;{'t' * 51}",
        "0750001A;A;recherche;prof@exemple.fr;;;;Parfait",
        f"0750001A;{'n' * 256};recherche;prof@exemple.fr",
    )
    found = problems(bad)
    assert [line for line, _ in found] == [5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    for (_, words), part in zip(
        found,
        [
            *("aucun espace actif", "aucun espace actif", "« Nom » est vide", "« prive »", "« vieux »"),
            *("n’est pas membre", "pas une adresse e-mail", "« Titre »", "« Précision »", "« Nom »"),
        ],
        strict=True,
    ):
        assert part in words
    page = confirm(boss, CREATE, bad).content.decode()  # even confirmed
    assert "10 erreurs" in page
    assert GOOD in page.replace("&#x27;", "'")  # what was typed is kept
    assert "Créer ces campagnes" not in page
    assert not Campaign.objects.exists()
    assert other.organisation.campaigns.count() == 0


@pytest.mark.parametrize(
    "text, words",
    [
        ("", ""),
        (HEADER, "Aucune campagne sous les titres."),
        ("Nom;Profil\nA;b", "il manque « Espace », « Créateur »"),
        (f"{HEADER};Couleur\n{GOOD};bleu", "« Couleur » n’est pas un titre attendu"),
        (f"{HEADER};Nom\n{GOOD};A", "un titre y est deux fois"),
        (f"{HEADER}\n{GOOD};en trop", "Ligne 2 : plus de colonnes que de titres."),
        ("\n".join([HEADER, *["x;y;z;t"] * 501]), "500 lignes au plus"),
        (f"{HEADER}\n{'x' * 140_000};A", "ne se lit pas"),
        ("x" * 500_001, "trop long"),
    ],
)
def test_tables_that_cannot_be_read(boss: Client, text: str, words: str) -> None:
    page = check(boss, CREATE, text).content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")
    assert (words or "Choisissez un fichier, ou collez des lignes.") in page
    assert "Créer ces campagnes" not in page


def test_a_cell_may_hold_several_lines(member: Membership) -> None:
    plan = plan_campaigns(table('0750001A;"Sixième\n""A""";recherche;prof@exemple.fr', "x;y;z;t"))
    assert plan.campaigns[0].name.startswith("Sixième")
    assert plan.problems[0].line == 4


def test_names_of_spreadsheet_formulas_are_but_text(boss: Client, member: Membership) -> None:
    confirm(boss, CREATE, table("0750001A;=1+1<script>;recherche;prof@exemple.fr"))
    campaign = Campaign.objects.get()
    assert campaign.name == "=1+1<script>"
    assert (
        "<script>" not in boss.get(list_of(Campaign)).content.decode().split('id="result_list"')[1].split("</table>")[0]
    )


def test_reading_costs_the_same_for_one_line_and_three(member: Membership) -> None:
    counts = []
    for lines in ([GOOD], [GOOD] * 3):
        with CaptureQueriesContext(connection) as captured:
            plan_campaigns(table(*lines))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 5


def test_the_template_reads_as_itself(boss: Client, member: Membership) -> None:
    template = boss.get(address("admin:campaigns_campaign_model")).content.decode()
    assert {words for _, words in problems(template)} == {"aucun espace actif n’a l’UAI, ou le numéro, « 0990001N »."}


def test_the_list_of_what_was_made_is_for_its_maker(boss: Client, member: Membership) -> None:
    confirm(boss, CREATE, table(GOOD), lot="abc")
    page = address("admin:campaigns_campaign_created", "abc")
    assert boss.get(page).status_code == 200
    other = account("second", is_staff=True, is_superuser=True)
    assert browser(other).get(page).status_code == 404


# --- Archiving ----------------------------------------------------------------------------------------------------------
def test_campaigns_are_archived_by_their_codes(boss: Client) -> None:
    first, second, third = (CampaignFactory(code=f"ABCDEF23{n}") for n in (1, 2, 3))
    Campaign.objects.filter(pk=second.pk).update(archived_at=timezone.now())
    text = "Code\nabc-def 231\nABCDEF232"
    page = check(boss, ARCHIVE, text).content.decode()
    assert "Archiver ces campagnes" in page
    assert not Campaign.objects.get(pk=first.pk).is_archived
    confirm(boss, ARCHIVE, text)
    assert [Campaign.objects.get(pk=one.pk).is_archived for one in (first, second, third)] == [True, True, False]
    assert AuditEvent.objects.filter(verb="campaign.archived").count() == 1


def test_wrong_codes_are_told_and_nothing_is_archived(boss: Client) -> None:
    campaign = CampaignFactory(code="ABCDEF231")
    text = "Code\nABCDEF231\nABC\nZZZZZZ999\nABCDEF231"
    found = [(one.line, one.text.replace("\u00a0", " ")) for one in plan_archiving(text).problems]
    assert found == [
        (3, "un code compte 9 caractères."),
        (4, "aucune campagne n’a le code ZZZZZZ999."),
        (5, "ABCDEF231 est déjà à la ligne 2."),
    ]
    confirm(boss, ARCHIVE, text)
    assert not Campaign.objects.get(pk=campaign.pk).is_archived


# --- Codes --------------------------------------------------------------------------------------------------------------
def test_two_campaigns_swap_their_codes(boss: Client) -> None:
    first, second = CampaignFactory(code="ABCDEF231"), CampaignFactory(code="GHJKMN567")
    asked = act(boss, "swap", first, second).content.decode()
    assert "ABCDEF231 devient GHJKMN567" in asked
    assert Campaign.objects.get(pk=first.pk).code == "ABCDEF231"
    data = {"action": "swap", "_selected_action": [first.pk, second.pk], "confirme": "oui"}
    boss.post(list_of(Campaign), data)
    assert [Campaign.objects.get(pk=one.pk).code for one in (first, second)] == ["GHJKMN567", "ABCDEF231"]
    acts = AuditEvent.objects.filter(verb="campaign.code-changed").order_by("target_id")
    assert {(event.target_id, event.details["before"], event.details["after"]) for event in acts} == {
        (str(first.pk), "ABCDEF231", "GHJKMN567"),
        (str(second.pk), "GHJKMN567", "ABCDEF231"),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_a_swap_takes_two(boss: Client, count: int) -> None:
    rows = [CampaignFactory() for _ in range(count)]
    codes = [row.code for row in rows]
    data = {"action": "swap", "_selected_action": [row.pk for row in rows], "confirme": "oui"}
    assert "exactement deux" in boss.post(list_of(Campaign), data, follow=True).content.decode()
    assert [Campaign.objects.get(pk=row.pk).code for row in rows] == codes


def test_texts_change_with_a_trace(boss: Client) -> None:
    campaign = CampaignFactory(code="ABCDEF231", name="Rentrée")
    boss.post(page_of(campaign), {"name": "Rentrée 2", "code": "ABCDEF231", "title": "T", "landing_text": ""})
    event = AuditEvent.objects.get(verb="campaign.changed")
    assert event.details == {"fields": ["name", "title"]}


# --- Who may ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("group, may", [("super admin", True), ("métier", True), ("support", False), ("", False)])
def test_which_group_may(member: Membership, group: str, may: bool) -> None:
    user = account("membre", is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    client, campaign = browser(user), CampaignFactory(code="ABCDEF231")
    pages = [CREATE, ARCHIVE, address("admin:campaigns_campaign_model")]
    assert {client.get(page).status_code for page in pages} == {200 if may else 403}
    answers = [confirm(client, CREATE, table(GOOD)), confirm(client, ARCHIVE, "Code\nABCDEF231")]
    assert {answer.status_code for answer in answers} == {200 if may else 403}
    assert (Campaign.objects.count() == 2, Campaign.objects.get(pk=campaign.pk).is_archived) == (may, may)
    index = client.get("/").content.decode()
    assert (CREATE in index, ARCHIVE in index) == (may, may)


@pytest.mark.parametrize("who", ["anonymous", "teacher"])
def test_who_is_not_staff_reaches_the_door_only(member: Membership, who: str) -> None:
    client = browser(member.user if who == "teacher" else None)
    for page in (CREATE, ARCHIVE):
        for response in (client.get(page), client.post(page, {"etape": "confirmer", "text": table(GOOD), "lot": "a"})):
            assert response.status_code == 302
            assert response.url.startswith(("/login/?next=", "/connexion?next="))
    assert not Campaign.objects.exists()
    assert TargetProfile.objects.count() == 1
