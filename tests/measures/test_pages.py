"""What is shown of measures, to whom, and what the forms say to what is wrong."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.enterprises.models import Enterprise
from portal.evidence import Verdict
from portal.history.models import HistoryRow
from portal.measures.jobs import take_reviews
from portal.measures.judging import review_of
from portal.measures.models import Amendment, MeasureCard, ReviewKind, State
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, again, improved, make_card, subject, week, write

OUTSIDE = ["stranger", "far_manager", "far_coordinator"]


@pytest.fixture
def project(database, cast):
    return make_project(cast)


@pytest.fixture
def card(database, cast, project):
    made = make_card(cast, project)
    database.commit()
    return made


@pytest.fixture
def share(database, cast, project):
    made = make_card(cast, project, code="defects")
    database.commit()
    return made


def readings(card) -> str:
    return f"/measures/{card.id}/readings"


def grid(cast) -> str:
    return f"/enterprises/{cast.roshan}/readings"


def cell(card, ago, numerator="", denominator="", seen=0):
    return {"cell": f"{card.id}_{week(ago)}", "numerator": numerator, "denominator": denominator, "seen": str(seen)}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_page_of_a_judged_card_opens(visit, database, cast, project, language):
    card = improved(cast, card=make_card(cast, project))
    trainer = visit("trainer", language)
    paths = [f"/measures/{card.id}", f"/measures/{card.id}/decision", readings(card), f"/measures/{card.id}/edit", grid(cast)]
    paths += [f"/projects/{project.id}{rest}" for rest in ("", "/measures", "/measures/new", "/measures/new?indicator=own", "/change")]
    paths += [f"/measures/{card.id}/amendments/new", f"/measures/{card.id}/imports/new", f"/enterprises/{cast.roshan}"]
    for path in paths:
        answer = trainer.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        assert "<h1" in answer.text
    assert trainer.fragment(f"/projects/{project.id}/measures").text.lstrip().startswith("<div")


def test_the_projects_block_says_the_verdict_and_leads_to_how_it_was_decided(visit, database, cast, project):
    card = improved(cast, card=make_card(cast, project))
    page = visit("member").get(f"/projects/{project.id}/measures").text
    assert "Early improvement" in page and "<svg" in page and f"/measures/{card.id}/decision" in page
    steps = visit("member").get(f"/measures/{card.id}/decision").text
    assert steps.count("<li") > 6 and review_of(again(card).change, ReviewKind.RUNNING).inputs_digest in steps


def test_peoples_words_about_a_card_stay_beside_their_label(visit, card):
    """A direction on the line itself would push English to the far edge of an Urdu page."""
    page = visit("member", "ur").get(f"/measures/{card.id}").text
    assert "<dd><bdi>minutes</bdi></dd>" in page and '<dd dir="auto">' not in page


def test_a_card_says_in_which_area_of_its_own_factory_it_counts(visit, database, cast, card):
    there = database.get_one(Enterprise, (cast.programme, cast.dastak)).open_area("Cutting")
    card.area_id = None
    database.commit()
    member, path = visit("member"), f"/measures/{card.id}"
    page = member.get(f"{path}/edit").text
    assert f'value="{cast.line_3}"' in page and "The whole enterprise" in page and str(there.id) not in page
    sent = {"name": card.name, "unit": card.unit, "better": "lower", "frequency": "weekly", "version": str(card.version)}
    assert member.post(path, **sent, area=str(there.id)).status_code == 422 and again(card).area_id is None
    assert member.post(path, **sent, area=str(cast.line_3)).status_code == 303 and again(card).area_id == cast.line_3
    assert member.post(path, **sent | {"version": str(again(card).version)}, area="").status_code == 303 and again(card).area_id is None
    new = f"/projects/{card.project_id}/measures"
    made = {**sent, "indicator": "own", "kind": "value", "name": "Minutes waiting", "area": str(cast.line_3)}
    assert member.post(new, **made).status_code == 303
    kept = database.scalars(select(MeasureCard).where(MeasureCard.name == "Minutes waiting")).one()
    assert kept.area_id == cast.line_3


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_stranger_finds_nothing(visit, card, project, name):
    for path in (f"/measures/{card.id}", readings(card), f"/projects/{project.id}/measures", f"/measures/{card.id}/readings.csv"):
        assert visit(name).get(path).status_code in (403, 404)
    assert visit("stranger").post(readings(card), starts_on=str(week(1)), numerator="8").status_code == 404


def test_the_coordinator_looks_and_does_not_write(visit, card):
    assert visit("coordinator").get(f"/measures/{card.id}").status_code == 200
    assert visit("coordinator").post(readings(card), starts_on=str(week(1)), numerator="8").status_code == 403
    assert visit("donor").get(f"/measures/{card.id}").status_code == 403


def test_a_card_from_the_catalogue_shows_in_the_readers_language(visit, database, project):
    sent = {"name": "Defect rate", "unit": "%", "better": "lower", "frequency": "weekly", "chosen": "no"}
    answer = visit("member").post(f"/projects/{project.id}/measures", indicator="defects", **sent)
    assert answer.status_code == 303
    assert "خراب پیس کی شرح" in visit("member", "ur").get(answer.location).text
    assert "counts for the project" in visit("member").get(answer.location).text


def test_the_name_of_the_catalogue_stands_in_the_readers_language_in_other_rooms_too(visit, app, database, cast):
    from portal.measures.standing import series_gates

    card = make_card(cast, make_project(cast, module_code="quality"), code="energy")
    write(card, cast, [(100.0 * each, 100.0) for each in STEADY[:3]])
    database.commit()
    reader = visit("member", "ur")
    for path in (f"/enterprises/{cast.roshan}/board", f"/enterprises/{cast.roshan}"):
        shown = reader.get(path).text
        assert "فی پیس بجلی" in shown and "Energy for each piece" not in shown, path
    assert "یونٹ (kWh) فی پیس" in reader.get(f"/enterprises/{cast.roshan}/board").text
    assert "Energy for each piece" in visit("member").get(f"/enterprises/{cast.roshan}/board").text
    odd = reader.post(readings(card), starts_on=str(week(4)), numerator="9000", denominator="10").text
    assert "kWh per piece" not in odd and "یونٹ (kWh) فی پیس" in odd
    with app.test_request_context(headers={"Accept-Language": "ur"}):
        found = series_gates(cast.programme, [cast.roshan], ["quality"])[cast.roshan, "quality"]
    assert "فی پیس بجلی" in str(found.says)


@pytest.mark.parametrize(("language", "month"), [("en", f"{week(3):%B}"), ("ur", None)])
def test_days_that_are_chosen_from_are_written_as_everywhere_else(visit, database, cast, language, month):
    """In lists, in the names of the grid's boxes and among the lines of a sheet; the form itself sends the day as machines write it."""
    open_card, locked = make_card(cast, code="retrieval"), improved(cast)
    write(open_card, cast, STEADY, newest_ago=2)
    database.commit()
    reader, iso, block = visit("trainer", language), str(week(3)), f"{week(1)},4.1"
    shown = [reader.get(path).text for path in (f"/measures/{open_card.id}", f"/measures/{locked.id}/amendments/new")]
    shown += [reader.get(f"/enterprises/{cast.roshan}/readings").text]
    shown += [reader.post(f"/measures/{open_card.id}/imports/preview", block=block).text.partition("<textarea")[0]]
    for page in shown[:2]:
        options = re.findall(r'<option value="(\d{4}-\d\d-\d\d)"[^>]*>([^<]+)</option>', page)
        assert iso in dict(options) and not any(re.search(r"\d{4}-\d\d", said) for _day, said in options)
        assert month is None or month in dict(options)[iso]
    labels = re.findall(r'aria-label="([^"]*\d{4}[^"]*)"', shown[2])
    assert labels and not any(re.search(r"\d{4}-\d\d", label) for label in labels)
    assert f">{week(1)}<" not in shown[3] and f'datetime="{week(1)}"' in shown[3]


