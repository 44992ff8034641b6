"""Who sees whom, who lets whom in, and what is said of a person."""

import re

from portal.accounts.models import Grant, Role, User
from portal.database import db
from portal.web.replay import Answer
from tests.accounts.build import a_person, make_person_with_role


def password_on(page: str) -> str:
    return re.search(r"<code><bdi[^>]*>([^<]+)</bdi></code>", page)[1]


def test_a_manager_sees_the_people_of_the_factory_and_nobody_else(visit):
    page = visit("manager").get("/people")
    assert page.status_code == 200
    assert "Rukhsana Bibi" in page.text
    assert "Bilal Ahmed" not in page.text and "Sana Tariq" not in page.text


def test_a_coordinator_sees_the_people_of_the_programme_and_no_other(visit):
    page = visit("coordinator").get("/people").text
    assert "Bilal Ahmed" in page and "Claire Martin" in page
    assert "Ayesha Noor" not in page and "Adeel Khan" not in page


def test_an_administrator_sees_also_who_has_no_role(visit):
    page = visit("admin").get("/people").text
    assert "Uzma Riaz" in page and "Kamran Shah" in page


def test_people_are_found_by_name_role_and_enterprise(visit, cast):
    coordinator = visit("coordinator")
    assert "Imran Qureshi" in coordinator.get("/people", q="imran").text
    assert "Imran Qureshi" not in coordinator.get("/people", q="100%").text
    by_role = coordinator.get("/people", role="trainer").text
    assert "Farah Siddiqui" in by_role and "Imran Qureshi" not in by_role
    by_enterprise = coordinator.get("/people", enterprise=cast.roshan).text
    assert "Imran Qureshi" in by_enterprise and "Bilal Ahmed" not in by_enterprise


def test_people_come_by_sixties(visit, cast, database):
    for number in range(65):
        make_person_with_role(f"worker-{number:02}", Role.MEMBER, cast.programme, cast.roshan, name=f"Worker {number:02}")
    manager = visit("manager")
    first = manager.get("/people").text
    following = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    assert first.count('scope="row"') == 60
    assert "Worker 64" in manager.get(following).text and "Worker 01" not in manager.get(following).text


def test_members_trainers_and_donors_have_no_door_to_people(visit):
    for name in ("member", "trainer", "expert", "donor"):
        assert visit(name).get("/people").status_code == 403


def test_a_new_member_signs_in_once_with_the_password_told(visit, cast):
    manager = visit("manager")
    answer = manager.post("/people", **a_person(cast.roshan, phone="0300-1234567"))
    assert answer.status_code == 303
    page = manager.get(answer.location).text
    password = password_on(page)
    assert password not in manager.get(answer.location).text
    newcomer = visit()
    assert newcomer.post("/sign-in", name="0300 1234567", password=password).status_code == 303
    for path in ("/", "/enterprises", "/devices"):
        assert newcomer.get(path).location.endswith("/password")
    assert (
        newcomer.post("/password", current=password, password="yarn kite seven rivers", again="yarn kite seven rivers").status_code == 303
    )
    assert newcomer.get("/enterprises").status_code == 200


def test_sent_twice_a_person_comes_in_once_and_no_copy_holds_the_password(visit, cast, database):
    manager = visit("manager")
    form = {**a_person(cast.roshan), "_key": "one-and-the-same"}
    first, second = manager.post("/people", **form), manager.post("/people", **form)
    assert second.location == first.location and second.headers["Idempotent-Replay"] == "true"
    assert len(database.scalars(db.select(User).where(User.username == "nasreen.akbar")).all()) == 1
    password = password_on(manager.get(first.location).text)
    assert not any(password.encode() in kept.body for kept in database.scalars(db.select(Answer)))


def test_bad_input_is_explained_beside_each_field_and_stays(visit, cast):
    bad = a_person(
        cast.roshan, name="", username="Née!", phone="call me", email="nobody", starts_on="2999-01-01", ends_on="2026-01-01", sex=""
    )
    answer = visit("manager").post("/people", **bad)
    assert answer.status_code == 422
    for says in ("Write the person", "small letters", "not a phone number", "not an e-mail address", "outside the programme", "Not said"):
        assert says in answer.text
    assert 'value="call me"' in answer.text


def test_a_taken_username_is_explained(visit, cast):
    answer = visit("manager").post("/people", **a_person(cast.roshan, username="Member"))
    assert answer.status_code == 422 and "already has this username" in answer.text


def test_a_foreign_place_cannot_be_chosen(visit, cast):
    assert visit("manager").post("/people", **a_person(cast.dastak)).status_code == 422
    assert visit("coordinator").post("/people", **a_person(cast.chenab)).status_code == 422


