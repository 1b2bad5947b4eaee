"""The administration for the tests of every app: who looks, and the addresses of its pages."""

from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from organisations.models import User

PASSWORD = "cheval agrafe pile"


def address(page: str, *args: object, **kwargs: object) -> str:
    return reverse(page, urlconf="pixorga.urls.admin", args=args or None, kwargs=kwargs or None)


def list_of(model: type[Model]) -> str:
    return address(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def addition_to(model: type[Model]) -> str:
    return address(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def page_of(row: Model) -> str:
    return address(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", row.pk)


def account(name: str, **fields: Any) -> User:
    return User.objects.create_user(f"{name}@exemple.fr", PASSWORD, first_name=name, **fields)


def browser(user: User | None = None) -> Client:
    client = Client(SERVER_NAME="admin.localhost")
    if user:
        client.force_login(user)
    return client


def superuser() -> Client:
    return browser(account("chef", is_staff=True, is_superuser=True))


def found(client: Client, model: type[Model], **query: str) -> list[Any]:
    """The rows that a list shows."""
    return list(client.get(list_of(model), query).context["cl"].queryset)


def act(client: Client, action: str, *rows: Model) -> Any:
    """Choose an action for rows of a list, and follow to what it says."""
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(list_of(type(rows[0])), data, follow=True)