def test_their_own_measure_needs_what_its_kind_needs(visit, project):
    sent = {"name": "Threads", "unit": "%", "better": "lower", "frequency": "weekly", "kind": "share", "numerator": "Loose threads"}
    answer = visit("member").post(f"/projects/{project.id}/measures", indicator="own", **sent)
    assert answer.status_code == 422 and "needs the second number" in answer.text and "Loose threads" in answer.text
    assert visit("member").post(f"/projects/{project.id}/measures", indicator="own", **sent, denominator="Shirts").status_code == 303


def test_chosen_because_it_was_bad_asks_over_which_periods(visit, project):
    sent = {"name": "Threads", "unit": "", "better": "lower", "frequency": "weekly", "kind": "value", "chosen": "yes"}
    answer = visit("member").post(f"/projects/{project.id}/measures", indicator="own", **sent)
    assert answer.status_code == 422 and "how many of the last weeks" in answer.text


def test_not_tracked_lets_the_project_go_on(visit, database, cast, project):
    member = visit("member")
    project.owner_id = cast.people["member"]
    database.commit()
    for to in ("planned", "in_progress"):
        member.post(f"/projects/{project.id}/stage", to=to)
    refused = member.post(f"/projects/{project.id}/stage", to="implemented", result="Fewer")
    assert refused.status_code == 409 and "on which day the change was made" in refused.text
    assert "Say how you know that it helps" in member.get(f"/projects/{project.id}").text
    assert member.post(f"/projects/{project.id}/not-tracked", reason="").status_code == 422
    assert member.post(f"/projects/{project.id}/not-tracked", reason="No register").status_code == 303
    assert member.post(f"/projects/{project.id}/stage", to="implemented", result="Fewer").status_code == 303
    assert "No register" in member.get(f"/projects/{project.id}/measures").text


