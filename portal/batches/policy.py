"""Who sees which enterprises in a batch, who proposes a completion, and who decides."""

from __future__ import annotations

from sqlalchemy import Select, and_, or_, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD, STAFF
from portal.accounts.reach import NOWHERE, within_reach
from portal.batches.completions import Completion, State
from portal.batches.models import Batch, Enrolment
from portal.web.access import Rule, rule

can_see_batches = rule("see batches", Role.TRAINER, Role.EXPERT, *STAFF)
can_see_standing = rule("see where an enterprise stands", *IN_THE_FIELD)
can_plan = rule("plan batches", *STAFF)
can_enter = rule("enter facts at a gate", Role.TRAINER)
can_propose = rule("propose a completion", Role.TRAINER)
can_confirm = rule("decide on a completion", Role.EXPERT, Role.COORDINATOR)
can_decide_exceptions = rule("decide on an exception", Role.COORDINATOR)
can_withdraw = rule("withdraw a completion", Role.TRAINER, Role.EXPERT, Role.COORDINATOR)


def visible_batches(user: User) -> Select:
    """Every batch of a programme that one reaches whole, else those with an enterprise within reach."""
    theirs = select(Enrolment.id).where(
        Enrolment.programme_id == Batch.programme_id, Enrolment.batch_id == Batch.id, within_reach(user, Enrolment)
    )
    whole = (user.reach or NOWHERE).whole_programmes
    return select(Batch).where(or_(Batch.programme_id.in_(whole), theirs.exists()) if whole else theirs.exists())


def visible_enrolments(user: User) -> Select:
    return select(Enrolment).where(within_reach(user, Enrolment))


def visible_completions(user: User) -> Select:
    return select(Completion).where(within_reach(user, Completion))


def to_decide(user: User):
    """The condition of what waits for this person: within reach, and exceptions only where they decide them."""
    places = (user.reach or NOWHERE).places
    decides = {place.programme_id for place in places if place.role in can_decide_exceptions.roles}
    may = or_(Completion.override_reason.is_(None), Completion.programme_id.in_(decides))
    return and_(within_reach(user, Completion), Completion.state == State.PROPOSED, may)


def own(user: User, model):
    """The condition of a person's own factory: where one works, not where one is sent."""
    reach = user.reach or NOWHERE
    return and_(model.programme_id.in_(reach.programmes), model.enterprise_id.in_(reach.own_enterprises()))


def rule_to_decide(completion: Completion) -> Rule:
    """A proposal with something missing is the coordinator's."""
    return can_decide_exceptions if completion.is_exception else can_confirm


def rule_to_withdraw(completion: Completion) -> Rule:
    """A trainer takes back a proposal; a confirmation is taken back by those who could confirm it."""
    return rule_to_decide(completion) if completion.state is State.CONFIRMED else can_propose
