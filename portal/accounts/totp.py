"""Authenticator apps: the secret sealed under the portal's key, its QR, and one code taken once."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING

from flask import current_app

from portal.accounts.factors import Totp, living, note_change
from portal.database import db

if TYPE_CHECKING:
    from portal.accounts.models import User

ISSUER = "SCORE Portal"


def _box():
    from cryptography.fernet import Fernet

    key = hmac.digest(current_app.config["SECRET_KEY"].encode(), b"totp", "sha256")
    return Fernet(base64.urlsafe_b64encode(key))


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The secret; nothing where the portal's key is another by now. Then those above take the app away."""
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def new_secret() -> str:
    import pyotp

    return pyotp.random_base32()


def address_of(secret: str, username: str) -> str:
    """What the QR says."""
    from pyotp.totp import TOTP

    return TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def set_up(user: User, secret: str, code: str) -> bool:
    """From now on this app is the second step, where its first code is right; an older app no longer counts."""
    app = Totp(user_id=user.id, sealed=seal(secret), last_step=0)
    if not app.take(secret, code):
        return False
    for old in living(Totp, user.id):
        old.end()
    db.session.add(app)
    note_change(user)
    return True


def take(user: User, code: str) -> bool:
    return any(secret is not None and app.take(secret, code) for app in living(Totp, user.id) for secret in [unseal(app.sealed)])
