"""What waits for a person: numbers of the week or month that has ended, and corrections that wait for a yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import and_, exists, or_, select

from portal import clock
from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE, within_reach
from portal.database import db
from portal.measures.indicators import word_of
from portal.measures.models import NAMED, Amendment, Frequency, MeasureCard, Reading, State
from portal.measures.policy import can_approve
from portal.measures.queries import waiting_amendments
from portal.web.needs import Need

MOST = 3


def needs_of(user: User) -> Iterable[Need]:
    if (user.reach or NOWHERE).roles & {Role.MEMBER, Role.MANAGER}:
        yield from missing_numbers(user)
    if can_approve(user):
        yield from corrections(user)


def missing_numbers(user: User) -> Iterator[Need]:
    """Cards without a number for the period that has just ended; one statement for weeks and months."""
    latest = {frequency: frequency.latest_over(clock.today()) for frequency in (Frequency.WEEKLY, Frequency.MONTHLY)}

    def lacks(frequency: Frequency):
        here = Reading.programme_id == MeasureCard.programme_id, Reading.card_id == MeasureCard.id
        return and_(MeasureCard.frequency == frequency, ~exists().where(*here, Reading.starts_on == latest[frequency]))

    mine = (
        MeasureCard.state == State.TRACKED,
        MeasureCard.kind != "rare",
        MeasureCard.enterprise_id.in_((user.reach or NOWHERE).own_enterprises()),
    )
    found = select(*NAMED, MeasureCard.id, MeasureCard.frequency).where(within_reach(user, MeasureCard), *mine)
    found = found.where(or_(*map(lacks, latest))).order_by(MeasureCard.frequency.desc(), MeasureCard.id)  # weeks before months
    for row in db.session.execute(found.limit(MOST)):
        frequency, begun = row.frequency, latest[row.frequency]
        day = format_date(frequency.end(begun), "d MMM")
        why = (
            _("The week that ended on %(day)s has no number yet.", day=day)
            if frequency is Frequency.WEEKLY
            else _("The month that ended on %(day)s has no number yet.", day=day)
        )
        yield Need(word_of(row), why, f"/measures/{row.id}/readings", _("Write numbers down"), tag=_("To count"), weight=5)


def corrections(user: User) -> Iterator[Need]:
    for one in waiting_amendments(within_reach(user, Amendment)):
        if one.asked_by_id != user.person_id:
            day = format_date(one.starts_on, "d MMM")
            yield Need(
                word_of(one.card),
                _("A locked number of %(day)s shall be corrected. Do you agree?", day=day),
                f"/measures/{one.card_id}#corrections",
                _("Look and decide"),
                tag=_("Correction"),
                tone="act",
                weight=4,
            )
