"""The improvement team and its balance, in place and on plain pages."""

from portal import clock
from portal.accounts.models import Sex
from portal.enterprises.models import Balance, Employment, Level
from tests.enterprises.build import a_member, in_team, make_member


def test_a_manager_adds_a_member_who_cannot_sign_in(visit, cast, database):
    manager = visit("manager")
    answer = manager.post(f"/enterprises/{cast.roshan}/members", **a_member(job_ur="چیکر"))
    assert answer.status_code == 303 and answer.location.endswith("#team")
    joined = in_team(cast, "Shazia Naz")
    assert (joined.level, joined.employment, joined.person.sex) == (Level.WORKER, Employment.CASUAL, Sex.FEMALE)


def test_the_balance_follows_in_place(visit, cast, database):
    manager = visit("manager")
    part = manager.post_fragment(f"/enterprises/{cast.roshan}/members", **a_member(name="Ghulam Abbas", level="manager", sex="male"))
    assert part.status_code == 200
    assert part.text.lstrip().startswith(f'<section id="team-{cast.roshan}"') and "<html" not in part.text
    assert "fewer workers than managers" in part.text and "Ghulam Abbas\u2069 is in the team" in part.text
    left = manager.post_fragment(f"/members/{in_team(cast, 'Ghulam Abbas').id}/leave")
    assert "fewer workers than managers" not in left.text and "One person who left" in left.text


def test_the_form_opens_and_closes_in_place(visit, cast):
    manager = visit("manager")
    opened = manager.fragment(f"/enterprises/{cast.roshan}/members/new")
    assert "<form" in opened.text and "<html" not in opened.text
    closed = manager.fragment(f"/enterprises/{cast.roshan}/team")
    assert 'name="level"' not in closed.text and "<html" not in closed.text
    assert manager.get(f"/enterprises/{cast.roshan}/team").status_code == 303


def test_a_bad_member_is_explained_and_stays(visit, cast):
    manager = visit("manager")
    bad = a_member(name="", sex="", level="boss", starts_on="2099-01-01", job="Fixer {{ 7*7 }}")
    for answer in (
        manager.post(f"/enterprises/{cast.roshan}/members", **bad),
        manager.post_fragment(f"/enterprises/{cast.roshan}/members", **bad),
    ):
        assert answer.status_code == 422
        for says in ("Write the person", "still to come", "Not said", "Fixer {{ 7*7 }}"):
            assert says in answer.text, says


def test_who_signs_in_here_joins_as_the_same_person(visit, cast, database):
    manager, rukhsana = visit("manager"), in_team(cast, "Rukhsana Bibi")
    manager.post(f"/members/{rukhsana.id}/leave")
    assert "Rukhsana Bibi" in manager.get(f"/enterprises/{cast.roshan}/members/new").text
    herself = a_member(name="", sex="", known=cast.people["member"])
    before_she_left = manager.post(f"/enterprises/{cast.roshan}/members", **herself)
    assert before_she_left.status_code == 422 and "already in the team" in before_she_left.text
    answer = manager.post(f"/enterprises/{cast.roshan}/members", **{**herself, "starts_on": clock.today().isoformat()})
    assert answer.status_code == 303
    assert in_team(cast, "Rukhsana Bibi").person_id == cast.people["member"]
    foreign = manager.post(f"/enterprises/{cast.roshan}/members", **a_member(known=cast.people["stranger"]))
    assert foreign.status_code == 422


def test_a_member_is_edited(visit, cast, database):
    manager, rukhsana = visit("manager"), in_team(cast, "Rukhsana Bibi")
    form = {**manager.hidden(f"/members/{rukhsana.id}/edit"), **a_member(name="Rukhsana Bibi", job="Line leader", level="manager")}
    assert manager.post(f"/members/{rukhsana.id}", **form).status_code == 303
    changed = in_team(cast, "Rukhsana Bibi")
    assert (changed.job, changed.level) == ("Line leader", Level.MANAGER)
    stale = manager.post(f"/members/{rukhsana.id}", **{**form, "_key": "another", "job": "Cutter"})
    assert stale.status_code == 409 and "Line leader" in stale.text and "Cutter" in stale.text


def test_an_edit_in_place_opens_on_its_own_line(visit, cast, database):
    rukhsana = in_team(cast, "Rukhsana Bibi")
    part = visit("manager").fragment(f"/members/{rukhsana.id}/edit")
    assert f"/members/{rukhsana.id}" in part.text and 'value="Operator"' in part.text and "Imran Qureshi" in part.text


def test_one_leaves_once_and_can_come_back(visit, cast, database):
    manager, member = visit("manager"), make_member(cast)
    path = f"/members/{member.id}"
    assert manager.post(f"{path}/leave").status_code == 303
    assert manager.post(f"{path}/leave").status_code == 409
    assert manager.post_fragment(f"{path}/return").status_code == 200
    assert manager.post(f"{path}/return").status_code == 409
    assert in_team(cast, "Ghulam Abbas").ends_on is None


def test_strangers_and_wrong_roles_keep_no_team(visit, cast, database):
    rukhsana = in_team(cast, "Rukhsana Bibi")
    for name, status in (("member", 403), ("trainer", 403), ("donor", 403), ("far_manager", 404), ("far_coordinator", 404)):
        other = visit(name)
        assert other.get(f"/enterprises/{cast.roshan}/members/new").status_code == status
        assert other.post(f"/enterprises/{cast.roshan}/members", **a_member()).status_code == status
        for verb in ("", "/leave", "/return"):
            assert other.post(f"/members/{rukhsana.id}{verb}", **a_member(version=1)).status_code == status


def test_what_is_not_said_is_not_no():
    assert Balance(3, 2, 1, 4).warnings == []
    assert len(Balance(1, 2, 0, 3).warnings) == 2
    assert "no woman" in str(Balance(2, 1, 0, 3).warnings[0])
    assert "recorded as a woman" in str(Balance(2, 1, 0, 1).warnings[0])
    assert "no manager" in str(Balance(2, 0, 1, 1).warnings[0])
    assert "no members" in str(Balance(0, 0, 0, 0).warnings[0])
