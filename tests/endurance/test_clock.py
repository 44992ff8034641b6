"""A clock that is put back by an hour, or stands days ahead for a while: nobody is shut out, nothing is done twice, nothing waits for a day to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import func, select

from portal import clock, outbox
from portal.history import anchors
from portal.history.jobs import anchor_once_a_day
from portal.improvement.models import Project
from portal.outbox import runs, sending
from portal.outbox.models import JobRun
from portal.web import periodic
from tests.cast import PASSWORD
from tests.history.build import verified

BACK, AHEAD = timedelta(hours=-1), timedelta(days=3)


@pytest.fixture
def wall_clock(monkeypatch):
    """The machine's own clock, put by so much: what the portal reads, and what signs cookies."""
    by = {"shift": timedelta()}
    real = datetime

    class Wrong(real):
        @classmethod
        def now(cls, tz=None):
            return real.now(tz) + by["shift"]

    monkeypatch.setattr(clock, "datetime", Wrong)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int((real.now(UTC) + by["shift"]).timestamp()))
    return lambda shift=timedelta(): by.update(shift=shift)


def log(visitor, key: str):
    return visitor.post("/projects", problem="Trims are missing at line 3.", _key=key)


def projects(database) -> int:
    count = database.scalar(select(func.count()).select_from(Project))
    database.rollback()  # SQLite has one writer, and whoever might write holds its lock
    return count


def test_a_clock_put_back_signs_nobody_out(visit, wall_clock, database):
    member = visit("member")
    wall_clock(BACK)
    assert member.get("/projects").status_code == 200
    assert log(member, "k").status_code == 303 and verified().faults == []
    wall_clock()
    assert member.get("/projects").status_code == 200


def test_a_clock_ahead_ends_sessions_and_gives_them_back(visit, wall_clock):
    manager = visit("manager")
    wall_clock(AHEAD)
    assert manager.get("/projects").status_code == 303
    wall_clock()
    assert manager.get("/projects").status_code == 200


def test_a_session_begun_by_a_wrong_clock_does_not_outlive_it(visit, wall_clock):
    wall_clock(AHEAD)
    manager = visit("manager")
    assert manager.get("/projects").status_code == 200
    wall_clock()
    assert manager.get("/projects").status_code == 303


@pytest.mark.parametrize("shift", [BACK, AHEAD, -timedelta(days=3650), timedelta(days=3650)])
def test_a_write_sent_again_after_a_jump_is_done_once(visit, wall_clock, database, shift):
    member = visit("member")
    before = projects(database)
    first = log(member, "k")
    wall_clock(shift)
    member = visit("member")
    again = log(member, "k")
    assert (again.status_code, again.location) == (first.status_code, first.location) and projects(database) == before + 1


def test_a_rest_given_by_a_wrong_clock_shuts_nobody_out(visit, wall_clock):
    wall_clock(AHEAD)
    guesser = visit()
    codes = [guesser.post("/sign-in", name="member", password="wrong wrong").status_code for _ in range(7)]
    assert 429 in codes
    wall_clock()
    assert guesser.post("/sign-in", name="member", password=PASSWORD).status_code == 303


def test_a_rest_does_not_grow_by_more_than_an_hour_nor_vanish_when_time_stands(visit, wall_clock):
    guesser = visit()
    codes = [guesser.post("/sign-in", name="member", password="wrong wrong").status_code for _ in range(7)]
    assert codes[-1] == 429
    assert guesser.post("/sign-in", name="member", password=PASSWORD).status_code == 429


def test_letters_written_ahead_leave_when_the_clock_is_right(database, wall_clock):
    wall_clock(AHEAD)
    outbox.send("rukhsana@example.org", "x", "note", "en", title="x", text="x", link=None)
    database.commit()
    assert len(sending.due(9)) == 1
    (letter_id,) = sending.due(9)
    assert sending.claim(letter_id)
    database.commit()
    wall_clock()
    assert sending.due(9) == [letter_id], "neither its day nor its lease is waited for"


def test_periodic_jobs_are_done_once_a_period_whatever_the_clock_does(database, wall_clock):
    job = periodic.jobs["tidy-sign-in"]

    def done() -> bool:
        run = runs.claim(job, clock.now())
        if run:
            runs.finish(run)
        database.commit()
        return run is not None

    assert [done(), done()] == [True, False]
    wall_clock(AHEAD)
    assert [done(), done()] == [True, False]
    wall_clock()
    assert not done(), "what was done this hour is not done again"
    wall_clock(timedelta(hours=1))
    assert [done(), done()] == [True, False], "and the next hour is not left out"
    assert database.scalar(select(func.count()).select_from(JobRun).where(JobRun.name == job.name)) == 3


def test_a_day_ahead_leaves_no_day_without_its_anchor(database, wall_clock):
    wall_clock(AHEAD)
    with clock.at(clock.now()):
        anchor_once_a_day()
    wall_clock()
    with clock.at(clock.now()):
        anchor_once_a_day()
        assert anchors.of(clock.today()).exists()
