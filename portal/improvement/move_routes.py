"""The door to several projects at once: looked at first, with what each still needs, then moved or handed over."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from sqlalchemy import select

from portal.accounts.models import Person
from portal.database import db
from portal.improvement import moves, policy, queries, telling
from portal.improvement.forms import MovesForm
from portal.improvement.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.replay import commit


@bp.get("/projects/moves")
@allow(policy.can_move)
def new_moves():
    return moves_page(moves.chosen_of(current_user, request.args.getlist("project")))


def moves_page(many: list[moves.Chosen], form: MovesForm | None = None, status: int = 200):
    form = form or form_for(many)
    return render_template("improvement/moves.html", many=many, form=form, done=None), status


def form_for(many: list[moves.Chosen]) -> MovesForm:
    """Leaders are offered where all are of one factory, and to its own team."""
    place = moves.factory_of(many)
    may_lead = place and all(policy.can_act(current_user, one.project) for one in many)
    return MovesForm().offer(queries.team_of(place) if place and may_lead else [])


@bp.post("/projects/moves")
@allow(policy.can_move)
def create_moves():
    many = moves.chosen_of(current_user, request.form.getlist("project"))
    form = form_for(many)
    if not form.validate() or not many:
        return moves_page(many, form, 422)
    if form.deed.data == "onward":
        done = moves.move_on(current_user, many)
    else:
        leader = db.session.scalars(select(Person).where(Person.id == UUID(form.leader.data))).one()
        done = moves.hand_over(current_user, many, leader, lambda project: telling.project_given(project, current_user.person))
    db.session.flush()
    return commit(render_template("improvement/moves.html", many=many, form=form, done=done))