def test_a_declared_change_lets_the_project_go_on(visit, database, cast, project):
    card = make_card(cast, project)
    project.owner_id = cast.people["member"]
    write(card, cast, STEADY, newest_ago=3)
    database.commit()
    member = visit("member")
    early = member.post(f"/projects/{project.id}/change", on=str(week(6)))
    assert early.status_code == 422 and "already written" in early.text
    assert member.post(f"/projects/{project.id}/change", on=str(week(2)), what="A rack").status_code == 303
    for to, words in (("planned", {}), ("in_progress", {}), ("implemented", {"result": "Fewer"})):
        assert member.post(f"/projects/{project.id}/stage", to=to, **words).status_code == 303
    assert again(card).change.what == "A rack"


@pytest.mark.parametrize("typed", ["5,2", "۵٫۲", " 5.2 ", "5.20"])
def test_what_people_type_is_understood(visit, database, card, typed):
    assert visit("member").post(readings(card), starts_on=str(week(1)), numerator=typed).status_code == 303
    assert again(card).readings[0].numerator == 5.2


@pytest.mark.parametrize("typed", ["nan", "inf", "1e308", "-", "many", "9" * 39, "5.2.1", "۵٪٪", "1-2"])
def test_what_is_no_number_is_explained_and_kept(visit, database, card, typed):
    answer = visit("member").post(readings(card), starts_on=str(week(1)), numerator=typed, note="Kept note")
    assert answer.status_code == 422 and again(card).readings == []
    assert "Kept note" in answer.text and "err" in answer.text


