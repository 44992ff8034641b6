"""A photo is taken away: nothing shows it any more, its bytes go, and that it happened stays to be read."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal import clock
from portal.database import choice, db, looks_up
from portal.files import queries, standing
from portal.files.models import StoredFile
from portal.files.storage import shelf
from portal.say import _l
from portal.web.formats import inside


class Reason(enum.StrEnum):
    PERSON = "person"
    CONFIDENTIAL = "confidential"
    WRONG = "wrong"  # it may be right somewhere else: only here it goes
    OTHER = "other"


REASONS = {
    Reason.PERSON: _l("A person in it did not agree"),
    Reason.CONFIDENTIAL: _l("It shows something confidential"),
    Reason.WRONG: _l("It is the wrong photo here"),
    Reason.OTHER: _l("Another reason"),
}

GONE = {  # what its columns are called in a history
    "gone_at": _l("The photo was taken away"),
    "gone_reason": _l("Why it was taken away"),
    "gone_words": _l("In own words"),
    "gone_by_id": _l("Taken away by"),
}


class Removable:
    """A record whose photo can be taken away; `show_nothing` is its own part of that."""

    gone_at: Mapped[datetime | None] = mapped_column()
    gone_reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    gone_words: Mapped[str | None] = mapped_column(String(240))
    gone_by_id: Mapped[UUID | None] = mapped_column(Uuid(), ForeignKey("person.id"))

    @declared_attr
    def gone_by(cls) -> Mapped[Any]:
        return looks_up("Person", foreign_keys=[cls.gone_by_id])

    @property
    def photo_digest(self: Any) -> str | None:
        """Of the bytes that it shows, none where it shows none; where no file is kept of them, a column has this name."""
        return self.file and self.file.digest

    @property
    def gone_on(self) -> date | None:
        return self.gone_at and clock.day_of(self.gone_at)

    @property
    def gone_for(self) -> str:
        """Why, in one sentence: the reason that was chosen, and what was added to it."""
        said = [REASONS[self.gone_reason]] if self.gone_reason and self.gone_reason is not Reason.OTHER else []
        return " – ".join(str(part) for part in [*said, *([inside(self.gone_words)] if self.gone_words else [])])

    def take_away(self, by_id: UUID, reason: Reason, words: str | None) -> None:
        self.gone_at, self.gone_by_id, self.gone_reason, self.gone_words = clock.now(), by_id, reason, words
        self.show_nothing()

    def show_nothing(self) -> None:
        raise NotImplementedError


def take_away(record: Any, by_id: UUID, reason: Reason, words: str | None) -> set[str]:
    """From this record, and unless it is only wrong here from all of the factory. Gives what is to be forgotten after the commit."""
    place, digest = (record.programme_id, record.enterprise_id), record.photo_digest
    alike = [] if reason is Reason.WRONG else standing.bearers(*place, digest)
    return take_from([record, *(one for one in alike if one is not record)], digest, by_id, reason, words)


def take_from(shown: Sequence[Any], digest: str, by_id: UUID, reason: Reason, words: str | None) -> set[str]:
    """From these records, which show the same picture, and no others."""
    files = {one.file_id for one in shown if getattr(one, "file_id", None)}
    for one in shown:
        one.take_away(by_id, reason, words)
    db.session.flush()
    gone = {digest}
    for stored in queries.unreferenced(StoredFile.id.in_(files)):
        gone |= {stored.small_digest or digest}
        db.session.delete(stored)
    return gone


def forget(digests: Iterable[str]) -> None:
    """At once, after the commit, where no row speaks of them any more. What a power cut leaves is swept that night."""
    for digest in digests:
        if not queries.is_spoken_of(digest):
            shelf().delete(digest)
    db.session.rollback()
