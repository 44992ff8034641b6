"""Around the number: its photo, older periods, a change put off, odd lines in a sheet, published examples."""

from io import BytesIO

import pytest
from babel.dates import format_date
from werkzeug.http import parse_options_header

from portal.measures import entering
from portal.measures.indicators import catalogue
from portal.measures.models import MeasureCard
from tests.files.build import picture
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, again, change, improved, make_card, week, write


@pytest.fixture
def card(database, cast):
    made = make_card(cast)
    database.commit()
    return made


def send(visitor, card, ago=1, data=None, **fields):
    photo = {"photo": (BytesIO(data), "sheet.jpg")} if data else {}
    return visitor.post(f"/measures/{card.id}/readings", starts_on=str(week(ago)), **photo, **fields)


def test_a_number_is_kept_with_the_photo_of_its_sheet(visit, card):
    assert send(visit("member"), card, data=picture(), numerator="8").status_code == 303
    (read,) = again(card).readings
    page = visit("trainer").get(f"/measures/{card.id}").text
    assert read.numerator == 8 and f"/files/{read.file_id}" in page
    assert visit("trainer").get(f"/files/{read.file_id}").status_code == 200
    assert visit("stranger").get(f"/files/{read.file_id}").status_code == 404


def test_a_locked_number_may_still_get_its_photo(visit, database, cast, card):
    improved(cast, card=card)
    seen = again(card).readings[0]
    ago = (week(0) - seen.starts_on).days // 7
    assert send(visit("member"), card, ago, data=picture(), numerator=str(seen.numerator)).status_code == 303
    assert again(card).readings[0].file_id and again(card).readings[0].numerator == seen.numerator


@pytest.mark.parametrize(("data", "fields", "says"), [(b"<svg/>", {"numerator": "8"}, "JPEG, PNG"), (picture(), {}, "the photo shows")])
def test_what_is_no_photo_or_has_no_number_is_explained(visit, card, data, fields, says):
    answer = send(visit("member"), card, data=data, **fields)
    assert answer.status_code == 422 and says in answer.text and again(card).readings == []


def test_older_periods_are_a_page_away_and_saving_stays_there(visit, database, cast, card):
    grid = f"/enterprises/{cast.roshan}/readings"
    assert f"{card.id}_{week(8)}" in visit("member").get(grid).text
    older = f"{grid}?weekly={week(8)}"
    page = visit("member").get(older).text
    assert f"{card.id}_{week(16)}" in page and f"{card.id}_{week(8)}" not in page and f"?weekly={week(0)}" in page
    sent = {"cell": f"{card.id}_{week(12)}", "numerator": "8", "denominator": "", "seen": "0"}
    answer = visit("member").post(older, **sent)
    assert answer.status_code == 303 and answer.location.endswith(f"?weekly={week(8)}")
    assert again(card).reading_on(week(12)).numerator == 8


@pytest.mark.parametrize("odd", ["x", "1066-10-14", "9999-12-31", "2026-02-31"])
def test_a_page_that_is_no_day_shows_the_newest(visit, cast, card, odd):
    answer = visit("member").get(f"/enterprises/{cast.roshan}/readings?weekly={odd}")
    assert answer.status_code == 200 and f"{card.id}_{week(1)}" in answer.text


def test_the_day_of_change_is_put_off_until_a_number_tells_of_it(visit, database, cast, card):
    write(card, cast, STEADY, newest_ago=3)
    change(card, cast, ago=2)
    database.commit()
    path = f"/projects/{card.project_id}/change/delay"
    assert "Put it off" in visit("member").get(path).text
    why, first = "The cutter came later", card.change.changed_on
    assert visit("member").post(path, on=str(week(3)), reason=why).status_code == 422
    assert visit("member").post(path, on="tomorrow", reason=why).status_code == 422
    refused = visit("member").post(path, on=str(week(1)), reason=" ")
    assert refused.status_code == 422 and again(card).change.changed_on == first, "a reason is needed"
    assert visit("member").post(path, on=str(week(1)), reason=why).status_code == 303
    moved = again(card).change
    assert (moved.changed_on, moved.first_for, moved.delayed_because) == (week(1), first, why)
    shown = visit("trainer").get(f"/measures/{card.id}").text
    assert "first declared for" in shown and why in shown
    assert visit("coordinator").post(path, on=str(week(1)), reason=why).status_code == 403
    assert visit("stranger").post(path, on=str(week(1)), reason=why).status_code == 404


