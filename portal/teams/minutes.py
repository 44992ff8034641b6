"""A meeting's minutes as a PDF in both languages: set from what the closed meeting keeps, the same every time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from babel.dates import format_date
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.teams import words
from portal.teams.models import AgendaItem, Meeting, MeetingDecision, Presence
from portal.web.formats import inside, own
from portal.web.typesetting import typeset

PAGE = Path(__file__).parent / "print" / "minutes.typ"
LANGUAGES = ("en", "ur")


def pdf(meeting: Meeting) -> bytes:
    return typeset(PAGE, json.dumps({"halves": [half(meeting, code) for code in LANGUAGES]}, ensure_ascii=False))


def half(meeting: Meeting, code: str) -> dict:
    """One language: who, what was spoken about, what was decided."""
    with force_locale(code):
        return {
            "language": code,
            "rtl": code == "ur",
            "title": _("Minutes of the improvement team, meeting %(number)s", number=meeting.number),
            "under": " · ".join((inside(own(meeting.enterprise)), day(meeting.held_on, code))),
            "rows": [[label, value] for label, value in rows_of(meeting, "، " if code == "ur" else ", ")],
            "points": {"title": _("What was spoken about"), "rows": [point(item) for item in meeting.items]},
            "decided": decided(meeting, code),
            "summary": {"title": _("What else was said"), "text": inside(meeting.summary or "")} if meeting.summary else None,
            "sign": [_("Led the meeting"), _("For the workers")],
        }


def rows_of(meeting: Meeting, comma: str):
    if meeting.led_by:
        yield _("Led by"), inside(own(meeting.led_by))
    for presence, label in words.PRESENCES.items():
        there = [inside(own(one.person)) for one in meeting.attendances if one.presence is presence]
        if there or presence is Presence.PRESENT:
            yield str(label), comma.join(there) or "–"


def point(item: AgendaItem) -> list[str]:
    kind, title = str(words.kind_of(item.kind)), item.title or (str(item.many) if item.many is not None else "")
    return [f"{item.position}", f"{kind}: {inside(title)}", inside(item.note or "–")]


def decided(meeting: Meeting, code: str) -> dict:
    heads = [_("What was decided"), _("Who does it"), _("By when")]
    return {
        "title": _("Decisions"),
        "heads": heads,
        "rows": [row_of(one, code) for one in meeting.decisions],
        "none": _("Nothing was decided."),
    }


def row_of(decision: MeetingDecision, code: str) -> list[str]:
    action = decision.action
    who = inside(own(action.owner)) if action and action.owner else "–"
    return [inside(decision.text), who, day(action.due_on, code) if action and action.due_on else "–"]


def day(value: date | None, code: str) -> str:
    return inside(format_date(value, "d MMMM y", locale=code)) if value else "–"