def test_more_bad_pieces_than_pieces_is_explained(visit, database, share):
    answer = visit("member").post(readings(share), starts_on=str(week(1)), numerator="130", denominator="120")
    assert answer.status_code == 422 and "cannot be larger" in answer.text and 'value="130"' in answer.text
    percent = visit("member").post(readings(share), starts_on=str(week(1)), numerator="5 %", denominator="120")
    assert percent.status_code == 422 and "not a percentage" in percent.text
    assert again(share).readings == []


def test_what_is_far_off_is_asked_and_yes_is_an_answer(visit, database, cast, card):
    write(card, cast, STEADY[:4], newest_ago=2)
    database.commit()
    member, sent = visit("member"), {"starts_on": str(week(1)), "numerator": "81"}
    asked = member.post(readings(card), **sent)
    assert asked.status_code == 422 and "far above the usual" in asked.text and "Yes, it is right" in asked.text
    assert member.post(readings(card), **sent, sure="y").status_code == 303
    assert again(card).readings[-1].numerator == 81


def test_a_month_typed_as_a_week_is_asked(visit, database, cast, share):
    write(share, cast, [(8.0, 400.0), (9.0, 410.0), (7.0, 390.0)], newest_ago=2)
    database.commit()
    asked = visit("member").post(readings(share), starts_on=str(week(1)), numerator="33", denominator="1650")
    assert asked.status_code == 422 and "four times a usual week" in asked.text


def test_a_month_typed_as_a_week_is_asked_of_a_single_number_too(visit, database, cast, card):
    write(card, cast, [48, 50, 52], newest_ago=2)
    database.commit()
    member, sent = visit("member"), {"starts_on": str(week(1)), "numerator": "210"}
    asked = member.post(readings(card), **sent)
    assert asked.status_code == 422 and "four times a usual week" in asked.text and again(card).reading_on(week(1)) is None
    assert member.post(readings(card), **sent, sure="y").status_code == 303


def test_a_gap_has_its_reason_and_is_no_zero(visit, database, card):
    assert visit("member").post(readings(card), starts_on=str(week(1)), numerator="", gap_because="Eid").status_code == 303
    read = again(card).readings[0]
    assert (read.numerator, read.gap_because, read.value) == (None, "Eid", None)


def test_a_cell_saves_itself_and_is_safe_to_repeat(visit, database, cast, share):
    member = visit("member")
    for _again in range(3):
        answer = member.post_fragment(grid(cast), **cell(share, 1, "12", "400"))
        assert answer.status_code == 200 and answer.text.lstrip().startswith("<td") and ">3 %<" in answer.text
    assert [(one.numerator, one.version) for one in again(share).readings] == [(12.0, 1)]


def test_two_at_one_cell_see_both(visit, database, cast, share):
    member, manager = visit("member"), visit("manager")
    member.post_fragment(grid(cast), **cell(share, 1, "12", "400"))
    clash = manager.post_fragment(grid(cast), **cell(share, 1, "15", "400"))
    assert clash.status_code == 409 and "12 / 400" in clash.text and "15 / 400" in clash.text and 'value="15"' in clash.text
    assert manager.post_fragment(grid(cast), **cell(share, 1, "15", "400", seen=1)).status_code == 200
    entry = member.post(readings(share), starts_on=str(week(1)), numerator="16", denominator="400", seen="1")
    assert entry.status_code == 409 and "15 / 400" in entry.text and "16 / 400" in entry.text


def test_the_plain_grid_saves_what_is_right_and_keeps_what_is_not(visit, database, cast, share):
    sent = [cell(share, 3, "12", "400"), cell(share, 2, "500", "400"), cell(share, 1)]
    answer = visit("member").post(grid(cast), **{name: [one[name] for one in sent] for name in sent[0]})
    assert answer.status_code == 422 and "cannot be larger" in answer.text and 'value="500"' in answer.text
    assert [one.numerator for one in again(share).readings] == [12.0]


def test_a_cell_of_another_factory_is_left_alone(visit, database, cast):
    theirs = make_card(cast, at="dastak")
    database.commit()
    assert visit("member").post(grid(cast), **cell(theirs, 1, "5")).status_code == 409
    assert again(theirs).readings == []


