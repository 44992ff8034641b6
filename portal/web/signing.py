"""Signed tokens: for paths to come back to (a `next=` that is never a URL), and for what a cookie may hold."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

LIVES = 24 * 3600


def _serializer(salt: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=salt)


def sealed(kind: str, value) -> str:
    """A value that comes back as we gave it, or not at all. Everybody can read it."""
    return _serializer(kind).dumps(value)


def unsealed(kind: str, token: str | None, lives: int):
    try:
        return _serializer(kind).loads(token or "", max_age=lives)
    except BadData:
        return None


def path_token(path: str) -> str:
    return sealed("path", path)


def path_of(token: str | None) -> str | None:
    """The path that we signed ourselves, or nothing."""
    path = unsealed("path", token, LIVES)
    return path if is_own_path(path) else None


def is_own_path(path: object) -> bool:
    """One leading slash, no backslash, no control character: what no browser reads as another site."""
    return (
        isinstance(path, str)
        and path.startswith("/")
        and not path.startswith("//")
        and "\\" not in path
        and all(ord(letter) > 32 and ord(letter) != 127 for letter in path)
    )
