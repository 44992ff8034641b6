"""What is written to those who are asked: the words for a letter, and for a message by phone. In the invitation's own language."""

from __future__ import annotations

from babel.dates import format_date
from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.events.models import Event, Invitation
from portal.events.times import there
from portal.outbox import letters as outbox
from portal.web.formats import inside, own
from portal.web.language import language


def when(event) -> str:
    """Day and hours on the clock of the event's zone, in the language at hand."""
    begin, end = there(event.starts_at, event.zone), there(event.ends_at, event.zone)
    day = format_date(begin.date(), "EEEE d MMMM y", locale=language())
    if begin.date() == end.date():
        hours = f"\u2066{begin:%H:%M}–{end:%H:%M}\u2069"
        return _("%(day)s, %(hours)s", day=day, hours=hours)
    last = format_date(end.date(), "EEEE d MMMM y", locale=language())
    from_, to = f"\u2066{begin:%H:%M}\u2069", f"\u2066{end:%H:%M}\u2069"
    return _("from %(day)s, %(hour)s to %(last)s, %(end)s", day=day, hour=from_, last=last, end=to)


def where(event) -> str:
    return event.place or event.meeting_link or ""


def address(token: str, code: str) -> str:
    """The whole address of a personal link, as it is copied, printed and sent."""
    with current_app.test_request_context():
        return str(current_app.config["PUBLIC_URL"]).rstrip("/") + url_for("events.show_open", language=code, token=token)


def message(event: Event, invitation: Invitation, token: str) -> str:
    """What is sent by WhatsApp or read out."""
    with force_locale(invitation.language):
        facts = {
            "event": inside(own(event)),
            "when": when(event),
            "place": inside(where(event)),
            "link": address(token, invitation.language),
        }
        return _("You are invited: %(event)s. %(when)s. %(place)s. Please tell us whether you come: %(link)s", **facts)


def invitation(event: Event, one: Invitation, token: str) -> None:
    _post(event, one, "invitation", f"{one.id}/{one.invited_at:%Y%m%d%H%M%S}/{one.version}", token)


def reminder(event: Event, one: Invitation, token: str, days: int) -> bool:
    """The same reminder is written once, however often it is asked for."""
    return _post(event, one, "reminder", f"{one.id}/{one.invited_at:%Y%m%d%H%M%S}/{days}", token)


def promoted(event: Event, one: Invitation, token: str) -> None:
    _post(event, one, "promoted", f"{one.id}/{one.promoted_at:%Y%m%d%H%M%S}", token)


def called_off(event: Event, one: Invitation) -> None:
    _post(event, one, "called_off", f"{one.id}")


def moved(event: Event, one: Invitation) -> None:
    _post(event, one, "moved", f"{one.id}/{event.version}")


def _post(event: Event, one: Invitation, kind: str, key: str, token: str | None = None) -> bool:
    with force_locale(one.language):
        subject, text = words(event, one)[kind]
        told = {
            "title": own(event),
            "text": text,
            "when": when(event),
            "where": where(event),
            "enterprise": own(one.enterprise),
            "address": address(token, one.language) if token else None,
        }
        return outbox.post(f"event-{kind}/{key}", one.email or "", "event", one.language, subject, **told)


def words(event: Event, one: Invitation) -> dict[str, tuple[str, str]]:
    """Kind of letter → its subject and its first sentence."""
    name = inside(own(event))
    return {
        "invitation": (
            _("Invitation: %(event)s", event=name),
            _("Your enterprise is invited. Please tell us whether you come, and with how many people."),
        ),
        "reminder": (
            _("Please answer: %(event)s", event=name),
            _("We have not heard from you yet. Please tell us whether you come: yes, no or perhaps."),
        ),
        "promoted": (
            _("You have a place: %(event)s", event=name),
            _("A place became free, and it is yours. If you cannot come, please say so."),
        ),
        "called_off": (
            _("Called off: %(event)s", event=name),
            _("This event does not take place. %(reason)s", reason=inside(event.reason or "")),
        ),
        "moved": (_("Changed: %(event)s", event=name), _("Time or place of this event have changed. What you answered still counts.")),
    }
