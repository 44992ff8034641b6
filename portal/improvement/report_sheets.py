"""The A3 of a project, and the board of a team: what hangs on the wall, with a code on each line that opens it on a phone."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.enterprises.models import Enterprise
from portal.improvement import cause_sheets
from portal.improvement.defects import tally_of
from portal.improvement.models import Action, Project
from portal.improvement.paper import NOTHING, Sheet, code, halves, heading, known, on_day, photo, said, series, table, written
from portal.improvement.photos import PhotoKind, pairs
from portal.improvement.replications import about
from portal.improvement.reported import carried_on, reasons
from portal.improvement.words import STAGES
from portal.measures.page import Shown
from portal.measures.queries import primary_of
from portal.measures.saying import plain
from portal.web.formats import own

A3 = "landscape a3"
MOST_LINES, MOST_LETTERS = 12, 600  # of actions, and of each text, so that an A3 stays one page


def camera(record: Project | Action) -> list[dict]:
    return code(f"/{'projects' if isinstance(record, Project) else 'actions'}/{record.id}/camera")


def of_project(project: Project, shows_photos: bool, is_printed: bool = False) -> Sheet:
    """One page from the problem to what was learned, as the method asks for it."""
    pair = [photos_of(project, is_printed)] if shows_photos and (project.photos or project.gone_photos) else []
    how = [_("Scan a code: its line opens on the phone, with the camera ready.")]
    left, has_drawings = before(project)
    blocks = [facts_of(project), halves([*left, *([] if has_drawings else pair)], after(project, pair if has_drawings else []))]
    return Sheet(_("A3 report"), _("One improvement on one page"), how, blocks, A3, **cause_sheets.of(project))


def facts_of(project: Project) -> dict:
    head = ["", _("Project"), _("Where"), _("Led by"), _("Whose idea"), _("Stage"), _("Since"), ""]
    place = own(project.area) if project.area else own(project.enterprise)
    people = [written(project.owner and own(project.owner)), written(project.raised_level and own(project.raised_by))]
    row = [
        said(str(project.number)),
        written(project.title),
        written(place),
        *people,
        said(str(STAGES[project.stage])),
        on_day(clock.day_of(project.logged_at)),
        camera(project),
    ]
    return table(head, [row], ["", "wide", "", "", "", "", "", ""])


def before(project: Project) -> tuple[list[dict], bool]:
    """The left half: what is wrong, how often, why, and what shall be better; and whether drawings fill it, so that photos find room."""
    blocks = [room(numbered(1, _("Problem")), project.problem)]
    tally, (causes, chain) = tally_of(project), reasons(project)
    if any(line.count for line in tally):
        blocks += [heading(_("Pareto of the defects")), cause_sheets.of_defects(project, tally).blocks[-1]]
    blocks += [heading(numbered(2, _("Root causes")))]
    if causes or not (chain or project.root_cause):
        blocks.append(cause_sheets.of_causes(project, causes).blocks[-1])
    if chain:
        blocks.append(cause_sheets.of_whys(project, chain).blocks[-1])
    if project.root_cause:
        blocks.append(room(_("The cause we work on"), project.root_cause))
    aimed = [written(project.expected), on_day(project.expected_on)]
    blocks += [heading(numbered(3, _("Aim"))), table([_("Should get better"), _("By when")], [aimed], ["wide", ""])]
    return blocks, bool(causes or chain)


def after(project: Project, pair: list[dict]) -> list[dict]:
    """The right half: what is done about it, what came of that, and what stays."""
    return [
        room(numbered(4, _("Idea")), project.idea),
        heading(numbered(5, _("Actions"))),
        actions_of(project.actions),
        *besides(len(project.actions) - MOST_LINES),
        heading(numbered(6, _("What came out of it"))),
        *pair,
        *counted(project),
        room(_("In our words"), project.result),
        room(numbered(7, _("What was learned")), project.lesson),
        *kept(project),
    ]


def numbered(at: int, words: str) -> str:
    """The method's own order."""
    return f"{at}. {words}"


