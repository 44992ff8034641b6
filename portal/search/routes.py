"""The door to what can be found: one page and its part, the same address."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from portal.search import policy, queries
from portal.search.marking import Marker, Piece
from portal.search.queries import NEARLY_TITLE, Asked, Page
from portal.search.sources import sources
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.formats import own
from portal.web.fragments import fragment, fragment_wanted
from portal.web.language import direction, language

bp = Blueprint("search", __name__)


@dataclass(frozen=True)
class Hit:
    """One thing found, as the page shows it."""

    href: str
    label: object
    title: list[Piece]
    place: list[Piece]
    excerpt: list[Piece]
    tongue: dict[str, str]  # lang and dir of a text that is in another language than the page
    is_nearly: bool


@bp.get("/search")
@allow(policy.can_search)
def index():
    asked = Asked.of(request.args)
    page = queries.search(current_user, asked)
    facts = {"asked": asked, "hits": hits_of(asked, page), "after": page.after, "kinds": sources.of(current_user)}
    return fragment("search/_found.html", **facts) if fragment_wanted() else render_template("search/index.html", **facts)


def hits_of(asked: Asked, page: Page) -> list[Hit]:
    """A text that is there in several languages, or is told of by several entries, stands once: in the reader's language where it has one."""
    marker, here = Marker(asked.words, page.near), language()
    in_own = {row.path for _tier, row in page.hits if row.language == here}
    found: dict[object, Hit] = {}
    for tier, row in page.hits:
        if row.language in ("", here) or row.path not in in_own:
            found.setdefault((row.kind, row.path, row.language) if row.language else row.key, hit(row, tier, marker, here))
    return list(found.values())


def hit(row, tier: int, marker: Marker, here: str) -> Hit:
    is_foreign = row.language not in ("", here)
    return Hit(
        href=in_language(row.path, row.language) if is_foreign else row.path,
        label=sources.of_kind[row.kind].label,
        title=marker.marked(own(row, "title")),
        place=marker.marked(own(row, "place")),
        excerpt=marker.excerpt(row.text),
        tongue={"lang": row.language, "dir": direction(row.language)} if is_foreign else {},
        is_nearly=tier >= NEARLY_TITLE,
    )


def in_language(path: str, code: str) -> str:
    page, sign, anchor = path.partition("#")
    return f"{page}?language={code}{sign}{anchor}"
