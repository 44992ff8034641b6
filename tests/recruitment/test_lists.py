"""Board, list and funnel: what they show, what they count, and that each number opens its rows."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite

from portal import clock
from portal.accounts.models import Role, Sex
from portal.accounts.reach import Place, Reach
from portal.database import db
from portal.events.kinds import Level, Way
from portal.recruitment.funnel import median
from portal.recruitment.lists import Filters, lines
from portal.recruitment.stages import Loss, Stage
from tests.events.build import invite, make_event, make_firm
from tests.recruitment.build import make_prospect, person


def test_the_board_shows_each_in_its_column_with_age_and_owner(visit, database, cast):
    with clock.at(clock.today() - timedelta(days=20)):
        prospect = make_prospect(cast, stage=Stage.ATTENDED)
        prospect.plan("Call the owner", None, cast.people["coordinator"])
        database.commit()
    page = visit("coordinator").get("/recruitment").text
    column = page[page.index('id="s-attended"') : page.index('id="s-interested"')]
    for words in ("Sitara Knits", "20 days", "Sana Tariq", "Call the owner", "Late since", "Interested"):
        assert words in column, words


@pytest.mark.parametrize(("days", "tone"), [(0, ""), (3, "act"), (9, "act"), (10, "alarm")])
def test_a_follow_up_turns_amber_and_then_red(database, cast, days, tone):
    prospect = make_prospect(cast, stage=Stage.ATTENDED)
    assert prospect.tone(prospect.entered_on + timedelta(days=days)) == tone


def test_what_is_due_and_what_is_late_can_be_asked_for(visit, database, cast):
    with clock.at(clock.today() - timedelta(days=5)):
        make_prospect(cast, "Duenow Knits", Stage.ATTENDED)
    with clock.at(clock.today() - timedelta(days=40)):
        make_prospect(cast, "Latelong Denim", Stage.ATTENDED)
    make_prospect(cast, "Fresh Fabrics", Stage.ATTENDED)
    coordinator = visit("coordinator")
    due, late = (coordinator.get(f"/recruitment?view=list&due={which}").text for which in ("due", "late"))
    assert "Duenow" in due and "Latelong" in due and "Fresh" not in due
    assert "Latelong" in late and "Duenow" not in late


def test_each_number_of_the_funnel_opens_its_rows(visit, database, cast):
    with clock.at(date(2026, 5, 1)):
        make_prospect(cast, "Only Known")
        gone = make_prospect(cast, "Was There", Stage.IDENTIFIED)
        keen = make_prospect(cast, "Is Keen", Stage.IDENTIFIED)
    with clock.at(date(2026, 5, 5)):
        gone.invite(person(cast))
        keen.invite(person(cast))
    with clock.at(date(2026, 5, 11)):
        gone.attend(person(cast))
        keen.take_interest(person(cast))
        gone.lose(Loss.COST, person(cast))
        database.commit()
    coordinator = visit("coordinator")
    page = coordinator.get("/recruitment?view=funnel").text
    assert "3 firms" in page and ">4</bdi></a>" in page and ">6</bdi></a>" in page  # days until invited, until on from there
    reached = coordinator.get("/recruitment?view=list&reached=attended").text
    assert "Was There" in reached and "Is Keen" in reached and "Only Known" not in reached
    assert "Was There" in coordinator.get("/recruitment?view=list&stage=lost&reason=cost").text
    took = coordinator.get("/recruitment?view=list&took=invited").text
    assert "Was There" in took and "Is Keen" in took and "Only Known" not in took


def test_board_list_and_funnel_of_those_who_came_to_an_event(visit, database, cast):
    """Asked and not come, or met elsewhere: not among them. An event that one does not reach gives nobody and no name."""
    gathering = make_event(cast.programme, starts_in=timedelta(minutes=30), name="Morning for factories")
    came, asked = (make_firm(cast.programme, name, is_prospect=True) for name in ("Came Along", "Only Asked"))
    invite(gathering, asked.id)
    gathering.door.check_in(invite(gathering, came.id).name_guest("Nadia", Sex.FEMALE, Level.WORKER), Way.LIST)
    make_prospect(cast, "Met Elsewhere", Stage.ATTENDED)
    database.commit()
    coordinator, there = visit("coordinator"), f"event={gathering.id}"
    for view in ("board", "list", "funnel"):
        page = coordinator.get(f"/recruitment?view={view}&{there}").text
        assert "Morning for factories" in page and "Only Asked" not in page and "Met Elsewhere" not in page
    assert "Of 1 firm, 0" in re.sub("<[^>]+>", "", coordinator.get(f"/recruitment?view=funnel&{there}").text).replace("\u2068", "")
    rows = coordinator.get(f"/recruitment?view=list&reached=attended&{there}").text
    assert "Came Along" in rows and there in rows
    assert "Came Along" in coordinator.get(f"/recruitment?{there}").text
    assert "What became of the new firms" in coordinator.get(f"/events/{gathering.id}").text
    for address in (f"/recruitment?event={cast.dastak}", "/recruitment?event=none"):
        assert "Morning for factories" not in coordinator.get(address).text


@pytest.mark.parametrize(
    ("pairs", "middle"),
    [([], (None, 0)), ([(4, 1)], (4, 1)), ([(1, 1), (4, 1)], (2.5, 2)), ([(0, 5), (90, 2)], (0, 7)), ([(9, 1), (1, 2)], (1, 3))],
)
def test_the_median_of_counted_values(pairs, middle):
    assert median(pairs) == middle


def test_names_are_found_in_both_scripts_and_by_phone(visit, database, cast):
    make_prospect(cast, "Sitara Knits", name_ur="ستارہ نٹس")
    make_prospect(cast, "Bahar Denim", contact_phone="+923337654321")
    coordinator = visit("coordinator")
    assert "Sitara" in coordinator.get("/recruitment", view="list", q="ستارہ").text
    found = coordinator.get("/recruitment", view="list", q="7654321").text
    assert "Bahar" in found and "Sitara" not in found


def test_a_programme_sees_none_of_another(visit, database, cast):
    make_prospect(cast, "Ours Alone")
    for path in ("/recruitment", "/recruitment?view=list", "/recruitment?view=funnel"):
        assert "Ours Alone" not in visit("far_coordinator").get(path).text


def statements(visitor, path) -> int:
    seen = []

    def note(*facts):
        seen.append(facts[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert visitor.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len([one for one in seen if not one.startswith(("PRAGMA", "BEGIN"))])


@pytest.mark.parametrize("path", ["/recruitment", "/recruitment?view=list", "/recruitment?view=funnel", "/recruitment?q=knits&due=late"])
def test_a_page_asks_as_often_for_one_as_for_many(visit, database, cast, path):
    make_prospect(cast, "First Knits")
    coordinator = visit("coordinator")
    coordinator.get(path)
    few = statements(coordinator, path)
    for number in range(12):
        make_prospect(cast, f"Further Knits {number}", (Stage.INVITED, Stage.ATTENDED, Stage.INTERESTED)[number % 3])
    assert statements(coordinator, path) == few <= 8


def test_the_list_goes_on_by_name_from_page_to_page(visit, database, cast):
    for number in range(65):
        make_prospect(cast, f"Knits {number:03}")
    coordinator = visit("coordinator")
    first = coordinator.get("/recruitment?view=list").text
    names, link = re.findall(r"Knits \d{3}(?=</a>)", first), re.search(r'class="pages".*?href="([^"]+)"', first)
    assert link
    second = coordinator.get(link[1].replace("&amp;", "&")).text
    assert names + re.findall(r"Knits \d{3}(?=</a>)", second) == [f"Knits {number:03}" for number in range(65)]


@pytest.mark.parametrize(("dialect", "begins"), [(sqlite, "enterprise CROSS JOIN prospect"), (postgresql, "enterprise JOIN prospect")])
def test_sqlite_reads_the_list_in_the_order_of_the_names_index(cast, dialect, begins):
    reach = Reach((Place(Role.COORDINATOR, cast.programme),))
    assert begins in str(lines(reach, Filters(view="list"), cast.programme, clock.today(), None).compile(dialect=dialect.dialect()))
