"""The pupils' side of results."""

from django.urls import path

# Registers the «code» converter, which both files use.
import campaigns.urls.app  # noqa: F401
from results.views import app

urlpatterns = [
    path("campagnes/<code:code>/resultats", app.participation_result, name="participation_result"),
    path("campagnes/<code:code>/envoi", app.share, name="share_results"),
]
