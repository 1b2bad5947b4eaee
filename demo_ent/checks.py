from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_mode(**kwargs: Any) -> list[CheckMessage]:
    """Anybody can be any pupil here: on a real server this would be an open door."""
    if settings.MODE == "demo":
        return []
    return [Error("L’ENT de démonstration est installé hors du mode démonstration.", id="demo_ent.E001")]
