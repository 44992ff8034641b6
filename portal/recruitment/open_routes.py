"""The public door: a firm says that it is interested, and answers the rest by its personal link. Nobody else is named here."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import abort, current_app, redirect, render_template, request, url_for
from sqlalchemy import select

from portal import clock
from portal.accounts import devices, throttle
from portal.accounts.models import Programme
from portal.database import db
from portal.errors import NotNow
from portal.events.queries import called
from portal.recruitment import interests
from portal.recruitment.interest_forms import InterestForm, QuestionsForm
from portal.recruitment.interests import ANSWERS, Interest, State
from portal.recruitment.rhythm import settings_of
from portal.recruitment.routes import bp
from portal.say import _l
from portal.web.access import public
from portal.web.asking import as_id
from portal.web.fragments import go
from portal.web.language import language as shown
from portal.web.replay import commit

COOKIE, LIVES = "questions", 12 * 3600
FROM_A_NETWORK = throttle.Measure("interest", 40, timedelta(minutes=15))  # a whole event shares one network
OVER = _l("This link is over, or it was never one of ours. Ask the person who gave it to you for a new one.")


def known_language(language: str) -> str:
    return language if language in current_app.config["LANGUAGES"] else abort(404)


def open_programme(language: str, programme_id: UUID) -> Programme:
    known_language(language)
    return db.session.scalar(select(Programme).where(Programme.id == programme_id)) or abort(404)


def event_asked(programme_id: UUID) -> tuple[UUID | None, str | None]:
    """The event that the address names, once it is more than a draft."""
    event_id = as_id(request.args.get("event"))
    name = called(programme_id, event_id) if event_id else None
    return (event_id, name) if name else (None, None)


def way_in() -> str | None:
    """Where a firm without an account writes that it is interested: with one programme, which still asks, it is clear of which."""
    known = db.session.scalars(select(Programme.id).limit(2)).all()
    if len(known) != 1 or not settings_of(known[0]).is_open:
        return None
    return url_for("recruitment.new_interest", language=shown(), programme_id=known[0])


@bp.get("/<string(length=2):language>/interest/<uuid:programme_id>")
@public
def new_interest(language, programme_id):
    return show_public(language, open_programme(language, programme_id), InterestForm().seal())


def show_public(language: str, programme: Programme, form: InterestForm, status: int = 200):
    event_id, event = event_asked(programme.id)
    facts = {"programme": programme, "form": form, "code": language, "event": event, "event_id": event_id}
    return render_template("recruitment/open_interest.html", is_open=settings_of(programme.id).is_open, **facts), status


@bp.post("/<string(length=2):language>/interest/<uuid:programme_id>")
@public
def create_interest(language, programme_id):
    programme = open_programme(language, programme_id)
    form = InterestForm()
    thanks = go(url_for(".show_thanks", language=language, programme_id=programme_id))
    if form.is_of_a_robot:
        return commit(thanks)  # it learns nothing, and nothing is kept
    if not form.validate():
        return show_public(language, programme, form.seal(), 422)
    if not settings_of(programme_id).is_open:
        raise NotNow(_l("This programme takes no new firms at present."))
    throttle.count(FROM_A_NETWORK, programme_id, devices.whence())
    event_id, _name = event_asked(programme_id)
    db.session.add(Interest(programme_id=programme_id, language=language, event_id=event_id, at=clock.now(), **form.words))
    return commit(thanks)


@bp.get("/<string(length=2):language>/interest/<uuid:programme_id>/thanks")
@public
def show_thanks(language, programme_id):
    return render_template("recruitment/open_thanks.html", programme=open_programme(language, programme_id), code=language)


@bp.get("/<string(length=2):language>/questions/<token>")
@public
def open_questions(language, token):
    """The token moves from the address, which is remembered and passed on, into a cookie that is not."""
    answer = redirect(url_for(".edit_questions", language=known_language(language)), 303)
    devices.put(answer, COOKIE, token[:100], LIVES)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def interest_in_hand() -> Interest:
    """The one whose link this browser opened. Only what is no link is counted: nobody is shut out by a neighbour's guesses."""
    interest = interests.behind(devices.get(COOKIE))
    if interest is not None:
        if interest.answered_at is None and not interest.is_open:
            raise NotNow(OVER)
        return interest
    if request.method == "POST":
        throttle.count(throttle.LINK, devices.whence())
        db.session.commit()
    throttle.refuse(throttle.LINK, devices.whence())
    raise NotNow(OVER)


@bp.get("/<string(length=2):language>/questions")
@public
def edit_questions(language):
    known_language(language)
    interest = interest_in_hand()
    form = QuestionsForm()
    form.fill(**{name: getattr(interest, name) for name in ANSWERS})
    return show_questions(language, interest, form)


def show_questions(language: str, interest: Interest, form: QuestionsForm, status: int = 200, is_saved: bool = False):
    facts = {"interest": interest, "form": form, "code": language, "is_saved": is_saved}
    return render_template("recruitment/open_questions.html", **facts), status


@bp.post("/<string(length=2):language>/questions")
@public
def update_questions(language):
    known_language(language)
    interest = interest_in_hand()
    form = QuestionsForm()
    if interest.answered_at or interest.state is not State.APPROVED:
        raise NotNow(_l("Your answers have arrived already. Thank you. If something has changed, tell the person who calls you."))
    if not form.validate():
        return show_questions(language, interest, form, 422)
    if form.later.data:
        interest.keep(**form.answers)
        return commit(show_questions(language, interest, form, is_saved=True))
    interest.answer(**form.answers)
    return commit(go(url_for(".edit_questions", language=language)))
