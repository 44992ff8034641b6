"""What can be found: one entry for each record (and language), and the spellings near each word.

The index itself (an FTS5 table kept by triggers on SQLite, a GIN index on PostgreSQL) stands in the migration that makes these tables.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class SearchEntry(Base):
    """`tokens` is what the index holds: words, `=words` of the title, `@scopes`, `#kind`, each once, folded."""

    __tablename__ = "search_entry"
    __unrecorded__ = True
    __table_args__ = (Index("ix_search_entry_kind_record", "kind", "record_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[UUID] = mapped_column(Uuid(), unique=True)  # of kind, record and language
    kind: Mapped[str] = mapped_column(String(24))
    record_id: Mapped[UUID] = mapped_column(Uuid())
    programme_id: Mapped[UUID | None] = mapped_column(Uuid())  # none: shared by all programmes
    enterprise_id: Mapped[UUID | None] = mapped_column(Uuid())
    language: Mapped[str] = mapped_column(String(12))  # empty: people's own words
    title: Mapped[str] = mapped_column(String(200))
    title_ur: Mapped[str | None] = mapped_column(String(200))
    place: Mapped[str | None] = mapped_column(String(240))
    place_ur: Mapped[str | None] = mapped_column(String(240))
    text: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(String(240))
    tokens: Mapped[str] = mapped_column(Text)
    stamp: Mapped[str] = mapped_column(String(16))  # of all the above: an entry that says the same is not written again


class SearchNear(Base):
    """A word that stands somewhere, and a spelling one letter short of it: how a mistyped word finds its right one."""

    __tablename__ = "search_near"
    __unrecorded__ = True

    near: Mapped[str] = mapped_column(String(24), primary_key=True)
    word: Mapped[str] = mapped_column(String(24), primary_key=True, index=True)
