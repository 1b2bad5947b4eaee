"""The pupils' side of assessments."""

from django.urls import include, path

from assessments.views import app

urlpatterns = [
    path("profil", app.profile_page, name="profile"),
    path("competences/<str:code>", app.competence_page, name="competence"),
    path("competences/<str:code>/test", app.competence_test, name="competence_test"),
    path("competences/<str:code>/remise-a-zero", app.competence_reset, name="competence_reset"),
    path("certification", app.certification, name="certification"),
    path("", include("assessments.urls.media")),
]
