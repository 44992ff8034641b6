"""People who can sign in, for the search of those who may see people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from portal.accounts import policy
from portal.accounts.models import Person, User
from portal.database import db
from portal.say import _l
from portal.search.sources import Entry, Source, Watch

PEOPLE = select(User.id, User.username, Person.name, Person.name_ur).join(Person, Person.id == User.person_id).order_by(User.id)


def read_people(ids: Collection[UUID] | None) -> Iterable[Entry]:
    """Of no programme in the index: where a person may be seen follows from their grants, which the wall asks."""
    for row in db.session.execute(PEOPLE if ids is None else PEOPLE.where(User.id.in_(ids))):
        yield Entry(row.id, row.name, f"/people/{row.id}", row.username, title_ur=row.name_ur)


people = Source(
    kind="person",
    label=_l("Person"),
    many=_l("People"),
    may=policy.can_see_people,
    model=User,
    visible=policy.visible_users,
    read=read_people,
    watches=(
        Watch(User, lambda user: [user.id], frozenset({"username", "person_id"})),
        Watch(Person, lambda person: select(User.id).where(User.person_id == person.id), frozenset({"name", "name_ur"})),
    ),
    position=80,
)
