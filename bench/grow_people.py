"""People who are signed in already, and how rows are put into a table by the hundred."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts import sessions
from portal.accounts.models import Grant, Person, Role, Sex, User, UserSession
from portal.database import db

SINCE = date(2025, 9, 1)
NAMES = ("Rukhsana Bibi", "Imran Qureshi", "Farah Siddiqui", "Nadeem Akhtar", "Sana Tariq", "Bilal Ahmed", "Uzma Riaz", "Adeel Khan")


def put(model, rows: list[dict]) -> None:
    """Rows of one table, all with the same columns; what is left out takes the column's default."""
    if rows:
        db.session.execute(insert(model.__table__), rows)


def make_people(programme: UUID, count: int) -> list[UUID]:
    ids = [uuid7() for _ in range(count)]
    facts = [{"name": NAMES[n % len(NAMES)], "sex": (Sex.FEMALE, Sex.MALE)[n % 2]} for n in range(count)]
    put(Person, [{"id": one, "programme_id": programme, "version": 1, **fact} for one, fact in zip(ids, facts, strict=True)])
    return ids


def make_users(
    programme: UUID, roles: list[Role], enterprise: UUID | None = None, expert: UUID | None = None
) -> tuple[list[UUID], list[UUID]]:
    """Signed in already: a person, a user, a grant and a session for each role."""
    people, users = make_people(programme, len(roles)), [uuid7() for _ in roles]
    plain = {"password_hash": "-", "must_change": False, "factor_since": clock.now(), "version": 1, "language": "en"}
    put(
        User,
        [{"id": user, "person_id": person, "username": f"u{user.hex[-16:]}", **plain} for user, person in zip(users, people, strict=True)],
    )
    grants = {"programme_id": programme, "enterprise_id": enterprise, "expert_id": expert, "starts_on": SINCE}
    put(Grant, [{"user_id": user, "role": role, **grants} for user, role in zip(users, roles, strict=True)])
    sign_in(users)
    return users, people


def sign_in(users: list[UUID]) -> None:
    now = clock.now()
    put(
        UserSession,
        [
            {"user_id": user, "digest": sessions.digest(token_of(user)), "device": "Android", "started_at": now, "seen_at": now}
            for user in users
        ],
    )


def token_of(user: UUID) -> str:
    return f"token of {user}"
