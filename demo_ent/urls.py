"""The demonstration ENT."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
