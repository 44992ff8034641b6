"""What of an enterprise waits on the first page."""

from tests.enterprises.build import in_team, make_member


def test_a_one_sided_team_waits_for_its_manager(visit, cast, database):
    assert "one-sided" not in visit("manager").get("/").text
    make_member(cast)
    page = visit("manager").get("/").text
    assert "The improvement team of \u2068Roshan Stitch Works\u2069 is one-sided" in page and "fewer workers" in page
    assert f"/enterprises/{cast.roshan}#team" in page
    assert "one-sided" not in visit("member").get("/").text


def test_a_team_without_members_is_to_be_built(visit, cast, database):
    manager = visit("manager")
    for name in ("Rukhsana Bibi", "Imran Qureshi"):
        manager.post(f"/members/{in_team(cast, name).id}/leave")
    assert "Build the improvement team of \u2068Roshan Stitch Works\u2069" in manager.get("/").text


def test_an_enterprise_without_a_trainer_waits_for_its_coordinator(visit):
    page = visit("coordinator").get("/").text
    assert "Dastak Apparel\u2069 has no trainer" in page
    assert "Roshan Stitch Works\u2069 has no trainer" not in page and "Chenab Leather" not in page
    assert "has no trainer" not in visit("manager").get("/").text
