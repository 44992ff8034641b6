"""What an enterprise tells at an event is shown to those to whom it agreed to be named; its film too."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select

from portal.consent.models import Scope
from portal.events.models import Slot
from tests.consent.build import publish, sign, withdraw
from tests.events.build import invite, link_path, make_event, poster_path
from tests.events.test_events import seen
from tests.files.build import PDF

FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 40
SLOT = {
    "title": "What Roshan changed",
    "day": "2031-09-21",
    "starts": "10:00",
    "minutes": "20",
    "speaker": "Imran Qureshi",
    "role": "Manager",
}
TOLD = ("What Roshan changed", "Imran Qureshi", "Roshan", "روشن")


def test_a_video_is_uploaded_plays_and_seeks(visit, database, cast):
    event = make_event(cast.programme)
    invite(event, cast.roshan)
    database.commit()
    film = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 40
    sana = visit("coordinator")
    slot = {"title": "What we changed", "day": "2031-09-21", "starts": "10:00", "minutes": "20"}
    with_film = {**slot, "enterprise": str(cast.roshan), "is_agreed": "1"}
    path = f"/events/{event.id}/slots"
    no_film = sana.post(path, **with_film, video=(BytesIO(b"MZ no film"), "film.mp4", "video/mp4"))
    assert no_film.status_code == 422 and "do not agree" in no_film.text
    paper = sana.post(path, **with_film, video=(BytesIO(PDF), "film.pdf", "application/pdf"))
    assert paper.status_code == 422 and "This is no video" in paper.text
    nobody = sana.post(path, **slot, is_agreed="1", video=(BytesIO(film), "film.mp4", "video/mp4"))
    assert nobody.status_code == 422 and "Choose the enterprise whose video this is" in nobody.text
    assert sana.post(path, **with_film, video=(BytesIO(film), "film.mp4", "video/mp4")).status_code == 303
    made = seen(select(Slot))[0]
    whole = visit("member").get(f"/slots/{made.id}/video")
    assert whole.data == film and whole.headers["Accept-Ranges"] == "bytes" and whole.mimetype == "video/mp4"
    part = visit("member").open("GET", f"/slots/{made.id}/video", headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and part.data == film[100:200]
    assert visit("stranger").get(f"/slots/{made.id}/video").status_code == 404
    assert f"/slots/{made.id}/video" in visit("member").get(f"/events/{event.id}").text
    assert sana.post(f"/slots/{made.id}/video-removal").status_code == 303
    assert visit("member").get(f"/slots/{made.id}/video").status_code == 404


@pytest.fixture
def spoken(visit, database, cast):
    """(event, path of a guest's link, path of the film): Roshan speaks before Dastak, which is newly met."""
    publish(cast)
    event = make_event(cast.programme)
    invite(event, cast.roshan)
    path, poster = link_path(invite(event, cast.dastak)), poster_path(event)
    database.commit()
    told = {**SLOT, "enterprise": str(cast.roshan), "is_agreed": "1", "video_link": "https://video.example.org/roshan"}
    visit("coordinator").post(f"/events/{event.id}/slots", **told, video=(BytesIO(FILM), "film.mp4", "video/mp4"))
    return event, path, f"/slots/{seen(select(Slot.id))[0]}/video", poster


def told_of(page: str) -> bool:
    """Everything or nothing."""
    stands = {word in page for word in (*TOLD[:3], "video.example.org")}
    assert len(stands) == 1, page
    return stands.pop()


def test_a_guest_reads_of_a_speaker_what_it_agreed_to_and_no_longer_than_that(visit, database, cast, spoken):
    event, path, film, poster = spoken
    guest, stranger = visit(None), visit("stranger")

    def is_shown() -> bool:
        pages = [guest.get(path), stranger.get(f"/events/{event.id}")]
        told = {told_of(page.text) for page in pages}
        assert told == {stranger.get(film).status_code == 200} and all(
            ("Not shown" in page.text) is not (TOLD[0] in page.text) for page in pages
        )
        return told.pop()

    assert not is_shown(), "it was never asked"
    sign(cast, but=(Scope.PHOTOS,))
    assert not is_shown(), "named to alumni is not named to everybody"
    sign(cast)
    assert is_shown()
    withdraw(cast, Scope.PHOTOS)
    assert not is_shown()
    for elsewhere in (poster, f"{path}/event.ics", f"/events/{event.id}/event.ics"):
        text = (guest if elsewhere.startswith("/en") else stranger).get(elsewhere).text
        assert not any(word in text for word in TOLD), elsewhere


def test_alumni_read_what_is_shared_with_alumni(visit, database, cast, spoken):
    event, path, film, _poster = spoken
    sign(cast, but=(Scope.PHOTOS,))
    stranger = visit("stranger")
    assert not told_of(visit(None).get(path).text) and stranger.get(film).status_code == 404
    event.part_of(cast.dastak).is_alumni = True
    database.commit()
    assert told_of(visit(None).get(path).text) and stranger.get(film).status_code == 200
    withdraw(cast, Scope.ALUMNI)
    assert not told_of(visit(None).get(path).text) and stranger.get(film).status_code == 404


def test_its_own_people_and_staff_see_it_and_staff_are_told_that_guests_do_not(visit, database, cast, spoken):
    event, _path, film, _poster = spoken
    for who in ("member", "coordinator"):
        assert told_of(visit(who).get(f"/events/{event.id}").text) and visit(who).get(film).status_code == 200, who
    assert "Guests do not see this point" in visit("coordinator").get(f"/events/{event.id}").text
    assert "Guests do not see this point" not in visit("member").get(f"/events/{event.id}").text
    sign(cast)
    assert "Guests do not see this point" not in visit("coordinator").get(f"/events/{event.id}").text
    withdraw(cast, Scope.DATA)
    assert TOLD[0] not in visit("coordinator").get(f"/events/{event.id}").text and visit("coordinator").get(film).status_code == 404
    assert told_of(visit("member").get(f"/events/{event.id}").text), "nothing hides a firm's own words from itself"
