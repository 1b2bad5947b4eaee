"""Making of the demonstration, in one transaction: it is there whole, or not at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from campaigns.actions import archive_campaign, create_campaign
from campaigns.models import Campaign, TargetProfile
from demo_ent.people import UAI
from learners.models import Learner
from learners.saml import DEMO_SLUG
from organisations.actions import accept_terms
from organisations.enums import OrganisationKind, Role
from organisations.models import Membership, Organisation, User
from organisations.queries import current_terms
from results.actions import share_results
from results.demo import accounts, people
from results.demo.people import Pupil
from results.demo.play import play

# The code of the teachers' guide; real codes never hold a 1.
GUIDE_CODE = "RNBJDB351"
SENT, WAITING = "sent", "waiting"
# Or an int: stopped after so many questions.
Fate = str | int


@dataclass(frozen=True)
class Plan:
    """A campaign, and what becomes of each pupil who takes part, by family name."""

    name: str
    profile: str
    days_ago: int
    fates: dict[str, Fate]
    title: str = ""
    landing_text: str = ""
    code: str = ""
    archived: bool = False


# Oldest first: what pupils answered there is not asked again in the later ones.
PLANS = (
    Plan(
        name="Rentrée — Recherche documentaire",
        profile="recherche-documentaire",
        days_ago=60,
        title="Recherche documentaire",
        fates={"JAMAIS-VU": SENT, "KERFICTION": SENT, "MIRAGE": WAITING, "OMBRELLE": 6, "PANTOMIME": SENT},
        archived=True,
    ),
    Plan(
        name="2NDE 2 — Esprit critique",
        profile="esprit-critique",
        days_ago=11,
        landing_text="Prenez votre temps : deux séances sont prévues. N’oubliez pas d’envoyer vos résultats à la fin.",
        fates={
            **dict.fromkeys(["JAMAIS-VU", "KERFICTION", "LORÉBAUCHE", "MIRAGE", "N’GUYEN-NUAGE", "OMBRELLE"], SENT),
            "PANTOMIME": SENT,
            "QUIPROQUO": SENT,
            "RENVERS": WAITING,
            "SIMULACRE": 4,
        },
    ),
    Plan(
        name="Stéphane Libellot - Classe de 2nde3",
        profile="competence-1.1",
        days_ago=4,
        title="Mener une recherche",
        landing_text="Voici une compétence fort utile aujourd’hui. Bonne découverte et n’oubliez pas d’envoyer les résultats "
        "avant le 13 décembre !",
        code=GUIDE_CODE,
        fates={
            "ABADIE-TEST": SENT,
            "BEN ÉPREUVE": 5,
            "CASTELFICTIF": SENT,
            "CŒUR-INVENTÉ": WAITING,
            "DELABROUILLON": WAITING,
            "ESSOMBA-ESQUISSE": SENT,
            "FAUSSEMENT": SENT,
            "GAUTHIER-LEURRE": 7,
            "HYPOTHÈSE": WAITING,
            "INVENTAIRE": 2,
        },
    ),
)
PLAN_NEIGHBOUR = Plan(
    name="4e B — Premiers pas",
    profile="recherche-documentaire",
    days_ago=7,
    fates={"SONGEUR": SENT, "TRAMPOLINE": SENT, "VIREVOLTE": 4},
)
# Those who have a user name and a password beside their ENT.
WITH_PASSWORD = {"GAUTHIER-LEURRE": accounts.PUPIL_BUSY, "HYPOTHÈSE": accounts.PUPIL_WAITING}
UNTOUCHED = {pupil.last_name for pupil in people.FROM_ENT} - {name for plan in PLANS for name in plan.fates}


def is_loaded() -> bool:
    return Organisation.objects.filter(uai=UAI).exists()


@transaction.atomic
def load() -> None:
    now = timezone.now()
    lycee = Organisation.objects.create(
        name="Lycée Pix", kind=OrganisationKind.SCHOOL, uai=UAI, manages_learners=True, identity_provider=DEMO_SLUG
    )
    college = Organisation.objects.create(name="Collège Jeanne-Barret", kind=OrganisationKind.SCHOOL)
    teacher = _member(lycee, accounts.TEACHER, "Stéphane", "Libellot", Role.MEMBER)
    administrator = _member(lycee, accounts.ADMINISTRATOR, "Hélène", "Garance", Role.ADMIN)
    Membership.objects.create(organisation=college, user=administrator, role=Role.MEMBER)
    administrator.last_organisation = lycee  # her own school first, not the first of the alphabet
    administrator.save(update_fields=["last_organisation"])
    neighbour = _member(college, accounts.NEIGHBOUR, "Camille", "Ferrand", Role.ADMIN)
    User.objects.create_superuser(accounts.STAFF, accounts.PASSWORD, first_name="Équipe", last_name="PixOrga")
    terms = current_terms()
    # The teacher has yet to accept: the page of the first visit is part of what is shown.
    for user in (administrator, neighbour) if terms else ():
        accept_terms(user=user, text=terms)

    roster = [(pupil, _learner(lycee, pupil)) for pupil in (*people.FROM_ENT, *people.INVENTED)]
    for plan in PLANS:
        _run(plan, lycee, teacher, roster, now)
    neighbours = [(pupil, _learner(college, pupil)) for pupil in people.NEIGHBOURS]
    _run(PLAN_NEIGHBOUR, college, neighbour, neighbours, now)


def _member(organisation: Organisation, email: str, first_name: str, last_name: str, role: Role) -> User:
    user = User.objects.create_user(email, accounts.PASSWORD, first_name=first_name, last_name=last_name)
    Membership.objects.create(organisation=organisation, user=user, role=role)
    return user


def _learner(organisation: Organisation, pupil: Pupil) -> Learner:
    """A pupil; whoever plays in some campaign has an account, as the ENT would have opened it."""
    user = None
    if pupil.last_name not in UNTOUCHED:
        name = WITH_PASSWORD.get(pupil.last_name)
        user = User.objects.create_user(
            None,
            accounts.PASSWORD if name else None,
            username=name,
            first_name=pupil.first_name,
            last_name=pupil.last_name,
        )
        SocialAccount.objects.create(user=user, provider=DEMO_SLUG, uid=pupil.uid)
    known = organisation.manages_learners
    return Learner.objects.create(
        organisation=organisation,
        user=user,
        ine=pupil.ine if known else None,
        last_name=pupil.last_name,
        usage_name=pupil.usage_name,
        first_name=pupil.first_name,
        second_name=pupil.second_name,
        third_name=pupil.third_name,
        birth_date=pupil.birth_date if known else None,
        sex=pupil.sex,
        class_name=pupil.class_name,
    )


def _run(
    plan: Plan, organisation: Organisation, creator: User, roster: list[tuple[Pupil, Learner]], now: datetime
) -> None:
    opened = now - timedelta(days=plan.days_ago)
    campaign = create_campaign(
        organisation=organisation,
        creator=creator,
        name=plan.name,
        profile=TargetProfile.objects.get(key=plan.profile),
        title=plan.title,
        landing_text=plan.landing_text,
        now=opened,
    )
    if plan.code and not Campaign.objects.filter(code=plan.code).exists():
        campaign.code = plan.code
        campaign.save(update_fields=["code"])
    taking_part = [(pupil, learner) for pupil, learner in roster if pupil.last_name in plan.fates]
    for order, (pupil, learner) in enumerate(taking_part):
        fate = plan.fates[pupil.last_name]
        participation = play(
            campaign=campaign,
            learner=learner,
            ability=pupil.ability,
            # The whole class in the same hour, a few minutes apart.
            start=opened + timedelta(hours=20, minutes=3 * order),
            questions=fate if isinstance(fate, int) else None,
        )
        if fate == SENT:
            share_results(participation=participation, now=(participation.last_answer_at or now) + timedelta(minutes=2))
    if plan.archived:
        archive_campaign(campaign=campaign, actor=creator, now=opened + timedelta(days=14))
