"""A poster on Line 3, and what people put into its box."""

from __future__ import annotations

import re
import time
from uuid import uuid4

from sqlalchemy import select

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.suggestions.models import Suggestion, SuggestionPoster
from portal.web import signing


def hang(cast) -> str:
    """The token of a poster in Line 3."""
    poster = SuggestionPoster.hang(db.session.get_one(Area, (cast.programme, cast.line_3)))
    db.session.commit()
    return poster.token


def hang_at(cast, enterprise_id) -> str:
    enterprise = db.session.get_one(Enterprise, (cast.programme, enterprise_id))
    area = enterprise.open_area("Store")
    db.session.flush()
    poster = SuggestionPoster.hang(area)
    db.session.commit()
    return poster.token


def words(seconds: float = 30, **facts) -> dict:
    """What a phone sends half a minute after it opened the page."""
    opened = signing.sealed("opened", time.time() - seconds)
    return {"text": "Put the thread where we sit.", "website": "", "opened": opened, "_key": str(uuid4()), **facts}


def drop_in(visit, token: str, **facts) -> str:
    """The code of the slip."""
    answer = visit(None).post(f"/en/box/{token}", **words(**facts))
    assert answer.status_code == 200, answer.text
    return code_on(answer.text)


def code_on(page: str) -> str:
    return re.search(r'<bdi dir="ltr">(\w{5}) (\w{5})</bdi>', page).expand(r"\1\2")


def kept() -> list[Suggestion]:
    db.session.expire_all()
    found = list(db.session.scalars(select(Suggestion).order_by(Suggestion.received_on)))
    db.session.commit()
    return found


def person(cast, name: str) -> Person:
    return db.session.get_one(Person, cast.people[name])
