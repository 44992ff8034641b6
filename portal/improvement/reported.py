"""What an A3 draws on, in few statements: the project with its actions and its rule, why it happens, where else it is done."""

from __future__ import annotations

from sqlalchemy import Row, and_, null, select, union_all
from sqlalchemy.orm import joinedload, selectinload, with_expression

from portal.database import db
from portal.improvement.models import Cause, Photo, Project, Stage, Step, Why
from portal.improvement.queries import NAMED, WHO
from portal.improvement.replications import Replication


def whole() -> tuple:
    """Options for the project: its few actions come with it, and what was said when it became the rule."""
    its_own = (Step.programme_id == Project.programme_id, Step.project_id == Project.id, Step.to_stage == Stage.STANDARDISED)
    rule = select(Step.note).where(*its_own).order_by(Step.id.desc()).limit(1).correlate(Project).scalar_subquery()
    photos = selectinload(Project.all_photos).options(joinedload(Photo.file), joinedload(Photo.taken_by))
    return *NAMED, joinedload(Project.actions).options(*WHO), photos, with_expression(Project.rule, rule)


def reasons(project: Project) -> tuple[list[Row], list[Row]]:
    """Causes on the fishbone, and the chain of whys: one statement, each in its order."""
    parts = [
        select(kind.id, bone.label("bone"), kind.text, evidence.label("evidence")).where(
            kind.programme_id == project.programme_id, kind.project_id == project.id, kind.withdrawn_at.is_(None)
        )
        for kind, bone, evidence in ((Cause, Cause.bone, null()), (Why, null(), Why.evidence))
    ]
    rows = sorted(db.session.execute(union_all(*parts)), key=lambda row: row.id)
    return [row for row in rows if row.bone], [row for row in rows if not row.bone]


def carried_on(project: Project) -> list[Project]:
    """The further places, each with its area."""
    branch = and_(Replication.programme_id == Project.programme_id, Replication.child_id == Project.id)
    mine = (Replication.programme_id == project.programme_id, Replication.parent_id == project.id)
    asked = select(Project).join(Replication, branch).where(*mine).options(joinedload(Project.area)).order_by(Project.number)
    return list(db.session.scalars(asked))
