"""All ways in of somebody who is erased: second steps, passkeys, codes, PIN, links, wishes. The rows stay, empty: nothing is deleted."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, select

from portal.accounts import passwords
from portal.accounts.changes import PasswordWish, SignInChange
from portal.accounts.factors import Passkey, RecoveryCode, Totp
from portal.accounts.links import OneTimeLink
from portal.accounts.models import User
from portal.accounts.phones import Pin
from portal.clock import now
from portal.database import db

if TYPE_CHECKING:
    from portal.accounts.erasing import Known


def forget(known: Known) -> Iterator[str]:
    user = known.user
    assert user is not None
    for name, model, empty in (
        ("authenticator apps", Totp, empty_app),
        ("passkeys", Passkey, empty_passkey),
        ("recovery codes", RecoveryCode, empty_code),
        ("PINs", Pin, empty_pin),
        ("one-time links", OneTimeLink, empty_link),
    ):
        ids = emptied(user, model, empty)
        known.records.update(ids)
        yield f"{len(ids)} {name} emptied"
    yield f"{drop_notes(user)} notes of changes and wishes for a password dropped"


def emptied(user: User, model: Any, empty: Callable[[Any], None]) -> list[UUID]:
    rows = db.session.scalars(select(model).where(model.user_id == user.id)).all()
    for row in rows:
        empty(row)
    return [row.id for row in rows]


def empty_app(app: Totp) -> None:
    app.end()
    app.sealed = ""


def empty_passkey(key: Passkey) -> None:
    key.end()
    key.name, key.credential_id, key.public_key, key.sign_count = "", f"erased-{key.id}", b"", 0


def empty_code(code: RecoveryCode) -> None:
    code.end()
    code.digest = secrets.token_hex(32)


def empty_pin(pin: Pin) -> None:
    pin.hash, pin.expires_at = passwords.hash_of(secrets.token_urlsafe(32)), now()


def empty_link(link: OneTimeLink) -> None:
    link.digest, link.used_at = secrets.token_hex(32), link.used_at or now()


def drop_notes(user: User) -> int:
    """Neither is a record: what they tell of stands in the history."""
    typed = [name.casefold() for name in (user.username, user.phone, user.email) if name]
    notes = delete(SignInChange).where(SignInChange.user_id == user.id).returning(SignInChange.id)
    wishes = delete(PasswordWish).where(func.lower(PasswordWish.name).in_(typed)).returning(PasswordWish.id)
    return sum(len(db.session.scalars(gone).all()) for gone in (notes, wishes))
