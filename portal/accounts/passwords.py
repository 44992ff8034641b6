"""Passwords: argon2id with the cost that a small server bears, and what makes one too weak."""

import secrets
import threading
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

LEAST, MOST = 10, 128
TEMPORARY = timedelta(days=3)  # a password that another set: over a weekend, and no longer
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_few_at_once = threading.BoundedSemaphore(4)  # each hash takes 19 MiB
_WORDS = [
    "amber",
    "basin",
    "cedar",
    "delta",
    "ember",
    "field",
    "grain",
    "harbor",
    "indigo",
    "jasmine",
    "kite",
    "lemon",
    "maple",
    "north",
    "olive",
    "pearl",
    "quartz",
    "river",
    "saffron",
    "tulip",
    "umber",
    "valley",
    "willow",
    "yarn",
    "zinc",
]
_NOBODY = _hasher.hash(secrets.token_hex(16))
TOO_COMMON = frozenset(
    [
        "password12",
        "password123",
        "1234567890",
        "12345678910",
        "qwertyuiop",
        "1q2w3e4r5t",
        "pakistan123",
        "iloveyou12",
        "karachi123",
        "bismillah1",
        "bismillah786",
        "0987654321",
        "1111111111",
        "0000000000",
        "abcdefghij",
        "password1234",
        "pakistan1947",
        "qwerty12345",
        "changeme123",
    ]
)


def hash_of(password: str) -> str:
    with _few_at_once:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Takes the same time whether or not there is such a person."""
    try:
        with _few_at_once:
            return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Hashed at another cost than today's: known and unknown names would take different times."""
    return _hasher.check_needs_rehash(stored)


def temporary() -> str:
    return "-".join(secrets.choice(_WORDS) for _ in range(3)) + f"-{secrets.randbelow(90) + 10}"


def is_weak(password: str, *about: str | None) -> bool:
    plain = password.casefold()
    return plain in TOO_COMMON or len(set(plain)) < 5 or any(word and len(word) > 3 and word.casefold() in plain for word in about)
