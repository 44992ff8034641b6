"""Whoever is locked out has a way back, and nobody removes the last of those who let others in by oversight."""

from urllib.parse import urlsplit

from sqlalchemy import select

from portal import clock
from portal.accounts.links import OneTimeLink
from portal.accounts.models import Grant, Role, User
from portal.history.models import HistoryRow
from tests.accounts.build import make_person_with_role
from tests.accounts.test_factors import set_up_app
from tests.accounts.test_links import CHOSEN, NEW, link_for


def locked_out(visit, name: str) -> None:
    """The password is forgotten, and the phone with the app is at the bottom of the river."""
    set_up_app(visit(name))


def comes_back(visit, cast, name: str, by: str) -> None:
    locked_out(visit, name)
    helper, guest = visit(by), visit()
    assert helper.post(f"/people/{cast.users[name]}/factors/removal").status_code == 303
    guest.get(link_for(visit, cast.users[name], by))
    assert guest.post("/link", **CHOSEN).status_code == 303
    assert guest.post("/sign-in", name=name, password=NEW).status_code == 303
    assert guest.get("/").status_code == 200


def test_the_last_manager_comes_back_by_the_coordinator(visit, cast):
    comes_back(visit, cast, "manager", "coordinator")


def test_the_last_coordinator_comes_back_by_an_administrator(visit, cast):
    comes_back(visit, cast, "coordinator", "admin")


def reset(app, *words: str):
    import contextvars

    return contextvars.copy_context().run(app.test_cli_runner().invoke, args=["portal", "administrator-reset", *words])


def test_the_last_administrator_comes_back_by_the_command_line(app, visit, cast, database):
    locked_out(visit, "admin")
    database.get(User, cast.users["admin"]).disable()
    database.commit()
    done = reset(app, "admin", "--root", "https://portal.example.org/")
    assert done.exit_code == 0 and done.output.startswith("https://portal.example.org/link/")
    guest = visit()
    guest.get(urlsplit(done.output.strip()).path)
    assert guest.post("/link", **CHOSEN).status_code == 303
    assert guest.post("/sign-in", name="admin", password=NEW).status_code == 303
    page = guest.get("/people")
    assert page.status_code == 200 and "Whoever keeps the server" in page.text


def test_the_command_leaves_its_trace(app, cast, database):
    assert reset(app, "admin").exit_code == 0
    link = database.scalar(select(OneTimeLink))
    row = database.scalar(select(HistoryRow).where(HistoryRow.record_id == link.id))
    assert row.what == "one_time_link" and row.actor_id is None and row.after["user_id"] == str(cast.users["admin"])


def test_an_administrator_whose_role_ended_is_one_again(app, visit, cast, database):
    grant = database.scalar(select(Grant).where(Grant.role == Role.ADMINISTRATOR))
    grant.end(clock.today())
    database.commit()
    with clock.at(clock.now().replace(year=clock.now().year + 1)):
        assert reset(app, "admin").exit_code == 0
        database.expire_all()
        assert any(g.role is Role.ADMINISTRATOR and g.stands(clock.today()) for g in database.get(User, cast.users["admin"]).grants)


def test_the_command_helps_nobody_else(app, cast):
    for name in ("coordinator", "no-such-person"):
        done = reset(app, name)
        assert done.exit_code == 1 and "No administrator is called" in done.output


def grant_of(database, user_id, role: Role) -> Grant:
    found = database.scalar(select(Grant).where(Grant.user_id == user_id, Grant.role == role))
    database.commit()
    return found


def test_the_last_coordinator_is_not_ended_without_being_told(visit, cast, database):
    grant, admin = grant_of(database, cast.users["coordinator"], Role.COORDINATOR), visit("admin")
    told = admin.post(f"/grants/{grant.id}/end")
    assert told.status_code == 409 and "last coordinator of the programme" in told.text and 'name="sure"' in told.text
    assert visit("coordinator").get("/people").status_code == 200
    assert admin.post(f"/grants/{grant.id}/end", sure="1").status_code == 303
    assert visit("coordinator").get("/people").status_code == 403


def test_nor_is_their_sign_in_closed(visit, cast):
    admin, path = visit("admin"), f"/people/{cast.users['coordinator']}/disabling"
    assert admin.post(path).status_code == 409
    assert admin.post(path, sure="1").status_code == 303


def test_one_of_two_is_ended_without_a_word(visit, cast, database):
    make_person_with_role("second-coordinator", Role.COORDINATOR, cast.programme)
    grant = grant_of(database, cast.users["coordinator"], Role.COORDINATOR)
    assert visit("admin").post(f"/grants/{grant.id}/end").status_code == 303


def test_a_second_one_who_cannot_sign_in_does_not_count(visit, cast, database):
    make_person_with_role("second-coordinator", Role.COORDINATOR, cast.programme).disable()
    database.commit()
    grant = grant_of(database, cast.users["coordinator"], Role.COORDINATOR)
    assert visit("admin").post(f"/grants/{grant.id}/end").status_code == 409


def test_the_last_administrator_is_told_too(visit, cast, database):
    user = database.get(User, cast.users["admin"])
    user.give(Role.COORDINATOR, cast.programme, None, clock.today())
    database.commit()
    grant = grant_of(database, cast.users["admin"], Role.ADMINISTRATOR)
    told = visit("admin").post(f"/grants/{grant.id}/end")
    assert told.status_code == 409 and "last administrator" in told.text and "command line" in told.text
