"""A number saved is an answer reckoned; what is locked stays; reviews are taken once."""

from datetime import date, timedelta

import pytest

from portal import clock, evidence
from portal.errors import Clash, NotNow
from portal.evidence import Kind, Reason, Verdict
from portal.measures import entering, locking
from portal.measures.jobs import due_cards
from portal.measures.judging import review_of, take_due_reviews
from portal.measures.kept import freeze, thaw
from portal.measures.models import Decision, Frequency, MeasureCard, ReviewKind, State
from portal.measures.page import Shown
from portal.measures.picture_phases import spots_of
from portal.measures.series import tell
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, again, change, improved, make_card, subject, week, write


def running(card):
    return review_of(card.change, ReviewKind.RUNNING)


def test_saving_a_number_keeps_the_running_verdict(database, cast):
    card = improved(cast, reviewed=False)
    kept = running(again(card))
    assert kept.verdict is Verdict.EARLY and kept.rule_version == evidence.RULE_VERSION
    assert (kept.n_before, kept.n_after) == (8, 6) and len(kept.inputs_digest) == 64
    told = tell(card, card.change)
    assert thaw(kept.answer) == evidence.assess(told.series)


def test_the_week_of_the_change_stands_in_neither_phase(database, cast):
    card = improved(cast, after=LOWER[:4], reviewed=False)
    entering.read(card, week(5), (99.0, None), person(cast, "member"))
    told = tell(card, card.change)
    assert [str(p.phase) for p in told.points] == ["before"] * 8 + ["transition"] + ["after"] * 4
    assert 99.0 not in told.series.before and 99.0 not in told.series.after


def test_a_missing_week_is_missing_and_never_zero(database, cast):
    card = make_card(cast)
    write(card, cast, [8, 7, None, 9, 8, 7, 8], newest_ago=2)
    change(card, cast, ago=1)
    assert tell(card, card.change).series.before == [8.0, 7.0, None, 9.0, 8.0, 7.0, 8.0]


def test_what_was_fixed_is_locked_with_the_change(database, cast):
    card = improved(cast)
    with pytest.raises(NotNow, match="locked on the day"):
        card.describe(name="Another thing")
    with pytest.raises(NotNow, match="number is locked"):
        entering.read(card, week(9), (1.0, None), person(cast, "member"))
    with pytest.raises(NotNow, match="never left out"):
        entering.exclude(card, week(9), "A power cut", person(cast, "member"))
    assert card.change.locked["name"] == card.name and len(card.change.locked["readings"]) == 8


def test_a_number_from_after_the_change_is_never_just_taken_away(database, cast):
    """Whoever sees the verdict with a bad week could else erase the week."""
    card = improved(cast, after=[*LOWER[:4], 40], reviewed=False)
    member, bad = person(cast, "member"), week(1)
    entering.read(card, bad, (4.0, None), member, seen=card.reading_on(bad).version)  # a slip is put right on the day of writing
    with pytest.raises(NotNow, match="never just taken away"):
        entering.read(card, bad, (None, None), member, seen=card.reading_on(bad).version)
    with pytest.raises(NotNow, match="never just taken away"):
        entering.read_many(card, [(bad, (None, None))], member)
    card.reading_on(bad).read_at -= timedelta(days=1)
    for pair in ((None, None), (3.0, None)):
        with pytest.raises(NotNow, match="number is locked"):
            entering.read(card, bad, pair, member, seen=card.reading_on(bad).version)
    asked = entering.ask_to_amend(card, bad, (None, None), "The machine stood still", member)
    entering.decide(asked, card, Decision.APPROVED, person(cast, "trainer"))
    assert card.reading_on(bad).numerator is None and asked.old_numerator == 4.0
    with pytest.raises(NotNow, match="number is locked"):
        entering.read(card, bad, (3.0, None), member, seen=card.reading_on(bad).version)


