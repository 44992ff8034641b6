"""A photo after it was sent: its words, whom it shows, its place, and a face that is covered for good."""

import io
import re
from itertools import pairwise

import pytest
from PIL import Image

from portal.database import db
from portal.enterprises.models import Area
from portal.files.blurring import Part, blurred, box_of
from portal.files.models import StoredFile
from portal.files.storage import shelf
from portal.improvement.models import PhotoKind, Shown
from portal.suggestions.models import Suggestion, SuggestionPoster
from tests.files.build import picture
from tests.improvement.build import again, make_project

CLEAR = 100  # of 255: the stripes of the face can be told apart
FACE = (200, 150, 400, 300)  # in a picture of 800 × 600: two cells of eight across by two of six down


def portrait(face="red", edge="white") -> bytes:
    """Somebody on a grey ground: a face with a pattern that would tell who it is."""
    image = Image.new("RGB", (800, 600), "gray")
    image.paste(face, FACE)
    for x in range(FACE[0], FACE[2], 20):
        image.paste(edge, (x, FACE[1], x + 10, FACE[3]))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.fixture(autouse=True)
def empty_shelf(app, cast):
    """What other tests left in the file store is none of ours."""
    with app.app_context():
        for one in list(shelf().lying()):
            shelf().delete(one.digest)


@pytest.fixture
def project(database, cast):
    return make_project(cast)


def send(visitor, project, data, **fields):
    return visitor.post(f"/projects/{project.id}/photos", photo=(io.BytesIO(data), "a.jpg"), **{"kind": "before", **fields})


@pytest.fixture
def photo(visit, project):
    send(visit("member"), project, portrait())
    return again(project).photos[0]


def cells(*places: str, version: str = "1") -> dict:
    return {"cell": list(places), "version": version}


def cover(visitor, photo, **fields):
    return visitor.open("POST", f"/photos/{photo.id}/cover", data=fields)


def lying(app) -> dict[str, bytes]:
    """Everything in the file store."""
    with app.app_context():
        return {one.digest: b"".join(shelf().open(one.digest)) for one in shelf().lying()}


COVERED = ("1.2", "1.3", "2.2", "2.3")


def test_words_and_people_are_changed(visit, project, photo):
    member = visit("member")
    page = member.get(f"/photos/{photo.id}").text
    assert "Nobody under 18" in page and "Cover a face" in page
    sent = member.post(f"/photos/{photo.id}", caption="The heap at station 7", kind="other", people="agreed", version="1")
    assert sent.status_code == 303
    (now,) = again(project).photos
    assert (now.caption, now.kind, now.people) == ("The heap at station 7", PhotoKind.OTHER, Shown.AGREED)
    assert member.post(f"/photos/{photo.id}", caption="x" * 300, kind="other", version="2").status_code == 422
    clash = member.post(f"/photos/{photo.id}", caption="Mine", kind="other", version="1")
    assert clash.status_code == 409 and "The heap at station 7" in clash.text and 'value="Mine"' in clash.text


def test_the_same_photo_is_kept_once_and_it_says_so(app, visit, project):
    member = visit("member")
    send(member, project, portrait())
    answer = send(member, project, portrait(), kind="after")
    (kept,) = again(project).photos
    assert answer.location.endswith(f"#photo-{kept.file_id}")
    assert "is here already; it is kept once" in member.get(f"/projects/{project.id}").text


def test_pairs_stand_in_their_order_and_move_by_buttons(visit, project):
    member = visit("member")
    for kind, colour in (("before", "red"), ("before", "blue"), ("after", "green"), ("after", "gold")):
        send(member, project, picture(colour=colour), kind=kind, caption=f"{kind} {colour}")
    one, two, *_afters = again(project).photos
    page = member.get(f"/projects/{project.id}").text
    order = [page.index(f'alt="{words}"') for words in ("before red", "after green", "before blue", "after gold")]
    assert order == sorted(order) and page.count('class="pair"') == 2
    assert member.post(f"/photos/{two.id}/place", to="up").status_code == 303
    assert [photo.caption for photo in again(project).photos][:2] == ["before blue", "before red"]
    for _twice in range(2):  # at the end there is no further place
        assert member.post(f"/photos/{one.id}/place", to="down").status_code == 303
    assert [photo.position for photo in again(project).photos] == [1, 2, 3, 4]
    assert member.post(f"/photos/{one.id}/place", to="away").status_code == 422


def test_a_covered_face_is_gone_from_everywhere(app, visit, cast, project, photo):
    """Also its small picture, also where another project, a finding or a suggestion shows the same bytes."""
    member = visit("member")
    other, told = make_project_like(project, photo), suggestion_like(cast, photo)
    before = lying(app)
    old = {photo.file.digest, photo.file.small_digest}
    db.session.commit()  # lets go of the lock
    was = Image.open(io.BytesIO(before[photo.file.digest]))
    assert old <= set(before)
    answer = cover(member, photo, **cells(*COVERED))
    assert answer.status_code == 303, answer.text
    after = lying(app)
    assert not old & set(after), "the photo as it was lies in the file store"
    (now,) = again(project).photos
    digest = now.file.digest
    db.session.commit()  # lets go of the lock
    shown = Image.open(io.BytesIO(after[digest]))
    assert spread(shown.crop(FACE)) < CLEAR < spread(was.crop(FACE))
    assert not any(looks_like_the_face(data) for data in after.values())
    assert (other.digest, told.photo_digest) == (digest, digest)
    db.session.commit()
    assert visit("manager").get(f"/suggestions/{told.id}/photo").data == after[digest]
    assert "A part of it was covered" in member.get(f"/photos/{photo.id}").text and now.covered_at
    assert "is here already" in follow(member, send(member, project, portrait()))
    assert set(lying(app)) == set(after), "sent once more, the photo as it was came back"


