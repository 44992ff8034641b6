"""What Flask can do at all: three bare apps, as plain as a tutorial's, with nothing of the portal in them.

`FLOOR=b|c|d granian … bench.floors:app`. **b**: a Jinja page of 60 rows from memory. **c**: the same page behind a
Flask-Login session, from three ORM statements on SQLite. **d**: a POST with CSRF, one insert and commit, a fragment back.
"""

from __future__ import annotations

import gc
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pysqlite3.dbapi2
from flask import Flask, abort, render_template, request
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import ForeignKey, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship

from bench.cookies import person
from bench.floors_page import TEMPLATES
from bench.load import FORM, Requests

ROWS, PLACES, USERS = 60, 500, 64
SECRET = "only a floor, and never a secret: it listens on 127.0.0.1"
STATES = ("idea", "planned", "in progress", "implemented", "verified")


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Place(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Item(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    title: Mapped[str]
    about: Mapped[str]
    state: Mapped[str]
    due_on: Mapped[date]
    owner: Mapped[User] = relationship()


class Note(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(index=True)
    text: Mapped[str]
    at: Mapped[datetime]


def make_app(letter: str) -> Flask:
    app = Flask(__name__)
    app.secret_key = SECRET
    app.jinja_loader = TEMPLATES
    {"b": page_from_memory, "c": page_from_database, "d": write}[letter](app)
    return app


def page_from_memory(app: Flask) -> None:
    rows = [
        {"id": n, "title": title(n), "about": about(n), "state": STATES[n % 5], "due_on": day(n), "owner": {"name": f"Person {n}"}}
        for n in range(ROWS)
    ]

    @app.get("/<int:place_id>")
    def show(place_id):
        return render_template(
            "page.html", user="Somebody", place={"id": place_id, "name": f"Place {place_id}"}, count=len(rows), rows=rows
        )


def page_from_database(app: Flask) -> None:
    bind(app)
    login = LoginManager(app)
    login.user_loader(lambda user_id: db.session.get(User, int(user_id)))

    @app.get("/<int:place_id>")
    @login_required
    def show(place_id):
        counted = select(Place, func.count(Item.id)).join(Item, Item.place_id == Place.id).where(Place.id == place_id).group_by(Place.id)
        place, count = db.session.execute(counted).first() or abort(404)
        mine = select(Item).where(Item.place_id == place.id).options(joinedload(Item.owner, innerjoin=True)).order_by(Item.id).limit(ROWS)
        return render_template("page.html", user=current_user.name, place=place, count=count, rows=db.session.scalars(mine).all())


def write(app: Flask) -> None:
    bind(app)
    CSRFProtect(app)

    @app.post("/<int:place_id>")
    def create(place_id):
        note = Note(place_id=place_id, text=request.form["text"], at=datetime.now(UTC))
        db.session.add(note)
        db.session.commit()
        return render_template("fragment.html", note=note)


def bind(app: Flask) -> None:
    """SQLite as lasting as the portal's own: WAL, and the disk has it before the answer goes out."""
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['FLOOR_DATABASE']}"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"module": pysqlite3.dbapi2, "pool_size": 10, "max_overflow": 60}
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "connect", set_up)


def set_up(connection, _record) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def title(n: int) -> str:
    return f"Less waiting at station {n} of the line"


def about(n: int) -> str:
    return f"Bundles wait <{n}> minutes for the next operator; a marked place & a card on it would show who needs what."


def day(n: int) -> date:
    return date(2026, 1, 1) + timedelta(days=n)


def fill(database: Path) -> None:
    """500 places with 60 items each, and 64 people."""
    os.environ["FLOOR_DATABASE"] = str(database)
    with make_app("c").app_context():
        db.create_all()
        db.session.execute(User.__table__.insert(), [{"id": n, "name": f"Person {n}"} for n in range(1, USERS + 1)])
        db.session.execute(Place.__table__.insert(), [{"id": n, "name": f"Place {n}"} for n in range(1, PLACES + 1)])
        facts = ({"title": title(n), "about": about(n), "state": STATES[n % 5], "due_on": day(n)} for n in range(ROWS))
        of_each = [fact | {"owner_id": n % USERS + 1} for n, fact in enumerate(facts)]
        db.session.execute(Item.__table__.insert(), [fact | {"place_id": n} for n in range(1, PLACES + 1) for fact in of_each])
        db.session.commit()


def requests(letter: str) -> Requests:
    """64 people and 500 places, drawn at random."""
    app, places = make_app(letter), [f"/{n}" for n in range(1, PLACES + 1)]
    people = [person(app, n, places, _user_id=str(n), _fresh=True) for n in range(1, USERS + 1)]
    if letter != "d":
        return Requests(people)
    return Requests(people, "POST", body="csrf_token={token}&text=Put+a+marked+place+at+the+line", headers=FORM)


if letter := os.environ.get("FLOOR"):
    app = make_app(letter)
    gc.collect()
    gc.freeze()
