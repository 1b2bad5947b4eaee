"""What can go wrong, each said in one sentence to the person who typed the command."""


class DatabaseError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the message is shown as it is."""


class BinariesMissing(DatabaseError):
    """No PostgreSQL binaries on this machine, or unusable ones."""


class NoUserToRunAs(DatabaseError):
    """Root runs the command and PostgreSQL, which refuses root, has no ordinary user to run as."""


class UnsafeFolder(DatabaseError):
    """A folder that must be private belongs to somebody else or is open to others."""


class ServerFailed(DatabaseError):
    """initdb, the server or psql ended with an error; the message quotes the last lines."""
