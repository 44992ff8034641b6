"""What the worker drops every hour: whatever has had its time, see retention.py."""

from __future__ import annotations

from portal.database import db
from portal.web import periodic, retention
from portal.web.log import log


@periodic.every("tidy", hours=1)
def sweep() -> dict[str, int]:
    """How many of each there were."""
    swept = retention.sweep()
    db.session.commit()
    log.info("swept", **swept)
    return swept
