"""What of the box waits for whom, and what a factory's home and a project's page say of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select

from portal import clock
from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE, within_reach
from portal.database import db
from portal.enterprises import life, matters
from portal.enterprises.models import Enterprise
from portal.improvement.models import Project
from portal.improvement.origins import Origin
from portal.say import _l
from portal.suggestions.models import Concern, Open, State, Suggestion
from portal.suggestions.policy import can_hear, can_triage, programmes_of
from portal.web.needs import Need

PATIENCE = timedelta(days=7)


def needs_of(user: User) -> Iterable[Need]:
    roles = (user.reach or NOWHERE).roles
    if can_triage(user) and Role.MANAGER not in roles:  # to a manager it comes beside the factory itself
        yield from unanswered(db.session.execute(select(*counts(within_reach(user, Suggestion)))).one())


def columns() -> list[ColumnElement]:
    return counts(and_(Suggestion.programme_id == Enterprise.programme_id, Suggestion.enterprise_id == Enterprise.id))


def counts(here) -> list[ColumnElement]:
    """How many wait for an answer, how many of those too long, and how many are held back."""
    waits = Suggestion.state == State.WAITING
    asked = {"box_waiting": [waits], "box_late": [waits, Suggestion.received_on < clock.today() - PATIENCE]}
    asked["box_held"] = [Suggestion.state == State.HELD]
    many = {name: select(func.count(Suggestion.id)).where(here, *terms) for name, terms in asked.items()}
    return [one.correlate(Enterprise).scalar_subquery().label(name) for name, one in many.items()]


def unanswered(row: Row) -> Iterable[Need]:
    if row.box_waiting:
        title = ngettext("%(num)s suggestion waits for an answer", "%(num)s suggestions wait for an answer", row.box_waiting)
        why = _("Whoever wrote it looks with the code on their slip. Where nobody answers within 7 days, people stop writing.")
        tone, tag = ("alarm", _("Late")) if row.box_late else ("act", _("New"))
        yield Need(title, why, "/suggestions", _("Answer"), None, tag, tone, weight=3)
    if row.box_held:
        title = ngettext("%(num)s suggestion is held back", "%(num)s suggestions are held back", row.box_held)
        why = _("More came at one poster in a day than people usually write. Look which of them are real.")
        yield Need(title, why, "/suggestions?state=held", _("Look through them"), tone="act", tag=_("Held back"), weight=4)


def confided() -> list[ColumnElement]:
    """How many wrote in confidence to whoever asks, in the programmes that they coordinate."""
    mine = Concern.programme_id.in_(bindparam("heard", expanding=True)), Concern.state == Open.OPEN
    return [select(func.count(Concern.id)).where(*mine).scalar_subquery().label("confided")]


def heard(user: User) -> dict:
    return {"heard": list(programmes_of(user)) if can_hear(user) else []}


def in_confidence(row: Row) -> Iterable[Need]:
    if many := row.confided:
        title = ngettext("%(num)s person wrote to you in confidence", "%(num)s people wrote to you in confidence", many)
        yield Need(
            title,
            _("It is about a person or a danger. Nobody else sees it."),
            "/concerns",
            _("Read"),
            tag=_("In confidence"),
            tone="alarm",
            weight=1,
        )


def origin_of(project: Project) -> Origin | None:
    """A suggestion that became this project."""
    mine = Suggestion.programme_id == project.programme_id, Suggestion.project_id == project.id
    suggestion_id = db.session.scalar(select(Suggestion.id).where(*mine).limit(1))
    if suggestion_id is None:
        return None
    is_unnamed = project.raised_level is None and project.raised_sex is None
    return Origin(_l("From the suggestion box"), f"/suggestions/{suggestion_id}", can_triage, is_unnamed)


def before_the_team(enterprise: Enterprise) -> Select:
    """How many wait, and not a word of them: the box is the factory's own, what a meeting writes down others read as well."""
    waits = Suggestion.programme_id == enterprise.programme_id, Suggestion.enterprise_id == enterprise.id, Suggestion.state == State.WAITING
    many, first = func.count(Suggestion.id), func.min(Suggestion.received_on)
    return select(*matters.matter("suggestions", many=many, on=first)).where(*waits).having(many > 0)


def answered(of) -> Select:
    return select(Suggestion.answered_on).where(*life.same(Suggestion, of), Suggestion.answered_on.is_not(None))


UNTRIAGED = matters.Kind("suggestions", _l("Suggestions without an answer"), before_the_team, lambda one: "/suggestions", can_triage)
ANSWERED = life.Sign("suggestion", _l("A suggestion was answered"), _l("Answer a suggestion"), lambda _id: "/suggestions", answered)
