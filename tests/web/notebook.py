"""A small room of the tests' own, so that the plumbing is tried without any word of the programme: one form, and every fault."""

from __future__ import annotations

import time
from uuid import UUID

from flask import Blueprint, abort, render_template_string, request
from flask_login import current_user
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from wtforms import PasswordField

from portal.accounts.models import Person
from portal.database import db
from portal.errors import Clash, NotNow
from portal.web.access import allow, public, rule, signed_in
from portal.web.forms import Form, Line, Paragraph, needed_text, optional_text
from portal.web.fragments import see
from portal.web.replay import commit

bp = Blueprint("notebook", __name__)
nobody = rule("what nobody may")

PAGE = """{% extends "layouts/page.html" %}{% from "components/forms.html" import plumbing, sorry, field, send with context %}
{% block title %}Notebook{% endblock %}
{% block main %}<h1>Notebook</h1><form method="post" action="/notebook">{{ sorry(form) }}{{ plumbing(form) }}
{{ field(form.title) }}{{ field(form.story) }}{{ field(form.pin) }}{{ send("Keep") }}</form>{% endblock %}"""


class NoteForm(Form):
    title = Line("Title", needed_text(40))
    story = Paragraph("Story", optional_text(2000))
    pin = PasswordField("PIN")


@bp.get("/notebook")
@signed_in
def new():
    return render_template_string(PAGE, form=NoteForm())


@bp.post("/notebook")
@signed_in
def create():
    form = NoteForm()
    if not form.validate():
        return render_template_string(PAGE, form=form), 422
    db.session.add(Person(name=form.title.data))
    return commit(see(".new"))


@bp.post("/notebook/count")
@public
def count():
    """Read, think, write: what loses updates where a write does not take the lock at its beginning."""
    people = Person.__table__
    mine = people.c.id == UUID(request.form["person"])
    value = int(db.session.scalar(select(people.c.name).where(mine)))
    time.sleep(0.002)
    db.session.execute(update(people).where(mine).values(name=str(value + 1)))
    db.session.commit()
    return "", 204


@bp.get("/notebook/sneaky")
@signed_in
def sneak():
    db.session.add(Person(name="written by a GET"))
    db.session.commit()
    return "wrote"


@bp.get("/notebook/fault/<int:status>")
@public
def fault(status):
    abort(status)


@bp.get("/notebook/crash")
@public
def crash():
    secret_word = "xyzzy-" + request.args.get("word", "")
    raise RuntimeError(f"could not {len(secret_word)}")


@bp.get("/notebook/full")
@public
def full():
    raise OSError(28, "No space left on device")


@bp.get("/notebook/locked")
@public
def locked():
    raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))


@bp.get("/notebook/not-now")
@signed_in
def not_now():
    raise NotNow("The batch is closed.", way_out="/more")


@bp.get("/notebook/clash")
@signed_in
def clash():
    raise Clash({"Title": "Theirs <b>"}, {"Title": "Yours <i>"}, "/notebook")


@bp.get("/notebook/closed")
@allow(nobody)
def closed():
    return f"never seen by {current_user}"


def bare():
    """A view that wears no door."""
    return "nobody was asked"


bp.add_url_rule("/notebook/bare", view_func=bare)
