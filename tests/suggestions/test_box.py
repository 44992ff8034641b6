"""The box: anybody writes at a poster, nobody can tell who it was, and whoever holds the slip reads the answer."""

import io
from datetime import date, time, timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from portal import clock
from portal.accounts.throttle import Attempt
from portal.files.storage import shelf
from portal.history.models import HistoryRow, Payload
from portal.suggestions import posters, slips
from portal.suggestions.models import State, Suggestion, SuggestionDay, SuggestionPoster, SuggestionSlip
from portal.suggestions.terms import sweep_voices
from portal.web.replay import KEPT, Answer
from portal.web.terms import sweep_answers
from tests.files import voices
from tests.suggestions.build import code_on, drop_in, hang, hang_at, kept, words


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_few_words_are_enough_and_the_slip_leads_to_the_answer(visit, database, cast, language):
    token, visitor = hang(cast), visit(None)
    page = visitor.get(f"/{language}/box/{token}")
    assert page.status_code == 200 and f'lang="{language}"' in page.text
    assert page.text.index("in-confidence") < page.text.index("<textarea"), "what the box is not for stands first"
    answer = visitor.post(f"/{language}/box/{token}", **words(text="دھاگا ہمارے پاس رکھیں"))
    (suggestion,) = kept()
    assert (suggestion.text, suggestion.author, suggestion.language) == ("دھاگا ہمارے پاس رکھیں", None, language)
    code = code_on(answer.text)
    assert set(code) <= set(slips.LETTERS) and not set("O0I1S5Z2B8") & set(slips.LETTERS)
    page = visitor.post(f"/{language}/slip", slip=f" {code[:5].lower()} {code[5:]}")
    assert page.status_code == 200 and "said" in page.text


def test_nothing_tells_when_it_came_or_from_whom(visit, database, cast):
    """No row of history, no moment, a random id; the answer kept against sending twice has neither user nor minute, for a day."""
    token = hang(cast)
    rows = database.scalars(select(HistoryRow.number)).all()
    database.commit()
    visitor, sent = visit("member"), words()
    first = visitor.post(f"/en/box/{token}", **sent)
    again = visitor.post(f"/en/box/{token}", **sent)
    assert first.text == again.text
    (suggestion,) = kept()
    assert suggestion.id.version == 4 and suggestion.received_on == clock.today()
    assert not {"at", "created_at", "user_id", "person_id"} & set(Suggestion.__table__.columns.keys())
    assert len(database.scalars(select(HistoryRow.number)).all()) == len(rows)
    assert not [body for body in database.scalars(select(Payload.body)) if "thread where we sit" in (body or "")]
    (answer,) = [one for one in database.scalars(select(Answer)) if b"ten characters" in one.body]
    assert answer.user_id is None and (answer.at.minute, answer.at.second, answer.at.microsecond) == (0, 0, 0)
    assert sweep_answers(clock.now() + timedelta(hours=24) - KEPT) >= 1
    assert database.get(Answer, answer.key) is None
    assert all("127.0.0.1" not in attempt.pair for attempt in database.scalars(select(Attempt)))
    with clock.at(clock.now() + timedelta(days=1)):
        assert slips.today_from("127.0.0.1") != slips.keyed("network", "127.0.0.1")
    assert database.scalars(select(SuggestionDay.count)).all() == [1]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"text": ""}, "Write a few words"),
        ({"text": "x" * 50_000}, "at most 4000"),
        ({"text": "be\x00fore"}, "cannot be shown"),
        ({"opened": "made-up"}, "too quick"),
        ({"seconds": 0}, "too quick"),
    ],
)
def test_what_is_wrong_is_explained(visit, database, cast, facts, why):
    answer = visit(None).post(f"/en/box/{hang(cast)}", **words(**facts))
    assert answer.status_code == 422 and why in answer.text and kept() == []


def test_a_third_script_is_kept_as_it_was_written(visit, database, cast):
    drop_in(visit, hang(cast), text="ڌاڳو اسان جي ويجهو رکو · যন্ত্র <b>x</b>")
    assert "ڌاڳو اسان جي ويجهو رکو · যন্ত্র &lt;b&gt;x&lt;/b&gt;" in visit("member").get(f"/suggestions/{kept()[0].id}").text


def test_a_robot_learns_nothing_and_leaves_nothing(visit, database, cast):
    assert visit(None).post(f"/en/box/{hang(cast)}", **words(website="https://example.org")).status_code == 200
    assert kept() == []


@pytest.mark.parametrize("hour", [1, 11])  # at one in the night in Karachi it is still yesterday, UTC
def test_a_voice_is_kept_for_a_year(visit, database, cast, hour):
    with clock.at(date(2026, 3, 1), time(hour)):
        drop_in(visit, hang(cast), text="", voice=(io.BytesIO(voices.ogg()), "note.ogg", "audio/ogg"))
    written = kept()[0].received_on
    for days, gone in ((365, 0), (366, 1)):
        assert sweep_voices(clock.beginning(written + timedelta(days=days)) - timedelta(days=365)) == gone
    database.commit()
    assert kept()[0].voice_digest is None


