"""Each figure of the press release of 30 September 2021, read from the pages of the demonstration by those who would look for it there."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from portal.batches.models import Batch, Enrolment
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.events import inviting
from portal.events.models import Event
from portal.recruitment.stages import PATH
from tests.browsing import Visitor
from tests.serving import make_demo

EVENT = "SCORE mobilisation event"
PILOT, SECOND, THIRD = "Karachi 1, the pilot", "Karachi 2", "Karachi 3"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return make_demo(tmp_path_factory.mktemp("told") / "demo")


def seen(app, who: str | None, path: str, language: str = "en", **query) -> str:
    answer = Visitor.signed_in(app, who, language).get(path, **query)
    assert answer.status_code == 200, (who, path, answer.status_code)
    return answer.text


def words(page: str) -> str:
    """What one reads, on one line, without the marks around numbers."""
    text = unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", text))


def id_of(app, model, *where) -> str:
    with app.app_context():
        return str(db.session.scalars(select(model.id).where(*where)).one())


def sums(page: str) -> dict[str, str]:
    shown = page[page.index('<dl class="sums">') : page.index("</dl>", page.index('<dl class="sums">'))]
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown)
    return {name: re.sub(r"<[^>]+>|[\u2066-\u2069]", "", number).strip() for name, number in pairs}


def line_of(page: str, batch: str) -> str:
    """What the list of batches says of one of them."""
    found = re.search(re.escape(batch) + r" (.*?)(Closed|Running)", words(page))
    assert found, batch
    return found[0]


def batch_page(app, name: str, who: str = "coordinator", language: str = "en") -> str:
    return seen(app, who, f"/batches/{id_of(app, Batch, Batch.name == name)}", language)


@pytest.fixture(scope="module")
def event(told) -> str:
    return id_of(told, Event, Event.name == EVENT)


def test_the_pilot_of_ten_of_which_eight_completed(told):
    told_of = line_of(seen(told, "coordinator", "/batches"), PILOT)
    assert "10 enterprises, 8 completed" in told_of and "2018" in told_of and told_of.endswith("Closed")
    page = words(batch_page(told, PILOT))
    assert page.count("Left the batch") == 2 and "8 of 10" in page and "80 %" in page
    assert "11 Jun 2018" in page and "3 Oct 2018" in page


def test_the_second_batch_of_twelve_of_which_eleven_completed(told):
    told_of = line_of(seen(told, "coordinator", "/batches"), SECOND)
    assert "12 enterprises, 11 completed" in told_of and "2019" in told_of and "2021" in told_of
    page = words(batch_page(told, SECOND))
    assert page.count("Left the batch") == 1 and "11 of 12" in page and "92 %" in page


def test_it_paused_in_march_2020_and_went_on_by_video(told):
    firm = id_of(told, Enterprise, Enterprise.name == "Kachnar Apparel")
    with told.app_context():
        enrolled = db.session.scalars(
            select(Enrolment.id).where(
                Enrolment.enterprise_id == db.session.scalar(select(Enterprise.id).where(Enterprise.name == "Kachnar Apparel"))
            )
        ).one()
    page = words(seen(told, "coordinator", f"/enrolments/{enrolled}"))
    assert "Paused , 20 March 2020" in page and "The pandemic" in page
    assert "Taking part , 22 June 2020" in page and "by video call" in page and firm
    plan = words(seen(told, "coordinator", f"/batches/{id_of(told, Batch, Batch.name == SECOND)}/plan"))
    assert plan.count("By video call") == 5


@pytest.mark.parametrize("who", ["coordinator", "admin"])
def test_nineteen_have_completed_the_programme(told, who):
    page = seen(told, who, "/enterprises", kind="alumni")
    assert page.count('data-th="City"') == 19 and page.count(">Alumni</span>") == 19
    assert "Naya Sooraj" not in page and "Koyal" not in page and "Mehtab" not in page, "who left is no alumni enterprise"


def test_the_donor_reads_nineteen_without_a_name(told):
    page = seen(told, "donor", "/")
    assert "Completed the programme 19" in words(page) and "Factories in the programme 34" in words(page)
    assert "Surmai" not in page


def test_fifteen_came_to_the_event_three_alumni_and_twelve_new(told, event):
    page = seen(told, "coordinator", f"/events/{event}")
    counts = sums(page)
    asked = ("Invited", "Answered", "Enterprises that came", "Alumni among them", "New among them")
    assert [counts[name] for name in asked] == ["15", "15", "15", "3", "12"]
    assert int(counts["Women"]) + int(counts["Men"]) == int(counts["Guests who came"]) == 31
    assert int(counts["Workers"]) and int(counts["Managers"]) and int(counts["Women"]) and int(counts["Men"])
    assert "21 September 2021" in words(page) and "European Union" in page and "textiles and ready-made garments" in page
    assert "340,000" in page and "320,000" in page, "planned and spent"


def test_two_of_the_alumni_speak_and_show_a_video(told, event):
    page = seen(told, "coordinator", f"/events/{event}")
    agenda = page[page.index('id="agenda"') : page.index('id="about"')]
    assert agenda.count("<video") == 2 and "Surmai Stitch House" in agenda and "Kachnar Apparel" in agenda
    films = re.findall(r'<video[^>]*src="([^"]+)"|<source[^>]*src="([^"]+)"', agenda)
    assert len(films) == 2
    visitor = Visitor.signed_in(told, "coordinator")
    for film in (one or other for one, other in films):
        answer = visitor.get(film)
        assert answer.status_code == 200 and answer.mimetype == "video/webm"


def test_a_factory_that_was_there_reads_the_agenda_in_urdu(told, event):
    page = seen(told, "member", f"/events/{event}", "ur")
    assert "SCORE کا موبلائزیشن ایونٹ" in page and page.count("<video") == 2


def test_whoever_has_the_link_reads_what_the_event_was(told, event):
    with told.app_context():
        one = db.session.get(Event, (db.session.scalar(select(Event.programme_id).where(Event.name == EVENT)), event_id(event)))
        token = inviting.link_of(one.invitations[0]).token
        db.session.rollback()
    page = seen(told, None, f"/en/invitations/{token}")
    assert "SCORE mobilisation event" in page and "Surmai Stitch House" in page and "Kachnar Apparel" in page and "Not shown" not in page


def event_id(text: str):
    from uuid import UUID

    return UUID(text)


def test_the_twelve_new_ones_became_prospects_and_are_enrolled(told, event):
    page = seen(told, "coordinator", "/recruitment", view="funnel", event=event)
    assert EVENT in page and "Of 12 firms, 12 are enrolled" in words(page)
    table = page[page.index("funnel-table") :]
    reached = re.findall(r'<td class="n"><a href="[^"]*reached=[^"]*">(.*?)</a>', table)
    assert [re.sub(r"<[^>]+>|[\u2066-\u2069]", "", one) for one in reached] == ["12"] * len(PATH)
    rows = seen(told, "coordinator", "/recruitment", view="list", event=event, reached="attended")
    assert words(rows).count("Enrolled") >= 12 and "Surmai" not in rows, "an alumni enterprise is no prospect"


def test_one_assessed_each_and_another_decided(told):
    from portal.recruitment.models import Prospect

    with told.app_context():
        firm = db.session.scalars(select(Enterprise.id).where(Enterprise.name == "Sangam Knitwear")).one()
        prospect = db.session.scalars(select(Prospect.id).where(Prospect.enterprise_id == firm)).one()
    page = words(seen(told, "coordinator", f"/prospects/{prospect}"))
    assert "funds of the next round are not released yet" in page
    assert "Sana Tariq" in page and "Zubair Hashmi" in page
    consent = words(seen(told, "coordinator", f"/enterprises/{firm}/consent"))
    assert "Given" in consent or "Yes" in consent


def test_the_third_batch_of_the_twelve_is_under_way(told):
    told_of = line_of(seen(told, "coordinator", "/batches"), THIRD)
    assert "12 enterprises" in told_of and "completed" not in told_of and told_of.endswith("Running")
    page = batch_page(told, THIRD)
    with told.app_context():
        came = [
            one.enterprise.name
            for one in db.session.scalars(select(Event).where(Event.name == EVENT)).one().invitations
            if not one.is_alumni
        ]
        db.session.rollback()
    assert len(came) == 12 and all(name in page for name in came)
    assert "12 فیکٹری" in words(batch_page(told, THIRD, language="ur")) or "12" in words(batch_page(told, THIRD, language="ur"))


def test_a_trainer_sees_their_own_two_factories_only(told):
    assert "2 enterprises" in words(batch_page(told, THIRD, "trainer"))
    page = seen(told, "trainer", "/enterprises")
    assert page.count("data-th=") and "Roshan Stitch Works" in page and "Dastak Apparel" in page and "Sangam" not in page
    assert PILOT not in seen(told, "trainer", "/batches")


def test_everything_says_that_it_is_invented(told):
    for who in (None, "coordinator", "donor"):
        page = seen(told, who, "/" if who else "/sign-in")
        assert "invented" in page, who


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_firm_without_an_account_is_led_to_where_it_says_that_it_is_interested(told, language):
    page = seen(told, None, "/sign-in", language)
    (way,) = set(re.findall(rf'href="(/{language}/interest/[^"]*)"', page))
    assert "<form" in seen(told, None, way, language)
