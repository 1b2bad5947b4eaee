"""Signing in and out on the pupils’ side."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
