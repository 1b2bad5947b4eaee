"""Argon2id at OWASP's minimum: a class of thirty logs in at once, and Django's default costs ten times more (quality.md §4)."""

from django.contrib.auth import hashers


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