def test_after_the_first_number_the_day_stands(visit, database, cast, card):
    improved(cast, card=card)
    answer = visit("member").post(f"/projects/{card.project_id}/change/delay", on=str(week(1)), reason="Later")
    assert answer.status_code == 422 and "already written" in answer.text


def test_an_odd_line_of_a_sheet_is_asked_before_anything_is_saved(visit, card):
    lines = "\n".join(f"{week(10 - at)}\t{number}" for at, number in enumerate((8.1, 7.9, 8.3, 81, 8.0, 7.7)))
    preview = visit("member").post(f"/measures/{card.id}/imports/preview", block=lines)
    assert preview.status_code == 200 and "far above the usual" in preview.text and 'name="sure"' in preview.text
    refused = visit("member").post(f"/measures/{card.id}/imports", block=lines)
    assert refused.status_code == 422 and again(card).readings == []
    assert visit("member").post(f"/measures/{card.id}/imports", block=lines, sure="y").status_code == 303
    assert len(again(card).readings) == 6


def test_what_stands_there_already_is_not_asked_again(visit, database, cast, card):
    write(card, cast, (8.1, 7.9, 8.3, 81, 8.0, 7.7))
    database.commit()
    lines = "\n".join(f"{one.starts_on}\t{one.numerator}" for one in again(card).readings)
    assert visit("member").post(f"/measures/{card.id}/imports", block=lines).status_code == 303


def test_a_published_example_is_shown_and_never_counted(visit, database, cast):
    told = improved(
        cast,
        card=make_card(cast, make_project(cast), code="line-efficiency"),
        before=[(x, 10) for x in STEADY],
        after=[(x, 10) for x in LOWER],
    )
    before = visit("coordinator").get("/results").text
    database.get_one(MeasureCard, (told.programme_id, told.id)).is_example = True
    database.commit()
    after = visit("coordinator").get("/results").text
    assert "Assessed" in before and "No improvement is measured yet" in after
    assert "published example" in visit("member").get(f"/measures/{told.id}").text


def test_a_cell_that_saves_itself_answers_with_itself_alone(visit, database, cast, card):
    """The sheet around it is a form, and its other cells may come along."""
    cells = [f"{card.id}_{week(ago)}" for ago in (3, 2, 1)]
    sent = {"cell": cells, "numerator": ["7", "8", "9"], "denominator": ["", "", ""], "seen": ["0", "0", "0"]}
    headers = {"HX-Request": "true", "HX-Trigger": f"c-{cells[1]}"}
    answer = visit("member").open("POST", f"/enterprises/{cast.roshan}/readings", data=sent, headers=headers)
    assert answer.status_code == 200 and answer.text.count("<td") == 1
    assert [one.numerator for one in again(card).readings] == [8.0]


def test_the_grid_speaks_of_a_catalogue_card_in_the_readers_language(visit, database, cast):
    made = make_card(cast, code="dhu")
    database.commit()
    here, page = catalogue("ur")["dhu"], visit("member", "ur").get(f"/enterprises/{cast.roshan}/readings").text
    for told in (here.numerator, here.denominator):
        assert f'aria-label="{told}, {format_date(week(1), "d MMMM y", locale="ur")}"' in page and str(made.id) in page


