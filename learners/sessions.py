"""Sessions in the database, with one rule more: those opened by an ENT end with the browser, and after some hours anyway."""

from django.contrib.sessions.backends import db

ENT_KEY = "ent"  # in the session: the provider that opened it


class SessionStore(db.SessionStore):
    """Django knows «at the end of the browser» or «at that date», not both: here the row has the date, the cookie none."""

    def get_expire_at_browser_close(self) -> bool:
        return ENT_KEY in self or super().get_expire_at_browser_close()

    @classmethod
    def get_model_class(cls) -> type:
        return db.SessionStore.get_model_class()
