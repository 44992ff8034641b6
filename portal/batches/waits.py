"""What waits for a trainer, an expert or a coordinator, for the first page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Row

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import within_reach
from portal.batches import gates, policy, queries
from portal.batches.completions import State
from portal.batches.models import Enrolment
from portal.batches.modules import Title, title_of, titles
from portal.web.formats import inside, own
from portal.web.language import language
from portal.web.needs import Need

PATIENCE = 5  # days after which a proposal has waited too long


def needs_of(user: User) -> Iterator[Need]:
    ready = to_propose(user) if policy.can_propose(user) else []
    waiting = queries.waiting(user) if policy.can_confirm(user) else []
    names = titles(language(), (ready or waiting)[0].programme_id) if ready or waiting else {}
    yield from (need_of_trainer(row, title_of(names, row.module_code)) for row in ready)
    yield from (need_of_decider(row, title_of(names, row.module_code)) for row in waiting if row.proposed_by != user.id)


def to_propose(user: User) -> list[Row]:
    """Modules that came back, and those in which every gate is met, whoever knows it."""
    rows = queries.ready_to_propose(within_reach(user, Enrolment))
    rooms = [gate.code for gate in gates.GATES if gates.known_by_a_room(gate.code)]
    missing = set()
    for programme_id, group in groupby(sorted(rows, key=lambda row: row.programme_id), key=lambda row: row.programme_id):
        pairs = [(row.enterprise_id, row.module_code) for row in group]
        for gate in rooms:
            known = gates.ask_many(gate, programme_id, {pair[0] for pair in pairs}, {pair[1] for pair in pairs})
            missing |= {pair for pair in pairs if not known.get(pair, gates.NOTHING).met}
    return [row for row in rows if row.state is State.RETURNED or (row.enterprise_id, row.module_code) not in missing]


def need_of_trainer(row: Row, title: Title) -> Need:
    url = url_for("batches.show_completion", enrolment_id=row.enrolment_id, code=row.module_code)
    said = _("%(module)s at %(enterprise)s", module=inside(title.title), enterprise=inside(own(row)))
    if row.state is State.RETURNED:
        return Need(
            said,
            _("Came back: %(comment)s", comment=inside(row.comment)),
            url,
            _("See what is missing"),
            tag=_("Returned"),
            tone="act",
            weight=2,
        )
    return Need(said, _("Every gate is met. Propose it as complete."), url, _("Propose it"), tag=_("Ready"), weight=4)


def need_of_decider(row: Row, title: Title) -> Need:
    days = (clock.today() - clock.local(row.proposed_at).date()).days
    return Need(
        _("%(module)s at %(enterprise)s", module=inside(title.title), enterprise=inside(own(row))),
        _("%(person)s proposed it as complete.", person=inside(own(row, "by"))),
        url_for("batches.show_completion", enrolment_id=row.enrolment_id, code=row.module_code),
        _("Decide"),
        tag=ngettext("Waits 1 day", "Waits %(num)s days", days) if days else _("New today"),
        tone="act" if days > PATIENCE else "",
        weight=3,
    )
