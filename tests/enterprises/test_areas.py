"""Areas are opened, renamed, marked and closed by those who keep the profile."""

from portal.database import db
from portal.enterprises.models import Area

CUTTING = {"name": "Cutting", "name_ur": "کٹنگ"}


def area(database, name: str) -> Area:
    database.expire_all()
    found = database.scalar(db.select(Area).where(Area.name == name))
    database.commit()
    return found


def test_a_manager_opens_an_area(visit, cast, database):
    manager = visit("manager")
    assert manager.get(f"/enterprises/{cast.roshan}/areas/new").status_code == 200
    answer = manager.post(f"/enterprises/{cast.roshan}/areas", **CUTTING, is_pilot="y")
    assert answer.status_code == 303 and answer.location.endswith("#areas")
    made = area(database, "Cutting")
    assert made.is_pilot and made.enterprise_id == cast.roshan
    assert "Cutting" in visit("member").get(f"/enterprises/{cast.roshan}").text


def test_a_bad_area_is_explained(visit, cast):
    manager = visit("manager")
    assert "Write what people call this place" in manager.post(f"/enterprises/{cast.roshan}/areas", name=" ").text
    twin = manager.post(f"/enterprises/{cast.roshan}/areas", name="LINE 3")
    assert twin.status_code == 422 and "already has an area of that name" in twin.text


def test_an_area_is_renamed(visit, cast, database):
    manager = visit("manager")
    form = {**manager.hidden(f"/areas/{cast.line_3}/edit"), "name": "Line three"}
    assert manager.post(f"/areas/{cast.line_3}", **form).status_code == 303
    renamed = area(database, "Line three")
    assert renamed.id == cast.line_3 and not renamed.is_pilot


def test_a_renaming_that_came_second_shows_both(visit, cast):
    manager = visit("manager")
    late = {**manager.hidden(f"/areas/{cast.line_3}/edit"), "name": "Mine"}
    first = {**manager.hidden(f"/areas/{cast.line_3}/edit"), "name": "Theirs"}
    manager.post(f"/areas/{cast.line_3}", **first)
    answer = manager.post(f"/areas/{cast.line_3}", **late)
    assert answer.status_code == 409 and "Mine" in answer.text and "Theirs" in answer.text


def test_an_area_is_not_renamed_to_another(visit, cast):
    manager = visit("manager")
    manager.post(f"/enterprises/{cast.roshan}/areas", **CUTTING)
    form = {**manager.hidden(f"/areas/{cast.line_3}/edit"), "name": "cutting"}
    assert manager.post(f"/areas/{cast.line_3}", **form).status_code == 422
    assert manager.post(f"/areas/{cast.line_3}", **{**form, "name": ""}).status_code == 422


def test_an_area_is_closed_once_and_opened_again(visit, cast):
    manager = visit("manager")
    assert manager.post(f"/areas/{cast.line_3}/closure").status_code == 303
    assert "Line 3" not in visit("member").get(f"/enterprises/{cast.roshan}").text
    assert "One closed area" in manager.get(f"/enterprises/{cast.roshan}").text
    assert manager.post(f"/areas/{cast.line_3}/closure").status_code == 409
    assert manager.post(f"/areas/{cast.line_3}/opening").status_code == 303
    assert manager.post(f"/areas/{cast.line_3}/opening").status_code == 409
    assert "Line 3" in visit("member").get(f"/enterprises/{cast.roshan}").text


def test_strangers_and_wrong_roles_touch_no_area(visit, cast):
    for name, status in (("member", 403), ("trainer", 403), ("donor", 403), ("far_manager", 404), ("far_coordinator", 404)):
        other = visit(name)
        assert other.post(f"/enterprises/{cast.roshan}/areas", **CUTTING).status_code == status
        assert other.get(f"/areas/{cast.line_3}/edit").status_code == status
        for path in ("", "/closure", "/opening"):
            assert other.post(f"/areas/{cast.line_3}{path}", **CUTTING, version=1).status_code == status
