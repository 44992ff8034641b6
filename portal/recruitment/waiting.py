"""What of recruitment waits for a coordinator: follow-ups, decisions, interest, the silent; counted in one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Date, Row, Select, Uuid, bindparam, func, select

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import NOWHERE
from portal.database import db
from portal.events.waiting import call_the_silent, silent
from portal.recruitment.assessments import InitialAssessment
from portal.recruitment.interests import Interest, State
from portal.recruitment.models import Prospect
from portal.recruitment.policy import can_recruit
from portal.recruitment.stages import Stage
from portal.web.needs import Need


@dataclass(frozen=True)
class Beside:
    """What an upper room counts in the statement that counts for a coordinator: its columns, what they ask for, and what waits by them."""

    columns: Callable[[], list[ColumnElement]]
    facts: Callable[[User], dict]
    needs: Callable[[Row], Iterable[Need]]


beside: dict[str, Beside] = {}  # by room


def needs_of(user: User) -> Iterable[Need]:
    whole = (user.reach or NOWHERE).whole_programmes
    if not whole or not can_recruit(user):
        return
    facts = {name: fact for one in beside.values() for name, fact in one.facts(user).items()}
    row = db.session.execute(statement(whole), {"today": clock.today(), "me": user.person_id, **facts}).one()
    for one in beside.values():
        yield from one.needs(row)
    yield from call_the_silent(row)
    if row.due:
        title = ngettext("%(num)s firm is to be followed up", "%(num)s firms are to be followed up", row.due)
        why = _("Interest cools: a call in the days after an event counts more than a letter in the month after it.")
        tone, tag = ("alarm", _("Late")) if row.late else ("act", _("Due"))
        yield Need(title, why, f"/recruitment?view=list&due={'late' if row.late else 'due'}", _("See them"), None, tag, tone, weight=4)
    if row.undecided:
        title = ngettext(
            "%(num)s initial assessment waits for a decision", "%(num)s initial assessments wait for a decision", row.undecided
        )
        why = _("Somebody else assessed these firms; you can decide on them.")
        yield Need(title, why, "/recruitment?view=list&stage=assessed", _("Decide"), None, _("Decision"), "act", weight=4)
    if row.interests:
        title = ngettext("%(num)s firm says that it is interested", "%(num)s firms say that they are interested", row.interests)
        why = _("It wrote on the public page. Look whether you know it, and call.")
        yield Need(title, why, "/recruitment/interests", _("See who"), None, _("Interest"), "act", weight=4)


@lru_cache(256)
def statement(whole: frozenset[UUID]) -> Select:
    """Put together once for all who see the same programmes."""
    today, me = bindparam("today", type_=Date()), bindparam("me", type_=Uuid())
    mine = (Prospect.programme_id.in_(whole), Prospect.merged_into_id.is_(None))
    due = select(func.count()).where(*mine, Prospect.due_on <= today)
    late = select(func.count()).where(*mine, Prospect.late_on <= today)
    undecided = (
        select(func.count())
        .select_from(InitialAssessment)
        .join(InitialAssessment.prospect)
        .where(*mine, InitialAssessment.decision.is_(None), InitialAssessment.assessor_id != me, Prospect.stage == Stage.ASSESSED)
    )
    interests = select(func.count()).where(Interest.programme_id.in_(whole), Interest.state == State.WAITING)
    named = {"due": due, "late": late, "undecided": undecided, "interests": interests}
    counted = {name: asked.scalar_subquery() for name, asked in named.items()} | silent(whole)
    return select(*(asked.label(name) for name, asked in counted.items()), *(column for one in beside.values() for column in one.columns()))
