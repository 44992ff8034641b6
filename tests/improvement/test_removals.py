"""A photo that is taken away is gone from everywhere, and that it happened stays to be read."""

import io

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Person
from portal.audits import questions
from portal.audits.models import Audit, Finding
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.files.models import StoredFile
from portal.files.storage import shelf
from portal.history.models import HistoryRow
from portal.improvement.models import Photo, Project, Stage
from portal.suggestions.models import Suggestion, SuggestionPoster
from tests.files.build import picture
from tests.improvement.build import again, bring_to, make_project


@pytest.fixture(autouse=True)
def empty_shelf(app, cast):
    """What other tests left in the file store is none of ours."""
    with app.app_context():
        for one in list(shelf().lying()):
            shelf().delete(one.digest)


@pytest.fixture
def project(database, cast):
    return make_project(cast)


def send(visitor, project, data=None, **fields):
    return visitor.post(f"/projects/{project.id}/photos", photo=(io.BytesIO(data or picture()), "a.jpg"), **{"kind": "before", **fields})


@pytest.fixture
def photo(visit, project):
    send(visit("member"), project, caption="Bibi at station 7")
    return again(project).photos[0]


def take_away(visitor, path, reason="person", words="", version="1", **fields):
    return visitor.post(f"{path}/removal", reason=reason, words=words, version=version, **fields)


def lying(app) -> set[str]:
    with app.app_context():
        return {one.digest for one in shelf().lying()}


def digest_of(photo) -> str:
    found = photo.file.digest
    db.session.commit()  # lets go of the lock
    return found


def told(database, model):
    found = database.scalars(select(model), execution_options={"populate_existing": True}).one()
    database.commit()
    return found


def find(visit, database, cast) -> Finding:
    """A finding of Line 3 with the same photo."""
    area = database.get(Area, (cast.programme, cast.line_3))
    scores = {question.code: 2 for question in questions.newest().questions}
    made = Audit.make(area, clock.today(), scores, database.get(Person, cast.people["member"]))
    database.add(made)
    database.commit()
    answer = visit("member").post(
        f"/audits/{made.id}/findings", question="sort-1", words="A heap", photo=(io.BytesIO(picture()), "a.jpg"), _key="f"
    )
    assert answer.status_code == 303, answer.text
    return told(database, Finding)


def drop_in(database, cast, digest: str, text: str | None = "The heap") -> Suggestion:
    poster = SuggestionPoster.hang(database.get(Area, (cast.programme, cast.line_3)))
    database.flush()
    Suggestion.drop_in(poster, "en", text=text, photo_digest=digest)
    database.commit()
    return told(database, Suggestion)


@pytest.mark.parametrize("who", ["member", "trainer", "coordinator"])
def test_a_photo_that_is_taken_away_is_gone_from_everywhere(app, visit, database, project, photo, who):
    url, visitor = photo.url, visit(who)
    database.commit()
    assert "Take the photo away" in visitor.get(f"/projects/{project.id}").text or who == "member"
    assert photo.url in visitor.get(f"/photos/{photo.id}/removal").text
    answer = take_away(visitor, f"/photos/{photo.id}", words="She asked us")
    assert answer.status_code == 303, answer.text
    assert not lying(app), "its bytes lie in the file store"
    page = visitor.get(f"/projects/{project.id}").text
    assert url not in page and "Bibi at station 7" not in page
    assert "was taken away on" in page and "A person in it did not agree" in page and "She asked us" in page
    assert page.index("A photo was taken away") > page.index("What happened")
    assert url not in visitor.get(f"/projects/{project.id}/a3").text
    for path in (url, f"{url}/small", f"/photos/{photo.id}/removal"):
        assert visitor.get(path).status_code == 404
    assert visit("member").get(f"/photos/{photo.id}").status_code == 404
    assert not database.scalars(select(StoredFile)).all()
    database.commit()


