"""Trainers are sent by staff, and reach the factory from the first day to the last."""

from portal import clock
from portal.accounts.models import Assignment
from portal.database import db


def sent(database, enterprise_id, user_id) -> Assignment:
    database.expire_all()
    found = database.scalar(db.select(Assignment).where(Assignment.enterprise_id == enterprise_id, Assignment.user_id == user_id))
    database.commit()
    return found


def test_a_coordinator_sends_a_trainer_who_sees_it_at_once(visit, cast):
    trainer, coordinator = visit("trainer"), visit("coordinator")
    assert trainer.get(f"/enterprises/{cast.dastak}").status_code == 404
    assert "Farah Siddiqui" in coordinator.get(f"/enterprises/{cast.dastak}/assignments/new").text
    answer = coordinator.post(f"/enterprises/{cast.dastak}/assignments", trainer=cast.users["trainer"], starts_on=clock.today().isoformat())
    assert answer.status_code == 303
    assert trainer.get(f"/enterprises/{cast.dastak}").status_code == 200
    assert visit("expert").get(f"/enterprises/{cast.dastak}").status_code == 200


def test_a_bad_assignment_is_explained(visit, cast):
    coordinator, path = visit("coordinator"), f"/enterprises/{cast.roshan}/assignments"
    assert "Choose a trainer" in coordinator.post(path, trainer="", starts_on="2026-01-01").text
    crossed = coordinator.post(path, trainer=cast.users["trainer"], starts_on="2026-02-01", ends_on="2026-01-01")
    assert crossed.status_code == 422 and "lies before the first" in crossed.text
    twice = coordinator.post(path, trainer=cast.users["trainer"], starts_on="2026-02-01")
    assert twice.status_code == 422 and "already assigned here" in twice.text
    assert coordinator.post(path, trainer=cast.users["member"], starts_on="2026-02-01").status_code == 422


def test_an_ended_assignment_shuts_the_door_at_once(visit, cast, database):
    trainer, coordinator = visit("trainer"), visit("coordinator")
    assert trainer.get(f"/enterprises/{cast.roshan}").status_code == 200
    path = f"/assignments/{sent(database, cast.roshan, cast.users['trainer']).id}/end"
    assert coordinator.post(path).status_code == 303
    assert trainer.get(f"/enterprises/{cast.roshan}").status_code == 404
    assert coordinator.post(path).status_code == 409
    assert "No trainer is assigned" in coordinator.get(f"/enterprises/{cast.roshan}").text


def test_only_staff_of_the_programme_send_trainers(visit, cast, database):
    end = f"/assignments/{sent(database, cast.roshan, cast.users['trainer']).id}/end"
    form = {"trainer": cast.users["trainer"], "starts_on": "2026-01-01"}
    for name, status in (("manager", 403), ("member", 403), ("trainer", 403), ("donor", 403), ("far_coordinator", 404)):
        other = visit(name)
        assert other.get(f"/enterprises/{cast.roshan}/assignments/new").status_code == status
        assert other.post(f"/enterprises/{cast.roshan}/assignments", **form).status_code == status
        assert other.post(end).status_code == status
