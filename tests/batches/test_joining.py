"""Who may join a batch: nobody whose way is stopped, and without a decision only with a reason that stays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.batches.models import Enrolment
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.recruitment import criteria
from portal.recruitment.assessments import InitialAssessment, Verdict
from portal.recruitment.criteria import Criterion, Kind
from portal.recruitment.models import Prospect
from portal.recruitment.rhythm import settings_of
from portal.recruitment.stages import Loss, Source, Stage
from tests.batches.build import READY, look, make_batch, make_module
from tests.consent.build import publish, sign
from tests.recruitment.build import again, person

CHILD = Criterion("child", "Signs of child labour", None, Kind.SERIOUS)
SIZE = Criterion("size", "Size fits", None, Kind.SCORED, 3)


@pytest.fixture
def running(cast, database):
    make_module()
    publish(cast)
    made = make_batch(cast.programme, cast.roshan)
    database.commit()
    return made


def on_its_way(cast) -> Prospect:
    """The recruitment's row of Dastak, which has signed at an event."""
    firm = db.session.get_one(Enterprise, (cast.programme, cast.dastak))
    prospect = Prospect.found(firm, person(cast), Source.EVENT, Stage.INTERESTED, contact_name="Yasmin Baig")
    db.session.add(prospect)
    db.session.flush()
    sign(cast, "dastak")
    return prospect


def assessed(cast, prospect: Prospect, recommendation: Verdict, *flags: str) -> InitialAssessment:
    criteria.write(cast.programme, [SIZE, CHILD], person(cast))
    version = criteria.to_assess_by(cast.programme, person(cast))
    told = {"visited_on": date(2026, 3, 2), "answers": {"scores": {"size": 4}, "flags": list(flags)}, "notes": None, "because": None}
    made = InitialAssessment.hand_in(prospect, version, person(cast), recommendation=recommendation, **told)
    db.session.add(made)
    db.session.commit()
    return made


def name_whom_to_call(cast) -> None:
    settings = settings_of(cast.programme)
    settings.version = 1
    settings.describe(settings.rhythm, True, call_name="Zahid Rafiq", call_role="Labour desk", call_phone="+922199000111")
    db.session.add(settings)


def filled(cast, **facts) -> dict:
    return {"enterprise": str(cast.dastak), "on": "2026-11-02", "baseline_on": "2026-10-20", **facts}


def test_a_serious_flag_keeps_a_firm_out_of_every_batch_until_another_person_has_looked_into_it(visit, database, cast, running):
    name_whom_to_call(cast)
    prospect = on_its_way(cast)
    made = assessed(cast, prospect, Verdict.DECLINE, "child")
    coordinator, path = visit("coordinator"), f"/batches/{running.id}/enrolments"
    assert "\u2069 – stopped by a red flag" in coordinator.get(f"{path}/new").text
    refused = coordinator.post(path, **filled(cast, without_decision="The buyer wants it.", without_baseline="Later"))
    assert refused.status_code == 422
    for words in ("Zahid Rafiq · Labour desk · +922199000111", "The buyer wants it.", 'aria-invalid="true"'):
        assert words in refused.text, words
    with pytest.raises(NotNow, match="Zahid Rafiq"):
        running.enrol(database.get(Enterprise, (cast.programme, cast.dastak)), date(2026, 11, 2), READY)
    database.rollback()
    publish(cast, donor="And in its yearly report.")
    consent = coordinator.get(f"/enterprises/{cast.dastak}/consent").text
    assert "Ask for consent" not in consent and "Zahid Rafiq" in consent
    assert coordinator.post(f"/enterprises/{cast.dastak}/consent/requests").status_code == 409
    assert coordinator.post("/consents/requests", enterprises=[str(cast.dastak)]).status_code == 303
    assert "is not asked: a serious red flag stops it" in coordinator.get("/consents").text
    lifting = f"/initial-assessments/{made.id}/lifting"
    assert coordinator.post(lifting, note="All is well", version=again(prospect).version).status_code == 409, "who raised it"
    assert visit("admin").post(lifting, note="They were visitors.", version=again(prospect).version).status_code == 303
    assert coordinator.post(path, **filled(cast)).status_code == 422, "looked into is not decided"
    database.expire_all()
    made = database.get(InitialAssessment, (cast.programme, made.id))
    made.decide(Verdict.DECLINE, person(cast, "admin"), None)
    database.commit()
    assert "It was decided not to take this firm in." in coordinator.post(path, **filled(cast)).text
    assert coordinator.post(path, **filled(cast, without_decision="The buyer insists.")).status_code == 303
    batch = path.removesuffix("/enrolments")
    page = coordinator.get(batch).text
    for words in ("They were visitors.", "Serious red flag, looked into", "The buyer insists.", "No decision to take it in"):
        assert words in page, words
    assert "They were visitors." not in visit("trainer").get(batch).text, "of another factory than theirs"


