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
from portal.batches import policy, queries
from portal.batches.completions import State
from portal.batches.models import Enrolment
from portal.batches.modules import Title, title_of, titles
from portal.batches.stands import Stand, stands
from portal.web.formats import inside, own
from portal.web.language import language
from portal.web.needs import Need

PATIENCE = 5  # days after which a proposal has waited too long
MOST = 3  # modules in which something is missing


def needs_of(user: User) -> Iterator[Need]:
    mine = begun(user) if policy.can_propose(user) else []
    waiting = queries.waiting(user) if policy.can_confirm(user) else []
    first = mine[0][0] if mine else waiting[0] if waiting else None
    names = titles(language(), first.programme_id) if first else {}
    yield from (need_of_trainer(row, stand, title_of(names, row.module_code)) for row, stand in mine)
    yield from (need_of_decider(row, title_of(names, row.module_code)) for row in waiting if row.proposed_by != user.id)


def begun(user: User) -> list[tuple[Row, Stand]]:
    """The trainer's modules with what is met in each: what came back, what is ready, and of the others those that miss least."""
    rows, found = queries.begun(within_reach(user, Enrolment)), []
    for programme_id, group in groupby(sorted(rows, key=lambda row: row.programme_id), key=lambda row: row.programme_id):
        here = list(group)
        known = stands(programme_id, {row.enrolment_id: row.enterprise_id for row in here}, {row.module_code for row in here})
        found += [(row, known[row.enrolment_id, row.module_code]) for row in here]
    missing = sorted((one for one in found if not is_ready(*one)), key=lambda one: len(one[1].missing))
    return [one for one in found if is_ready(*one)] + missing[:MOST]


def is_ready(row: Row, stand: Stand) -> bool:
    return row.state is State.RETURNED or not stand.missing


def need_of_trainer(row: Row, stand: Stand, title: Title) -> Need:
    url = url_for("batches.show_completion", enrolment_id=row.enrolment_id, code=row.module_code)
    said = _("%(module)s at %(enterprise)s", module=inside(title.title), enterprise=inside(own(row)))
    if row.state is State.RETURNED:
        why = _("Came back: %(comment)s", comment=inside(row.comment))
        return Need(said, why, url, _("See what is missing"), tag=_("Returned"), tone="act", weight=2)
    if not stand.missing:
        return Need(said, _("Every gate is met. Propose it as complete."), url, _("Propose it"), tag=_("Ready"), weight=4)
    why = ngettext(
        "%(num)s of %(all)s gates is met. Next: %(gate)s.",
        "%(num)s of %(all)s gates are met. Next: %(gate)s.",
        stand.met_count,
        all=len(stand.checks),
        gate=stand.missing[0].gate.short,
    )
    return Need(said, why, url, _("See what is missing"), tag=_("To complete"), weight=5)


def need_of_decider(row: Row, title: Title) -> Need:
    days = (clock.today() - clock.day_of(row.proposed_at)).days
    return Need(
        _("%(module)s at %(enterprise)s", module=inside(title.title), enterprise=inside(own(row))),
        _("%(person)s proposed it as complete.", person=inside(own(row, "by"))),
        url_for("batches.show_completion", enrolment_id=row.enrolment_id, code=row.module_code),
        _("Decide"),
        tag=ngettext("Waits 1 day", "Waits %(num)s days", days) if days else _("New today"),
        tone="act" if days > PATIENCE else "",
        weight=3,
    )
