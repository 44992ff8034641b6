"""What the worker tidies: kept answers after 30 days, kept drafts after their hour."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from portal import clock
from portal.database import db
from portal.web import periodic
from portal.web.drafts import LIVES, Draft
from portal.web.log import log
from portal.web.replay import Answer

KEPT = timedelta(days=30)


@periodic.every("tidy", hours=1)
def sweep() -> tuple[int, int]:
    """Drop what has served; how many answers and drafts there were."""
    answers = len(db.session.scalars(delete(Answer).where(Answer.at < clock.now() - KEPT).returning(Answer.key)).all())
    drafts = len(db.session.scalars(delete(Draft).where(Draft.at < clock.now() - LIVES).returning(Draft.digest)).all())
    db.session.commit()
    log.info("swept", answers=answers, drafts=drafts)
    return answers, drafts
