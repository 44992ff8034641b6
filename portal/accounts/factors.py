"""What a person has beside the password: an authenticator app, passkeys, recovery codes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal.accounts.models import User
from portal.clock import now
from portal.database import Base, db

CODES = 10
STEP = 30  # seconds that a code of an app counts
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Ending:
    """Nothing is deleted: what is taken away has an end."""

    ended_at: Mapped[datetime | None]

    def end(self) -> None:
        self.ended_at = self.ended_at or now()


class Totp(Ending, Base):
    """An authenticator app that shows a new code every half minute."""

    __tablename__ = "totp"
    __kept_secret__ = ("sealed",)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    sealed: Mapped[str] = mapped_column(String(255))  # encrypted: whoever reads the database alone makes no codes
    last_step: Mapped[int] = mapped_column(default=0)  # the half minute of the last code taken: none is taken twice
    made_at: Mapped[datetime] = mapped_column(default=now)

    def take(self, secret: str, code: str) -> bool:
        """Whether this is the app's code of now, or of the half minute before or after, and not used already."""
        from pyotp.totp import TOTP

        this, app = int(epoch_seconds() // STEP), TOTP(secret)
        for step in (this - 1, this, this + 1):
            if step > self.last_step and hmac.compare_digest(app.generate_otp(step), code):
                self.last_step = step
                return True
        return False


class Passkey(Ending, Base):
    """A key that a device keeps; we have only its public half."""

    __tablename__ = "passkey"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    credential_id: Mapped[str] = mapped_column(String(700), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]


class RecoveryCode(Ending, Base):
    """One of ten words for the day when the phone is lost. 60 bits: a plain digest is not guessed back."""

    __tablename__ = "recovery_code"
    __kept_secret__ = ("digest",)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]


def epoch_seconds() -> float:
    from datetime import UTC

    return now().replace(tzinfo=UTC).timestamp()


def living(model, user_id: UUID) -> list:
    return list(db.session.scalars(select(model).where(model.user_id == user_id, model.ended_at.is_(None)).order_by(model.id)))


def codes_left(user_id: UUID) -> list[RecoveryCode]:
    return [code for code in living(RecoveryCode, user_id) if code.used_at is None]


def plain_code(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def code_digest(user_id: UUID, code: str) -> str:
    return hashlib.sha256(f"{user_id} {plain_code(code)}".encode()).hexdigest()


def make_codes(user: User) -> list[str]:
    """Ten new recovery codes, shown once; the old ones no longer count."""
    for old in living(RecoveryCode, user.id):
        old.end()
    words = ["".join(secrets.choice(LETTERS) for _ in range(12)) for _ in range(CODES)]
    codes = ["-".join((word[:4], word[4:8], word[8:])) for word in words]
    db.session.add_all(RecoveryCode(user_id=user.id, digest=code_digest(user.id, code)) for code in codes)
    return codes


def take_recovery_code(user_id: UUID, text: str) -> bool:
    wanted = code_digest(user_id, text)
    found = next((code for code in codes_left(user_id) if hmac.compare_digest(code.digest, wanted)), None)
    if found:
        found.used_at = now()
    return found is not None


def note_change(user: User) -> None:
    """Keep on the user whether there is a second step: the door asks at every request."""
    db.session.flush()
    has_one = bool(living(Totp, user.id) or living(Passkey, user.id))
    user.factor_since = (user.factor_since or now()) if has_one else None


def end_all(user: User) -> int:
    """Take every second step away (the phone is lost); how many things that were."""
    ended = [*living(Totp, user.id), *living(Passkey, user.id), *living(RecoveryCode, user.id)]
    for one in ended:
        one.end()
    note_change(user)
    return len(ended)
