"""The pupils' side of results."""

from django.urls import path

# Registers the «code» converter, which both files use.
import campaigns.urls.app  # noqa: F401
from results.views import app

urlpatterns = [
    path("campagnes/<code:code>/resultats", app.participation_result, name="participation_result"),
    path("campagnes/<code:code>/envoi", app.share, name="share_results"),
    path("campagnes/<code:code>/nouvel-essai", app.retry, name="participation_retry"),
    path("evaluations/<uuid:public_id>/bilan", app.competence_result, name="competence_result"),
]
