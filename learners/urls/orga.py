"""The roster's import, in the teachers' space; the list itself is in results, which knows what pupils did."""

from django.urls import path

from learners.imports.tabular import AGRICULTURAL, GENERIC
from learners.views import orga_accounts, orga_imports

urlpatterns = [
    path("eleves/comptes", orga_accounts.ways_in, name="learner_ways_in"),
    path("eleves/<uuid:public_id>/compte", orga_accounts.account, name="learner_account"),
    path("eleves/<uuid:public_id>/mot-de-passe", orga_accounts.password, name="learner_password"),
    path("eleves/<uuid:public_id>/identifiant", orga_accounts.username, name="learner_username"),
    path("eleves/<uuid:public_id>/debloquer", orga_accounts.unblock, name="learner_unblock"),
    path("eleves/import", orga_imports.roster_import, name="learner_import"),
    path(
        "eleves/import/modele.csv", orga_imports.roster_template, {"kind": GENERIC.name}, name="learner_import_template"
    ),
    path(
        "eleves/import/modele-agricole.csv",
        orga_imports.roster_template,
        {"kind": AGRICULTURAL.name},
        name="learner_import_template_agricultural",
    ),
    path("eleves/import/<uuid:public_id>", orga_imports.roster_import_detail, name="learner_import_detail"),
    path("eleves/import/<uuid:public_id>/confirmer", orga_imports.roster_import_confirm, name="learner_import_confirm"),
    path(
        "eleves/import/<uuid:public_id>/abandonner", orga_imports.roster_import_abandon, name="learner_import_abandon"
    ),
    path("eleves/import/<uuid:public_id>/annuler", orga_imports.roster_import_undo, name="learner_import_undo"),
]