def test_a_photo_and_a_voice_note_will_do(visit, database, cast):
    token, shot = hang(cast), io.BytesIO()
    Image.new("RGB", (40, 30)).save(shot, "JPEG", exif=b"Exif\x00\x00GPS")
    shot.seek(0)
    voice = (io.BytesIO(voices.ogg()), "note.ogg", "audio/ogg")
    drop_in(visit, token, text="", photo=(shot, "shot.jpg", "image/jpeg"), voice=voice)
    (suggestion,) = kept()
    member = visit("member")
    photo, heard = (member.get(f"/suggestions/{suggestion.id}/{what}") for what in ("photo", "voice"))
    assert photo.mimetype == "image/jpeg" and b"GPS" not in photo.data and heard.mimetype == "audio/ogg"
    assert visit("stranger").get(f"/suggestions/{suggestion.id}/voice").status_code == 404
    with clock.at(clock.now() + timedelta(days=366)):
        assert sweep_voices(clock.now() - timedelta(days=365)) == 1
    database.commit()
    assert member.get(f"/suggestions/{suggestion.id}/voice").status_code == 404, "one knows people by their voice: kept for a year"
    film = (io.BytesIO(b"\0\0\0\0ftypmp42" + b"\0" * 60), "film.mp4", "video/mp4")
    refused = visit(None).post(f"/en/box/{token}", **words(voice=film))
    assert refused.status_code == 422 and "no voice note" in refused.text


def test_what_was_typed_as_a_code_stays_in_its_field(visit, database, cast):
    """Also where too many wrong ones were typed."""
    visitor = visit(None)
    answers = [visitor.post("/ur/slip", slip="acdef ghjkx") for _again in range(21)]
    assert {answers[0].status_code, answers[-1].status_code} == {422, 429} and answers[-1].headers["Retry-After"]
    for answer in (answers[0], answers[-1]):
        assert 'value="acdef ghjkx"' in answer.text and 'id="slip-err"' in answer.text


@pytest.mark.parametrize("kind", voices.KINDS)
def test_a_voice_note_tells_nothing_but_what_is_said(app, visit, database, cast, kind):
    token, (made, name, claim) = hang(cast), voices.KINDS[kind]
    drop_in(visit, token, text="", voice=(io.BytesIO(made()), name, claim))
    (suggestion,) = kept()
    heard = visit("member").get(f"/suggestions/{suggestion.id}/voice").data
    with app.app_context():
        lying = [b"".join(shelf().open(one.digest)) for one in shelf().lying()]
    assert heard in lying and not any(word in data for data in lying for word in voices.TELLS.split())


@pytest.mark.parametrize("kind", voices.KINDS)
def test_a_damaged_voice_note_is_refused_beside_its_field(visit, database, cast, kind):
    token, (made, name, claim) = hang(cast), voices.KINDS[kind]
    refused = visit(None).post(f"/en/box/{token}", **words(voice=(io.BytesIO(made()[:90]), name, claim), author="Asma"))
    assert refused.status_code == 422 and 'href="#voice"' in refused.text and "damaged" in refused.text
    assert "Put the thread where we sit." in refused.text and 'value="Asma"' in refused.text and kept() == []


def test_a_reprint_ends_the_old_code_and_another_factorys_code_leads_to_that_factory(visit, database, cast):
    old = hang(cast)
    assert visit("member").post(f"/areas/{cast.line_3}/poster", _key="again").status_code == 303
    assert visit(None).get(f"/en/box/{old}").status_code == 404
    assert visit(None).post(f"/en/box/{old}", **words()).status_code == 404 and kept() == []
    new = database.scalars(select(SuggestionPoster).where(SuggestionPoster.ended_at.is_(None))).one()
    assert new.token not in repr(new.__dict__) and visit(None).get(f"/en/box/{new.token}").status_code == 200
    theirs = hang_at(cast, cast.dastak)
    page = visit("member").get(f"/en/box/{theirs}")
    assert "Dastak Apparel" in page.text and "Roshan" not in page.text
    drop_in(visit, theirs)
    assert kept()[0].enterprise_id == cast.dastak and "thread where we sit" not in visit("member").get("/suggestions").text


def test_more_than_people_write_is_held_back_then_refused(visit, database, cast, monkeypatch):
    monkeypatch.setattr("portal.suggestions.suggestions.A_DAY", 1)
    monkeypatch.setattr("portal.suggestions.suggestions.FULL", 2)
    token = hang(cast)
    drop_in(visit, token)
    drop_in(visit, token)
    assert sorted(one.state for one in kept()) == [State.HELD, State.WAITING]
    assert visit(None).post(f"/en/box/{token}", **words()).status_code == 409
    held = next(one for one in kept() if one.state is State.HELD)
    assert visit("member").post(f"/suggestions/{held.id}/release", _key="let-in").status_code == 303
    assert {one.state for one in kept()} == {State.WAITING} and posters.A_DAY < posters.FULL


def test_slips_are_not_guessed_at(visit, database, cast):
    code, visitor = drop_in(visit, hang(cast)), visit(None)
    assert database.scalars(select(SuggestionSlip.digest)).one() == slips.keyed("slip", code) != code
    database.commit()
    for _try in range(slips.GUESSES.tries):
        assert visitor.post("/en/slip", slip="AAAAAAAAAA").status_code in (422, 429)
    assert visitor.post("/en/slip", slip="AAAAAAAAAA").status_code == 429
    assert visitor.post("/en/slip", slip=code).status_code == 429, "a right one would tell a guesser"
