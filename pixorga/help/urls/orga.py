"""The teachers' side of the help."""

from django.urls import path

from pixorga.help import views

SHELF = {"shelf": views.DOCUMENTATION}

urlpatterns = [
    path("documentation", views.index, SHELF, name="documentation"),
    path("documentation/<slug:slug>", views.article, SHELF, name="documentation_article"),
    path("accessibilite", views.accessibility, name="accessibility"),
]
