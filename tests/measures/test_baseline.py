"""What is wrong with a baseline is said before it is locked, with the way to mend it; afterwards only what is still possible."""

import pytest

from portal import clock
from portal.evidence import Reason
from portal.measures import entering, locking
from portal.measures.baseline import warnings_of
from portal.measures.far import far_of
from portal.measures.page import Shown
from portal.measures.sentences import plain
from portal.measures.series import tell
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, again, change, improved, make_card, week, write

FAR = (*STEADY[:4], 80.0, *STEADY[4:])
DRIFTING = (4, 5, 6, 7.1, 8, 9.1, 10)
SHIFTED = (4.1, 4.3, 4.0, 4.2, 4.4, 4.1, 4.2, 4.3, 8.1, 8.3, 8.0, 8.2, 8.4, 8.1, 8.2, 8.3)


@pytest.fixture
def project(database, cast):
    return make_project(cast)


def declaring(card) -> str:
    return f"/projects/{card.project_id}/change"


def test_a_far_number_is_named_and_left_out_before_the_change_is_declared(visit, database, cast, project):
    card = make_card(cast, project)
    write(card, cast, FAR, newest_ago=2)
    database.commit()
    member, day = visit("member"), week(6)
    told = member.get(declaring(card)).text
    assert "there can be no verdict" in told and "80" in told and f"/measures/{card.id}?out={day}#numbers" in told
    form = member.get(f"/measures/{card.id}?out={day}").text
    assert f'<option value="{day}" selected>' in form and '<details class="more" open>' in form
    assert member.post(f"/measures/{card.id}/exclusions", starts_on=str(day), reason="No power").status_code == 303
    assert "there can be no verdict" not in member.get(declaring(card)).text


def test_what_was_chosen_stays_chosen_where_the_reason_is_missing(visit, database, cast, project):
    card = make_card(cast, project)
    write(card, cast, STEADY)
    database.commit()
    told = visit("member").post(f"/measures/{card.id}/exclusions", starts_on=str(week(3)), reason="")
    assert told.status_code == 422 and f'<option value="{week(3)}" selected>' in told.text


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        (STEADY, []),
        (STEADY[:4], ["only 4 numbers"]),
        (DRIFTING, ["already rising"]),
        (SHIFTED, ["numbers in a row", "already rising"]),
        ((*STEADY[:3], None, None, None, None, *STEADY[3:6]), ["4 of 10 weeks"]),
    ],
)
def test_everything_that_a_verdict_would_stumble_over_is_said(database, cast, numbers, says):
    card = make_card(cast)
    write(card, cast, numbers)
    found = [plain(one.says) for one in warnings_of(card)]
    assert len(found) == len(says) and all(part in one for part, one in zip(says, found, strict=True))


def test_too_many_left_out_can_count_again_until_the_change(database, cast):
    card = make_card(cast)
    write(card, cast, STEADY)
    for ago in (2, 4):
        entering.exclude(card, week(ago), "No power", person(cast, "member"))
    (one,) = warnings_of(card)
    assert "at most 1 may be" in plain(one.says) and "count again" in one.deed and one.url.endswith("#numbers")


def test_a_second_change_is_warned_of_what_stands_since_the_first(database, cast):
    card = improved(cast, before=STEADY, after=LOWER[:3])
    assert ["only 3 numbers" in plain(one.says) for one in warnings_of(card)] == [True]


def test_rare_events_are_days_and_warn_of_nothing(database, cast):
    assert warnings_of(make_card(cast, code="days-between-injuries", watched_from=week(40))) == []


def test_after_the_lock_the_far_number_is_named_with_what_is_still_possible(visit, database, cast):
    card = improved(cast, before=FAR, after=LOWER[:4])
    told = Shown(again(card)).finding
    assert "80" in plain(told.because[0]) and "write the reason beside it" not in plain(told.because[0])
    assert "Correct a locked number" in told.firmer[0] and "next area" in told.firmer[1]
    page = visit("member").get(f"/measures/{card.id}").text
    assert "Correct a locked number" in page and "Leave a number out" not in page
    deeds = [plain(one) for one in Shown(too_many(cast)).finding.firmer]
    assert any("fixed with the day of change" in deed for deed in deeds)


def too_many(cast):
    card = make_card(cast)
    write(card, cast, STEADY, newest_ago=7)
    for ago in (8, 10):
        entering.exclude(card, week(ago), "No power", person(cast, "member"))
    change(card, cast, ago=6)
    write(card, cast, LOWER[:5])
    assert Reason.TOO_MANY_EXCLUDED in Shown(card).told.answer.reasons
    return card


@pytest.mark.parametrize(("code", "odd"), [("defects", (90.0, 400.0)), ("dhu", (300.0, 400.0))])
def test_the_far_one_of_shares_and_rates_is_the_one_that_sticks_out(database, cast, code, odd):
    card = make_card(cast, code=code)
    write(card, cast, [(20.0, 400.0), (22.0, 400.0), (19.0, 400.0), odd, (21.0, 400.0), (18.0, 400.0), (20.0, 400.0)])
    assert far_of(tell(card)).numerator == odd[0]


def test_a_number_that_is_left_out_is_not_the_far_one(database, cast):
    card = make_card(cast)
    write(card, cast, FAR)
    entering.exclude(card, week(5), "No power", person(cast, "member"))
    assert far_of(tell(card)).value != 80.0
    assert far_of(tell(make_card(cast))) is None


def test_a_further_change_is_offered_where_one_stands_and_says_what_it_is_compared_with(visit, database, cast, project):
    card = make_card(cast, project)
    write(card, cast, STEADY, newest_ago=len(LOWER) + 2)
    database.commit()
    member, offer = visit("member"), f'href="{declaring(card)}"'
    pages = f"/measures/{card.id}", f"/projects/{project.id}/measures"
    assert all("Declare the day of change" in member.get(path).text for path in pages)
    change(card, cast, ago=len(LOWER) + 1)
    database.commit()
    assert not any(offer in member.get(path).text for path in pages), "nothing is known from after it yet: it is put off"
    write(card, cast, LOWER)
    database.commit()
    assert all(offer in member.get(path).text and "Declare the next change" in member.get(path).text for path in pages)
    told = member.get(declaring(card)).text
    assert "since the change of" in told and f'data-th="Numbers so far"><bdi dir="ltr">{len(LOWER)}<' in told
    assert member.post(declaring(card), on=str(clock.today()), what="Hooks").status_code == 303
    shown = member.get(f"/measures/{card.id}").text
    assert shown.count("Change declared for") == 2 and "Hooks" in shown
    assert offer not in visit("coordinator").get(f"/measures/{card.id}").text


def test_a_review_names_the_change_that_it_judged_where_there_are_two(visit, database, cast):
    card = improved(cast)
    member = visit("member")
    assert "of the change of" not in member.get(f"/measures/{card.id}").text
    locking.declare([again(card)], clock.today(), person(cast, "member"))
    database.commit()
    assert "of the change of" in member.get(f"/measures/{card.id}").text
