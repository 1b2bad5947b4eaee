"""Filled by its app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