def test_a_locked_number_is_corrected_by_two(visit, database, cast, project):
    card = improved(cast, card=make_card(cast, project))
    day = str(week(9))
    refused = visit("member").post(readings(card), starts_on=day, numerator="5")
    assert refused.status_code == 409 and "locked" in refused.text
    asked = visit("member").post(f"/measures/{card.id}/amendments", starts_on=day, numerator="7.9", reason="Read the wrong line")
    assert asked.status_code == 303
    page = visit("trainer").get(f"/measures/{card.id}").text
    assert "Read the wrong line" in page and "/approval" in page
    assert "A locked number" in visit("trainer").get("/").text
    amendment = database.scalar(select(Amendment))
    database.commit()
    assert visit("member").post(f"/amendments/{amendment.id}/approval").status_code == 403
    silent = visit("trainer").post(f"/amendments/{amendment.id}/refusal")
    assert (
        silent.status_code == 422 and f'id="answer-{amendment.id}-err"' in silent.text and f'href="#answer-{amendment.id}"' in silent.text
    )
    assert visit("trainer").post(f"/amendments/{amendment.id}/approval", answer="I saw it").status_code == 303
    assert again(card).reading_on(week(9)).numerator == 7.9
    assert "corrected later" in visit("member").get(f"/measures/{card.id}").text


def test_a_number_is_left_out_with_its_reason_and_comes_back(visit, database, cast, card):
    write(card, cast, STEADY)
    database.commit()
    member, day = visit("member"), str(week(3))
    assert member.post(f"/measures/{card.id}/exclusions", starts_on=day, reason="").status_code == 422
    assert member.post(f"/measures/{card.id}/exclusions", starts_on=day, reason="No power").status_code == 303
    assert "No power" in member.get(f"/measures/{card.id}").text
    assert member.post(f"/measures/{card.id}/inclusions", starts_on=day, reason="").status_code == 303
    assert again(card).reading_on(week(3)).excluded_because is None


def test_a_sheet_goes_out_and_comes_in_again(visit, database, cast, share):
    write(share, cast, [(8.0, 400.0), (9.0, 410.0)])
    share.reading_on(week(1)).note = "=cmd|calc"
    database.commit()
    member = visit("member")
    text = member.get(f"/measures/{share.id}/readings.csv").text
    assert "'=cmd|calc" in text and f"{week(1)},9,410" in text and text.startswith("\ufeffPeriod,")
    book = member.get(f"/measures/{share.id}/readings.xlsx").data
    preview = member.post(f"/measures/{share.id}/imports/preview", file=(BytesIO(book), "numbers.xlsx"))
    assert preview.status_code == 200 and preview.text.count("unchanged") == 2


def test_a_block_is_shown_line_by_line_and_saved_whole_or_not_at_all(visit, database, share):
    member = visit("member")
    good = f"period\tbad\tchecked\n{week(3)}\t۱۲\t400\n{week(2)}\t9\t1,200\n"
    bad = good + f"{week(1)}\t9\t400\t7\n2026-03\t5\t400\nsoon\t5\t400\n"
    shown = member.post(f"/measures/{share.id}/imports/preview", block=bad)
    assert shown.status_code == 422
    assert (
        "takes 3" in shown.text
        and "is a whole month" in shown.text
        and "not a day" in shown.text
        and "3 lines are not right yet" in shown.text
    )
    assert member.post(f"/measures/{share.id}/imports", block=bad).status_code == 422
    assert again(share).readings == []
    assert member.post(f"/measures/{share.id}/imports/preview", block=good).status_code == 200
    assert member.post(f"/measures/{share.id}/imports", block=good, _key=str(uuid4())).status_code == 303
    assert [one.pair for one in again(share).readings] == [(12.0, 400.0), (9.0, 1200.0)]


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\x00\xff\xfe", b"", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_none_is_explained(visit, share, content):
    answer = visit("member").post(f"/measures/{share.id}/imports/preview", file=(BytesIO(content), "x.xlsx"))
    assert answer.status_code == 422 and "sorry" in answer.text


