from django.apps import AppConfig
from django.core.checks import Tags, register


class DemoEntConfig(AppConfig):
    name = "demo_ent"
    verbose_name = "ENT de démonstration"

    def ready(self) -> None:
        from demo_ent.checks import check_mode  # the settings are only complete now

        register(check_mode, Tags.security)
