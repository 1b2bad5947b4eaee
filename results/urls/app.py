"""What a pupil sees of their results."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
