"""A card's history in words: its numbers, its day of change, corrections, what is left out, what it is compared with, its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.history.acting import acting_as
from portal.measures import entering, locking
from portal.measures.indicators import catalogue
from portal.measures.models import Decision, Frequency, MeasureCard
from portal.measures.remembered import period
from tests.improvement.build import make_project, person
from tests.measures.build import STEADY, make_card, subject, week, write


def told(visit, card, name: str = "manager", language: str = "en") -> str:
    answer = visit(name, language).get(f"/history/measure_card/{card.id}")
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def card(database, cast):
    """Begun by the member, its numbers written by the manager."""
    with acting_as(cast.users["member"]):
        made = make_card(cast)
        database.commit()
    with acting_as(cast.users["manager"]):
        write(made, cast, STEADY, newest_ago=2)
        database.commit()
    return made


def test_its_page_leads_there(card, visit):
    assert f'href="/history/measure_card/{card.id}"' in visit("member").get(f"/measures/{card.id}").text


def test_a_number_says_its_period_who_wrote_it_and_what_stood_there(card, database, cast, visit):
    with acting_as(cast.users["member"]):
        read = card.reading_on(week(2))
        entering.read(card, week(2), (40.0, None), person(cast, "member"), read.version)
        database.commit()
        entering.read(card, week(2), (None, None), person(cast, "member"), read.version, gap_because="The sheet is lost")
        database.commit()
    page = told(visit, card)
    assert period(week(2), Frequency.WEEKLY) in page and "Rukhsana Bibi" in page and "Imran Qureshi" in page
    taken, corrected = page.split('class="time">')[1].split("<li>")[1:3]  # the newest first
    assert "40</span></del>" in taken and "no number" in taken and "The sheet is lost" in taken
    assert "7.5</span></del>" in corrected and "40" in corrected and period(week(2), Frequency.WEEKLY) in corrected


def test_the_day_of_change_its_delay_a_correction_and_the_end_stand_there(card, database, cast, visit):
    by, trainer = person(cast, "member"), person(cast, "trainer")
    with acting_as(cast.users["member"]):
        entering.exclude(card, week(5), "No power for three days", by)
        locking.declare([card], week(1), by, "A rack at the head of the line")
        database.commit()
        locking.put_all_off([card], week(1) + timedelta(days=1), "The rack came late")
        asked = entering.ask_to_amend(card, week(3), (None, None), "Counted twice", by)
        database.commit()
    with acting_as(cast.users["trainer"]):
        entering.decide(asked, card, Decision.APPROVED, trainer, "So it is")
        card.end()
        database.commit()
    page = told(visit, card)
    for words in (
        "No power for three days",
        "A rack at the head of the line",
        "The rack came late",
        "Why it was put off",
        "Counted twice",
        "no number",
        "So it is",
        "agreed",
        "no longer counted",
    ):
        assert words in page, words
    assert "not_tracked" not in page


def test_what_it_is_compared_with_is_named(card, database, cast, visit):
    other = make_card(cast)
    card.compare_with(other, person(cast, "member"))
    database.commit()
    assert "Compared with" in told(visit, card) and other.name in told(visit, card).split("Compared with")[1]


def test_what_came_from_the_catalogue_is_urdu_in_urdu(database, cast, visit):
    card = make_card(cast, code="defects")
    write(card, cast, [(12.0, 400.0)])
    database.commit()
    page = told(visit, card, language="ur")
    assert (
        catalogue()["defects"].name not in page
        and catalogue("ur")["defects"].name in page
        and "Week of" not in page
        and ">defects<" not in page
    )


def test_a_card_that_says_why_nothing_is_counted_has_one(database, cast, visit):
    said = MeasureCard.say_not_tracked(subject(make_project(cast)), person(cast, "member"), "Nobody has the time")
    database.commit()
    assert "Nobody has the time" in told(visit, said)


def test_it_is_for_who_sees_the_card(card, visit):
    for name in ("stranger", "donor", "far_manager", "far_coordinator", "former_trainer", "nobody"):
        assert visit(name).get(f"/history/measure_card/{card.id}").status_code in (403, 404), name
    assert visit(None).get(f"/history/measure_card/{card.id}").status_code == 303


@pytest.mark.parametrize(
    ("frequency", "words"),
    [(Frequency.WEEKLY, "Week of 5 October 2026"), (Frequency.MONTHLY, "October 2026"), (Frequency.DAILY, "5 October 2026")],
)
def test_a_period_is_called_as_people_call_it(app, frequency, words):
    with app.test_request_context():
        assert period(date(2026, 10, 5), frequency) == words
