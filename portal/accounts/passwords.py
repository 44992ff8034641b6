"""Passwords: argon2id with the cost that a small server bears, and what makes one too weak."""

import secrets
import threading
from datetime import timedelta
from functools import cache
from pathlib import Path

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
COMMON = Path(__file__).with_name("common_passwords.txt")  # what leaked lists hold most often; see docs/NOTICE
TAILS = "0123456789!@#$%^&*?.,+=_- "


@cache
def common() -> frozenset[str]:
    """Read when the first password is set, not with the house."""
    return frozenset(COMMON.read_text().split())


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


def is_leaked(plain: str) -> bool:
    """Whether it is one of the list with nothing but figures and signs before or behind."""
    behind, before = len(plain.rstrip(TAILS)), len(plain) - len(plain.lstrip(TAILS))
    cores = {plain.strip(TAILS), *(plain[:end] for end in range(behind, len(plain) + 1)), *(plain[start:] for start in range(before + 1))}
    return any(len(core) > 3 and core in common() for core in cores)


def is_weak(password: str, *about: str | None) -> bool:
    """A leaked password, also one that was only lengthened by figures and signs, before or behind; what is about the person; one letter again and again."""
    plain = password.casefold()
    return (
        is_leaked(plain)
        or plain.strip(TAILS) == ""
        or len(set(plain)) < 5
        or any(word and len(word) > 3 and word.casefold() in plain for word in about)
    )
