"""The pupils' side of the help."""

from django.urls import path

from pixorga.help import views

SHELF = {"shelf": views.HELP}

urlpatterns = [
    path("aide", views.index, SHELF, name="help"),
    path("aide/<slug:slug>", views.article, SHELF, name="help_article"),
    path("accessibilite", views.accessibility, name="accessibility"),
]
