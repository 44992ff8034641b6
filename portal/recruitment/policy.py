"""Who recruits, who assesses, who decides."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import STAFF
from portal.accounts.reach import NOWHERE, within_reach
from portal.recruitment.assessments import AssessmentPhoto, InitialAssessment
from portal.recruitment.interests import Interest
from portal.recruitment.merging import ProspectMerge
from portal.recruitment.models import Prospect
from portal.web.access import rule

can_see = rule("see prospects", Role.TRAINER, Role.EXPERT, *STAFF)
can_recruit = rule("recruit enterprises", *STAFF)
can_assess = rule("assess prospects", Role.TRAINER, Role.EXPERT, *STAFF)
can_decide = rule("decide on prospects", *STAFF)
can_set = rule("set how a programme recruits", *STAFF)


def visible_prospects(user: User) -> Select:
    return select(Prospect).where(within_reach(user, Prospect))


def within_programmes(user: User, model):
    """The condition for what belongs to a programme as a whole, for those who see all of it."""
    return model.programme_id.in_((user.reach or NOWHERE).whole_programmes)


def visible_assessments(user: User) -> Select:
    return select(InitialAssessment).where(within_reach(user, InitialAssessment))


def visible_photos(user: User) -> Select:
    """Of visits, those that were not taken away."""
    return select(AssessmentPhoto).where(within_reach(user, AssessmentPhoto), AssessmentPhoto.gone_at.is_(None))


def visible_interests(user: User) -> Select:
    """Of no enterprise yet: seen by those who see the whole programme."""
    return select(Interest).where(within_programmes(user, Interest))


def visible_merges(user: User) -> Select:
    return select(ProspectMerge).where(within_programmes(user, ProspectMerge))