def test_what_two_people_agreed_on_is_open_to_nobody_again(database, cast):
    card = improved(cast, after=[*LOWER[:4], 40], reviewed=False)
    member, bad = person(cast, "member"), week(1)
    card.reading_on(bad).read_at -= timedelta(days=1)
    asked = entering.ask_to_amend(card, bad, (5.0, None), "Typed wrong", member)
    entering.decide(asked, card, Decision.APPROVED, person(cast, "trainer"))
    with pytest.raises(NotNow, match="number is locked"):
        entering.read(card, bad, (3.0, None), member, seen=card.reading_on(bad).version)


def test_the_day_of_change_is_said_before_the_numbers_that_judge_it(database, cast):
    card = make_card(cast)
    write(card, cast, STEADY)
    with pytest.raises(NotNow, match="already written"):
        change(card, cast, ago=4)
    with pytest.raises(NotNow, match="still to come"):
        locking.declare([card], clock.today() + timedelta(days=1), person(cast, "member"))


def test_the_change_waits_for_the_answer_about_the_choice(database, cast):
    card = make_card(cast, is_chosen_worst=None)
    write(card, cast, STEADY, newest_ago=2)
    with pytest.raises(NotNow, match="chosen because it was bad"):
        change(card, cast, ago=1)


def test_a_change_is_put_off_only_before_anything_after_it_is_known(database, cast):
    card = make_card(cast)
    write(card, cast, STEADY, newest_ago=6)
    made = change(card, cast, ago=5)
    locking.put_off(made, card, week(3), "The rack came late")
    assert made.changed_on == week(3)
    write(card, cast, [4])
    with pytest.raises(NotNow, match="another improvement"):
        locking.put_off(made, card, week(0), "The rack came late")


def test_who_puts_the_change_off_week_by_week_adds_nothing_to_the_numbers_before(visit, database, cast):
    """Else a team that sees each bad week moves the day until the baseline is bad enough."""
    card = make_card(cast)
    write(card, cast, STEADY, newest_ago=8)
    made = change(card, cast, ago=7)
    first = made.changed_on
    for ago in (6, 5, 4):
        write(card, cast, [9.9], newest_ago=ago + 1)
        locking.put_off(made, card, week(ago) + timedelta(days=2), "Not yet")
    write(card, cast, LOWER[:3])
    database.commit()
    kept = running(card)
    assert (kept.n_before, kept.n_after, made.declared_for) == (len(STEADY), 3, first)
    assert len(made.locked["readings"]) == kept.n_before
    page = visit("member").get(f"/measures/{card.id}").text
    assert page.count("9.9") >= 3, "what was counted meanwhile stays to be seen"
    told = Shown(card).told
    drawn = [spot.phase for spot in spots_of(told)]
    assert drawn == [0] * 8 + [None] * 4 + [1] * 3


@pytest.mark.parametrize("way", ["one by one", "as a block"])
def test_a_number_overwritten_on_its_day_after_the_change_shows_what_stood_there_first(visit, database, cast, way):
    """Who sees the verdict beside a bad week could try numbers until it is better: on the same day that is open, and told."""
    card = improved(cast, after=(*LOWER[:5], 60.0), reviewed=False)
    member, bad = person(cast, "member"), week(1)
    for number in (31.0, 12.0, 4.4):
        if way == "one by one":
            entering.read(card, bad, (number, None), member, seen=card.reading_on(bad).version)
        else:
            entering.read_many(card, [(bad, (number, None))], member)
        database.flush()
    assert card.reading_on(bad).first == (60.0, None)
    database.commit()
    page = visit("member").get(f"/measures/{card.id}").text.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert "written first as 60" in page and "One number from after the change was overwritten" in page
    with clock.at(clock.now() + timedelta(hours=1)):
        entering.read(again(card), bad, (60.0, None), member, seen=again(card).reading_on(bad).version)
    assert again(card).reading_on(bad).first is None, "as it was"


def test_before_the_change_a_number_is_mended_without_a_word(database, cast):
    card = make_card(cast)
    write(card, cast, STEADY, newest_ago=2)
    entering.read(card, week(2), (7.9, None), person(cast, "member"), seen=card.reading_on(week(2)).version)
    assert card.reading_on(week(2)).first is None


