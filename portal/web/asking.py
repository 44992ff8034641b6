"""Who asks, and what the address asks for. Anybody can type an address, so nothing in it is a mistake: what cannot be meant is left out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_login import current_user as _proxy

current_user: Any = _proxy  # a proxy: a type checker is told no more than that


def sought(args: Mapping[str, str]) -> str:
    """The words to look for. PostgreSQL knows no NUL in text."""
    return args.get("q", "").replace("\0", "").strip()[:100]


def as_id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
