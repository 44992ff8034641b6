"""One page of what is found: title first, then text, then titles and texts that are spelt nearly so; behind one wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce
from operator import and_ as both
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, false, or_, select

from portal.database import db
from portal.search import index
from portal.search.folding import asked_words, can_be_mistyped, is_one_mistake_away, near
from portal.search.index import Wish
from portal.search.models import SearchEntry, SearchNear
from portal.search.sources import SHARED, Source, kind_token, sources
from portal.web.asking import as_id, sought

TIERS = (TITLE, TEXT, NEARLY_TITLE, NEARLY) = range(4)
SHOWN = tuple(
    getattr(SearchEntry, name)
    for name in ("id", "key", "kind", "record_id", "language", "title", "title_ur", "place", "place_ur", "text", "path")
)
MOST = 20  # as many as are read; a list that is worked through has sixty
MOST_NEAR = 40
FEW = 10  # fewer than this, and what is spelt nearly so is looked for too


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever does not read as such asks for nothing."""

    q: str = ""
    kind: str = ""
    after: tuple[int, UUID] | None = None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Asked:
        tier, _dot, key = args.get("after", "").partition(".")
        at = as_id(key)
        after = (int(tier), at) if at and tier in ("0", "1", "2", "3") else None
        kind = args.get("kind", "")
        return cls(sought(args), kind if kind in sources.of_kind else "", after)

    def url(self, **changes) -> str:
        wish = replace(self, **{"after": None, **changes})
        facts = {"q": wish.q, "kind": wish.kind, "after": wish.after and f"{wish.after[0]}.{wish.after[1]}"}
        return "/search?" + urlencode({name: value for name, value in facts.items() if value})

    @property
    def words(self) -> list[str]:
        return asked_words(self.q)

    @property
    def is_enough(self) -> bool:
        """A single letter asks for half of everything: it is waited for the next one."""
        return any(len(word) > 1 or word.isdigit() for word in self.words)


@dataclass
class Page:
    hits: list[tuple[int, Row]] = field(default_factory=list)  # tier and entry
    after: tuple[int, UUID] | None = None
    near: dict[str, list[str]] = field(default_factory=dict)  # word → words that are spelt nearly so


def search(user, asked: Asked) -> Page:
    """At most five statements: one for each tier until the page is full, one for the spellings."""
    kinds = [source for source in sources.of(user) if asked.kind in ("", source.kind)]
    page, start = Page(), asked.after[0] if asked.after else TITLE
    if not kinds or not asked.is_enough:
        return page
    dialect, wall = db.engine.dialect.name, wall_of(Seeker.of(user), tuple(source.kind for source in kinds))
    for tier in TIERS[start:]:
        if tier >= NEARLY_TITLE and not page.near:
            is_first = asked.after is None or start >= NEARLY_TITLE
            page.near = spelt_nearly(asked.words) if is_first and len(page.hits) < FEW else {}
            if not page.near:
                break
        wish = wish_of(dialect, tier, asked.words, page.near) & fence(dialect, user, kinds)
        last = asked.after[1] if asked.after and tier == start else None
        page.hits += [(tier, row) for row in look(wish, wall, last, MOST + 1 - len(page.hits))]
        if len(page.hits) > MOST:
            break
    page.hits, more = page.hits[:MOST], len(page.hits) > MOST
    page.after = (page.hits[-1][0], page.hits[-1][1].key) if more else None
    return page


def look(wish: Wish, wall: ColumnElement[bool], last: UUID | None, most: int) -> list[Row]:
    found = index.found(wish, *SHOWN).where(wall)
    if last is not None:
        found = found.where(index.number(wish) < select(SearchEntry.id).where(SearchEntry.key == last).scalar_subquery())
    return list(db.session.execute(found.limit(most)))


@dataclass(frozen=True)
class Seeker:
    """All that a wall may know of a person, so that it can be put together once for as long as they reach the same."""

    id: UUID
    reach: Any  # hashable; of the room above
    programme_id: UUID | None  # whose modules they read

    @classmethod
    def of(cls, user) -> Seeker:
        return cls(user.id, user.reach, user.programme_id)


@lru_cache(512)
def wall_of(seeker: Seeker, kinds: tuple[str, ...]) -> ColumnElement[bool]:
    """The wall: an entry stands only where the record's own `visible_…` holds its record. Nothing is sorted out afterwards."""
    return or_(false(), *(and_(SearchEntry.kind == kind, holds(sources.of_kind[kind], seeker)) for kind in kinds))


def holds(source: Source, seeker: Seeker) -> ColumnElement[bool]:
    model = source.model
    same = [model.id == SearchEntry.record_id]
    if "programme_id" in model.__table__.primary_key.columns:
        same.append(model.programme_id == SearchEntry.programme_id)
    return source.visible(seeker).where(*same).with_only_columns(model.id, maintain_column_froms=True).correlate(SearchEntry).exists()


def fence(dialect: str, user, kinds: list[Source]) -> Wish:
    """Before the wall: which entries can lie within reach at all, said in the index's own words, so that a page costs the same behind any wall."""
    reach = user.reach
    scopes = [SHARED, *(f"@p{one.hex}" for one in reach.whole_programmes), *(f"@e{one.hex}" for one in reach.enterprises)]
    scopes += [f"@w{one.hex}" for one in reach.programmes - reach.whole_programmes]
    within = index.one_of([index.word(dialect, scope) for scope in sorted(scopes)])
    if len(kinds) == len(sources.of_kind):
        return within
    return within & index.one_of([index.word(dialect, kind_token(source.kind)) for source in kinds])


def wish_of(dialect: str, tier: int, words: list[str], nearly: dict[str, list[str]]) -> Wish:
    """All words: in the title; somewhere, but not all in the title; the same as they are or nearly so, but not all as they are."""
    somewhere = reduce(both, [term(dialect, word) for word in words])
    in_title = reduce(both, [term(dialect, f"={word}") for word in words])
    if tier == TITLE:
        return in_title
    if tier == TEXT:
        return somewhere - in_title
    alike_in_title = alike(dialect, words, nearly, "=")
    if tier == NEARLY_TITLE:
        return alike_in_title - somewhere
    return alike(dialect, words, nearly) - somewhere - alike_in_title


def alike(dialect: str, words: list[str], nearly: dict[str, list[str]], where: str = "") -> Wish:
    """Each word as it is, or as a word that is known and spelt nearly so."""
    others = {word: [index.word(dialect, f"{where}{other}") for other in nearly.get(word, ())] for word in words}
    return reduce(both, [index.one_of([term(dialect, f"{where}{word}"), *others[word]]) for word in words])


def term(dialect: str, word: str) -> Wish:
    """A beginning of a word will do, but for numbers and single letters."""
    plain = word.removeprefix("=")
    return index.word(dialect, word, is_prefix=len(plain) > 1 and not plain.isdigit())


def spelt_nearly(words: list[str]) -> dict[str, list[str]]:
    """Known words that are one mistake away from those asked for."""
    keys = {word: near(word) for word in words if can_be_mistyped(word)}
    if not keys:
        return {}
    known = select(SearchNear.word).where(SearchNear.near.in_(set().union(*keys.values()))).distinct().limit(1000)
    others = list(db.session.scalars(known))
    alike = {word: sorted(other for other in others if is_one_mistake_away(word, other))[:MOST_NEAR] for word in keys}
    return {word: found for word, found in alike.items() if found}
