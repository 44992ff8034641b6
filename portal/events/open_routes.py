"""Behind a personal link an enterprise answers: no account, nobody else's data."""

from __future__ import annotations

from flask import Response, abort, current_app, make_response, redirect, render_template, url_for
from sqlalchemy import select

from portal.accounts import devices, throttle
from portal.consent.ending import ENDED
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import page
from portal.events import firms, inviting, links, queries, showing, words
from portal.events.guest_forms import AnswerForm, OnlineForm
from portal.events.kinds import Reply, Status
from portal.events.links import EventLink
from portal.events.models import Event, Invitation
from portal.events.routes import bp, ics
from portal.say import _l
from portal.web import signing
from portal.web.access import public
from portal.web.replay import commit

SEEN, SEEN_LIVES = "answered", 90 * 24 * 3600
UNKNOWN = _l("This link opens nothing. Look whether it was copied whole, or ask the programme’s coordinator for a new one.")
REPLACED = _l("This link was replaced by a new one. Ask the programme’s coordinator for it.")
NO_HOST_KNOWS = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


def closed(message) -> Response:
    """What is guessed, replaced or taken back is not found, and the page says why in words."""
    return make_response(page(404, message=message))


def behind(language: str, token: str, is_poster: bool, to_write: bool = False) -> EventLink:
    """The link of this token; where it opens nothing, the page that says why is the answer."""
    if language not in current_app.config["LANGUAGES"]:
        abort(404)
    link = links.find(token[:100])
    if link is None or (link.invitation_id is None) != is_poster:
        if to_write:
            throttle.count(throttle.LINK, devices.whence())
            db.session.commit()
        throttle.refuse(throttle.LINK, devices.whence())
        abort(closed(UNKNOWN))
    if link.ended_at:
        abort(closed(REPLACED))
    return link


def event_of(link: EventLink, to_write: bool = False) -> Event:
    found = select(Event).where(Event.programme_id == link.programme_id, Event.id == link.event_id)
    return db.session.scalars(found.with_for_update() if to_write else found).one()


def invitation_of(link: EventLink) -> Invitation:
    """Whose firm was merged with another that is invited, too: theirs."""
    found = db.session.get_one(Invitation, (link.programme_id, link.invitation_id))
    firm = found.enterprise
    while firm.merged_into_id:
        firm = db.session.get_one(Enterprise, (link.programme_id, firm.merged_into_id))
    here = (Invitation.programme_id == link.programme_id, Invitation.event_id == link.event_id, Invitation.enterprise_id == firm.id)
    return found if firm is found.enterprise else db.session.scalar(select(Invitation).where(*here)) or found


@bp.get("/<string(length=2):language>/invitations/<token>")
@public
def show_open(language, token):
    link = behind(language, token, is_poster=False)
    event, invitation = event_of(link), invitation_of(link)
    return answer_page(event, invitation, token, language)


def answer_page(
    event: Event,
    invitation: Invitation,
    token: str,
    language: str,
    form: AnswerForm | None = None,
    status: int = 200,
    online: OnlineForm | None = None,
    said: str | None = None,
):
    """Names that were written stand only on the phone on which they were written: a forwarded link shows none."""
    if invitation.reply is Reply.TAKEN_BACK or event.status is Status.DRAFT:
        return closed(_l("This invitation was taken back. Ask the programme’s coordinator."))
    knows = signing.unsealed(SEEN, devices.get(SEEN), SEEN_LIVES) == str(invitation.id)
    form = form or AnswerForm().fill_from(invitation, with_names=knows)
    slots = queries.slots(event, showing.ToFirms(event.programme_id, (invitation.enterprise_id,)))
    facts = {"form": form, "knows": knows, "token": token, "code": language, "slots": slots, "words": words}
    facts |= {"online": (online or OnlineForm().emptied()).seal(), "said": said}
    html = render_template("events/open_answer.html", event=event, invitation=invitation, **facts)
    return html, status, NO_HOST_KNOWS


@bp.post("/<string(length=2):language>/invitations/<token>")
@public
def create_open_answer(language, token):
    link = behind(language, token, is_poster=False, to_write=True)
    event, invitation = event_of(link, to_write=True), invitation_of(link)
    form = AnswerForm()
    if invitation.reply is Reply.TAKEN_BACK or event.status is Status.DRAFT or (event.may_answer() and not form.validate()):
        return answer_page(event, invitation, token, language, form, 422)
    if not firms.takes_part(invitation.enterprise):
        return answer_page(event, invitation, token, language, form, 409, said=ENDED)
    waited = inviting.promoted_ids(event)
    event.answer(invitation, Reply(form.reply.data), form.count.data, form.named)
    inviting.after_answer(event, invitation, waited)
    answer = redirect(url_for(".show_open", language=language, token=token, _anchor="answered"), 303)
    devices.put(answer, SEEN, signing.sealed(SEEN, str(invitation.id)), SEEN_LIVES)
    return commit(answer)


@bp.get("/<string(length=2):language>/invitations/<token>/event.ics")
@public
def show_open_calendar(language, token):
    link = behind(language, token, is_poster=False)
    return ics(event_of(link))