@pytest.mark.parametrize("way", ["one by one", "as a block"])
def test_a_number_takes_the_place_of_why_there_was_none(database, cast, way):
    card = make_card(cast)
    entering.read(card, week(2), (None, None), person(cast, "member"), gap_because="Eid holiday")
    database.flush()
    if way == "one by one":
        facts = {"seen": card.reading_on(week(2)).version, "gap_because": "Eid holiday"}
        entering.read(card, week(2), (8.0, None), person(cast, "member"), **facts)
    else:
        entering.read_many(card, [(week(2), (8.0, None))], person(cast, "member"))
    there = card.reading_on(week(2))
    assert there.pair == (8.0, None) and there.gap_because is None


def test_what_happened_while_the_change_was_put_off_counts_in_neither_phase_of_rare_events(database, cast):
    card = make_card(cast, kind=Kind.RARE, unit="", watched_from=clock.today() - timedelta(days=300))
    on = clock.today() - timedelta(days=100)
    for ago in (280, 250, 220, 190, 150):
        entering.read(card, clock.today() - timedelta(days=ago), (1.0, None), person(cast, "member"))
    made = locking.declare([card], on, person(cast, "member"))[0]
    locking.put_off(made, card, on + timedelta(days=50), "The guards came late")
    entering.read(card, clock.today() - timedelta(days=20), (1.0, None), person(cast, "member"))
    database.flush()
    series = Shown(card).told.series
    assert (series.before_days, len(series.before_events), series.after_days, len(series.after_events)) == (200, 5, 49, 1)


def test_an_amendment_needs_another_person_and_both_numbers_stay(database, cast):
    card = improved(cast)
    with pytest.raises(NotNow, match="is not locked"):
        entering.ask_to_amend(card, week(7), (5.0, None), "Typed wrong", person(cast, "member"))
    asked = entering.ask_to_amend(card, week(9), (80.0, None), "Typed wrong", person(cast, "trainer"))
    before = running(card).inputs_digest
    with pytest.raises(NotNow, match="their own correction"):
        entering.decide(asked, card, Decision.APPROVED, person(cast, "trainer"))
    entering.decide(asked, card, Decision.APPROVED, person(cast, "expert"), "I saw the sheet")
    database.commit()
    card = again(card)
    assert asked.state is Decision.APPROVED and asked.new_numerator == 80.0 and asked.old_numerator == STEADY[6]
    assert running(card).inputs_digest != before and running(card).verdict is Verdict.NOT_STABLE
    six = review_of(card.change, ReviewKind.SIX)
    assert six.verdict is Verdict.EARLY and six.amended_at and card.change.amended_at
    with pytest.raises(NotNow, match="decided already"):
        entering.decide(asked, card, Decision.REFUSED, person(cast, "expert"), "No")


def test_after_a_correction_the_running_answer_is_reckoned_anew_and_says_so(database, cast):
    card = improved(cast, after=LOWER[:6])
    before, kept = freeze(thaw(running(card).answer)), freeze(thaw(review_of(card.change, ReviewKind.SIX).answer))
    asked = entering.ask_to_amend(card, week(9), (12.0, None), "Read the wrong line", person(cast, "member"))
    entering.decide(asked, card, Decision.APPROVED, person(cast, "trainer"))
    assert freeze(thaw(running(card).answer)) != before and freeze(thaw(review_of(card.change, ReviewKind.SIX).answer)) == kept
    told = Shown(card).finding.footnote
    assert "edited after start" in told and "stays as it was" not in told and "reviews taken before stay as they were" in told


def test_the_review_of_six_looks_at_six_however_late_it_is_taken(database, cast):
    worse_later = (*LOWER, 9.1, 9.4, 9.2, 9.5, 9.3)
    card = improved(cast, after=worse_later)
    six = review_of(card.change, ReviewKind.SIX)
    assert (six.verdict, six.n_after, six.until) == (Verdict.EARLY, 6, week(6) + timedelta(days=6))
    assert running(card).verdict is Verdict.NO_CLEAR_CHANGE and six.inputs["after"] == list(LOWER)
    assert take_due_reviews(card) == []


