"""The programme of the press release: a pilot, a batch through the pandemic, the event, and the batch under way; told through the portal's own verbs."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import Programme
from portal.database import db
from portal.demo.story import story
from portal.demo.telling import PASSWORD, Telling

__all__ = ["PASSWORD", "PEOPLE", "build", "is_wanted"]

PEOPLE = {
    "manager": "manager of Roshan Stitch Works",
    "member": "member of its improvement team, an operator on Line 3",
    "stranger": "member of another factory’s team",
    "trainer": "trains and visits two factories",
    "expert": "oversees the trainers and confirms completions",
    "coordinator": "runs the programme",
    "donor": "reads what is reported",
    "admin": "keeps users and settings",
}


def is_wanted() -> bool:
    return db.session.scalar(select(Programme.id).limit(1)) is None


def build() -> None:
    Telling(story()).tell()
    db.session.commit()
