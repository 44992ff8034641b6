"""Root causes as sheets: one set of parts for the page and for A4, drawn by the same hand as the training's blank sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _
from sqlalchemy import Row

from portal.improvement.cause_words import BONES
from portal.improvement.causes import Cause
from portal.improvement.defects import Line, pareto
from portal.improvement.paper import Sheet, heading, said, table, written
from portal.improvement.projects import Project, first_words
from portal.improvement.whys import Why
from portal.web.formats import own
from portal.web.language import language

LEAST = 4  # lines on a bone, so that there is room for a pen


def plain(day: date) -> str:
    return format_date(day, "d MMM y", locale=language())


def of(project: Project) -> dict[str, str]:
    """What stands at the foot of the paper."""
    return {"foot": f"{own(project.enterprise)} · {project.title}", "link": f"/projects/{project.id}"}


def about(project: Project) -> dict:
    """What each sheet says first."""
    place = own(project.area) if project.area else own(project.enterprise)
    return table([_("Problem"), _("Where")], [[written(project.problem[:400]), written(place)]], ["", ""])


def of_whys(project: Project, chain: Sequence[Why | Row]) -> Sheet:
    rows = [[said(_("Why? %(number)s", number=at)), written(one.text), written(one.evidence)] for at, one in enumerate(chain, 1)]
    rows += [[said(_("Why? %(number)s", number=at)), [], []] for at in range(len(chain) + 1, 6)]
    how = [
        _("Each answer must be shown at the place."),
        _("Stop at a thing, a rule or a habit that you can change."),
        _("Read it backwards with “therefore”. If it sounds wrong, a rung is missing."),
    ]
    chained = table(["", _("Because …"), _("How do we know? Who saw it?")], rows, ["", "wide", "wide"])
    return Sheet(_("Five whys"), _("From what one sees down to what one can change"), how, [about(project), chained], **of(project))


def of_causes(project: Project, causes: Sequence[Cause | Row]) -> Sheet:
    bones = {bone: [one.text for one in causes if one.bone is bone] for bone in BONES}
    lines = max(LEAST, *(len(found) for found in bones.values()))
    items = [written(first_words(project.problem))]  # the fish swims towards what is wrong, not towards what one wants to do
    for bone, found in bones.items():
        items += [said(str(BONES[bone])), *(written(text) for text in found), *([] for _blank in range(lines - len(found)))]
    how = [
        _("Look at all six bones. Everybody writes, in silence first."),
        _("What stands here is suspicion. Test it at the place, one thing at a time."),
    ]
    fish = {"kind": "fish", "items": items, "causes": lines + 1}
    return Sheet(
        _("Fishbone"), _("All that could cause it, before somebody decides"), how, [about(project), fish], "landscape", **of(project)
    )


def of_defects(project: Project, lines: list[Line]) -> Sheet:
    shares = pareto(lines, _("other"))
    days = [day for line in lines for day in (line.first_on, line.last_on) if day]
    when = _("Counted from %(first)s to %(last)s", first=plain(min(days)), last=plain(max(days))) if days else _("Nothing is counted yet")
    blocks = [about(project)]
    if shares:
        rows = [
            [said(str(at)), written(one.name), said(str(one.count)), said(f"{one.share:g} %"), said(f"{one.added:g} %")]
            for at, one in enumerate(shares, 1)
        ]
        rows.append([[], said(_("All together")), said(str(sum(one.count for one in shares))), said("100 %"), []])
        head = ["", _("Defect"), _("Found"), _("Share"), _("Added up")]
        chart = {"kind": "chart", "items": [written(one.name) for one in shares], "bars": [[one.share, one.added] for one in shares]}
        blocks += [table(head, rows, ["", "wide", "", "", ""]), heading(_("The few that matter stand on the left")), chart]
    how = [_("Work on the first bars. Critical defects do not wait for their turn.")]
    return Sheet(_("Pareto of the defects"), when, how, blocks, "landscape", **of(project))
