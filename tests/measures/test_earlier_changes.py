"""A card that was changed more than once tells what came of every change, and what was answered until the next one stays."""

from datetime import timedelta

import pytest
from markupsafe import Markup

from bench.statements import listening
from portal import clock, evidence
from portal.evidence import Reason, Verdict
from portal.evidence.record import fingerprint, series_from
from portal.measures import entering, locking
from portal.measures.judging import reassess, review_of, take_due_reviews
from portal.measures.kept import freeze, thaw
from portal.measures.models import Decision, ReviewKind
from portal.measures.page import Shown
from portal.measures.sentences import plain
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, again, change, make_card, week, write

LOWEST = (2.0, 2.2, 1.9, 2.1)
NOT_LOCKED = "as it stood until the next change; not locked"


def twice(cast, between=LOWER, after=LOWEST, card=None, reviewed=True):
    """Changed, counted, changed again and counted again; the weeks of the changes have no number."""
    card = card or make_card(cast)
    write(card, cast, STEADY, newest_ago=len(between) + len(after) + 3)
    change(card, cast, ago=len(between) + len(after) + 2)
    write(card, cast, between, newest_ago=len(after) + 2)
    change(card, cast, ago=len(after) + 1)
    write(card, cast, after)
    if reviewed:
        take_due_reviews(card)
    return card


def running(change):
    return review_of(change, ReviewKind.RUNNING)


@pytest.fixture
def project(database, cast):
    return make_project(cast)


@pytest.fixture
def reviewed(database, cast, project):
    card = twice(cast, card=make_card(cast, project))
    database.commit()
    return card


@pytest.fixture
def short(database, cast, project):
    """Five numbers between the two changes: too few for a review."""
    card = twice(cast, between=LOWER[:5], card=make_card(cast, project))
    database.commit()
    return card


def test_what_was_answered_until_the_next_change_is_kept_with_its_numbers(short):
    kept = running(short.changes[0])
    assert (kept.n_after, kept.verdict, kept.until) == (5, Verdict.EARLY, week(5) - timedelta(days=1))
    assert kept.inputs["after"] == list(LOWER[:5]) and kept.inputs["before"] == list(STEADY)
    assert kept.inputs_digest == fingerprint(series_from(kept.inputs))
    assert running(short.changes[1]).until is None and review_of(short.changes[0], ReviewKind.SIX) is None


def test_the_number_of_the_week_of_the_next_change_counts_for_neither(database, cast):
    card = make_card(cast)
    write(card, cast, STEADY, newest_ago=8)
    change(card, cast, ago=7)
    write(card, cast, (*LOWER[:5], 60.0))
    assert running(card.change).n_after == 6
    change(card, cast, ago=1)
    kept = running(card.changes[0])
    assert kept.inputs["after"] == list(LOWER[:5]) and kept.n_after == 5


def test_a_next_change_that_is_put_off_adds_no_number_to_the_one_before(database, cast):
    card = make_card(cast)
    write(card, cast, STEADY, newest_ago=8)
    change(card, cast, ago=7)
    write(card, cast, (*LOWER[:5], 4.3), newest_ago=1)
    made = change(card, cast, ago=1)
    locking.put_off(made, card, made.changed_on + timedelta(days=1), "The rack came late")
    before = running(card.changes[0]).inputs_digest
    locking.put_off(made, card, clock.today(), "The rack came late")
    kept = running(card.changes[0])
    assert kept.n_after == 5 and kept.until == week(1) - timedelta(days=1) and kept.inputs_digest == before


def test_a_correction_after_the_next_change_leaves_the_answer_before_it_and_says_so(visit, database, cast, short):
    first, second = short.changes
    before, now = (running(one).inputs_digest for one in (first, second))
    answer = freeze(thaw(running(first).answer))
    asked = entering.ask_to_amend(short, week(8), (40.0, None), "Typed wrong", person(cast, "member"))
    entering.decide(asked, short, Decision.APPROVED, person(cast, "trainer"))
    reassess(short)
    kept = running(first)
    assert kept.inputs_digest == before and freeze(thaw(kept.answer)) == answer and kept.amended_at
    assert running(second).inputs_digest != now and running(second).amended_at is None
    database.commit()
    for path in (f"/measures/{short.id}", f"/measures/{short.id}/decision?change={first.id}"):
        assert "This answer stays as it was." in visit("member").get(path).text, path
    assert "This answer stays as it was." not in visit("member").get(f"/measures/{short.id}/decision").text


