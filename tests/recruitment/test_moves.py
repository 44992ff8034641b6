"""A prospect’s moves: what goes, what is missing, who may, and two at the same one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.errors import NotNow
from portal.recruitment.models import Move
from portal.recruitment.stages import Loss, Stage
from tests.recruitment.build import again, make_prospect, person


def moves(database, prospect):
    return list(database.scalars(select(Move).where(Move.prospect_id == prospect.id).order_by(Move.at, Move.id)))


def test_every_move_leaves_its_row_with_who_and_when(database, cast):
    with clock.at(date(2026, 3, 1)):
        prospect = make_prospect(cast)
    with clock.at(date(2026, 3, 6)):
        prospect.invite(person(cast, "admin"))
        database.commit()
    first, second = moves(database, prospect)
    assert (first.from_stage, first.to_stage, first.by_id) == (None, Stage.IDENTIFIED, cast.people["coordinator"])
    assert (second.from_stage, second.to_stage, second.days, second.by_id) == (Stage.IDENTIFIED, Stage.INVITED, 5, cast.people["admin"])
    assert prospect.entered_on == date(2026, 3, 6) and prospect.due_on == date(2026, 3, 13) and prospect.late_on == date(2026, 3, 20)


@pytest.mark.parametrize("stage", [Stage.ASSESSED, Stage.SELECTED, Stage.CONSENT_SENT, Stage.SIGNED, Stage.ENROLLED])
def test_what_is_missing_is_said(database, cast, stage):
    prospect = make_prospect(cast, stage=Stage.INTERESTED)
    with pytest.raises(NotNow) as refused:
        prospect.move_to(stage, person(cast))
    assert len(str(refused.value.message)) > 30 and prospect.stage is Stage.INTERESTED


def test_nobody_is_invited_whom_one_cannot_speak_to(database, cast):
    prospect = make_prospect(cast, contact_name=None, contact_phone=None)
    with pytest.raises(NotNow, match="contact"):
        prospect.invite(person(cast))


def test_a_lost_one_comes_back_with_its_history(database, cast):
    prospect = make_prospect(cast, stage=Stage.ATTENDED)
    prospect.lose(Loss.ORDERS, person(cast), "Busy until spring")
    assert (prospect.stage, prospect.lost_from, prospect.due_on) == (Stage.LOST, Stage.ATTENDED, None)
    prospect.come_back(person(cast), "Spring is here")
    database.commit()
    assert prospect.stage is Stage.ATTENDED and prospect.lost_reason is None and prospect.due_on
    assert [move.to_stage for move in moves(database, prospect)][-2:] == [Stage.LOST, Stage.ATTENDED]


def test_a_step_taken_back_counts_in_no_funnel(database, cast):
    prospect = make_prospect(cast, stage=Stage.ATTENDED)
    prospect.put_back(person(cast))
    database.commit()
    assert prospect.stage is Stage.INVITED and prospect.furthest == Stage.INVITED.rank
    assert not any(move.is_onward for move in moves(database, prospect) if move.to_stage is Stage.ATTENDED)


def test_another_reason_is_said_in_words(database, cast):
    with pytest.raises(NotNow, match="few words"):
        make_prospect(cast).lose(Loss.OTHER, person(cast))


def test_a_button_of_the_board_moves_it(visit, database, cast):
    prospect = make_prospect(cast)
    coordinator = visit("coordinator")
    answer = coordinator.post(f"/prospects/{prospect.id}/stage", to=f"invited.{prospect.version}", back="/recruitment")
    assert answer.status_code == 303 and answer.location.endswith("/recruitment")
    assert again(prospect).stage is Stage.INVITED
    part = coordinator.post_fragment(
        f"/prospects/{prospect.id}/stage", to=f"interested.{again(prospect).version}", back="/recruitment?q=sitara"
    )
    assert part.status_code == 200 and 'id="board"' in part.text and "Sitara Knits" in part.text
    assert again(prospect).stage is Stage.INTERESTED


def test_the_second_of_two_coordinators_sees_where_it_stands(visit, database, cast):
    prospect = make_prospect(cast)
    seen = prospect.version
    assert visit("coordinator").post(f"/prospects/{prospect.id}/stage", to=f"invited.{seen}").status_code == 303
    clash = visit("admin").post(f"/prospects/{prospect.id}/stage", to=f"interested.{seen}")
    assert clash.status_code == 409 and "Invited" in clash.text and "Interested" in clash.text
    assert again(prospect).stage is Stage.INVITED
    late = visit("admin").post(f"/prospects/{prospect.id}/loss", reason="cost", version=seen)
    assert late.status_code == 409 and again(prospect).stage is Stage.INVITED


@pytest.mark.parametrize("to", ["enrolled.1", "signed.1", "nowhere.1", "invited", "invited.x", "", "back.99999999999"])
def test_a_button_that_nobody_offered_does_nothing(visit, database, cast, to):
    prospect = make_prospect(cast)
    assert visit("coordinator").post(f"/prospects/{prospect.id}/stage", to=to).status_code == 422
    assert again(prospect).stage is Stage.IDENTIFIED


def test_a_loss_without_a_reason_is_explained(visit, database, cast):
    prospect = make_prospect(cast)
    answer = visit("coordinator").post(f"/prospects/{prospect.id}/loss", note="They moved away", version=prospect.version)
    assert answer.status_code == 422 and "They moved away" in answer.text and "Choose the reason" in answer.text
    sent = visit("coordinator").post(f"/prospects/{prospect.id}/loss", reason="cost", note="", version=prospect.version)
    assert sent.status_code == 303 and again(prospect).lost_reason is Loss.COST


def test_many_move_and_those_who_may_not_are_named(visit, database, cast):
    goes, stays = make_prospect(cast, "Nargis Fabrics"), make_prospect(cast, "Bahar Denim", Stage.INTERESTED)
    stale = make_prospect(cast, "Chaman Hosiery")
    ticked = [f"{goes.id}.{goes.version}", f"{stays.id}.{stays.version}", f"{stale.id}.{stale.version + 1}"]
    coordinator = visit("coordinator")
    answer = coordinator.post("/prospects/moves", to="invited", prospect=ticked, back="/recruitment?view=list")
    assert answer.status_code == 303
    page = coordinator.get(answer.location).text
    assert (
        "Bahar Denim\u2069 was not moved" in page and "Chaman Hosiery\u2069 was not moved" in page and "Nargis Fabrics was not" not in page
    )
    assert again(goes).stage is Stage.INVITED and again(stays).stage is Stage.INTERESTED and again(stale).stage is Stage.IDENTIFIED


def test_ticking_nothing_is_explained(visit, database, cast):
    make_prospect(cast)
    answer = visit("coordinator").post("/prospects/moves", to="invited", back="")
    assert answer.status_code == 422 and "Tick at least one" in answer.text


def test_strangers_find_nothing_and_the_wrong_role_is_refused(visit, database, cast):
    prospect = make_prospect(cast)
    assert visit("far_coordinator").get(f"/prospects/{prospect.id}").status_code == 404
    body = {"to": f"invited.{prospect.version}"}
    assert visit("far_coordinator").post(f"/prospects/{prospect.id}/stage", **body).status_code == 404
    ticked = visit("far_coordinator").post("/prospects/moves", to="invited", prospect=[f"{prospect.id}.{prospect.version}"])
    assert ticked.status_code == 404
    for name in ("member", "manager", "donor"):
        assert visit(name).get("/recruitment").status_code == 403
        assert visit(name).post(f"/prospects/{prospect.id}/stage", **body).status_code == 403
    assert visit("trainer").post(f"/prospects/{prospect.id}/stage", **body).status_code == 403
    assert again(prospect).stage is Stage.IDENTIFIED


def test_the_next_step_has_its_day_and_its_owner(visit, database, cast):
    prospect = make_prospect(cast, stage=Stage.ATTENDED)
    form = {"source": "event", "contact_name": "Yasmin Baig", "contact_phone": "0300 5556677", "version": prospect.version}
    due = clock.today() + timedelta(days=2)
    plan = {"next_step": "Call the owner", "due_on": due.isoformat(), "owner": str(cast.people["coordinator"])}
    assert visit("coordinator").post(f"/prospects/{prospect.id}", **form, **plan).status_code == 303
    now = again(prospect)
    assert (now.next_step, now.due_on, now.late_on, now.contact_phone) == ("Call the owner", due, due + timedelta(days=7), "+923005556677")
    stale = visit("coordinator").post(f"/prospects/{prospect.id}", **form, next_step="Write")
    assert stale.status_code == 409 and "Call the owner" in stale.text
    bad = visit("coordinator").post(f"/prospects/{prospect.id}", **{**form, "contact_phone": "call me"}, **plan)
    assert bad.status_code == 422 and "call me" in bad.text


def test_the_way_of_a_lost_one_is_shown_as_far_as_it_came(visit, database, cast):
    prospect = make_prospect(cast, stage=Stage.ATTENDED)
    prospect.lose(Loss.COST, person(cast))
    path = f"/prospects/{prospect.id}"
    database.commit()
    way = visit("coordinator").get(path).text.partition('<ol class="stages">')[2].partition("</ol>")[0]
    assert '<li aria-current="step"><span>Attended</span>' in way, "not as if it were enrolled"
