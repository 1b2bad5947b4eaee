"""The sensitive acts, in French: what the journal shows and can be filtered by. Every verb of the code is here (tests)."""

from typing import Any

# Prefix of a verb -> the family that the list is filtered by.
FAMILIES = {
    "Espaces et membres": ("organisation.", "membership.", "invitation."),
    "Comptes et équipe": ("user.", "identity.", "sign-in.", "staff."),
    "Élèves": ("learner.", "learners."),
    "Campagnes et résultats": ("campaign.", "participation.", "results.", "profile."),
    "Référentiel": ("challenge.", "bank-version.", "problem-report.", "problem-reports."),
}
ACTS = {
    # Spaces and people
    "organisation.added": "Espace créé",
    "organisation.changed": "Espace modifié",
    "organisation.archived": "Espace archivé",
    "membership.added": "Membre ajouté",
    "membership.changed": "Membre modifié",
    "membership.role": "Rôle changé",
    "membership.removed": "Membre retiré",
    "membership.left": "Membre parti",
    "invitation.sent": "Invitation envoyée",
    "invitation.accepted": "Invitation acceptée",
    "invitation.cancelled": "Invitation annulée",
    "user.added": "Compte créé",
    "user.changed": "Compte modifié",
    "user.password": "Mot de passe changé",
    "user.password-set": "Mot de passe donné par l’équipe",
    "user.email": "Adresse e-mail changée",
    "user.anonymised": "Compte anonymisé",
    "identity.moved": "Connexion ENT déplacée",
    "identity.removed": "Connexion ENT retirée",
    "sign-in.unblocked": "Connexion débloquée",
    "staff.added": "Entrée dans l’équipe",
    "staff.changed": "Groupe changé dans l’équipe",
    "staff.removed": "Sortie de l’équipe",
    # Pupils
    "learners.imported": "Liste d’élèves importée",
    "learners.import_undone": "Import d’élèves annulé",
    "learner.changed": "Élève modifié",
    "learner.dissociated": "Compte d’élève dissocié",
    "learner.anonymised": "Élève anonymisé",
    "learner.deleted": "Élève supprimé",
    "learner.password": "Mot de passe provisoire donné à un élève",
    "learner.unblocked": "Connexion d’un élève débloquée",
    "learner.username": "Identifiant donné à un élève",
    # Campaigns and results
    "campaign.changed": "Campagne modifiée",
    "campaign.archived": "Campagne archivée",
    "campaign.unarchived": "Campagne désarchivée",
    "campaign.code-changed": "Code de campagne changé",
    "campaign.created-by-file": "Campagne créée par fichier",
    "participation.deleted": "Participation supprimée",
    "results.exported": "Résultats exportés",
    "profile.added": "Profil cible créé",
    "profile.changed": "Profil cible modifié",
    "profile.deleted": "Profil cible supprimé",
    "profile.obsolete": "Profil cible rendu obsolète",
    "profile.offered": "Profil cible proposé de nouveau",
    # Referential
    "challenge.withdrawn": "Épreuve retirée",
    "challenge.restored": "Épreuve remise",
    "challenge.alarm-ended": "Alarme d’épreuve levée",
    "bank-version.used": "Version des difficultés utilisée",
    "bank-version.set-aside": "Version des difficultés écartée",
    "problem-report.changed": "Signalement traité",
    "problem-reports.exported": "Signalements exportés",
}

# What is kept beside an act, where its name is not French already.
DETAILS = {
    "after": "code après",
    "alarm": "alarme",
    "before": "code avant",
    "campaign": "campagne n°",
    "campaigns": "campagnes",
    "copy_of": "copie de",
    "deleted": "participations supprimées",
    "disabled": "désactivé",
    "failures": "échecs à la suite",
    "fields": "champs",
    "group": "groupe",
    "identities": "connexions ENT",
    "key": "clé",
    "learners": "lignes d’élèves",
    "lot": "fichier",
    "members": "membres",
    "membership": "membre n°",
    "participations": "participations détachées",
    "provider": "fournisseur d’identité",
    "reason": "motif",
    "reference": "numéro de la demande",
    "role": "rôle",
    "rows": "lignes",
    "sent": "résultats envoyés",
    "spaces": "espaces quittés",
    "state": "état",
    "to": "vers le compte n°",
}


def act_name(verb: str) -> str:
    return ACTS.get(verb, verb)


def shown_details(details: dict[str, Any]) -> dict[str, Any]:
    return {DETAILS.get(name, name): value for name, value in details.items()}
