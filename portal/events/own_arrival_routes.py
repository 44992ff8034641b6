"""Guests who write themselves down: behind the poster's code, or, where they were there online, behind their enterprise's own link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import render_template
from flask_babel import gettext as _

from portal.accounts import devices, throttle
from portal.database import db
from portal.errors import TooOften
from portal.events import firms, newcomers, words
from portal.events.arrivals import Meant, meant
from portal.events.door import Door
from portal.events.guest_forms import OnlineForm, OwnArrivalForm
from portal.events.kinds import Reply, Way
from portal.events.links import EventLink
from portal.events.models import Event
from portal.events.open_routes import NO_HOST_KNOWS, answer_page, behind, event_of, invitation_of
from portal.events.routes import bp
from portal.events.times import there
from portal.web.access import public
from portal.web.replay import commit

FROM_A_NETWORK = throttle.Measure("arrival", 400, timedelta(minutes=15))  # a whole event shares one network


def kept_out(link: EventLink, form: OwnArrivalForm | OnlineForm, page: Callable, ask: str, is_open: Callable[[Door], bool]):
    """What somebody reads before whom the door stays shut, whichever it is; nothing where it is open. A robot learns nothing."""
    if form.is_of_a_robot:
        return page(form.emptied(), said=ask)
    if is_flood(link):
        return page(form, 429, ask)
    if not is_open(event_of(link, to_write=True).door):
        return page(form, 409)
    return None


def is_flood(link: EventLink) -> bool:
    """Each sending counts, whatever comes of it: the names of enterprises are not to be guessed here either."""
    try:
        throttle.count(FROM_A_NETWORK, link.event_id, devices.whence())
    except TooOften:
        return True
    db.session.commit()
    return False


@bp.get("/<string(length=2):language>/check-in/<token>")
@public
def show_poster(language, token):
    link = behind(language, token, is_poster=True)
    return poster_page(link, language, OwnArrivalForm())


def poster_page(link: EventLink, language: str, form: OwnArrivalForm, status: int = 200, said: str | None = None):
    facts = {"event": event_of(link), "token": link.token, "code": language, "form": form.seal(), "said": said, "words": words}
    return render_template("events/open_check_in.html", **facts), status, NO_HOST_KNOWS


@bp.post("/<string(length=2):language>/check-in/<token>")
@public
def create_own_arrival(language, token):
    link = behind(language, token, is_poster=True, to_write=True)
    form, ask = OwnArrivalForm(), _("Please go to the people at the door: they write you down.")
    page = partial(poster_page, link, language)
    if shut := kept_out(link, form, page, ask, Door.is_open_to_phones):
        return shut
    event = event_of(link)
    found = meant(form, event) if form.validate() else None
    if found is None:
        return page(form, 422)
    if found.enterprise and not firms.takes_part(found.enterprise):
        return page(form, 409, ask)
    firm = (form.firm.data or "", form.city.data or "", form.phone_number)
    if must_wait(event, found, form.who[0]):
        if not newcomers.wait(event, firm, form.who, found.like[0].id if found.like else None):
            return page(form, 429, ask)
        said = _("Thank you. You are on the list of those who are let in: please show yourself at the door.")
        return commit(page(form.emptied(), said=said))
    name, city, phone = firm
    enterprise = found.enterprise or firms.prospect(event.programme_id, name, city, phone=phone)
    guest, is_new = event.door.walk_in(enterprise, *form.who, Way.OWN_PHONE)
    db.session.flush()
    time = f"{there(guest.arrived_at, event.zone):%H:%M}" if guest.arrived_at else ""
    if is_new:
        said = _("You are checked in since %(time)s. Welcome!", time=time)
    else:
        said = _("Somebody of this name is already checked in since %(time)s. If that was not you, tell the people at the door.", time=time)
    return commit(page(form.emptied(), said=said))


def must_wait(event: Event, found: Meant, name: str) -> bool:
    """Whoever was announced comes in by themselves."""
    if found.enterprise and event.door.is_announced(found.enterprise, name):
        return False
    return bool(found.like) or newcomers.is_crowded(event)


@bp.post("/<string(length=2):language>/invitations/<token>/arrival")
@public
def create_online_arrival(language, token):
    """There is no door at which somebody would see them."""
    link = behind(language, token, is_poster=False, to_write=True)
    form, ask = OnlineForm(), _("Please tell the programme’s coordinator that you were there.")

    def page(form, status=200, said=None):
        return answer_page(event_of(link), invitation_of(link), token, language, status=status, online=form, said=said)

    if shut := kept_out(link, form, page, ask, Door.is_open_online):
        return shut
    event, invitation = event_of(link), invitation_of(link)
    if not form.validate():
        return page(form, 422)
    if invitation.reply is Reply.TAKEN_BACK or not firms.takes_part(invitation.enterprise):
        return page(form, 409, ask)
    if not invitation.has_room_online:
        return page(form, 429, ask)
    _guest, is_new = event.door.walk_in(invitation.enterprise, *form.who, Way.ONLINE)
    said = _("Thank you: you are noted as present.") if is_new else _("Somebody of this name is already noted as present.")
    return commit(page(form.emptied(), said=said))