def make_project_like(project, photo) -> StoredFile:
    """Another row of the factory that shows the same bytes."""
    facts = {name: getattr(photo.file, name) for name in ("programme_id", "enterprise_id", "digest", "small_digest", "kind", "bytes")}
    copy = StoredFile(id=project.id, width=800, height=600, **facts)
    db.session.add(copy)
    db.session.commit()
    return copy


def suggestion_like(cast, photo) -> Suggestion:
    """Somebody put the same photo into the box."""
    SuggestionPoster.hang(db.session.get_one(Area, (cast.programme, cast.line_3)))
    db.session.flush()
    poster = db.session.scalars(db.select(SuggestionPoster)).one()
    told, _slip = Suggestion.drop_in(poster, "en", text="The heap", photo_digest=photo.file.digest)
    db.session.commit()
    return told


def follow(visitor, answer) -> str:
    return visitor.get(answer.location.split("#")[0]).text


def spread(image) -> int:
    """How far the lightest and the darkest of neighbouring columns lie apart: the stripes of the face."""
    line = [pixel[1] for pixel in image.convert("RGB").resize((40, 1), Image.Resampling.BOX).get_flattened_data()]
    return max(abs(one - two) for one, two in pairwise(line))


def looks_like_the_face(data: bytes) -> bool:
    try:
        image = Image.open(io.BytesIO(data))
    except OSError:
        return False
    scale = image.width / 800
    return spread(image.crop([round(edge * scale) for edge in FACE])) >= CLEAR


@pytest.mark.parametrize("places", [[f"{row}.{column}" for row in range(6) for column in range(8)], ["0.0", "2.3", "5.7"]])
def test_what_is_covered_is_one_flat_colour(app, visit, project, photo, places):
    """A close-up of which every cell is ticked, and cells that lie apart: no cell tells its own colour."""
    assert cover(visit("member"), photo, **cells(*places)).status_code == 303
    (now,) = again(project).photos
    files = now.file.digest, now.file.small_digest
    db.session.commit()  # lets go of the lock
    for digest in files:
        image = Image.open(io.BytesIO(lying(app)[digest])).convert("RGB")
        across, down = image.width / 8, image.height / 6
        found = set()
        for row, column in (map(int, place.split(".")) for place in places):
            middle = [(column + 0.25) * across, (row + 0.25) * down, (column + 0.75) * across, (row + 0.75) * down]
            found |= set(image.crop([round(edge) for edge in middle]).get_flattened_data())
        assert all(max(tones) - min(tones) <= 2 for tones in zip(*found, strict=True)), "it still has a structure"


def test_a_rectangle_by_numbers_does_the_same(app, visit, project, photo):
    assert cover(visit("member"), photo, left="25", top="25", width="25", height="25", version="1").status_code == 303
    assert not any(looks_like_the_face(data) for data in lying(app).values())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Tick at least one cell"),
        ({"cell": "99.9"}, "not a valid choice|offered|Not a valid"),
        ({"left": "10"}, "needs all four numbers"),
        ({"left": "10", "top": "10", "width": "500", "height": "5"}, "from 0 to 100"),
        ({"left": "ten", "top": "10", "width": "5", "height": "5"}, "whole number"),
    ],
)
def test_what_covers_nothing_is_explained(app, visit, photo, fields, said):
    before = lying(app)
    answer = cover(visit("member"), photo, version="1", **fields)
    assert answer.status_code == 422 and re.search(said, answer.text)
    assert lying(app) == before


def test_who_comes_second_looks_once_more(visit, photo):
    member = visit("member")
    assert cover(member, photo, **cells("0.0")).status_code == 303
    assert cover(member, photo, **cells("1.1")).status_code == 409


def test_a_stranger_finds_none_and_the_wrong_role_may_not(visit, photo):
    paths = ("", "/cover", "/place")
    for who, status in (("stranger", 404), ("far_manager", 404), ("trainer", 403), ("admin", 403)):
        visitor = visit(who)
        assert {visitor.get(f"/photos/{photo.id}{path}").status_code for path in paths[:2]} == {status}
        sent = {visitor.post(f"/photos/{photo.id}{path}", to="up", kind="after", version="1", left="1").status_code for path in paths}
        assert sent == {status}


def test_a_phone_whose_clock_is_wrong_changes_no_day(visit, project):
    """When it was taken is the phone's word, and it is thrown away: the portal's own clock says when it came."""
    from portal import clock
    from tests.files.build import phone_photo

    send(visit("member"), project, phone_photo(1200, 900))  # its own clock says 20 November
    (kept,) = again(project).photos
    assert clock.local(kept.at).date() == clock.today()


def test_parts_stay_within_the_picture():
    assert box_of(Part(0.9, 0.9, 0.5, 0.5), 100, 50) == (90, 45, 100, 50)
    assert box_of(Part(1, 1, 0, 0), 100, 50) == (99, 49, 100, 50)
    assert blurred(portrait(), [Part(0, 0, 1, 1)]).data[:2] == b"\xff\xd8"
