"""The pupils' side of assessments."""

from django.urls import include, path

from assessments.views import app

urlpatterns = [
    path("profil", app.profile_page, name="profile"),
    path("competences/<str:code>", app.competence_page, name="competence"),
    path("certification", app.certification, name="certification"),
    path("aide", app.help_page, name="help"),
    path("", include("assessments.urls.media")),
]