def test_sent_twice_it_is_taken_away_once_and_the_history_tells(visit, database, project, photo):
    member = visit("member")
    for _twice in range(2):
        assert take_away(member, f"/photos/{photo.id}", _key="once").status_code == 303
    rows = database.scalars(select(HistoryRow).where(HistoryRow.what == "photo", HistoryRow.record_id == photo.id)).all()
    database.commit()
    assert len(rows) == 2, "it was added, and taken away once"
    assert "Why it was taken away" in visit("manager").get(f"/history/project/{project.id}").text


def test_the_same_photo_does_not_come_back_unless_it_was_only_wrong(visit, database, project, photo):
    member = visit("member")
    take_away(member, f"/photos/{photo.id}")
    refused = send(member, project)
    assert refused.status_code == 422 and "It is not kept again" in refused.text
    other_project = make_another(database, project)
    send(member, other_project)
    (other,) = again(other_project).photos
    assert take_away(member, f"/photos/{other.id}", "wrong").status_code == 303
    assert send(member, other_project).status_code == 303


def make_another(database, project) -> Project:
    place = database.get(Enterprise, (project.programme_id, project.enterprise_id))
    made = Project.log(place, "Another one", database.get(Person, project.raised_by_id))
    database.commit()
    return made


@pytest.mark.parametrize(("reason", "is_everywhere"), [("person", True), ("confidential", True), ("wrong", False)])
def test_it_goes_wherever_the_factory_shows_it_unless_it_is_only_wrong_here(
    app, visit, database, cast, project, photo, reason, is_everywhere
):
    finding, digest = find(visit, database, cast), digest_of(photo)
    suggestion, file_id = drop_in(database, cast, digest), finding.file_id
    assert take_away(visit("member"), f"/photos/{photo.id}", reason).status_code == 303
    now = told(database, Finding), told(database, Suggestion)
    assert (now[0].file_id is None, now[1].photo_digest is None) == (is_everywhere, is_everywhere)
    assert (digest not in lying(app)) == is_everywhere
    status = 404 if is_everywhere else 200
    assert visit("member").get(f"/files/{file_id}").status_code == status
    assert visit("member").get(f"/suggestions/{suggestion.id}/photo").status_code == status


def test_the_photo_of_a_finding_goes_and_the_finding_stays(app, visit, database, cast):
    finding = find(visit, database, cast)
    file_id = finding.file_id
    member, trainer = visit("member"), visit("trainer")
    assert f"/findings/{finding.id}/removal" in trainer.get(f"/audits/{finding.audit_id}").text
    assert take_away(trainer, f"/findings/{finding.id}", "other", "Shows the price list").status_code == 303
    page = member.get(f"/audits/{finding.audit_id}").text
    assert "A heap" in page and "was taken away on" in page and "Shows the price list" in page and "/files/" not in page
    assert member.get(f"/files/{file_id}").status_code == 404 and not lying(app)
    assert member.get(f"/findings/{finding.id}/removal").status_code == 404
    assert "Why it was taken away" in visit("manager").get(f"/history/audit/{finding.audit_id}").text


def test_the_photo_of_a_suggestion_goes_and_the_suggestion_stays(app, visit, database, cast):
    with app.app_context():
        digest = shelf().put(picture())
    suggestion, member = drop_in(database, cast, digest, text=None), visit("member")
    path = f"/suggestions/{suggestion.id}"
    assert f"{path}/removal" in member.get(path).text and f"{path}/photo" in member.get(f"{path}/removal").text
    assert take_away(member, path, "confidential").status_code == 303
    assert "It shows something confidential" in member.get(path).text and not lying(app)
    assert member.get(f"{path}/photo").status_code == member.get(f"{path}/removal").status_code == 404
    assert "A photo or voice note that is gone" in member.get("/suggestions").text
    assert "Why it was taken away" in member.get(f"/history/suggestion/{suggestion.id}").text


def become_project(app, visit, database, cast) -> tuple[Suggestion, Photo]:
    with app.app_context():
        digest = shelf().put(picture())
    suggestion = drop_in(database, cast, digest)
    assert visit("member").post(f"/suggestions/{suggestion.id}/project", raised_by="", version="1").status_code == 303
    return told(database, Suggestion), told(database, Photo)


