from django.apps import AppConfig
from django.core.checks import Tags, register


class LearnersConfig(AppConfig):
    name = "learners"
    verbose_name = "Élèves"

    def ready(self) -> None:
        from learners.checks import check_providers  # the settings are only complete now

        register(check_providers, Tags.security)
