"""The inbox: whose it is, what stands first, what a look and a tap do, and what it costs."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from portal.database import db
from portal.notices.models import Kind
from portal.notices.telling import settle
from tests.notices.build import newest, notice_to


def test_a_notice_stands_in_the_inbox_and_is_counted_in_the_frame(visit, cast, database):
    notice_to(cast)
    member = visit("member")
    page = member.get("/notices").text
    assert "<bdi>Imran Qureshi</bdi> gave you an action: “<bdi>Hang hooks</bdi>”" in page
    assert "You must act" in page
    assert "One is unread." in page
    assert "Notices, one unread" in member.get("/").text


def test_the_sentence_follows_the_reader(visit, cast, database):
    notice_to(cast, "member", by={"name": "Imran Qureshi", "name_ur": "عمران قریشی"})
    visitor = visit("member", "ur")
    page = visitor.get("/notices").text
    assert "عمران قریشی" in page
    assert "gave you" not in page


def test_people_s_words_stay_words(visit, cast, database):
    notice_to(cast, action="<script>alert(1)</script> 100 % %(by)s")
    page = visit("member").get("/notices").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 100 % %(by)s" in page


def test_an_empty_inbox_says_what_it_is_for(visit, cast):
    page = visit("nobody").get("/notices").text
    assert "Nothing has happened yet" in page
    assert 'aria-label="Notices"' in page


def test_opening_marks_it_and_leads_to_the_record(visit, cast, database):
    notice = notice_to(cast)
    answer = visit("member").post(f"/notices/{notice.id}/opening")
    assert (answer.status_code, answer.location) == (303, notice.path)
    assert newest(cast, "member").seen_at is not None


def test_opening_never_leads_away_from_the_portal(visit, cast, database):
    notice = notice_to(cast)
    notice.path = "//elsewhere.example"
    database.commit()
    assert visit("member").post(f"/notices/{notice.id}/opening").location == "/notices"


def test_one_is_marked_as_seen_in_place_and_by_a_plain_form(visit, cast, database):
    notice, member = notice_to(cast), visit("member")
    part = member.post_fragment(f"/notices/{notice.id}/seeing")
    assert part.status_code == 200
    assert f'id="notice-{notice.id}"' in part.text
    assert "Mark as seen" not in part.text
    assert member.post(f"/notices/{notice.id}/seeing").location == "/notices"
    assert "You have read all of them." in member.get("/notices").text


def test_all_that_was_shown_is_marked_and_nothing_that_came_since(visit, cast, database):
    shown = notice_to(cast)
    member = visit("member")
    page = member.get("/notices").text
    later = notice_to(cast, action="Later")
    member.post("/notices/seeing", newest=re.search(r'name="newest" value="([^"]+)"', page)[1])
    database.expire_all()
    assert database.get(type(shown), shown.id).seen_at is not None
    assert database.get(type(shown), later.id).seen_at is None


def test_nobody_opens_anothers_notice(visit, cast, database):
    notice = notice_to(cast)
    for person in ("manager", "coordinator", "admin", "stranger"):
        for deed in ("opening", "seeing"):
            assert visit(person).post(f"/notices/{notice.id}/{deed}").status_code == 404
    visit("manager").post("/notices/seeing")
    assert newest(cast, "member").seen_at is None


def test_who_no_longer_reaches_the_factory_reads_nothing_of_it(visit, cast, database):
    notice_to(cast, "former_trainer", action="Secret of Roshan")
    page = visit("former_trainer").get("/notices").text
    assert "Secret of Roshan" not in page
    assert "a factory that you no longer reach" in page
    assert "/opening" not in page


def test_unread_ones_stand_first_and_pages_follow_one_another(visit, cast, database):
    for number in range(125):
        notice = notice_to(cast, action=f"Number {number:03d}")
        if number % 2:
            notice.seen_at = notice.at
    database.commit()
    member, path, numbers = visit("member"), "/notices", []
    while path:
        page = member.get(path).text
        numbers += [int(found) for found in re.findall(r"Number (\d{3})", page)]
        onward = re.search(r'href="(/notices\?after=[^"]+)"', page)
        path = onward[1] if onward else None
    assert numbers == [*range(124, -1, -2), *range(123, 0, -2)]


def test_what_is_settled_asks_for_nothing_any_more(visit, cast, database):
    notice = notice_to(cast)

    class Record:
        id = notice.record_id

    settle(Record, "action_given")
    database.commit()
    after = newest(cast, "member")
    assert after.done_at == after.seen_at is not None
    assert "Done" in visit("member").get("/notices").text


def test_a_key_tells_once(visit, cast, database):
    from portal.notices import tell
    from tests.improvement.build import make_project

    project = make_project(cast)
    facts = {"action": "x", "day": "y"}
    assert tell(Kind.MUST_ACT, "action_late", project, "/", users=[cast.users["member"]], key="k", **facts) == 1
    assert tell(Kind.MUST_ACT, "action_late", project, "/", users=[cast.users["member"]], key="k", **facts) == 0


@pytest.mark.parametrize("many", [1, 150])
def test_a_page_costs_the_same_for_one_and_for_many(visit, cast, database, many):
    for number in range(many):
        notice_to(cast, action=str(number))
    member, statements = visit("member"), []
    member.get("/notices")

    def note(*given):
        statements.append(given[2])

    event.listen(db.engine, "before_cursor_execute", note)
    page = member.get("/notices").text
    event.remove(db.engine, "before_cursor_execute", note)
    asked = [text for text in statements if text.startswith(("SELECT", "WITH"))]
    assert len(asked) == 2, "session with the count, the reach and the name of the place; the inbox"
    assert ("99+" in page) is (many > 99)
