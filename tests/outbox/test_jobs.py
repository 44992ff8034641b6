"""Periodic jobs: once a period whatever the number of hosts, again when a host died in one, and their failures shown."""

from __future__ import annotations

import signal
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.outbox import jobs, runs
from portal.outbox.models import JobRun, Letter, Outcome
from portal.web import periodic
from portal.web.periodic import Job
from tests.outbox.build import go, other_host
from tests.outbox.test_letters import write

NOW = datetime(2026, 11, 23, 6, 20)  # noqa: DTZ001 – moments are UTC without a zone
HOUR = timedelta(hours=1)


@pytest.fixture
def probe(monkeypatch):
    """A job that only counts how often it was done."""
    done: list[datetime] = []
    job = Job("probe", lambda: done.append(clock.now()), HOUR)
    monkeypatch.setattr(periodic, "jobs", {"probe": job})
    return job, done


def at(moment, job) -> bool:
    with clock.at(moment):
        return jobs.carry_out(job)


def test_a_job_is_done_once_a_period(database, probe):
    job, done = probe
    assert [at(NOW + timedelta(minutes=minute), job) for minute in (0, 1, 39, 40)] == [True, False, False, True]
    assert len(done) == 2


def test_a_period_begins_at_the_same_moment_on_every_host():
    job = Job("x", lambda: None, timedelta(minutes=15))
    assert job.period_at(NOW) == NOW.replace(minute=15)
    daily = periodic.Job("y", lambda: None, timedelta(days=1), at=datetime(2026, 1, 1, 6).time())  # noqa: DTZ001
    begins = datetime(2026, 11, 23, 1)  # noqa: DTZ001 – six in the morning in Karachi
    assert daily.period_at(begins) == begins
    assert daily.period_at(begins - timedelta(seconds=1)) == begins - timedelta(days=1)


def test_the_minute_finds_only_what_nobody_has_done(database, probe):
    job, _done = probe
    with clock.at(NOW):
        assert jobs.tick() == [job]
        jobs.carry_out(job)
        assert jobs.tick() == []
    with clock.at(NOW + HOUR):
        assert jobs.tick() == [job]


def test_a_failure_is_kept_and_tried_again_but_not_for_ever(database, probe):
    job, _done = probe

    def fail():
        raise RuntimeError("the disk is full")

    broken = Job(job.name, fail, HOUR)
    tries = [at(NOW + timedelta(minutes=2 * minute), broken) for minute in range(5)]
    assert not any(tries)
    run = database.scalar(select(JobRun))
    assert (run.outcome, run.tries, run.error) == (Outcome.FAILED, runs.MOST_TRIES, "RuntimeError: the disk is full")
    with clock.at(NOW + timedelta(minutes=20)):
        assert jobs.tick() == []


def test_what_a_failed_job_wrote_is_not_kept(database, probe):
    job, _done = probe

    def half():
        write()
        raise RuntimeError("no")

    at(NOW, Job(job.name, half, HOUR))
    assert database.scalar(select(Letter)) is None


PROBE = """
from pathlib import Path
from datetime import timedelta
job = periodic.Job("probe", lambda: Path({file!r}).open("a").write("done\\n"), timedelta(days=1))
jobs.carry_out(job)
"""


def test_of_three_hosts_one_does_it(database, app, tmp_path):
    file = tmp_path / "done"
    assert go(*(other_host(app, PROBE.format(file=str(file))) for _ in range(3))) == [0, 0, 0]
    assert file.read_text() == "done\n"
    assert database.scalar(select(JobRun.outcome)) is Outcome.DONE


KILLED = """
from datetime import timedelta
from portal import outbox
from portal.database import db
def half():
    for number in range(3):
        outbox.post(f"half-{number}", "a@example.org", "note", "en", title="x", text="y", link=None)
        db.session.commit()
        if number == 1: os.kill(os.getpid(), signal.SIGKILL)
jobs.carry_out(periodic.Job("half", half, timedelta(days=1)))
"""


def test_a_worker_killed_in_a_job_has_it_done_again_without_harm(database, app):
    assert go(other_host(app, KILLED)) == [-signal.SIGKILL]
    done = []

    def whole():
        for number in range(3):
            done.append(write(key=f"half-{number}"))
        from portal.database import db

        db.session.commit()

    job = Job("half", whole, timedelta(days=1))
    assert jobs.carry_out(job) is False, "the dead host's lease still stands"
    with clock.at(clock.now() + job.lease + timedelta(seconds=1)):
        assert jobs.carry_out(job) is True
    assert done == [False, False, True], "what was written already stays one"
    database.expire_all()
    run = database.scalar(select(JobRun))
    assert (run.outcome, run.tries) == (Outcome.DONE, 2)


def test_the_command_says_whether_the_worker_lives(database, app, probe):
    asked = lambda: app.test_cli_runner().invoke(args=["portal", "jobs"])  # noqa: E731
    assert asked().exit_code == 1
    assert "never seen" in asked().output
    runs.give_sign()
    database.commit()
    assert asked().exit_code == 0
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert asked().exit_code == 1


def test_old_letters_and_runs_are_dropped(database, probe):
    job, _done = probe
    with clock.at(NOW - timedelta(days=40)):
        write()
        letter = database.scalar(select(Letter))
        letter.was_sent(clock.now())
        write(key="waits")
        database.commit()
        jobs.carry_out(job)
    with clock.at(NOW):
        assert jobs.sweep() == (1, 1)
    assert database.scalars(select(Letter.key)).all() == ["waits"]


def test_the_worker_takes_up_what_the_rooms_declare(app, tmp_path):
    """The consumer's own module, in a process of its own: its tick does the jobs and plans the letters."""
    code = "import portal.worker as w\nw.huey.immediate = True\nw.tick()\nfrom portal.outbox import runs\nassert not runs.is_silent()\nassert {'tidy', 'digest', 'late-actions', 'tidy-outbox'} <= set(runs.last_runs()), runs.last_runs()"
    assert go(other_host(app, code)) == [0]