def test_twelve_weeks_are_84_days_and_the_thirteenth_makes_it_sustained(database, cast):
    many = (*LOWER, *LOWER)
    card = improved(cast, after=many)
    assert running(card).verdict is Verdict.EARLY and review_of(card.change, ReviewKind.TWELVE) is None
    other = improved(cast, after=(*many, 4.3))
    assert review_of(other.change, ReviewKind.TWELVE).verdict is Verdict.SUSTAINED


def test_twelve_days_are_twelve_points_and_early(database, cast):
    card = make_card(cast, frequency=Frequency.DAILY)
    days = [clock.today() - timedelta(days=n) for n in range(22, 0, -1)]
    for day, number in zip(days[:9], (*STEADY, 8.0), strict=True):
        entering.read(card, day, (number, None), person(cast, "member"))
    locking.declare([card], days[9], person(cast, "member"))
    for day, number in zip(days[10:], (*LOWER, *LOWER), strict=True):
        entering.read(card, day, (number, None), person(cast, "member"))
    assert running(card).n_after == 12 and running(card).verdict is Verdict.EARLY


def test_a_late_number_leaves_the_review_that_was_taken(database, cast):
    gapped = (*LOWER[:3], None, *LOWER[3:])
    card = improved(cast, after=gapped)
    taken = review_of(card.change, ReviewKind.SIX)
    digest, now = taken.inputs_digest, running(card).inputs_digest
    entering.read(card, week(4), (4.0, None), person(cast, "member"))
    assert taken.inputs_digest == digest and running(card).inputs_digest != now and running(card).n_after == 7


def test_a_second_change_is_compared_with_the_phase_before_it(database, cast):
    card = make_card(cast)
    write(card, cast, STEADY, newest_ago=16)
    change(card, cast, ago=15)
    write(card, cast, LOWER, newest_ago=9)
    change(card, cast, ago=8)
    write(card, cast, (2.0, 2.2, 1.9, 2.1), newest_ago=4)
    told = tell(card, card.change)
    assert told.series.before == list(LOWER) and told.series.after[-4:] == [2.0, 2.2, 1.9, 2.1]
    first = tell(card, card.changes[0])
    assert first.series.after == list(LOWER) and len(card.reviews) == 2


def test_the_last_baseline_weeks_are_struck_when_they_drove_the_choice(database, cast):
    card = make_card(cast, is_chosen_worst=True, selection_window=2, areas_compared=4)
    card = improved(cast, card=card)
    told = tell(card, card.change, thaw(running(card).answer))
    assert told.series.selection_window == 2 and told.answer.struck == 2 and told.answer.n_before == 6


def test_two_at_one_cell_see_both_numbers(database, cast):
    card = make_card(cast)
    entering.read(card, week(1), (8.0, None), person(cast, "member"))
    database.flush()
    assert entering.read(card, week(1), (8.0, None), person(cast, "manager"), seen=0).numerator == 8.0
    with pytest.raises(Clash) as clash:
        entering.read(card, week(1), (9.0, None), person(cast, "manager"), seen=0)
    assert list(clash.value.theirs.values()) == ["8"] and list(clash.value.yours.values()) == ["9"]
    entering.read(card, week(1), (9.0, None), person(cast, "manager"), seen=1)
    assert card.reading_on(week(1)).numerator == 9.0


