"""Log-in by e-mail or by user name, in constant time for unknown names."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from organisations.models import User


class EmailOrUsernameBackend(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        identifier = (username or kwargs.get("email") or "").strip()
        if not identifier or password is None or "\x00" in identifier:
            return None
        field = "email" if "@" in identifier else "username"
        user = User.objects.filter(**{field: identifier.lower()}).first()
        if user is None:
            User().set_password(password)  # as long as for a known name: the time tells nothing
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
