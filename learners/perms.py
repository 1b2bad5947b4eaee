"""Who may do what to the roster of a school, and to the accounts of its pupils."""

from learners.models import Learner
from organisations.models import Membership
from pixorga.ui.typography import french_spaces


def may_manage_roster(membership: Membership) -> bool:
    """Import the list, dissociate an account: the administrators of a space that has a roster."""
    return membership.is_admin and membership.organisation.manages_learners


def may_manage_accounts(membership: Membership) -> bool:
    """Give a pupil a user name or a password: every member, who has the pupil in front of them (O-95)."""
    return membership.organisation.manages_learners


def password_refusal(learner: Learner) -> str:
    """Why this pupil cannot be given a password, «» if they can. Reads ``with_account_facts``."""
    user = learner.user
    if user is None:
        return "Cet élève n’a pas encore de compte."
    if refusal := _untouchable(learner):
        return refusal
    if user.username:
        return ""
    if user.email:
        return french_spaces(
            "Cet élève se connecte avec son adresse e-mail : il choisit lui-même un nouveau mot de passe, "
            "avec « J’ai oublié mon mot de passe »."
        )
    return french_spaces(
        "Cet élève entre par son ENT : il n’a pas de mot de passe PixOrga. S’il a perdu celui de l’ENT, "
        "voyez avec qui gère l’ENT de votre établissement."
    )


def username_refusal(learner: Learner) -> str:
    """Why this pupil cannot be given a user name, «» if they can. Reads ``with_account_facts``."""
    if learner.user is None:
        if learner.organisation.identity_provider:
            return "Le compte de cet élève s’ouvrira tout seul, à sa première visite depuis l’ENT."
        return ""
    if refusal := _untouchable(learner):
        return refusal
    return "Cet élève a déjà un identifiant." if learner.user.username else ""


def _untouchable(learner: Learner) -> str:
    user = learner.user
    if not user.is_active:
        return french_spaces("Ce compte est désactivé : écrivez à l’équipe PixOrga.")
    # Whoever holds the password of a member reads the results of a whole school.
    if user.is_staff or learner.is_member_account:
        return "Ce compte est aussi celui d’un membre de PixOrga\N{NO-BREAK SPACE}: lui seul peut en changer le mot de passe."
    return ""
