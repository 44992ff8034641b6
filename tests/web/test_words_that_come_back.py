"""Words that were kept come back where one sees them: never behind something closed, never under another form of the same kind."""

from __future__ import annotations

import io
import re

import pytest

from portal.config import ROOT
from portal.database import db
from tests.files.build import picture
from tests.improvement.build import make_action, make_project
from tests.teams.build import make_meeting
from tests.web.test_drafts import end_sessions, sign_in

KEPT = "Kept words"
BACK = "Your words are back"
TAG = re.compile(r"<details(?:\{%.*?%\}|[^>])*>|</details>|\b(?:plumbing|\w*fields?|tickbox|choices)\(", re.DOTALL)


@pytest.fixture
def come_back(read, notebook_app, database, cast):
    """What the page holds, once its form was sent too late and its writer has signed in again."""

    def send(page: str, form: str, to: str, who: str = "member", photo: bytes | None = None, **fields) -> str:
        visitor = read(who)
        if photo:
            assert visitor.post(to, photo=(io.BytesIO(photo), "a.jpg"), kind="before").status_code == 303
        end_sessions(notebook_app)
        answer = visitor.post(to, _form=form, _page=page, **fields)
        assert sign_in(visitor, answer.location, who).location == page
        return visitor.get(page).text

    return send


def parts_before(html: str, words: str) -> list[str]:
    """The <details> round these words, as they open."""
    stack = []
    for tag in re.findall(r"<details[^>]*>|</details>", html[: html.index(words)]):
        stack.pop() if tag == "</details>" else stack.append(tag)
    return stack


def is_seen(html: str, words: str) -> bool:
    return all(tag.endswith(" open>") for tag in parts_before(html, words))


@pytest.mark.parametrize(
    ("form", "at", "field", "photo"),
    [
        ("ActionForm", "actions", "text", None),
        ("CommentForm", "comments", "text", None),
        ("ClosureForm", "closure", "lesson", None),
        ("PhotoForm", "photos", "caption", picture()),
    ],
)
def test_on_a_projects_page_its_part_stands_open(come_back, cast, form, at, field, photo):
    project = make_project(cast)
    make_action(project, cast)
    page = f"/projects/{project.id}"
    more = {"kind": "other"} if photo else {}
    html = come_back(page, form, f"{page}/{at}", photo=photo, **{field: KEPT}, **more)
    assert is_seen(html, KEPT) and is_seen(html, BACK)
    assert html.count(KEPT) == 1 and html.count(BACK) == 1


def test_of_an_agenda_only_the_point_they_belong_to(come_back, cast):
    meeting = make_meeting(cast, begun=True)
    _, second = meeting.add_point("The first"), meeting.add_point("The second")
    db.session.commit()
    page, item = f"/meetings/{meeting.id}", str(second.id)
    html = come_back(page, "NoteForm", f"/agenda-items/{item}", "manager", note=KEPT, item=item)
    assert is_seen(html, KEPT) and html.count(KEPT) == 1 and html.count(BACK) == 1
    assert f'id="note-{item}"' in html[: html.index(KEPT)].rpartition("<textarea")[2]


def test_no_form_comes_back_behind_something_closed():
    """Whatever closes over a field opens for words that were kept, or for what stands in it."""
    closed = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        stack = []
        for tag in TAG.findall(path.read_text()):
            if tag.startswith("<details"):
                stack.append(tag)
            elif tag == "</details>":
                stack.pop()
            else:
                closed += [f"{path.name}: {one}" for one in stack if not re.search(r"\.was_kept|\.data\b", one)]
    assert not closed, "\n".join(sorted(set(closed)))


def values(html: str) -> set[str]:
    return set(re.findall(r'value="([^"]*)"', html))


def test_an_approval_keeps_the_name_that_was_typed(come_back, database, cast):
    from tests.recruitment.test_interest import said

    page = f"/recruitment/interests/{said(cast).id}"
    words = {"name": "Ravi Garments Unit 2", "city": "Kasur", "phone": "", "known": "", "version": "1"}
    assert {"Ravi Garments Unit 2", "Kasur"} <= values(come_back(page, "ApprovalForm", f"{page}/approval", "coordinator", **words))


def test_a_confirmation_keeps_the_amount_that_was_found_right(come_back, read, database, cast):
    from tests.savings.test_savings import enter, kept

    enter(read("member"), make_project(cast))
    page = f"/savings/{kept().id}"
    words = {"amount": "900", "remark": KEPT, "version": "1"}
    back = values(come_back(page, "ConfirmForm", f"{page}/confirmation", "manager", **words))
    assert {"900", KEPT} <= back and "12500.50" not in back


def test_a_photo_from_the_camera_keeps_what_was_said_of_it(come_back, cast):
    page = f"/projects/{make_project(cast).id}/camera"
    assert KEPT in values(come_back(page, "PhotoForm", page.replace("camera", "photos"), caption=KEPT, kind="other"))


@pytest.mark.parametrize("is_one_cell", [False, True])
def test_numbers_of_a_grid_come_back_into_their_cells_and_nothing_is_saved(read, notebook_app, database, cast, is_one_cell):
    from portal.measures.models import Reading
    from tests.measures.build import STEADY, make_card, week, write

    card = make_card(cast)
    write(card, cast, STEADY[:2], newest_ago=2)
    database.commit()
    page, visitor, key = f"/enterprises/{cast.roshan}/readings", read("manager"), f"{card.id}_{week(1)}"
    old = {"cell": f"{card.id}_{week(2)}", "numerator": f"{STEADY[1]:g}", "denominator": "", "seen": "1"}
    new = {"cell": key, "numerator": "7654", "denominator": "", "seen": "0"}
    sent = new if is_one_cell else {name: [old[name], new[name]] for name in new}
    shown = visitor.get(page).text
    assert 'name="_form" value="Grid"' in shown and f'name="_page" value="{page}"' in shown
    end_sessions(notebook_app)
    answer = visitor.post(page, _form="Grid", _page=page, **sent)
    assert sign_in(visitor, answer.location, "manager").location == page
    back = visitor.get(page).text
    assert BACK in back and re.search(rf'value="{key}">.*?name="numerator" value="7654"', back, re.DOTALL)
    assert back.count('value="7654"') == 1 and database.scalar(db.select(db.func.count(Reading.id))) == 2
    assert BACK not in visitor.get(page).text