def test_an_unfinished_week_and_a_tuesday_are_refused(database, cast):
    card = make_card(cast)
    with pytest.raises(NotNow, match="not over yet"):
        entering.read(card, week(0), (8.0, None), person(cast, "member"))
    with pytest.raises(NotNow, match="first day"):
        entering.read(card, week(2) + timedelta(days=1), (8.0, None), person(cast, "member"))


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((9.0, 8.0), "cannot be larger"),
        ((-1.0, 8.0), "below 0"),
        ((1.0, 0.0), "divided by 0"),
        ((1.0, None), "second number"),
        ((float("nan"), 1.0), "not a number"),
        ((float("inf"), 1.0), "not a number"),
        ((None, 4.0), "first number"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(database, cast, pair, said):
    card = make_card(cast, code="defects")
    with pytest.raises(NotNow, match=said):
        entering.read(card, week(1), pair, person(cast, "member"))


def test_a_rate_may_count_more_than_it_checks_and_nothing_found_is_a_point(database, cast):
    card = make_card(cast, code="dhu")
    write(card, cast, [(130.0, 100.0), (0.0, 100.0)])
    assert tell(card).series.before == [(130.0, 100.0), (0.0, 100.0)]


def test_an_excluded_point_stays_to_be_seen(database, cast):
    card = make_card(cast)
    write(card, cast, (*STEADY[:4], 80.0, *STEADY[4:]), newest_ago=6)
    entering.exclude(card, week(10), "The power was off for three days", person(cast, "member"))
    change(card, cast, ago=5)
    write(card, cast, LOWER[:4])
    told = tell(card, card.change)
    assert told.series.excluded == (4,) and told.points[4].excluded and told.points[4].value == 80.0
    assert Reason.FAR_POINT not in thaw(running(card).answer).reasons


def test_an_outlier_without_a_reason_makes_the_baseline_unstable(database, cast):
    card = improved(cast, before=(*STEADY[:4], 80.0, *STEADY[4:]), after=LOWER[:4])
    assert running(card).verdict is Verdict.NOT_STABLE and Reason.FAR_POINT in thaw(running(card).answer).reasons


def test_rare_events_are_their_days(visit, database, cast):
    card = make_card(cast, code="days-between-injuries", watched_from=clock.today() - timedelta(days=400))
    for ago in (390, 360, 340, 310, 290, 250, 230, 200):
        entering.read(card, clock.today() - timedelta(days=ago), (1.0, None), person(cast, "member"))
    locking.declare([card], clock.today() - timedelta(days=190), person(cast, "member"))
    entering.read(card, clock.today() - timedelta(days=100), (2.0, None), person(cast, "member"))
    series = tell(card, card.change).series
    assert (series.before_days, series.after_days) == (210, 189) and series.before_events[0] == 10.0
    assert series.after_events == [89.0, 89.0]
    assert [one.kind for one in take_due_reviews(card)] == [ReviewKind.SIX, ReviewKind.TWELVE]
    database.commit()
    assert (card.programme_id, card.id) in due_cards()  # each further day without one is news
    database.commit()
    told = visit("member").get(f"/measures/{card.id}").text
    assert "review after 90 days" in told and "review after 180 days" in told and "each event by its day" in told
    assert "6 numbers" not in told and "each week" not in told
    card.end()
    database.commit()
    assert (card.programme_id, card.id) not in due_cards()


def test_not_tracked_is_an_answer(database, cast):
    project = make_project(cast)
    said = MeasureCard.say_not_tracked(subject(project), person(cast, "member"), "No register is kept")
    database.flush()
    assert said.state is State.NOT_TRACKED
    with pytest.raises(NotNow, match="Nothing is counted"):
        entering.read(said, week(1), (1.0, None), person(cast, "member"))


def test_an_answer_survives_being_kept(database, cast):
    zeros = evidence.assess(evidence.Series(Kind.SHARE, evidence.Better.LOWER, [(5, 100)] * 4 + [(7, 100)] * 4, [(0, 100)] * 6))
    unequal = evidence.assess(evidence.Series(Kind.RATE, evidence.Better.LOWER, [(5, 100 + n) for n in range(8)], [None, *[(3, 90)] * 6]))
    assert thaw(freeze(zeros)) == zeros and thaw(freeze(unequal)) == unequal


def test_another_version_of_the_rule_is_reckoned_beside(database, cast, monkeypatch):
    card = improved(cast)
    monkeypatch.setattr(evidence, "RULE_VERSION", "2")
    entering.read(card, week(7), (8.0, None), person(cast, "member"))
    versions = sorted(one.rule_version for one in card.reviews if one.kind is ReviewKind.RUNNING)
    assert versions == ["1", "2"]


def test_months_end_when_they_end():
    monthly = Frequency.MONTHLY
    assert monthly.end(date(2026, 2, 1)) == date(2026, 2, 28) and monthly.previous(date(2026, 3, 1)) == date(2026, 2, 1)
    assert monthly.newest(3, date(2026, 3, 5)) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert list(Frequency.WEEKLY.between(date(2026, 1, 7), date(2026, 1, 20))) == [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]
