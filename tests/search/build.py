"""How the tests of the search look for things, and what a page of it shows."""

from __future__ import annotations

import re
from html import unescape

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import reach_of
from portal.database import db
from portal.search import queries
from portal.search.cli import make_anew


def titles(page: str) -> list[str]:
    """What was found, in its order, as text."""
    found = re.search(r'<ul role="list" class="hits">(.*?)</ul>', page, re.S)
    return [unescape(re.sub("<[^>]+>", "", title)).strip() for title in re.findall(r"<b[ >].*?</b>", found[1], re.S)] if found else []


def look(visitor, q: str, **query) -> list[str]:
    answer = visitor.get("/search", q=q, **query)
    assert answer.status_code == 200, answer.text
    return titles(answer.text)


def rebuild() -> int:
    return make_anew()


def as_user(cast, name: str) -> User:
    user = db.session.get(User, cast.users[name])
    user.reach = reach_of(user.id, clock.today())
    return user


def page_of(user, **asked) -> queries.Page:
    return queries.search(user, queries.Asked.of(asked))