def photos_of(project: Project, is_printed: bool) -> dict:
    """The first whole pair; where there is none, whichever half there is."""
    there = pairs(project.photos)
    both = next((pair for pair in there if all(pair)), there[0])
    halves = zip((PhotoKind.BEFORE, PhotoKind.AFTER), both, strict=True)
    shown = [photo(one.file, is_printed) if one else gone(project, kind) for kind, one in halves]
    return table([_("Before"), _("After")], [shown], ["wide", "wide"])


def gone(project: Project, kind: PhotoKind) -> list[dict]:
    """That there was one; why is told on the project's page, not on the wall."""
    days = [one.gone_on for one in project.gone_photos if one.kind is kind]
    return [*said(_("The photo was taken away.")), *on_day(days[-1])] if days else NOTHING


def room(title: str, words: str | None) -> dict:
    """What is known, else space for a pen."""
    return table([title], [[written((words or "")[:MOST_LETTERS])]], ["wide"])


def counted(project: Project) -> list[dict]:
    """What the numbers say, where somebody counts: the chart, and the same sentences as on the card's page."""
    card = primary_of(about(project))
    shown = Shown(card) if card else None
    if shown is None or not (shown.is_tracked or shown.card.is_locked):
        return []
    found = shown.finding
    told = " ".join(plain(part) for part in (found.absolute, found.says, found.cause) if part)
    words = f"{plain(found.size)}: {told}" if found.size else told
    head = [_("Measure"), _("Verdict"), _("What the numbers say")]
    row = table(head, [[written(shown.words["name"]), said(str(found.stamp.word)), known(words)]], ["wide", "", "wide"])
    return [row] if shown.picture.is_empty else [series(shown.picture), row]


def kept(project: Project) -> list[dict]:
    """How it stays: what was said when it became the rule, and where else it is carried on."""
    places = [f"{own(one.area) if one.area else one.title}: {STAGES[one.stage]}" for one in carried_on(project)]
    return [
        table(
            [numbered(8, _("The rule that stays")), _("Where else")],
            [[written(project.rule), known(_(", ").join(places))]],
            ["wide", "wide"],
        )
    ]


def actions_of(actions: Iterable[Action]) -> dict:
    head = [_("What is to be done"), _("Who does it"), _("By when"), _("Done on"), ""]
    first = sorted(actions, key=lambda one: (one.is_done, one.due_on is None, one.due_on, str(one.id)))[:MOST_LINES]
    rows = [
        [
            written(one.text),
            written(one.owner and own(one.owner)),
            on_day(one.due_on),
            on_day(one.done_on),
            NOTHING if one.is_done else camera(one),
        ]
        for one in first
    ]
    return table(head, rows or [[NOTHING] * 5], ["wide", "", "", "", "short"])


def besides(many: int) -> list[dict]:
    """What found no room is not silently missing."""
    words = ngettext("%(num)s more in the portal", "%(num)s more in the portal", many)
    return [{"kind": "text", "items": [said(words)]}] if many > 0 else []


def of_board(enterprise: Enterprise, projects: tuple[list[Project], int], actions: tuple[list[Action], int]) -> Sheet:
    """The wall of the daily meeting: what is on its way, and who does what by when; of each half how many find no room."""
    (hung, other_projects), (due, other_actions) = projects, actions
    how = [_("Scan a code: its line opens on the phone, with the camera ready."), _("Print it anew when it no longer fits what is there.")]
    running = [
        [
            said(str(one.number)),
            written(one.title),
            written(one.area and own(one.area)),
            said(str(STAGES[one.stage])),
            written(one.owner and own(one.owner)),
            camera(one),
        ]
        for one in hung
    ]
    head = ["", _("Project"), _("Where"), _("Stage"), _("Led by"), ""]
    left = table(head, running or [[NOTHING] * 6], ["short", "wide", "", "", "", "short"])
    right = [heading(_("Actions that are open")), actions_of(due), *besides(other_actions)]
    blocks = [halves([heading(_("Projects")), left, *besides(other_projects)], right)]
    return Sheet(_("Team board"), own(enterprise), how, blocks, A3, foot=own(enterprise), link=f"/projects?enterprise={enterprise.id}")
