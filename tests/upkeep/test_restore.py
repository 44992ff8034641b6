"""The restore drill: what was backed up stands again, row for row and byte for byte; what is damaged is refused and named."""

from __future__ import annotations

import hashlib
import shutil
import tracemalloc

import pytest
from sqlalchemy import select, text

from portal.accounts.models import Person
from portal.database import db
from portal.files.storage import shelf
from portal.history import anchors
from portal.upkeep import archive, backup, restore
from portal.upkeep.archive import Damaged
from tests.browsing import Visitor
from tests.history.build import verified
from tests.upkeep.build import all_rows, make_backup, make_files
from tests.upkeep.ruin import ruins


def ruin_everything(house) -> None:
    """Rows lost, files lost: the day on which one is glad of a backup."""
    db.session.add(Person(name="Written after the backup"))
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    shutil.rmtree(house.config["FILES_ROOT"])


def test_the_restore_drill(house, cast, tmp_path):
    digests = make_files(cast)
    with db.engine.connect() as connection:
        anchors.drop_anchor(connection)
    before = all_rows()
    path = make_backup(tmp_path)
    ruin_everything(house)
    assert all_rows() != before
    manifest, aside = restore.restore(path, force=True)
    assert all_rows() == before, "every row of every table is as it was"
    for digest in digests:
        opened = shelf().open(digest)
        assert hashlib.sha256(opened if isinstance(opened, bytes) else b"".join(opened)).hexdigest() == digest
    assert verified(anchors.Anchor.read(anchors.newest())).faults == [] and manifest["missing"] == []
    assert aside and all(old.exists() for old in aside), "what stood there was put aside, not thrown away"
    db.session.remove()
    assert Visitor.signed_in(house, "manager").get("/projects").status_code == 200, "and it serves"


def test_data_are_never_written_over_unasked(house, cast, tmp_path):
    path = make_backup(tmp_path)
    before = all_rows()
    with pytest.raises(restore.Refused, match="--force"):
        restore.restore(path)
    assert all_rows() == before


@pytest.mark.sqlite
def test_a_database_in_use_is_not_taken_away(house, cast, tmp_path, store):
    from portal.upkeep.facts import engine_on

    path = make_backup(tmp_path)
    other = engine_on(store.file)
    with other.connect() as connection:
        connection.execute(text("SELECT count(*) FROM person"))
        with pytest.raises(restore.Refused, match="in use"):
            restore.restore(path, force=True)
    other.dispose()


@pytest.mark.sqlite
def test_every_damaged_backup_is_refused_with_its_fault(house, cast, tmp_path, record_property):
    make_files(cast)
    path = make_backup(tmp_path)
    before, wrong, tried = all_rows(), [], set()
    for what, data, word in ruins(path):
        ruined = tmp_path / "ruined.backup"
        ruined.write_bytes(data)
        tried.add(what)
        try:
            restore.restore(ruined, force=True)
            wrong.append(f"{what}: was restored")
        except (Damaged, restore.Refused) as fault:
            if word not in str(fault):
                wrong.append(f"{what}: says “{fault}”, nothing of “{word}”")
    assert not wrong, "\n".join(wrong)
    assert len(tried) >= 50, len(tried)
    assert all_rows() == before, "and nothing was touched"
    assert archive.check(path)["missing"] == [], "the negative control: the undamaged one is whole"
    record_property("count: damaged backups refused, each with its fault named", len(tried))


def test_a_file_that_is_gone_is_told_and_the_rest_is_saved(house, cast, tmp_path):
    first, *others = make_files(cast)
    shelf().path(first).unlink()
    made = backup.back_up(tmp_path / "with a gap.backup")
    assert made.missing == [first] and {f"files/{digest}" for digest in others} <= made.manifest["members"].keys()


@pytest.mark.sqlite
def test_a_damaged_history_is_not_backed_up_in_silence(house, cast, tmp_path):
    from tests.history import mutator

    mutator.strip_guards()
    mutator.alter("what", cast.programme.hex, 1)
    db.session.commit()
    with pytest.raises(backup.BackupError, match="row 1"):
        backup.back_up(tmp_path / "x.backup")
    assert list(tmp_path.glob("*.backup")) == []


def test_the_commands_speak_plainly(house, cast, tmp_path):
    run = house.test_cli_runner().invoke
    made = run(args=["portal", "backup", str(tmp_path / "by-hand.backup")])
    assert made.exit_code == 0 and "by-hand.backup" in made.output
    assert "whole" in run(args=["portal", "backup", "--check", str(tmp_path / "by-hand.backup")]).output
    (tmp_path / "cut.backup").write_bytes((tmp_path / "by-hand.backup").read_bytes()[:-1])
    refused = run(args=["portal", "restore", "--force", str(tmp_path / "cut.backup")])
    assert refused.exit_code == 1 and "nothing was touched" in refused.output and "seal" in refused.output
    restored = run(args=["portal", "restore", "--force", str(tmp_path / "by-hand.backup")])
    assert restored.exit_code == 0 and "Put aside" in restored.output
    assert db.session.scalar(select(Person.id).limit(1))


def test_a_due_migration_is_preceded_by_a_backup_and_none_means_none(house, cast, monkeypatch):
    from portal import upgrade

    monkeypatch.setattr(upgrade, "newest_migration", lambda: "of tomorrow")
    monkeypatch.setattr(upgrade, "migrate", lambda: None)
    said = []
    upgrade.bring_up_to_date(said.append)
    assert backup.newest() and archive.check(backup.newest()) and str(backup.newest()) in said[0]
    monkeypatch.setattr(upgrade, "back_up", lambda: (_ for _ in ()).throw(backup.BackupError("no room")))
    monkeypatch.setattr(upgrade, "migrate", lambda: pytest.fail("migrated without a backup"))
    with pytest.raises(backup.BackupError):
        upgrade.bring_up_to_date(said.append)


def test_a_film_goes_through_in_pieces(house, cast, tmp_path):
    """Memory does not grow with the largest file, on the way out and on the way back."""
    (digest,) = make_files(cast, 1)
    film = hashlib.sha256()
    path = shelf().path(digest)
    with path.open("wb") as file:
        for turn in range(24):
            piece = bytes([turn]) * (1 << 20)
            film.update(piece)
            file.write(piece)
    grown = shelf().path(film.hexdigest())
    grown.parent.mkdir(parents=True, exist_ok=True)
    path.rename(grown)
    db.session.execute(text("UPDATE stored_file SET digest = :new WHERE digest = :old"), {"new": film.hexdigest(), "old": digest})
    db.session.commit()
    tracemalloc.start()
    made = make_backup(tmp_path)
    restore.restore(made, force=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert shelf().path(film.hexdigest()).stat().st_size == 24 << 20
    assert peak < 12 << 20, f"{peak / (1 << 20):.0f} MiB"
