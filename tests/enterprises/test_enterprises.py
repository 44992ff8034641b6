"""The list, the one home of a factory, and its profile."""

import re

from portal.accounts.models import Programme
from portal.database import db
from portal.enterprises import panels, policy
from portal.enterprises.models import Enterprise
from tests.cast import make_enterprise
from tests.enterprises.build import a_profile


def test_each_sees_the_enterprises_within_reach(visit):
    for name in ("member", "manager", "trainer", "expert"):
        page = visit(name).get("/enterprises").text
        assert "Roshan Stitch Works" in page and "Dastak Apparel" not in page, name
    coordinator = visit("coordinator").get("/enterprises").text
    assert "Dastak Apparel" in coordinator and "Chenab Leather" not in coordinator
    assert "Chenab Leather" in visit("admin").get("/enterprises").text


def test_the_list_says_how_many_it_holds(visit):
    assert "2 factories that you work with." in visit("coordinator").get("/enterprises").text
    assert "One factory that you work with." in visit("trainer").get("/enterprises").text


def test_a_donor_and_a_former_trainer_have_no_enterprise(visit, cast):
    assert visit("donor").get("/enterprises").status_code == 403
    assert visit("donor").get(f"/enterprises/{cast.roshan}").status_code == 403
    former = visit("former_trainer")
    assert "No enterprise is assigned to you" in former.get("/enterprises").text
    assert former.get(f"/enterprises/{cast.roshan}").status_code == 404


def test_enterprises_are_found_by_name_and_city(visit):
    coordinator = visit("coordinator")
    found = coordinator.get("/enterprises", q="ROSHAN").text
    assert "Roshan Stitch Works" in found and "Dastak" not in found
    assert "No enterprise here" in coordinator.get("/enterprises", q="%").text


def test_enterprises_come_by_sixties_in_the_same_number_of_statements(visit, cast, database):
    programme = database.get_one(Programme, cast.programme)
    for number in range(70):
        make_enterprise(programme, f"Works {number:02}")
    database.commit()
    coordinator = visit("coordinator")
    first = coordinator.get("/enterprises").text
    assert first.count('scope="row"') == 60 and "The factories that you work with." in first
    following = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    second = coordinator.get(following).text
    assert second.count('scope="row"') == 12 and "Works 69" in second


def test_one_home_shows_all_with_a_link_to_each_part(visit, cast):
    page = visit("member").get(f"/enterprises/{cast.roshan}").text
    for part in ("team", "areas", "trainers", "profile"):
        assert f'href="#{part}"' in page and f'id="{part}"' in page
    assert "Line 3" in page and "Pilot area" in page and "Farah Siddiqui" in page and "Rukhsana Bibi" in page
    assert "/edit" not in page and "members/new" not in page


def test_a_panel_of_an_upper_room_is_shown_to_whom_its_rule_allows(visit, cast, monkeypatch):
    shown = panels.Panel(1, "canary", "enterprises/_profile.html", lambda enterprise: None, policy.can_found, title="Canary")
    monkeypatch.setattr(panels, "_panels", {"canary": shown})
    assert 'href="#canary"' in visit("coordinator").get(f"/enterprises/{cast.roshan}").text
    assert 'href="#canary"' not in visit("member").get(f"/enterprises/{cast.roshan}").text


def test_strangers_get_404(visit, cast):
    for name in ("stranger", "far_manager", "far_coordinator"):
        assert visit(name).get(f"/enterprises/{cast.roshan}").status_code == 404


def test_staff_add_an_enterprise(visit, cast, database):
    coordinator = visit("coordinator")
    assert coordinator.get("/enterprises/new").status_code == 200
    answer = coordinator.post("/enterprises", **a_profile(programme=cast.programme, phone="0300 1234567"))
    assert answer.status_code == 303
    made = database.scalar(db.select(Enterprise).where(Enterprise.name == "Mehran Knits"))
    assert (made.women_count, made.men_count, made.phone) == (140, None, "+923001234567") and made.counted_on
    assert "Not known" in coordinator.get(answer.location).text


def test_a_bad_profile_is_explained_and_stays(visit, cast):
    bad = a_profile(
        programme=cast.programme, name="", city="x" * 81, women_count="many", men_count="-3", counted_on="2099-01-01", about="😀" * 10
    )
    answer = visit("coordinator").post("/enterprises", **bad)
    assert answer.status_code == 422
    for says in ("Write the name of the enterprise", "too long", "between 0 and 200,000", "still to come", "😀"):
        assert says in answer.text, says


def test_the_same_name_in_the_same_city_is_explained(visit, cast):
    answer = visit("coordinator").post("/enterprises", **a_profile(programme=cast.programme, name="Dastak Apparel", city="Karachi"))
    assert answer.status_code == 422 and "already has an enterprise of this name" in answer.text


def test_nobody_adds_an_enterprise_elsewhere_or_without_the_right(visit, cast):
    assert visit("coordinator").post("/enterprises", **a_profile(programme=cast.beyond)).status_code == 422
    for name in ("manager", "member", "trainer", "donor"):
        assert visit(name).post("/enterprises", **a_profile(programme=cast.programme)).status_code == 403


def edited(visitor, cast, **facts) -> dict:
    return {**visitor.hidden(f"/enterprises/{cast.roshan}/edit"), **a_profile(name="Roshan Stitch Works", city="Karachi"), **facts}


def test_a_manager_edits_the_profile(visit, cast, database):
    manager = visit("manager")
    assert manager.post(f"/enterprises/{cast.roshan}", **edited(manager, cast, about="Three lines.\nOne hall.")).status_code == 303
    assert "Three lines." in visit("member").get(f"/enterprises/{cast.roshan}").text
    assert database.scalar(db.select(Enterprise).where(Enterprise.id == cast.roshan)).about == "Three lines.\nOne hall."


def test_a_bad_edit_is_explained(visit, cast):
    manager = visit("manager")
    answer = manager.post(f"/enterprises/{cast.roshan}", **edited(manager, cast, name="", email="x"))
    assert answer.status_code == 422 and "not an e-mail address" in answer.text
    twin = manager.post(f"/enterprises/{cast.roshan}", **edited(manager, cast, name="Dastak Apparel"))
    assert twin.status_code == 422


def test_who_saves_second_sees_both_texts(visit, cast):
    manager = visit("manager")
    late = edited(manager, cast, products="Jackets")
    manager.post(f"/enterprises/{cast.roshan}", **edited(manager, cast, products="Shirts"))
    answer = manager.post(f"/enterprises/{cast.roshan}", **late)
    assert answer.status_code == 409
    assert "Shirts" in answer.text and "Jackets" in answer.text and "Hyderabad" not in answer.text


def test_only_the_manager_and_staff_edit(visit, cast):
    for name, status in (("member", 403), ("trainer", 403), ("donor", 403), ("far_manager", 404), ("far_coordinator", 404)):
        assert visit(name).get(f"/enterprises/{cast.roshan}/edit").status_code == status
        assert visit(name).post(f"/enterprises/{cast.roshan}", **a_profile(version=1)).status_code == status