def test_a_role_of_a_programme_is_not_held_in_one_enterprise(visit, cast):
    coordinator = visit("coordinator")
    assert coordinator.post("/people", **a_person(cast.roshan, role="trainer")).status_code == 422
    assert coordinator.post("/people", **a_person(cast.programme, role="member")).status_code == 422
    assert coordinator.post("/people", **a_person(cast.programme, role="trainer")).status_code == 303


def test_nobody_gives_a_newcomer_more_than_they_hold(visit, cast):
    assert visit("manager").post("/people", **a_person(cast.roshan, role="manager")).status_code == 403
    assert visit("coordinator").post("/people", **a_person("", role="administrator")).status_code == 403
    assert visit("coordinator").post("/people", **a_person(cast.programme, role="coordinator")).status_code == 403


def test_an_administrator_lets_in_an_administrator(visit, cast, database):
    answer = visit("admin").post("/people", **a_person("", role="administrator"))
    assert answer.status_code == 303
    assert database.scalar(db.select(Grant).join(Grant.user).where(User.username == "nasreen.akbar")).programme_id is None


def test_the_wrong_role_lets_nobody_in(visit, cast):
    for name in ("member", "trainer", "donor"):
        assert visit(name).get("/people/new").status_code == 403
        assert visit(name).post("/people", **a_person(cast.roshan)).status_code == 403


def test_a_persons_page_is_seen_within_reach_only(visit, cast):
    manager = visit("manager")
    assert "Roshan Stitch Works" in manager.get(f"/people/{cast.users['member']}").text
    assert manager.get(f"/people/{cast.users['stranger']}").status_code == 404
    assert visit("far_coordinator").get(f"/people/{cast.users['member']}").status_code == 404
    assert visit("donor").get(f"/people/{cast.users['donor']}").status_code == 403


def edited(visitor, user_id, **facts) -> dict:
    return {**visitor.hidden(f"/people/{user_id}/edit"), "name": "Rukhsana B.", "name_ur": "رخسانہ بی بی", "sex": "female", **facts}


def test_a_person_is_edited(visit, cast, database):
    manager, member = visit("manager"), cast.users["member"]
    answer = manager.post(f"/people/{member}", **edited(manager, member, phone="۰۳۰۰۱۲۳۴۵۶۷", language="ur"))
    assert answer.status_code == 303
    user = database.get(User, member)
    assert (user.person.name, user.phone, user.language) == ("Rukhsana B.", "+923001234567", "ur")


def test_a_bad_edit_is_explained(visit, cast):
    manager, member = visit("manager"), cast.users["member"]
    answer = manager.post(f"/people/{member}", **edited(manager, member, name="x" * 121, email="a b@c"))
    assert answer.status_code == 422
    assert "too long" in answer.text and "not an e-mail address" in answer.text


def test_who_saves_second_sees_both_texts(visit, cast):
    manager, member = visit("manager"), cast.users["member"]
    mine = edited(manager, member, name="Rukhsana Begum")
    assert manager.post(f"/people/{member}", **edited(manager, member)).status_code == 303
    answer = manager.post(f"/people/{member}", **mine)
    assert answer.status_code == 409
    assert "Rukhsana B." in answer.text and "Rukhsana Begum" in answer.text


def test_nobody_edits_those_above(visit, cast):
    coordinator = visit("coordinator")
    assert visit("manager").get(f"/people/{cast.users['stranger']}/edit").status_code == 404
    assert visit("admin").get(f"/people/{cast.users['coordinator']}/edit").status_code == 200
    assert coordinator.get(f"/people/{cast.users['admin']}/edit").status_code == 404
    assert coordinator.get(f"/people/{cast.users['coordinator']}/edit").status_code == 200
    assert visit("member").get(f"/people/{cast.users['member']}/edit").status_code == 403


def test_a_manager_does_not_edit_the_other_manager(visit, cast, database):
    other = make_person_with_role("second-manager", Role.MANAGER, cast.programme, cast.roshan)
    manager = visit("manager")
    assert manager.get(f"/people/{other.id}").status_code == 200
    assert manager.get(f"/people/{other.id}/edit").status_code == 403


def test_an_expert_in_the_form_oversees_a_trainer_of_that_programme(visit, cast, database):
    expert, coordinator = str(cast.users["expert"]), visit("coordinator")
    wrong = coordinator.post("/people", **a_person(cast.roshan, username="another", expert=expert))
    assert wrong.status_code == 422 and "Only a trainer is overseen" in wrong.text
    assert coordinator.post("/people", **a_person(cast.programme, role="trainer", expert=expert)).status_code == 303
    given = database.scalar(db.select(Grant).join(Grant.user).where(User.username == "nasreen.akbar"))
    assert given.expert_id == cast.users["expert"]