def test_whoever_assessed_a_firm_does_not_lift_a_flag_through_an_older_assessment(database, cast, running):
    prospect = on_its_way(cast)
    older = assessed(cast, prospect, Verdict.WAIT)
    older.assessor_id = person(cast, "admin").id
    assessed(cast, prospect, Verdict.DECLINE, "child")
    with pytest.raises(NotNow, match="is open"):
        older.lift(person(cast), "Seen")


def test_a_batch_shows_a_flag_that_was_raised_before_this_was_asked(visit, database, cast, running):
    name_whom_to_call(cast)
    prospect = on_its_way(cast)
    assessed(cast, prospect, Verdict.DECLINE, "child")
    prospect.stopped_on = None
    running.enrol(prospect.enterprise, date(2026, 3, 2), READY)
    prospect.stopped_on = date(2026, 3, 1)
    database.commit()
    assert "Zahid Rafiq" in visit("coordinator").get(f"/batches/{running.id}").text


def test_a_firm_on_which_nobody_decided_joins_with_a_reason_only(visit, database, cast, running):
    prospect = on_its_way(cast)
    database.commit()
    coordinator, path = visit("coordinator"), f"/batches/{running.id}/enrolments"
    asked = coordinator.post(path, **filled(cast))
    assert asked.status_code == 422 and "Nobody has decided on an initial assessment" in asked.text
    prospect = database.get(Prospect, (cast.programme, prospect.id))
    prospect.lose(Loss.COST, person(cast))
    database.commit()
    assert "was lost on its way" in coordinator.post(path, **filled(cast)).text
    assert coordinator.post(path, **filled(cast, without_decision="Agreed on the phone.")).status_code == 303
    joined = look(database, select(Enrolment).where(Enrolment.enterprise_id == cast.dastak))
    assert joined.without_decision == "Agreed on the phone."
    assert "Agreed on the phone." in coordinator.get(f"/enrolments/{joined.id}").text


def test_a_decision_to_take_a_firm_in_needs_no_reason(visit, database, cast, running):
    prospect = on_its_way(cast)
    assessed(cast, prospect, Verdict.SELECT).decide(Verdict.SELECT, person(cast, "admin"), None)
    database.commit()
    path = f"/batches/{running.id}/enrolments"
    assert visit("coordinator").post(path, **filled(cast, without_decision="not needed")).status_code == 303
    assert look(database, select(Enrolment).where(Enrolment.enterprise_id == cast.dastak)).without_decision is None


def test_what_a_form_cannot_take_stands_beside_the_enterprise(visit, database, cast, running):
    path = f"/batches/{running.id}/enrolments"
    database.commit()
    coordinator = visit("coordinator")
    unsigned = coordinator.post(path, **filled(cast, without_baseline="The assessor was ill."))
    assert unsigned.status_code == 422
    assert "has not signed its consent" in unsigned.text and "The assessor was ill." in unsigned.text
