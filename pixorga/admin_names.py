"""French names for the fields that have none of their own: only the administration shows them."""

from functools import cache
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.text import capfirst

# For the columns that only this site shows: those whose model gives them no French name.
WORDS = {
    "accepted_at": "acceptées le",
    "archived_by": "archivée par",
    "at": "quand",
    "author": "auteur",
    "blocked_until": "bloqué jusqu’au",
    "campaign": "campagne",
    "challenge": "épreuve",
    "competence": "compétence",
    "confirmed_at": "confirmé le",
    "created_at": "créé le",
    "digest": "empreinte",
    "encoding": "encodage",
    "failures": "échecs à la suite",
    "file_name": "fichier",
    "frozen_at": "envoyé le",
    "identifier_digest": "empreinte de ce qui a été saisi",
    "invited_by": "invitée par",
    "kind": "événement",
    "last_failed_at": "dernier échec le",
    "learner": "élève",
    "loaded_at": "chargée le",
    "provider": "fournisseur d’identité",
    "public_id": "identifiant public",
    "reset_at": "remise à zéro le",
    "sha256": "empreinte du fichier",
    "shown_at": "vue le",
    "status": "état",
    "text": "texte",
    "timer_started_at": "chronomètre lancé le",
    "uid_digest": "empreinte de l’identifiant",
    "user": "compte",
}


def missing_names(model: type[Model]) -> dict[str, str]:
    """Field -> its French name, for those that have none of their own (Django then makes one of the identifier)."""
    return {
        field.name: capfirst(WORDS[field.name])
        for field in model._meta.fields
        if field.name in WORDS and field.verbose_name == field.name.replace("_", " ")
    }


@cache
def named_column(model: type[Model], name: str) -> Any:
    """What a list shows in place of a field without French name."""
    field = model._meta.get_field(name)

    @admin.display(description=missing_names(model)[name], ordering=name)
    def shown(row: Model) -> Any:
        return getattr(row, f"get_{name}_display")() if field.choices else getattr(row, name)

    return shown
