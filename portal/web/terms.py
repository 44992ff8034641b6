"""How long the plumbing keeps what it keeps: first answers 30 days, drafts their hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from portal.database import db
from portal.web import retention
from portal.web.drafts import LIVES, Draft
from portal.web.replay import KEPT, Answer


def sweep_answers(before: datetime) -> int:
    return len(db.session.scalars(delete(Answer).where(Answer.at < before).returning(Answer.key)).all())


def sweep_drafts(before: datetime) -> int:
    return len(db.session.scalars(delete(Draft).where(Draft.at < before).returning(Draft.digest)).all())


retention.declare("answers", "the first answer to each write, for when it is sent twice", KEPT, "the write", sweep_answers)
retention.declare("drafts", "what was typed into a form whose session had ended", LIVES, "the sending", sweep_drafts)