def test_a_sheet_with_urdu_headings_comes_back_unchanged(visit, database, cast):
    made = make_card(cast, code="dhu")
    write(made, cast, [(38.0, 409.0), (40.5, 410.0)])
    database.commit()
    member = visit("member", "ur")
    sheet = member.get(f"/measures/{made.id}/readings.csv").text
    assert sheet.startswith(f"\ufeffمدت,{catalogue('ur')['dhu'].numerator},") and f"{week(2)},38,409," in sheet and ",40.5,410," in sheet
    preview = member.post(f"/measures/{made.id}/imports/preview", block=sheet)
    assert preview.status_code == 200 and preview.text.count("وہی جو پہلے سے لکھا ہے") == 2
    changed = visit("member").post(f"/measures/{made.id}/imports/preview", block=sheet.replace("38,409", "39,409"))
    assert changed.text.count("unchanged") == 1 and changed.text.count("in place of what stands there") == 1


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_sheet_comes_back_with_all_that_stands_beside_its_numbers(visit, database, cast, language):
    """What goes out comes in: into another card of the same measure, whatever language the heading speaks."""
    made, other = make_card(cast, code="dhu"), make_card(cast, code="dhu")
    write(made, cast, [(38.0, 409.0), (40.0, 410.0), (36.0, 400.0)])
    member = person(cast, "member")
    entering.read(made, week(4), (None, None), member, gap_because="Eid holiday")
    entering.read(made, week(3), (38.0, 409.0), member, seen=made.readings[1].version, is_estimate=True, note="-1 day of power")
    database.commit()
    sheet = visit("member", language).get(f"/measures/{made.id}/readings.csv").text
    assert ",'-1 day of power" in sheet
    preview = visit("member").post(f"/measures/{other.id}/imports/preview", block=sheet)
    assert preview.status_code == 200 and "Eid holiday" in preview.text and "-1 day of power" in preview.text
    assert visit("member").post(f"/measures/{other.id}/imports", block=sheet).status_code == 303
    told = [
        [(one.starts_on, one.pair, one.is_estimate, one.gap_because, one.note) for one in again(card).readings] for card in (made, other)
    ]
    assert told[0] == told[1] and told[0][0][3] == "Eid holiday" and told[0][1][2:] == (True, None, "-1 day of power")
    again_sent = visit("member").post(f"/measures/{other.id}/imports/preview", block=sheet)
    assert again_sent.text.count("unchanged") == 4


def test_what_a_sheet_cannot_say_is_said_of_its_line(visit, database, cast, card):
    write(card, cast, (8.1, 7.9))
    database.commit()
    heading = "Period,Minutes,Estimate,No number because,Left out because,Note"
    lines = (f"{week(2)},8.1,,,a power cut,", f"{week(1)},7.9,,,,{'x' * 241}")
    page = visit("member").post(f"/measures/{card.id}/imports/preview", block="\n".join((heading, *lines)))
    assert page.status_code == 422 and "left out on the card" in page.text and "at most 240 letters" in page.text
    words = visit("member").post(f"/measures/{card.id}/imports/preview", block=f"{week(2)}\t8.1\tpower cut")
    assert words.status_code == 422 and "Bring the heading of the columns too" in words.text
    note = "\n".join((heading, f"{week(2)},8.1,,,,the new rack"))
    assert visit("member").post(f"/measures/{card.id}/imports", block=note).status_code == 303
    assert [one.note for one in again(card).readings] == ["the new rack", None]


def test_a_sheet_is_called_as_its_card_is(visit, database, cast):
    made = make_card(cast, name="Minutes / trims: “لائن 3”")
    database.commit()
    said = visit("member").get(f"/measures/{made.id}/readings.csv").headers["Content-Disposition"]
    assert said.startswith("attachment; ") and parse_options_header(said)[1]["filename"] == "Minutes trims “لائن 3”.csv"


def test_the_grid_shows_each_card_with_its_own_history(visit, database, cast):
    for numbers in (STEADY, LOWER):
        write(make_card(cast), cast, numbers, newest_ago=40)  # older than any column
    improved(cast)
    make_card(cast)
    database.commit()
    page = visit("member").get(f"/enterprises/{cast.roshan}/readings").text
    assert page.count('<svg class="spark"') == 3 and page.count('<path class="cut"') == 1


def test_the_unit_and_what_is_better_stand_at_the_box(visit, database, cast, card):
    divided = make_card(cast, code="defects")
    database.commit()
    for one, unit in ((card, "minutes"), (divided, "%")):
        field = visit("member").get(f"/measures/{one.id}/readings").text.split('name="numerator"')[1].split("<details")[0]
        assert f"<bdi>{unit}</bdi>" in field and 'id="better">Lower is better' in field


def test_an_older_period_stands_among_its_neighbours(visit, database, cast, card):
    write(card, cast, (8.1, 7.9, 8.3), newest_ago=40)
    database.commit()
    page = visit("member").get(f"/measures/{card.id}/readings?on={week(41)}").text
    around = page.split("Other periods")[1]
    assert all(f'href="?on={week(ago)}"' in around for ago in (43, 42, 41, 40, 38)) and f"on={week(1)}" not in around
    assert "The last periods" in visit("member").get(f"/measures/{card.id}/readings").text


def test_an_error_is_named_after_what_is_counted(visit, database, cast):
    made = make_card(cast, code="dhu")
    database.commit()
    page = send(visit("member"), made, numerator="5 2", denominator="400").text
    summary = page.split('id="sorry"')[1].split("</div>")[0]
    assert catalogue("en")["dhu"].numerator.casefold() in summary.casefold() and "Number:" not in summary
