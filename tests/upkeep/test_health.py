"""`flask portal health`: good where it is good, and each thing that is not is said by name."""

from __future__ import annotations

import os
import shutil
import time
from collections import namedtuple
from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from portal import clock
from portal.database import db
from portal.history import anchors
from portal.outbox import runs
from portal.outbox.models import WorkerSign
from portal.upkeep import backup, condition


@pytest.fixture
def healthy(house):
    """A house in which all is as it should be."""
    backup.back_up()
    runs.give_sign()
    db.session.commit()
    with db.engine.connect() as connection:
        anchors.drop_anchor(connection)
    return house


def said(house) -> tuple[int, str]:
    outcome = house.test_cli_runner().invoke(args=["portal", "health"])
    return outcome.exit_code, outcome.output


def test_a_healthy_house_is_healthy(healthy):
    code, output = said(healthy)
    assert code == 0 and output.count("ok ") == 5 and "BAD" not in output, output


def make_old(path, days: float) -> None:
    then = time.time() - days * 86400
    os.utime(path, (then, then))


def test_an_old_backup(healthy):
    make_old(backup.newest(), 3)
    code, output = said(healthy)
    assert code == 1 and "is 3 days old" in output and output.count("BAD") == 1


def test_no_backup(healthy):
    shutil.rmtree(backup.folder())
    assert said(healthy)[0] == 1 and "no backup yet" in said(healthy)[1]


def test_a_silent_worker(healthy):
    db.session.execute(update(WorkerSign).values(seen_at=clock.now() - timedelta(hours=2)))
    db.session.commit()
    assert "last sign of life 2 hours ago" in said(healthy)[1]
    db.session.execute(delete(WorkerSign))
    db.session.commit()
    assert "never run here" in said(healthy)[1]


def test_an_old_anchor(healthy):
    anchors.newest().rename(anchors.folder() / "2020-01-01.json")
    code, output = said(healthy)
    assert code == 1 and "2020-01-01" in output


def test_a_full_disk(healthy, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(condition.shutil, "disk_usage", lambda path: usage(10**10, 10**10, 10**6))
    assert "Make room" in said(healthy)[1]


def test_a_migration_that_is_due(healthy):
    db.session.execute(text("UPDATE alembic_version SET version_num = 'old'"))
    db.session.commit()
    assert "run `flask portal upgrade`" in said(healthy)[1]


def test_a_database_that_does_not_answer(healthy, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def refuse(connection):
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(condition, "migration_of", refuse)
    code, output = said(healthy)
    assert code == 1 and "does not answer" in output and "Traceback" not in output
