"""Questions as pupils see them, for the team: the administrators' space."""

from django.urls import path

from assessments.views import media

CHALLENGE = "apercu/<int:challenge_id>/<int:seed>"

urlpatterns = [
    path(CHALLENGE, media.preview, name="preview"),
    path(f"{CHALLENGE}/fichiers/<str:name>", media.preview_file, name="preview_file"),
    path(f"{CHALLENGE}/image/<str:name>", media.preview_image, name="preview_image"),
    path(f"{CHALLENGE}/ecran/<slug:page>.html", media.preview_screen, name="preview_screen"),
]
