"""Who opens a picture: those of the factory and those who accompany it. Roles by their words, for this room lies below `accounts`."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.files.models import StoredFile
from portal.web.access import rule

IN_THE_FIELD = ("member", "manager", "trainer", "expert", "coordinator")

can_open = rule("open photos", *IN_THE_FIELD)
can_ask = rule("ask for photos", *IN_THE_FIELD, "administrator")


def visible_files(user) -> Select:
    return select(StoredFile).where(user.reach.clause(StoredFile))