def test_a_correction_of_the_first_baseline_is_no_footnote_of_the_second_change(database, cast, reviewed):
    asked = entering.ask_to_amend(reviewed, week(15), (9.0, None), "Typed wrong", person(cast, "member"))
    entering.decide(asked, reviewed, Decision.APPROVED, person(cast, "trainer"))
    first, second = reviewed.changes
    assert review_of(first, ReviewKind.SIX).amended_at and first.amended_at
    assert second.amended_at is None


def test_a_new_rule_reckons_the_earlier_change_beside(database, cast, short, monkeypatch):
    old = running(short.changes[0])
    monkeypatch.setattr(evidence, "RULE_VERSION", "2")
    reassess(short)
    new = running(short.changes[0])
    assert new is not old and (new.rule_version, new.verdict, new.until) == ("2", Verdict.EARLY, old.until)


@pytest.mark.parametrize(("apart", "kinds"), [(40, []), (120, [ReviewKind.SIX]), (185, [ReviewKind.SIX, ReviewKind.TWELVE])])
def test_rare_events_are_reviewed_by_the_days_up_to_the_next_change(database, cast, apart, kinds):
    today = clock.today()
    card = make_card(cast, code="days-between-injuries", watched_from=today - timedelta(days=700))
    for ago in range(690, 410, -30):
        entering.read(card, today - timedelta(days=ago), (1.0, None), person(cast, "member"))
    locking.declare([card], today - timedelta(days=400), person(cast, "member"))
    locking.declare([card], today - timedelta(days=400 - apart), person(cast, "member"))
    taken = [one for one in take_due_reviews(card) if one.change_id == card.changes[0].id]
    assert [one.kind for one in taken] == kinds
    ends = today - timedelta(days=400 - apart + 1)
    assert all(one.until == ends for one in [*taken, running(card.changes[0])])


def test_a_review_that_stays_is_what_is_told_of_an_earlier_change(app, database, cast):
    slipped = (*LOWER, 9.1, 9.4, 9.2, 9.5, 9.3)
    card = twice(cast, between=slipped)
    with app.test_request_context("/"):
        one = Shown(card, card.changes[0])
        assert one.kept is review_of(card.changes[0], ReviewKind.SIX) and str(one.standing) == "review after 6 numbers"
        assert one.told.answer.verdict is Verdict.EARLY and one.last.verdict is Verdict.NO_CLEAR_CHANGE
        newest = Shown(card)
        assert newest.kept is running(card.change) and newest.standing is newest.last is None
        assert newest.others == [one] and one.others == [Shown(card, card.change)]


def test_nobody_is_sent_to_count_for_a_change_that_another_one_followed(app, database, cast, short):
    with app.test_request_context("/"):
        found = Shown(short, short.changes[0]).finding
        assert "keep counting" not in plain(found.says) and "the next change came before" in plain(found.says)
        assert not found.firmer and Shown(short).finding.firmer
    few = twice(cast, between=LOWER[:2])
    with app.test_request_context("/"):
        found = Shown(few, few.changes[0]).finding
        assert Reason.FEW_AFTER in thaw(running(few.changes[0]).answer).reasons and found.cause is None
        assert "Up to the next change there were too few numbers" in plain(found.says) and not found.firmer


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_card_tells_every_earlier_change_and_leads_to_how_it_was_decided(visit, database, cast, short, language):
    first, second = short.changes
    page = visit("member", language).get(f"/measures/{short.id}").text
    told = page.partition('id="earlier"')[2].partition("</section>")[0]
    assert "A rack at the head of the line" in told and f'datetime="{first.changed_on}"' in told
    assert f"/measures/{short.id}/decision?change={first.id}" in told and f"change={second.id}" not in page
    assert "stamp early" in told and "95" in told
    if language == "en":
        assert "Early improvement" in told and NOT_LOCKED in told and "With 95 % confidence: between" in told


