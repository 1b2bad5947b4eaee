from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pixorga.ui"
    label = "ui"