def test_the_worker_takes_the_reviews_and_the_results_count_them(visit, database, cast):
    for code in ("retrieval", "retrieval", "changeover"):
        improved(cast, card=make_card(cast, code=code), reviewed=False)
    MeasureCard.say_not_tracked(subject(make_project(cast, "Another")), person(cast, "member"), "No")
    worse = improved(cast, before=LOWER, after=STEADY, card=make_card(cast, code="retrieval"), reviewed=False)
    database.commit()
    assert take_reviews() == 4 and take_reviews() == 0
    database.commit()
    assert review_of(again(worse).change, ReviewKind.SIX).verdict is Verdict.WORSE
    page = visit("coordinator").get("/results").text
    assert "Of 4 assessed" in page and "about" in page and "Time to find material" in page
    assert visit("member").get("/results").status_code == 403


def test_explain_tells_it_in_plain_words(app, database, cast, project):
    improved(cast, card=make_card(cast, project))
    told = app.test_cli_runner().invoke(args=["portal", "explain", str(project.id)])
    assert told.exit_code == 0 and "Early improvement" in told.output and "Rule 1, numbers" in told.output
    factory = database.get_one(Enterprise, (cast.programme, cast.roshan)).name
    by_number = app.test_cli_runner().invoke(args=["portal", "explain", str(project.number), "--enterprise", factory])
    assert by_number.exit_code == 0 and by_number.output == told.output
    for unknown in ([str(uuid4())], ["7"], ["seven"], [str(project.number), "--enterprise", "Nobody"]):
        assert app.test_cli_runner().invoke(args=["portal", "explain", *unknown]).exit_code == 1


def test_the_gate_of_a_module_knows_what_is_counted(database, cast, project):
    from portal.measures.standing import series_gates

    asked = cast.programme, [cast.roshan, cast.dastak], ["quality"]
    assert series_gates(*asked) == {}
    card = make_card(cast, project)
    write(card, cast, STEADY[:3])
    loose = series_gates(*asked)[cast.roshan, "quality"]
    assert not loose.met and "Give the project its module" in loose.says and loose.url == f"/projects/{project.id}"
    project.module_code = "safety-health"
    database.flush()
    assert series_gates(*asked) == {}
    project.module_code = "quality"
    database.flush()
    assert series_gates(*asked)[cast.roshan, "quality"].met
    fresh = make_card(cast, make_project(cast, "Lamps", module_code="lean-manufacturing"))
    write(fresh, cast, STEADY[:2])
    lean = cast.programme, [cast.roshan], ["lean-manufacturing"]
    assert not series_gates(*lean)[cast.roshan, "lean-manufacturing"].met
    write(fresh, cast, STEADY[:1], newest_ago=3)
    assert series_gates(*lean)[cast.roshan, "lean-manufacturing"].met


@pytest.mark.parametrize(("module", "is_met"), [("quality", True), ("safety-health", None), (None, False)])
def test_not_tracked_answers_for_the_module_of_its_project(database, cast, module, is_met):
    from portal.measures.standing import series_gates

    MeasureCard.say_not_tracked(subject(make_project(cast, at="dastak", module_code=module)), person(cast, "stranger"), "No")
    database.flush()
    found = series_gates(cast.programme, [cast.dastak], ["quality"]).get((cast.dastak, "quality"))
    assert (found and found.met) is is_met


