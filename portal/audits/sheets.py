"""The sheet of an area on paper: its 25 questions to score with a pen, each with a code that opens it on a phone."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.audits.questions import Edition
from portal.enterprises.models import Area
from portal.improvement.paper import NOTHING, Sheet, code, heading, known, said, table
from portal.web.formats import own


def of_area(area: Area, edition: Edition) -> Sheet:
    how = [
        _("0 means nothing of it, 5 means always and everywhere. Go to the place and look; do not answer from memory."),
        _("Something found? Scan the code of its question: it opens on the phone, with the camera ready."),
    ]
    blocks = [table([_("Day"), _("Who looked"), _("Points of %(most)s", most=edition.most)], [[NOTHING] * 3], ["", "", ""])]
    for number, step in enumerate(edition.steps, 1):
        head = ["", _("Question"), _("0 to 5"), ""]
        rows = [
            [said(f"{number}.{at}"), known(own(question, "text")), NOTHING, code(finding(area, question.code))]
            for at, question in enumerate(step.questions, 1)
        ]
        blocks += [heading(f"{number} · {own(step)}", known), table(head, rows, ["short", "wide", "short", ""])]
    return Sheet(
        _("5S audit sheet of %(area)s", area=own(area)), _("Once a week, by two people"), how, blocks, foot=own(area), link="/audits"
    )


def finding(area: Area, question: str) -> str:
    return f"/areas/{area.id}/findings/new?question={question}"
