"""What the worker does for the inbox: digests each quarter of an hour, for whom the hour is right."""

from __future__ import annotations

from portal.database import db
from portal.notices import digests
from portal.web import periodic


@periodic.every("digest", minutes=15)
def write_digests() -> int:
    """How many were written. Each is a transaction of its own; done twice, the letter's key keeps it one."""
    written = 0
    for user, programme, settings in digests.readers():
        written += digests.write_for(user, programme, settings)
        db.session.commit()
    db.session.commit()
    return written
