"""The teachers' side of results."""

from django.urls import path

from results.views import orga, orga_learners

urlpatterns = [
    path("campagnes/<slug:code>/participants", orga.participant_list, name="participant_list"),
    path("campagnes/<slug:code>/participants/<uuid:public_id>", orga.participant_detail, name="participant_detail"),
    path("campagnes/<slug:code>/resultats", orga.collective_results, name="collective_results"),
    path("campagnes/<slug:code>/export.csv", orga.results_export, name="results_export"),
    path("eleves", orga.learner_list, name="learner_list"),
    path("eleves/<uuid:public_id>/dissocier", orga_learners.learner_dissociate, name="learner_dissociate"),
]
