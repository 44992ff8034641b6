"""Whatever is altered, removed or moved in the history is found, and the first bad row is named."""

from __future__ import annotations

import contextvars
import threading

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.database import db
from portal.history import anchors
from portal.history.acting import acting_as
from portal.history.anchors import Anchor
from portal.history.models import PORTAL, Head, HistoryRow, Payload
from tests.history import mutator
from tests.history.build import make_past, verified


def test_a_history_that_nobody_touched_is_whole(database, cast):
    make_past(cast)
    verdict = verified()
    assert verdict.faults == [] and verdict.chains == 3 and verdict.rows == database.scalar(select(func.count()).select_from(HistoryRow))


def test_each_programme_has_a_chain_of_its_own_and_the_portal_another(database, cast):
    database.add(Person(name="Of no programme"))
    make_past(cast, 1)
    assert set(database.scalars(select(Head.chain))) == {cast.programme.hex, cast.beyond.hex, PORTAL}
    for head in database.scalars(select(Head)):
        numbers = database.scalars(select(HistoryRow.number).where(HistoryRow.chain == head.chain).order_by(HistoryRow.number)).all()
        assert numbers == list(range(1, head.number + 1))


@pytest.mark.parametrize("where", ["first", "middle", "last"])
@pytest.mark.parametrize("mutation", mutator.MUTATIONS)
def test_any_mutation_is_found_and_the_first_bad_row_named(database, cast, mutation, where):
    chain = make_past(cast, 12)
    end = database.scalar(select(Head.number).where(Head.chain == chain))
    number = {"first": 1, "middle": end // 2, "last": end - 1 if "swapped" in mutation else end}[where]
    mutator.strip_guards()
    mutator.MUTATIONS[mutation](chain, number)
    database.commit()
    (fault,) = verified().faults
    assert (fault.chain, fault.number) == (chain, number), str(fault)


def test_a_cut_end_is_found_by_the_anchor_and_by_nothing_else(database, cast):
    chain = make_past(cast, 12)
    with db.engine.connect() as connection:
        anchor = Anchor.read(anchors.drop_anchor(connection))
    end = anchor.chains[chain]["number"]
    assert verified(anchor).faults == []
    mutator.strip_guards()
    mutator.cut_the_end(chain, end - 3)
    database.commit()
    assert verified().faults == [], "the negative control: head and rows agree"
    (fault,) = verified(anchor).faults
    assert (fault.chain, fault.number) == (chain, end - 3) and f"knows {end} rows" in fault.what


def test_a_chain_written_anew_is_found_by_the_anchor(database, cast):
    """Whoever holds the database can chain anew; not what was anchored elsewhere."""
    from portal.history.models import digest_of_row

    chain = make_past(cast, 6)
    with db.engine.connect() as connection:
        anchor = Anchor.read(anchors.drop_anchor(connection))
    mutator.strip_guards()
    database.commit()
    digest = "0" * 64
    for row in database.scalars(select(HistoryRow).where(HistoryRow.chain == chain).order_by(HistoryRow.number)).all():
        row.what = "area" if row.number > 1 else "forged"
        row.digest = digest = digest_of_row(row, digest)
    database.get(Head, chain).digest = digest
    database.commit()
    assert verified().faults == [], "the negative control: the forged chain holds together"
    (fault,) = verified(anchor).faults
    assert fault.number == anchor.chains[chain]["number"] and "another than the one" in fault.what


def test_a_row_smuggled_in_behind_the_head_is_found(database, cast):
    chain = make_past(cast, 3)
    end = database.get(Head, chain).number
    smuggled = {
        "chain": chain,
        "number": end + 1,
        "at": "2026-01-01 00:00:00.000000",
        "what": "area",
        "contents": "0" * 64,
        "digest": "0" * 64,
    }
    mutator.do(
        "INSERT INTO history (chain, number, at, what, contents, digest) VALUES (:chain, :number, :at, :what, :contents, :digest)",
        **smuggled,
    )
    database.commit()
    (fault,) = verified().faults
    assert fault.number == end + 1


def test_sixty_four_writers_make_no_fork(app, cast):
    """Each of 64 threads adds its rows; the numbers run on without a gap and the chain holds together."""
    faults = []

    def add(turn: int) -> None:
        try:
            with app.app_context():
                for step in range(3):
                    db.session.add(Person(name=f"{turn}-{step}", programme_id=cast.programme))
                    db.session.commit()
                db.session.remove()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=contextvars.Context().run, args=(add, turn)) for turn in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults[:3]
    with app.app_context():
        added = db.session.scalar(
            select(func.count()).select_from(Person).where(Person.programme_id == cast.programme, Person.name.like("%-%"))
        )
        assert added == 192 and verified().faults == []
        db.session.remove()


def test_what_a_savepoint_takes_back_leaves_no_row(database, cast):
    database.add(Person(name="Before"))
    database.flush()
    savepoint = database.begin_nested()
    database.add(Person(name="Taken back"))
    database.flush()
    savepoint.rollback()
    with database.begin_nested():
        database.add(Person(name="Kept"))
    database.commit()
    names = [
        row.after.get("name") for row in database.scalars(select(HistoryRow).where(HistoryRow.chain == PORTAL).order_by(HistoryRow.number))
    ]
    assert names[-2:] == ["Before", "Kept"] and verified().faults == []


def test_the_one_named_acts_and_nobody_after(database, cast):
    with acting_as(cast.people["manager"]):
        database.add(Person(name="By the manager"))
        database.commit()
    with acting_as(agent="demonstration"):
        database.add(Person(name="By the demonstration"))
        database.commit()
    last = database.scalars(select(HistoryRow).where(HistoryRow.chain == PORTAL).order_by(HistoryRow.number)).all()[-2:]
    assert [(row.actor_id, row.agent) for row in last] == [(cast.people["manager"], None), (None, "demonstration")]


def test_the_command_names_the_first_bad_row_and_fails(app, database, cast):
    chain = make_past(cast, 4)
    whole = app.test_cli_runner().invoke(args=["portal", "history", "verify"])
    assert whole.exit_code == 0 and "0 chains broken" in whole.output
    assert app.test_cli_runner().invoke(args=["portal", "history", "anchor"]).exit_code == 0
    mutator.strip_guards()
    mutator.alter("what", chain, 2)
    database.commit()
    broken = app.test_cli_runner().invoke(args=["portal", "history", "verify"])
    assert broken.exit_code == 1 and f"chain {chain}, row 2 " in broken.output and "anchor of" in broken.output


def test_no_row_is_written_without_contents(database, cast):
    make_past(cast, 2)
    rows, payloads = (database.scalar(select(func.count()).select_from(table)) for table in (HistoryRow, Payload))
    assert rows == payloads > 0
