"""What a factory's improvements show to others: titles to the donor and to alumni, photos to everybody, as far as it agreed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import and_, select

from portal.consent.audiences import Audience, Who, shown_to
from portal.consent.seen import Item
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.files.models import State, StoredFile
from portal.improvement.models import DONE, Photo, Project
from portal.improvement.photos import OPEN_TO_ALL
from portal.say import _l

MOST = 60


def of(audience: Audience, enterprise: Enterprise) -> Iterable[Item]:
    return photos(audience, enterprise) if audience.who is Who.PUBLIC else improvements(audience, enterprise)


def improvements(audience: Audience, enterprise: Enterprise) -> Iterable[Item]:
    """What is in use, by its title; to alumni with the idea, for they may take it up."""
    found = select(Project.title, Project.idea).where(*here(Project, audience, enterprise), Project.stage.in_(DONE))
    rows = db.session.execute(found.order_by(Project.id).limit(MOST))
    told = audience.who is Who.ALUMNI
    return [Item(_l("Improvement in use"), f"{row.title} – {row.idea}" if told and row.idea else row.title) for row in rows]


def photos(audience: Audience, enterprise: Enterprise) -> Iterable[Item]:
    """Of improvements in use, by what stands under them; none of which it is not said that the people in it agreed."""
    found = (
        select(Photo.file_id, Photo.caption, Project.title)
        .join(Project, and_(Project.programme_id == Photo.programme_id, Project.id == Photo.project_id))
        .join(StoredFile, and_(StoredFile.programme_id == Photo.programme_id, StoredFile.id == Photo.file_id))
        .where(*here(Photo, audience, enterprise), Project.stage.in_(DONE), StoredFile.state == State.READY, Photo.people.in_(OPEN_TO_ALL))
    )
    rows = db.session.execute(found.order_by(Photo.id).limit(MOST))
    return [Item(_l("Photo"), row.caption or row.title, f"/files/{row.file_id}") for row in rows]


def here(model, audience: Audience, enterprise: Enterprise) -> tuple:
    return model.programme_id == enterprise.programme_id, model.enterprise_id == enterprise.id, shown_to(audience, model)