def test_a_project_that_began_to_count_after_all_no_longer_answers_by_its_old_word(database, cast):
    from portal.measures.standing import series_gates

    about = subject(made := make_project(cast, at="dastak", module_code="quality"))
    MeasureCard.say_not_tracked(about, person(cast, "stranger"), "No")
    database.flush()
    asked = cast.programme, [cast.dastak], ["quality"]
    card = make_card(cast, made, by="stranger", at="dastak")
    found = series_gates(*asked)[cast.dastak, "quality"]
    assert not found.met and found.url == f"/measures/{card.id}" and "0 of 3" in found.says
    other = make_project(cast, at="dastak", module_code="quality")
    MeasureCard.say_not_tracked(subject(other), person(cast, "stranger"), "No")
    database.flush()
    assert series_gates(*asked)[cast.dastak, "quality"].met, "another project of the module still says that it does not count"


def test_a_card_is_ended_and_another_leads(visit, database, cast, card, project):
    other = make_card(cast, project, is_first=False, name="Second")
    database.commit()
    assert visit("member").post(f"/measures/{other.id}/lead").status_code == 303
    assert again(other).is_primary and not again(card).is_primary
    assert visit("member").post(f"/measures/{card.id}/end").status_code == 303
    assert again(card).state is State.ENDED


OWN = {
    "indicator": "own",
    "name": "Own",
    "numerator": "above",
    "denominator": "below",
    "better": "lower",
    "frequency": "weekly",
    "chosen": "no",
    "area": "",
}


@pytest.mark.parametrize(
    ("kind", "per", "pair", "unit", "shown"),
    [
        ("rate", "100", (9, 300), "faults per 100 pieces", "3"),
        ("rate", "1000000", (2, 40_000), "per million hours", "50"),
        ("value", "100", (12, 400), "%", "3"),
        ("rate", "1", (2, 40_000), "per hour", "0.00005"),
        ("share", "1", (3, 100), "%", "3"),
    ],
)
def test_an_own_quotient_says_for_how_many_it_is_told(visit, database, cast, project, kind, per, pair, unit, shown):
    member = visit("member")
    made = member.post(f"/projects/{project.id}/measures", **OWN, kind=kind, per=per, unit=unit)
    assert made.status_code == 303
    card = database.scalars(select(MeasureCard).where(MeasureCard.name == "Own")).one()
    write(card, cast, [pair])
    database.commit()
    entry = member.get(f"/measures/{card.id}/readings").text
    assert f">{shown}</bdi>" in entry and not re.search(r"\de-\d\d<", entry)


def test_per_cent_is_told_for_a_hundred(visit, cast, project):
    refused = visit("member").post(f"/projects/{project.id}/measures", **OWN, kind="value", unit="%")
    assert refused.status_code == 422 and "Per cent means: for 100." in refused.text


def test_a_card_is_changed_freely_until_numbers_or_a_change_stand_on_it(visit, database, cast, project):
    card = make_card(cast, project)
    database.commit()
    member = visit("member")

    def send(**facts):
        shown = member.get(f"/measures/{card.id}/edit").text
        kept = {"name": "Minutes", "unit": "minutes", "better": "lower", "frequency": "weekly", "chosen": "no", "area": ""} | facts
        return member.post(f"/measures/{card.id}", version=re.search(r'name="version"[^>]*value="(\d+)"', shown)[1], **kept)

    assert send(unit="hours").status_code == 303 and again(card).unit == "hours"
    write(again(card), cast, STEADY)
    database.commit()
    assert send(name="Hours", unit="hours").status_code == 303 and again(card).name == "Hours", "words may change while it is not locked"
    for wrong in ({"unit": "minutes"}, {"unit": "hours", "frequency": "monthly"}):
        refused = send(name="Typed with care", **wrong)
        assert refused.status_code == 422 and "Another unit or another way of counting is a new card." in refused.text
        assert "Typed with care" in refused.text and again(card).unit == "hours"
    kept = database.scalars(select(HistoryRow).where(HistoryRow.record_id == card.id)).all()
    assert len(kept) >= 2, "what was changed freely stands in the history all the same"