def test_the_photo_of_a_suggestion_goes_along_into_its_project(app, visit, database, cast):
    suggestion, photo = become_project(app, visit, database, cast)
    assert digest_of(photo) == suggestion.photo_digest and photo.people is None
    page = visit("trainer").get(f"/projects/{suggestion.project_id}").text
    assert photo.url in page and "From the suggestion box" in page
    assert visit("trainer").get(f"{photo.url}/small").mimetype == "image/jpeg"


@pytest.mark.parametrize("way", ["hiding", "removal", "removal there"])
def test_hidden_or_taken_away_it_goes_there_too(app, visit, database, cast, way):
    suggestion, photo = become_project(app, visit, database, cast)
    member, url = visit("member"), photo.url
    if way == "hiding":
        sent = member.post(f"/suggestions/{suggestion.id}/hiding", reason="Shows a child", version=str(suggestion.version))
    elif way == "removal":
        sent = take_away(member, f"/suggestions/{suggestion.id}", version=str(suggestion.version))
    else:
        sent = take_away(visit("coordinator"), f"/photos/{photo.id}")
    assert sent.status_code == 303, sent.text
    page = member.get(f"/projects/{suggestion.project_id}").text
    assert url not in page and "was taken away on" in page and ("Shows a child" in page) == (way == "hiding")
    assert member.get(url).status_code == member.get(f"/suggestions/{suggestion.id}/photo").status_code == 404
    assert bool(lying(app)) == (way == "hiding"), "what is hidden can be put back, what is taken away cannot"


def test_a_project_verified_by_a_pair_says_that_its_photo_is_gone(visit, database, cast, project, photo):
    send(visit("member"), project, picture(colour="gold"), kind="after")
    bring_to(again(project), Stage.VERIFIED, cast)
    assert take_away(visit("member"), f"/photos/{photo.id}").status_code == 303
    page = visit("trainer").get(f"/projects/{project.id}").text
    assert "It stood here when the project was verified." in page and "Photo from after" in page
    assert "The photo was taken away" in visit("trainer").get(f"/projects/{project.id}/a3").text
    assert visit("trainer").get(f"/projects/{project.id}/a3/sheet.pdf").data.startswith(b"%PDF")
    send(visit("member"), project, picture(colour="blue"), kind="before")
    positions = [one.position for one in again(project).photos]
    assert len(set(positions)) == len(positions) == 2


@pytest.mark.parametrize(
    ("fields", "said"), [({"reason": ""}, "Choose"), ({"reason": "other"}, "in a few words why"), ({"reason": "x"}, "Choose one")]
)
def test_without_a_reason_nothing_goes(app, visit, photo, fields, said):
    before = lying(app)
    answer = take_away(visit("member"), f"/photos/{photo.id}", **fields)
    assert answer.status_code == 422 and said in answer.text and lying(app) == before


def test_who_comes_second_looks_once_more(visit, photo):
    member = visit("member")
    assert member.post(f"/photos/{photo.id}", caption="Mine", kind="before", version="1").status_code == 303
    assert take_away(member, f"/photos/{photo.id}").status_code == 409


def test_strangers_and_the_wrong_role_take_nothing_away(visit, database, cast, photo):
    finding = find(visit, database, cast)
    suggestion = drop_in(database, cast, digest_of(photo))
    wrong = [("stranger", 404), ("far_manager", 404), ("expert", 403), ("admin", 403)]
    for path, roles in (
        (f"/photos/{photo.id}", wrong),
        (f"/findings/{finding.id}", wrong),
        (f"/suggestions/{suggestion.id}", [("stranger", 404), ("trainer", 403), ("coordinator", 403)]),
    ):
        for who, status in roles:
            assert visit(who).get(f"{path}/removal").status_code == take_away(visit(who), path).status_code == status, (path, who)
