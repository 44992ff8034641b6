"""Who sees improvements, who works on them, and who may say that they are real."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD
from portal.accounts.reach import within_reach
from portal.enterprises.models import Enterprise
from portal.improvement.models import Action, Cause, DefectKind, Photo, Project, Stage, Why
from portal.web.access import rule

TEAM = (Role.MEMBER, Role.MANAGER)
BESIDE = (Role.TRAINER, Role.EXPERT, Role.COORDINATOR)

can_see = rule("see projects", *IN_THE_FIELD)
can_log = rule("log an improvement", *TEAM)
can_act = rule("work on a project", *TEAM)
can_move = rule("move a project", *TEAM, *BESIDE)
can_override = rule("move a project on without what it needs", Role.COORDINATOR)
can_verify = rule("verify a project", Role.MANAGER, *BESIDE)
can_comment = rule("comment on a project", *TEAM, *BESIDE)
can_take_away = rule("take a photo away", *TEAM, Role.TRAINER, Role.COORDINATOR)  # who answers for the people in it as well


def may_move(user: User, project: Project, stage: Stage) -> bool:
    """To say that it is real, or that it is not after all, takes another eye; all else is the team's."""
    takes_another_eye = (stage is Stage.VERIFIED and project.stage is Stage.IMPLEMENTED) or (
        stage is Stage.IMPLEMENTED and project.stage is Stage.VERIFIED
    )
    return (can_verify if takes_another_eye else can_act)(user, project)


def visible_projects(user: User) -> Select:
    return select(Project).where(within_reach(user, Project))


def visible_actions(user: User) -> Select:
    return select(Action).where(within_reach(user, Action))


def visible_photos(user: User) -> Select:
    return select(Photo).where(within_reach(user, Photo), Photo.gone_at.is_(None))


def visible_whys(user: User) -> Select:
    return select(Why).where(within_reach(user, Why))


def visible_causes(user: User) -> Select:
    return select(Cause).where(within_reach(user, Cause))


def visible_defect_kinds(user: User) -> Select:
    return select(DefectKind).where(within_reach(user, DefectKind))


def workplace(user: User, enterprise_id) -> Select:
    """The one factory of this id, if the user works in it."""
    return select(Enterprise).where(within_reach(user, Enterprise), Enterprise.id == enterprise_id)
