"""What a factory is asked to agree to: a text in both languages, in parts that are each answered with yes or no."""

from __future__ import annotations

import enum
import hashlib
import json
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import User
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.errors import NotNow
from portal.say import _l


class Scope(enum.StrEnum):
    """Each thing that is agreed to, on its own."""

    DATA = "data"  # what is written down here, to the programme
    DONOR = "donor"  # the factory's name and results, to the donor
    ALUMNI = "alumni"  # the same, to factories that completed the programme
    PHOTOS = "photos"  # photos and name, to everybody
    CONTACT = "contact"  # to be called and visited later


class ConsentText(Tenant, Versioned, Base):
    """One version. Published, it is never changed: a new one is written."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    number: Mapped[int]
    words: Mapped[str] = mapped_column(Text)  # who asks, for what, and whom to call
    words_ur: Mapped[str] = mapped_column(Text)
    months: Mapped[int | None]  # how long an agreement lasts; none: until it is withdrawn
    written_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime | None]
    clauses: Mapped[list[ConsentClause]] = link(back_populates="text", order_by="ConsentClause.position", lazy="selectin")

    @classmethod
    def draft(cls, programme_id: UUID, number: int, by: User, words: dict[str, tuple[str, str]], months: int | None) -> ConsentText:
        """`words`: for the introduction (under "") and for each scope, in English and in Urdu."""
        text = cls(programme_id=programme_id, number=number, written_by=by.id, words="", words_ur="")
        text.write(words, months)
        return text

    def write(self, words: dict[str, tuple[str, str]], months: int | None) -> None:
        self.must_be_a_draft()
        (self.words, self.words_ur), self.months = words[""], months
        known = {clause.scope: clause for clause in self.clauses}
        for position, scope in enumerate(Scope):
            clause = known.get(scope)
            if clause is None:
                clause = ConsentClause(programme_id=self.programme_id, scope=scope, position=position)
                self.clauses.append(clause)
            clause.words, clause.words_ur = words[scope]

    @property
    def parts(self) -> dict[str, tuple[str, str]]:
        """The introduction (under "") and each scope, in English and in Urdu."""
        return {"": (self.words, self.words_ur), **{clause.scope: (clause.words, clause.words_ur) for clause in self.clauses}}

    def one_sided(self, former: ConsentText | None) -> list[str]:
        """Parts that say something else than the version before in one of the two languages alone."""
        before = former.parts if former else {}
        return [part for part, said in self.parts.items() if part in before and sum(map(str.__ne__, said, before[part])) == 1]

    def publish(self) -> None:
        self.must_be_a_draft()
        self.published_at = clock.now()

    def must_be_a_draft(self) -> None:
        if self.published_at:
            raise NotNow(_l("This version is published, and factories may have signed it. Write a new version instead."))

    def digests(self) -> dict[Scope, str]:
        """What each part says, as a digest. The introduction belongs to the first part: who changes it asks for that one again."""
        return {
            clause.scope: digest(clause.words, clause.words_ur, *((self.words, self.words_ur) if clause.scope is Scope.DATA else ()))
            for clause in self.clauses
        }

    @property
    def text_hash(self) -> str:
        """The digest that stands on the paper: of every word in both languages."""
        return digest(self.words, self.words_ur, *(f"{c.scope}\n{c.words}\n{c.words_ur}" for c in self.clauses))

    def valid_until(self, signed_on: date) -> date | None:
        return months_after(signed_on, self.months) if self.months else None


class ConsentClause(Tenant, Base):
    """What one scope means, in the words of one version."""

    __tablename__ = "consent_clause"
    __table_args__ = (UniqueConstraint("programme_id", "text_id", "scope"), *within(text_id="consent_text"))

    text_id: Mapped[UUID] = mapped_column(Uuid())
    scope: Mapped[Scope] = mapped_column(choice(Scope))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    words_ur: Mapped[str] = mapped_column(Text)
    text: Mapped[ConsentText] = link(back_populates="clauses")


def digest(*words: str) -> str:
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))
