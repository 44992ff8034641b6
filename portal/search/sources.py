"""What can be looked for: every room above adds a source in its `init_app`, with the `visible_…` that is its wall."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Select

from portal.search.folding import words_of
from portal.web.access import Rule

SPACE = UUID("6b2f4b1e-5b0a-4d7c-9d55-6f1f0c5a7b31")


@dataclass(frozen=True)
class Entry:
    """What is known of a record in the index; `also` is found and not shown, `part` tells several entries of one record apart."""

    record_id: UUID
    title: str
    path: str
    text: str = ""
    title_ur: str | None = None
    place: str | None = None
    place_ur: str | None = None
    also: str = ""
    language: str = ""
    programme_id: UUID | None = None
    enterprise_id: UUID | None = None
    part: str = ""

    def row(self, kind: str) -> dict:
        """The entry as a row of its table."""
        facts = {name: getattr(self, name) for name in ("record_id", "path", "text", "language", "programme_id", "enterprise_id")}
        facts |= {name: cut(getattr(self, name)) for name in ("title", "title_ur", "place", "place_ur")}
        facts |= {"kind": kind, "key": self.key(kind), "tokens": self.tokens(kind)}
        return {**facts, "stamp": hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:16]}

    def key(self, kind: str) -> UUID:
        return uuid5(SPACE, " ".join([kind, str(self.record_id), self.language, *filter(None, [self.part])]))

    def tokens(self, kind: str) -> str:
        titles = {word for text in (self.title, self.title_ur) for word in words_of(text)}
        texts = {word for text in (self.text, self.place, self.place_ur, self.also) for word in words_of(text)}
        return " ".join(sorted(titles | texts | {f"={word}" for word in titles} | self.scopes() | {kind_token(kind)}))

    def scopes(self) -> set[str]:
        if self.programme_id is None:
            return {SHARED}
        within = f"@e{self.enterprise_id.hex}" if self.enterprise_id else f"@w{self.programme_id.hex}"
        return {f"@p{self.programme_id.hex}", within}


SHARED = "@s"


def kind_token(kind: str) -> str:
    return f"#{kind}"


def cut(text: str | None, most: int = 200) -> str | None:
    return text if text is None or len(text) <= most else text[: most - 1] + "…"


@dataclass(frozen=True)
class Watch:
    """Whose change makes which records' entries afresh; `of` names the columns that matter, or all do."""

    model: type
    ids: Callable[[Any], Iterable[UUID] | Select]
    of: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Source:
    """One kind of record. `visible` is the record's own wall, `read` its entries (of these ids, or of all)."""

    kind: str
    label: Any
    many: Any
    may: Rule
    model: Any
    visible: Callable[[Any], Select]
    read: Callable[[Collection[UUID] | None], Iterable[Entry]]
    watches: tuple[Watch, ...]
    position: int = 50


@dataclass
class Registry:
    of_kind: dict[str, Source] = field(default_factory=dict)
    watching: dict[type, list[tuple[Source, Watch]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, source: Source) -> None:
        if source.kind in self.of_kind:
            return
        self.of_kind[source.kind] = source
        for watch in source.watches:
            self.watching[watch.model].append((source, watch))

    def of(self, user) -> list[Source]:
        """The kinds that a person may look for at all: by their roles, never by what there is."""
        return sorted((s for s in self.of_kind.values() if s.may(user)), key=lambda s: s.position)


sources = Registry()
