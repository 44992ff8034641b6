"""Initial assessments: scored with its parts, decided by another, stopped by a serious flag; criteria in versions."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from portal.accounts.models import User
from portal.database import db
from portal.errors import NotNow
from portal.files.models import StoredFile
from portal.recruitment import criteria
from portal.recruitment.assessments import AssessmentPhoto, InitialAssessment, Verdict
from portal.recruitment.criteria import CriteriaVersion, Criterion, Kind
from portal.recruitment.models import Move
from portal.recruitment.rhythm import settings_of
from portal.recruitment.stages import Stage
from tests.cast import give, make_person, make_user
from tests.files.build import picture
from tests.recruitment.build import again, make_prospect, person

TWO = [
    Criterion("size", "Size fits", "سائز", Kind.SCORED, 3),
    Criterion("data", "Shares data", None, Kind.SCORED, 1),
    Criterion("child", "Signs of child labour", None, Kind.SERIOUS),
]


def an_assessment(**facts) -> dict:
    return {"visited_on": "2026-03-02", "notes": "Two lines, one owner", "recommendation": "select", "score_size": "4", **facts}


def hand_in(cast, prospect, **facts) -> InitialAssessment:
    version = criteria.to_assess_by(cast.programme, person(cast))
    told = {"visited_on": date(2026, 3, 2), "answers": {"scores": {"size": 4}, "flags": []}, "notes": None, "because": None}
    made = InitialAssessment.hand_in(prospect, version, person(cast), **{**told, "recommendation": Verdict.SELECT, **facts})
    db.session.add(made)
    db.session.commit()
    return made


def one_of(database) -> InitialAssessment:
    """The only one; the session lets go of the database."""
    made = database.scalars(select(InitialAssessment)).unique().one()
    _known = made.parts
    database.commit()
    return made


def in_force(cast) -> tuple[int, int]:
    """The number of the version and of its criteria."""
    items, number = criteria.in_force(cast.programme)
    db.session.commit()
    return number, len(items)


def second_coordinator(cast) -> str:
    from portal.accounts.models import Programme, Role

    programme = db.session.get_one(Programme, cast.programme)
    user = make_user("second", make_person("Hina Saleem", programme))
    give(user, Role.COORDINATOR, programme)
    db.session.commit()
    return "second"


def test_the_score_is_shown_with_its_parts_and_what_is_not_known_counts_neither_way(visit, database, cast):
    criteria.write(cast.programme, TWO, person(cast))
    database.commit()
    prospect = make_prospect(cast, stage=Stage.INTERESTED)
    answer = visit("coordinator").post(f"/prospects/{prospect.id}/assessments", **an_assessment(score_size="2"))
    assert answer.status_code == 303, answer.text
    made = one_of(database)
    assert made.score == 50 and made.known_share == 75 and again(prospect).stage is Stage.ASSESSED
    page = visit("coordinator").get(f"/initial-assessments/{made.id}").text
    assert "50 %" in page and "75 %" in page and "2/4" in page and "1.5/3" in page and "not known" in page


def test_an_assessment_of_nothing_is_explained_and_keeps_its_words(visit, database, cast):
    prospect = make_prospect(cast, stage=Stage.INTERESTED)
    bad = visit("coordinator").post(f"/prospects/{prospect.id}/assessments", **an_assessment(recommendation="", visited_on="2099-01-01"))
    assert (
        bad.status_code == 422
        and "Two lines, one owner" in bad.text
        and "still to come" in bad.text
        and "Choose what you recommend" in bad.text
    )
    assert visit("coordinator").post(f"/prospects/{prospect.id}/assessments", **an_assessment(score_size="9")).status_code == 422


def test_nobody_is_assessed_before_they_are_interested(visit, database, cast):
    prospect = make_prospect(cast, stage=Stage.ATTENDED)
    answer = visit("coordinator").post(f"/prospects/{prospect.id}/assessments", **an_assessment())
    assert answer.status_code == 422 and "interested" in answer.text and again(prospect).stage is Stage.ATTENDED


def test_another_person_decides(visit, database, cast):
    made = hand_in(cast, make_prospect(cast, stage=Stage.INTERESTED))
    body, second = {"decision": "select", "version": made.version}, second_coordinator(cast)
    refused = visit("coordinator").post(f"/initial-assessments/{made.id}/decision", **body)
    assert refused.status_code == 409 and "does not decide" in refused.text
    assert visit(second).post(f"/initial-assessments/{made.id}/decision", **body).status_code == 303
    database.expire_all()
    assert made.prospect.stage is Stage.SELECTED
    database.commit()
    assert visit("member").post(f"/initial-assessments/{made.id}/decision", **body).status_code == 403
    assert visit("far_coordinator").post(f"/initial-assessments/{made.id}/decision", **body).status_code == 404


def test_deciding_otherwise_needs_a_word(database, cast):
    made = hand_in(cast, make_prospect(cast, stage=Stage.INTERESTED))
    with pytest.raises(NotNow, match="differs"):
        made.decide(Verdict.DECLINE, person(cast, "admin"), None)
    made.decide(Verdict.WAIT, person(cast, "admin"), "No room before May")
    assert made.prospect.stage is Stage.WAITLISTED
    made.decide(Verdict.SELECT, person(cast, "admin"), None)  # room was found
    assert made.prospect.stage is Stage.SELECTED
    with pytest.raises(NotNow, match="decided already"):
        made.decide(Verdict.DECLINE, person(cast, "admin"), "No")


def test_what_was_put_off_is_asked_again_until_the_firm_went_on(visit, database, cast):
    """Assessed anew and selected, nobody is asked to decide on the old one any more."""
    old = hand_in(cast, make_prospect(cast, stage=Stage.INTERESTED))
    old.decide(Verdict.WAIT, person(cast, "admin"), "No funds before May")
    database.commit()
    page, asks = f"/initial-assessments/{old.id}", f'action="/initial-assessments/{old.id}/decision"'
    assert asks in visit("admin").get(page).text
    hand_in(cast, old.prospect).decide(Verdict.SELECT, person(cast, "admin"), None)
    database.commit()
    assert asks not in visit("admin").get(page).text


def test_a_serious_flag_stops_the_path_and_names_whom_to_call(visit, database, cast):
    criteria.write(cast.programme, TWO, person(cast))
    settings = settings_of(cast.programme)
    settings.version = 1
    settings.describe(settings.rhythm, True, call_name="Zahid Rafiq", call_role="Labour inspection desk", call_phone="+922199000111")
    database.add(settings)
    prospect = make_prospect(cast, stage=Stage.INTERESTED)
    coordinator = visit("coordinator")
    wrong = coordinator.post(f"/prospects/{prospect.id}/assessments", **an_assessment(flag_child="y"))
    assert wrong.status_code == 422 and "nobody is recommended" in wrong.text and "Two lines, one owner" in wrong.text
    assert (
        coordinator.post(f"/prospects/{prospect.id}/assessments", **an_assessment(flag_child="y", recommendation="decline")).status_code
        == 303
    )
    made = one_of(database)
    for page in (f"/prospects/{prospect.id}", f"/initial-assessments/{made.id}"):
        assert "Zahid Rafiq" in coordinator.get(page).text
    begun = f"/prospects/{prospect.id}/assessments"
    assert "Zahid Rafiq" in coordinator.get(f"{begun}/new").text and "Criteria" not in coordinator.get(f"{begun}/new").text
    late = visit("admin").post(begun, **an_assessment(because="Seen twice, by two of us"))
    assert late.status_code == 422 and "Seen twice, by two of us" in late.text and "Zahid Rafiq" in late.text
    admin = visit("admin")
    stopped = admin.post(f"/initial-assessments/{made.id}/decision", decision="decline", version=made.version)
    assert stopped.status_code == 422 and "+922199000111" in stopped.text
    own = coordinator.post(f"/initial-assessments/{made.id}/lifting", note="All is well", version=again(prospect).version)
    assert own.status_code == 409 and "cannot lift" in own.text
    assert admin.post(f"/initial-assessments/{made.id}/lifting", note="", version=again(prospect).version).status_code == 422
    lifted = admin.post(f"/initial-assessments/{made.id}/lifting", note="The inspector was there twice", version=again(prospect).version)
    assert lifted.status_code == 303 and again(prospect).stopped_on is None
    notes = database.scalars(select(Move.note).where(Move.prospect_id == prospect.id))
    assert "The inspector was there twice" in set(notes)


def test_saving_criteria_makes_a_version_and_old_assessments_keep_theirs(visit, database, cast):
    made = hand_in(cast, make_prospect(cast, stage=Stage.INTERESTED))
    coordinator = visit("coordinator")
    body = {"version": 1, "name_0": "Owner was met", "name_ur_0": "مالک سے ملے", "kind_0": "scored", "weight_0": "5"}
    assert coordinator.post(f"/recruitment/criteria/{cast.programme}", **body).status_code == 303
    assert in_force(cast) == (2, 1)
    assert one_of(database).criteria.number == 1 and len(made.criteria.items) == len(criteria.USUAL)
    database.commit()
    assert coordinator.post(f"/recruitment/criteria/{cast.programme}", **body).status_code == 409  # somebody saved in between
    nothing = coordinator.post(f"/recruitment/criteria/{cast.programme}", version=2, name_0="Only a flag", kind_0="flag")
    assert nothing.status_code == 422 and "Only a flag" in nothing.text
    too_much = coordinator.post(f"/recruitment/criteria/{cast.programme}", **{**body, "version": 2, "weight_0": "99"})
    assert too_much.status_code == 422 and "between 0 and 10" in too_much.text
    assert visit("far_coordinator").get(f"/recruitment/criteria/{cast.programme}").status_code == 404
    assert visit("trainer").get(f"/recruitment/criteria/{cast.programme}").status_code == 403
    assert database.query(CriteriaVersion).count() == 2


def test_a_photo_of_the_visit_is_kept_and_what_is_none_is_explained(visit, database, cast):
    made = hand_in(cast, make_prospect(cast, stage=Stage.INTERESTED))
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    coordinator = visit("coordinator")
    sent = {"photo": (BytesIO(picture.getvalue()), "visit.jpg", "image/jpeg"), "caption": "The cutting table"}
    assert coordinator.open("POST", f"/initial-assessments/{made.id}/photos", data=sent).status_code == 303
    assert "The cutting table" in coordinator.get(f"/initial-assessments/{made.id}").text
    wrong = {"photo": (BytesIO(b"no picture"), "visit.jpg", "image/jpeg"), "caption": "x"}
    assert coordinator.open("POST", f"/initial-assessments/{made.id}/photos", data=wrong).status_code == 422


def test_a_photo_of_the_visit_is_taken_away_and_that_stays_to_be_read(visit, database, cast):
    prospect = make_prospect(cast, stage=Stage.INTERESTED)
    made, coordinator = hand_in(cast, prospect), visit("coordinator")
    path = f"/initial-assessments/{made.id}"
    sent = {"photo": (BytesIO(picture()), "visit.jpg", "image/jpeg"), "caption": "Bibi at her table"}
    assert coordinator.open("POST", f"{path}/photos", data=sent).status_code == 303
    photo = database.query(AssessmentPhoto).one()
    url, removal = f"/files/{photo.file_id}", f"/assessment-photos/{photo.id}/removal"
    database.commit()
    assert removal in coordinator.get(path).text and url in coordinator.get(removal).text
    for who, status in [("member", 403), ("stranger", 403), ("far_coordinator", 404)]:
        assert visit(who).get(removal).status_code == visit(who).post(removal, reason="person", version="1").status_code == status, who
    assert coordinator.post(removal, reason="", version="1").status_code == 422
    assert coordinator.post(removal, reason="person", words="She asked us", version="2").status_code == 409
    assert coordinator.post(removal, reason="person", words="She asked us", version="1").status_code == 303
    page = coordinator.get(path).text
    assert url not in page and "Bibi" not in page and "was taken away on" in page and "She asked us" in page
    assert coordinator.get(url).status_code == coordinator.get(removal).status_code == 404
    assert "Why it was taken away" in coordinator.get(f"/history/prospect/{prospect.id}").text
    assert not database.query(StoredFile).all()


def test_days_and_whom_to_call_are_set_per_programme(visit, database, cast):
    coordinator = visit("coordinator")
    path = f"/recruitment/settings/{cast.programme}"
    assert coordinator.get(path).status_code == 200
    rhythm = settings_of(cast.programme).rhythm
    database.commit()
    days = {f"{which}_{stage}": n for stage in rhythm for which, n in (("due", "5"), ("late", "9"))}
    bad = coordinator.post(path, **{**days, "late_invited": "2"}, version="0", call_name="Zahid Rafiq")
    assert bad.status_code == 422 and "at least 5 days" in bad.text and "Zahid Rafiq" in bad.text
    assert coordinator.post(path, **days, version="0", is_open="y").status_code == 303
    assert coordinator.post(path, **days, version="0").status_code == 409
    prospect = make_prospect(cast, stage=Stage.INVITED)
    assert (prospect.due_on - prospect.entered_on).days == 5 and (prospect.late_on - prospect.entered_on).days == 9
    assert visit("far_coordinator").get(path).status_code == 404


def test_a_trainer_assesses_only_where_they_are_sent(visit, database, cast):
    prospect = make_prospect(cast, stage=Stage.INTERESTED)
    assert visit("trainer").get(f"/prospects/{prospect.id}/assessments/new").status_code == 404
    trainer = db.session.scalar(select(User).where(User.username == "trainer"))
    prospect.enterprise.send_trainer(trainer, date(2026, 1, 1))
    database.commit()
    assert visit("trainer").get(f"/prospects/{prospect.id}/assessments/new").status_code == 200
    assert visit("trainer").post(f"/prospects/{prospect.id}/assessments", **an_assessment()).status_code == 303
    assert again(prospect).stage is Stage.ASSESSED
