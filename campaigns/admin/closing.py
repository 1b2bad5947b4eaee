"""Acts that end something for good, on pages of lower apps: spaces, accounts, pupils."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from campaigns import closing
from learners.models import Learner
from organisations.actions import ErasureRefused, erasure_refusal
from organisations.models import Organisation, User
from pixorga.admin_confirm import Question, ask, counted, is_confirmed, within_reach
from pixorga.admin_site import site
from pixorga.ui.typography import french_spaces


# --- Spaces -------------------------------------------------------------------------------------------------------------
@admin.action(description="Archiver…", permissions=["change"])
def archive_spaces(page: Any, request: HttpRequest, queryset: QuerySet[Organisation]) -> HttpResponse | None:
    if not within_reach(page, request, queryset):
        return None
    # Always in the same order: two of these at once wait for each other, and none for ever.
    rows = list(queryset.order_by("pk"))
    if not is_confirmed(request):
        return ask(page, request, _archiving(rows), "archive_spaces")
    now = timezone.now()
    with transaction.atomic():
        done = [row for row in rows if closing.archive_organisation(organisation=row, actor=request.user, now=now)]
    words = counted(len(done), "espace archivé", "espaces archivés")
    page.message_user(request, f"{words}.", messages.SUCCESS if done else messages.WARNING)
    return None


def _archiving(rows: list[Organisation]) -> Question:
    active = [row for row in rows if row.archived_at is None]
    weight = closing.weight_of_spaces(active)
    return Question(
        title=f"Archiver {counted(len(active), 'espace')} ?" if active else "Rien à archiver",
        button="Archiver",
        rows=active,
        effects=[
            f"Campagnes actives archivées : {weight.campaigns}.",
            f"Élèves qui ne pourront plus finir leur test, ou envoyer leurs résultats : {weight.running}.",
            f"Invitations en attente annulées : {weight.invitations}.",
            f"Membres désactivés, qui n’entrent plus : {weight.members}.",
        ],
        kept=[
            "Les élèves, les participations et les résultats envoyés restent dans la base.",
            "Les comptes restent : leurs autres espaces ne changent pas.",
        ],
        refused=[(row, "déjà archivé.") for row in rows if row.archived_at is not None],
    )


# --- Accounts -----------------------------------------------------------------------------------------------------------
@admin.action(description="Anonymiser…", permissions=["change"])
def anonymise_accounts(page: Any, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
    if not within_reach(page, request, queryset):
        return None
    rows = list(queryset.order_by("pk"))
    refused = {row.pk: words for row in rows if (words := erasure_refusal(user=row, actor=request.user))}
    allowed = [row for row in rows if row.pk not in refused]
    if not is_confirmed(request):
        question = _anonymising(allowed, [(row, refused[row.pk]) for row in rows if row.pk in refused])
        return ask(page, request, question, "anonymise_accounts")
    count = 0
    for row in allowed:
        # Each by itself: one that is refused meanwhile leaves the others done.
        try:
            closing.anonymise_account(user=row, actor=request.user, now=timezone.now())
            count += 1
        except ErasureRefused as refusal:
            refused[row.pk] = str(refusal)
    if count:
        words = counted(count, "compte anonymisé", "comptes anonymisés")
        page.message_user(request, f"{words}.", messages.SUCCESS)
    for row in rows:
        if row.pk in refused:
            page.message_user(request, french_spaces(f"{row} : {refused[row.pk]}"), messages.ERROR)
    return None


def _anonymising(rows: list[User], refused: list[tuple[User, str]]) -> Question:
    weight = closing.weight_of_accounts(rows)
    return Question(
        title=f"Anonymiser {counted(len(rows), 'compte')} ?" if rows else "Rien à anonymiser",
        button="Anonymiser",
        rows=rows,
        effects=[
            "Nom, adresse e-mail, identifiant, mot de passe et connexions par un ENT sont effacés.",
            "Plus personne n’entre par ces comptes : les sessions ouvertes finissent.",
            f"Espaces quittés : {weight.spaces}.",
            f"Lignes d’élèves dissociées : {weight.lines}, dont {weight.born} sans liste importée, qui perdent leur nom.",
            f"Participations non envoyées, supprimées : {weight.running}. L’élève pourra recommencer avec un autre compte.",
            "Les dates (création, dernière connexion, conditions acceptées) ne gardent que leur mois.",
        ],
        kept=[
            f"Résultats déjà envoyés : {weight.sent}. Ils restent à leur établissement, au nom de sa liste d’élèves.",
            "Les réponses restent, sans nom : elles servent à mesurer les questions.",
            "Les campagnes créées par ces comptes restent, au nom de « Compte anonymisé ».",
        ],
        refused=refused,
    )


# --- Pupils -------------------------------------------------------------------------------------------------------------
@admin.action(description="Anonymiser l’élève…", permissions=["erase"])
def anonymise_learners(page: Any, request: HttpRequest, queryset: QuerySet[Learner]) -> HttpResponse | None:
    if not within_reach(page, request, queryset):
        return None
    rows = list(queryset.select_related("organisation").order_by("pk"))
    if not is_confirmed(request):
        return ask(page, request, _wiping(rows), "anonymise_learners")
    with transaction.atomic():
        for row in rows:
            closing.anonymise_learner(learner=row, actor=request.user, now=timezone.now())
    page.message_user(request, french_spaces(f"Élèves anonymisés : {len(rows)}."), messages.SUCCESS)
    return None


def _wiping(rows: list[Learner]) -> Question:
    return Question(
        title=f"Anonymiser {counted(len(rows), 'élève')} ?",
        button="Anonymiser",
        rows=rows,
        effects=[
            f"Lignes qui perdent noms, INE, date de naissance et classe : {len(rows)}. Elles sortent de la liste.",
            f"Comptes dissociés : {sum(row.user_id is not None for row in rows)}.",
        ],
        kept=[
            "Les résultats envoyés restent comptés, au nom de « Élève anonymisé ».",
            "Le compte lui-même n’est pas anonymisé : faites-le depuis sa page, s’il le faut.",
            "Si l’élève est dans le prochain fichier importé par l’établissement, une nouvelle ligne est créée.",
        ],
    )


@admin.action(description="Supprimer de la liste…", permissions=["erase"])
def delete_learners(page: Any, request: HttpRequest, queryset: QuerySet[Learner]) -> HttpResponse | None:
    if not within_reach(page, request, queryset):
        return None
    rows = list(queryset.select_related("organisation").order_by("pk"))
    if not is_confirmed(request):
        free = set(queryset.filter(closing.without_participation()).values_list("pk", flat=True))
        return ask(page, request, _deleting(rows, free), "delete_learners")
    count = 0
    with transaction.atomic():
        for row in rows:
            try:
                closing.delete_learner(learner=row, actor=request.user)
                count += 1
            except closing.LearnerKept:
                pass  # said below, by their number
    if count:
        words = counted(count, "élève supprimé", "élèves supprimés")
        page.message_user(request, f"{words}.", messages.SUCCESS)
    if count < len(rows):
        words = french_spaces(f"Gardés, car ils ont participé à une campagne : {len(rows) - count}.")
        page.message_user(request, words, messages.WARNING)
    return None


def _deleting(rows: list[Learner], free: set[int]) -> Question:
    going = [row for row in rows if row.pk in free]
    accounts = sum(row.user_id is not None for row in going)
    reason = "a participé à une campagne : dissociez son compte, ou anonymisez l’élève."
    return Question(
        title=f"Supprimer {counted(len(going), 'élève')} ?" if going else "Rien à supprimer",
        button="Supprimer",
        rows=going,
        effects=[
            f"Lignes qui disparaissent de la liste de leur établissement, pour toujours : {len(going)}.",
            f"Comptes qui étaient rattachés à l’une d’elles : {accounts}.",
        ],
        kept=[
            "Les comptes eux-mêmes, et ce qu’ils savent.",
            "Si l’élève est dans le prochain fichier importé par l’établissement, il revient.",
        ],
        refused=[(row, reason) for row in rows if row.pk not in free],
    )


site.add_act(Organisation, archive_spaces)
site.add_act(User, anonymise_accounts)
site.add_act(Learner, anonymise_learners)
site.add_act(Learner, delete_learners)
