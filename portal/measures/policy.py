"""Who sees what is counted, who writes it down, and who agrees that a locked number was wrong."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD
from portal.accounts.reach import within_reach
from portal.enterprises.models import Enterprise
from portal.measures.models import Amendment, MeasureCard, Reading
from portal.web.access import rule

COUNTS = (Role.MEMBER, Role.MANAGER, Role.TRAINER)

can_see = rule("see measures", *IN_THE_FIELD)
can_define = rule("say what is counted", *COUNTS)
can_read = rule("write numbers down", *COUNTS)
can_declare = rule("declare a change", *COUNTS)
can_amend = rule("ask to correct a locked number", *COUNTS)
can_approve = rule("agree to a correction", Role.TRAINER, Role.EXPERT, Role.COORDINATOR)
can_take_away = rule("take a photo away", *COUNTS, Role.COORDINATOR)  # who answers for the people in it as well
can_see_results = rule("see results of the programme", Role.EXPERT, Role.COORDINATOR, Role.ADMINISTRATOR)


def visible_cards(user: User) -> Select:
    return select(MeasureCard).where(within_reach(user, MeasureCard))


def visible_readings(user: User) -> Select:
    """Each with its card, in whose reach it lies."""
    return select(Reading).join(Reading.card).where(within_reach(user, MeasureCard)).options(contains_eager(Reading.card))


def visible_amendments(user: User) -> Select:
    return select(Amendment).where(within_reach(user, Amendment))


def visible_places(user: User) -> Select:
    return select(Enterprise).where(within_reach(user, Enterprise))