def test_a_card_with_one_change_has_no_earlier_one(visit, database, cast, project):
    card = make_card(cast, project)
    write(card, cast, STEADY, newest_ago=2)
    made = change(card, cast, ago=1)
    database.commit()
    member = visit("member")
    assert 'id="earlier"' not in member.get(f"/measures/{card.id}").text
    plainly = member.get(f"/measures/{card.id}/decision").text
    assert "The other changes" not in plainly and member.get(f"/measures/{card.id}/decision?change={made.id}").status_code == 200


def test_each_change_has_its_own_how_we_decided(visit, database, cast, reviewed):
    first, second = reviewed.changes
    member, path = visit("member"), f"/measures/{reviewed.id}/decision"
    newest, named, earlier = (member.get(f"{path}{rest}").text for rest in ("", f"?change={second.id}", f"?change={first.id}"))
    six = review_of(first, ReviewKind.SIX)
    for page in (newest, named):
        assert running(second).inputs_digest in page and six.inputs_digest not in page and f"?change={first.id}" in page
    assert six.inputs_digest in earlier and running(second).inputs_digest not in earlier and f"?change={second.id}" in earlier
    levels = "Before %s, since the change %s minutes"
    assert "review after 6 numbers" in earlier and levels % ("8.04", "4.28") in plain(Markup(earlier))
    assert levels % ("4.28", "2.05") in plain(Markup(newest)) and earlier.count("<li") > 6


@pytest.mark.parametrize("told", ["", "no-id", "2688493c-84ec-490a-a7cb-48efd367b2f7"])
def test_a_change_that_is_none_of_this_card_is_not_found(visit, database, cast, reviewed, told):
    assert visit("member").get(f"/measures/{reviewed.id}/decision?change={told}").status_code == 404


def test_a_change_of_another_card_is_not_found(visit, database, cast, reviewed):
    other = twice(cast)
    database.commit()
    assert visit("member").get(f"/measures/{reviewed.id}/decision?change={other.changes[0].id}").status_code == 404
    assert visit("stranger").get(f"/measures/{reviewed.id}/decision?change={reviewed.changes[0].id}").status_code == 404


def test_the_projects_block_leads_to_the_earlier_changes(visit, database, cast, project, short):
    block = visit("member").get(f"/projects/{project.id}/measures").text
    assert f'href="/measures/{short.id}#earlier"' in block and "1 earlier change and what came of it" in block


def test_the_command_tells_all_changes_the_newest_first(app, database, cast, project, short):
    first, second = (again(short).changes[at] for at in (0, 1))
    digests = [running(one).inputs_digest for one in (second, first)]
    told = app.test_cli_runner().invoke(args=["portal", "explain", str(project.id)]).output
    assert 0 < told.index(digests[0]) < told.index(digests[1]) and told.count("Change of ") == 2
    newest, _rest, earlier = told.partition(digests[0])
    assert NOT_LOCKED in earlier and NOT_LOCKED not in newest
    assert "Not enough data:" in newest and "Early improvement:" in earlier
    assert "8 before the change and 5 since; 0 left out" in earlier


def test_earlier_changes_cost_the_page_no_statement(app, visit, database, cast, project):
    card = make_card(cast, project)
    write(card, cast, STEADY, newest_ago=12)
    change(card, cast, ago=11)
    write(card, cast, LOWER[:4], newest_ago=7)
    database.commit()
    member, paths = visit("member"), (f"/measures/{card.id}", f"/measures/{card.id}/decision")

    def counts() -> list[int]:
        found = []
        with listening(app) as heard:
            for path in paths:
                member.get(path)
                heard.clear()
                assert member.get(path).status_code == 200
                found.append(len(heard))
        return found

    one = counts()
    card = again(card)
    change(card, cast, ago=6)
    write(card, cast, LOWEST, newest_ago=2)
    change(card, cast, ago=1)
    database.commit()
    assert counts() == one and max(one) <= 8
