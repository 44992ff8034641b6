"""The open door: behind a poster's code anybody writes, without an account; behind a slip's code its author reads the answer."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, current_app, make_response, render_template
from flask_babel import gettext as _

from portal.accounts import devices, throttle
from portal.consent.ending import has_ended
from portal.database import db
from portal.errors import TooOften, page
from portal.files.storage import shelf
from portal.improvement.words import STAGES
from portal.say import _l
from portal.suggestions import posters, slips, words
from portal.suggestions.forms import ConcernForm, SlipForm, SuggestionForm
from portal.suggestions.models import Concern, Suggestion, SuggestionPoster, contact_of
from portal.suggestions.routes import bp
from portal.web.access import public
from portal.web.log import leaves_no_line
from portal.web.replay import commit

UNKNOWN = _l("This code opens no suggestion box. It may have been replaced: look for the newest poster, or ask your improvement team.")
NO_HOST_KNOWS = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


def known_language(language: str) -> str:
    return language if language in current_app.config["LANGUAGES"] else abort(404)


def behind(language: str, token: str, to_write: bool = False) -> SuggestionPoster:
    """The poster of this token; where it opens nothing, the page that says why is the answer. What is guessed is counted, who reads is not."""
    known_language(language)
    poster = posters.find(token[:100])
    here = slips.today_from(devices.whence())
    if poster is None:
        if to_write:
            throttle.count(throttle.LINK, here)
            db.session.commit()
        throttle.refuse(throttle.LINK, here)
    if poster is None or poster.ended_at or has_ended(db.session(), {(poster.programme_id, poster.enterprise_id)}):
        abort(make_response(page(404, message=UNKNOWN)))
    return poster


def shown(template: str, language: str, status: int = 200, **facts):
    return render_template(f"suggestions/{template}.html", code=language, **facts), status, NO_HOST_KNOWS


def show_form(template: str, language: str, poster: SuggestionPoster, form: SuggestionForm | ConcernForm, status: int = 200):
    contact = contact_of(poster.programme_id)
    return shown(template, language, status, poster=poster, token=poster.token, form=form.seal(), contact=contact)


def drop(template: str, language: str, token: str, form: SuggestionForm | ConcernForm, keep: Callable[[SuggestionPoster], str]):
    """What was written falls into the box, and its author gets a slip. A robot learns nothing, and nothing of it is kept."""
    poster = behind(language, token, to_write=True)
    if form.is_of_a_robot:
        return commit(show_slip_of(language, poster, None), is_brief=True)
    if not form.validate():
        return show_form(template, language, poster, form, 422)
    throttle.count(slips.WRITERS, slips.today_from(devices.whence()))
    return commit(show_slip_of(language, poster, keep(poster)), is_brief=True)


def show_slip_of(language: str, poster: SuggestionPoster, slip: str | None):
    return make_response(shown("open_thanks", language, poster=poster, token=poster.token, slip=slip))


@bp.get("/<string(length=2):language>/box/<token>")
@public
def new_suggestion(language, token):
    return show_form("open_box", language, behind(language, token), SuggestionForm())


@bp.post("/<string(length=2):language>/box/<token>")
@public
@leaves_no_line
def create_suggestion(language, token):
    form = SuggestionForm()

    def keep(poster: SuggestionPoster) -> str:
        _suggestion, slip = Suggestion.drop_in(poster, language, text=form.text.data, author=form.author.data, **files_of(form))
        return slip

    return drop("open_box", language, token, form, keep)


def files_of(form: SuggestionForm) -> dict:
    """First the bytes on the shelf, then the row that speaks of them."""
    kept: dict = {}
    if form.photo.picture:
        kept["photo_digest"] = shelf().put(form.photo.picture.data)
    if form.voice.kept:
        kept["voice_digest"], kept["voice_kind"] = shelf().put(form.voice.kept.stream), form.voice.kept.kind.mimetype
    return kept


@bp.get("/<string(length=2):language>/box/<token>/in-confidence")
@public
def new_concern(language, token):
    return show_form("open_concern", language, behind(language, token), ConcernForm())


@bp.post("/<string(length=2):language>/box/<token>/in-confidence")
@public
@leaves_no_line
def create_concern(language, token):
    form = ConcernForm()
    return drop(
        "open_concern", language, token, form, lambda poster: Concern.tell(poster, language, form.text.data or "", form.reach_me.data)
    )


@bp.get("/<string(length=2):language>/slip")
@public
def new_slip(language):
    known_language(language)
    return shown("open_slip", language, form=SlipForm(), found=None)


@bp.post("/<string(length=2):language>/slip")
@public
@leaves_no_line
def read_slip(language):
    """Wrong codes are counted, and too many rest the network: a code of ten characters is not to be guessed at."""
    known_language(language)
    form, here = SlipForm(), slips.today_from(devices.whence())
    if not form.validate():
        return shown("open_slip", language, 422, form=form, found=None)
    try:
        throttle.refuse(slips.GUESSES, here)
    except TooOften as rest:  # what was typed stays in its field
        form.slip.errors = [str(rest.message)]
        body, status, headers = shown("open_slip", language, 429, form=form, found=None)
        return body, status, {**headers, "Retry-After": str(rest.seconds)}
    slip = slips.find(form.slip.data or "")
    if slip is None:
        throttle.count(slips.GUESSES, here)
        db.session.commit()
        form.slip.errors = [_("No slip has this code. Look at each character again: there is no O, no I, no S and no zero among them.")]
        return shown("open_slip", language, 422, form=form, found=None)
    model, record_id = (Suggestion, slip.suggestion_id) if slip.suggestion_id else (Concern, slip.concern_id)
    found = db.session.get_one(model, (slip.programme_id, record_id))
    return shown(
        "open_slip", language, form=form, found=found, is_concern=slip.concern_id is not None, decisions=words.DECISIONS, stages=STAGES
    )
