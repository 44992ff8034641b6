"""Interest: three fields for people and none for robots, an answer by a person, the rest by a link that is nobody else’s."""

import re
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import db
from portal.recruitment.interests import Interest, State
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Source, Stage
from portal.web import signing
from tests.recruitment.build import again, make_prospect, person


def opened(seconds: float = 30) -> str:
    """The signed time of a page that was opened so long ago."""
    return signing.sealed("opened", time.time() - seconds)


def words(**facts) -> dict:
    return {"firm": "Ravi Garments", "name": "Naila Aslam", "phone": "0301 4445556", "website": "", "opened": opened(), **facts}


def said(cast, **facts) -> Interest:
    made = Interest(programme_id=cast.programme, **{"firm": "Ravi Garments", "name": "Naila Aslam", "phone": "+923014445556", **facts})
    db.session.add(made)
    db.session.commit()
    return made


def kept(database) -> list[Interest]:
    database.expire_all()
    found = list(database.scalars(select(Interest)))
    database.commit()
    return found


def test_the_sign_in_page_leads_nowhere_while_there_are_two_programmes(visit, cast):
    assert "/interest/" not in visit(None).get("/sign-in").text, "there are two"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_three_fields_are_enough(visit, database, cast, language):
    visitor = visit(None)
    path = f"/{language}/interest/{cast.programme}"
    page = visitor.get(path)
    assert page.status_code == 200 and f'lang="{language}"' in page.text and "Roshan" not in page.text
    sent = visitor.post(path, **words())
    assert sent.status_code == 303 and visitor.get(sent.location).status_code == 200
    (interest,) = kept(database)
    assert (interest.firm, interest.phone, interest.language, interest.state) == ("Ravi Garments", "+923014445556", language, State.WAITING)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"phone": "call me"}, "not a phone number"),
        ({"firm": " "}, "name of your factory"),
        ({"name": ""}, "Write your name"),
        ({"opened": "made-up"}, "too quick"),
        ({"opened": ""}, "too quick"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_typed_is_lost(visit, database, cast, facts, why):
    sent = visit(None).post(f"/en/interest/{cast.programme}", **words(**facts))
    assert sent.status_code == 422 and why in sent.text and ("Ravi Garments" in sent.text or "firm" in facts)
    assert kept(database) == []


def test_quicker_than_anybody_types_or_half_a_day_old_is_asked_again(visit, database, cast):
    visitor, path = visit(None), f"/en/interest/{cast.programme}"
    for seconds in (0, 13 * 3600):
        sent = visitor.post(path, **words(opened=opened(seconds)))
        assert (sent.status_code == 422) == (seconds == 0) or seconds
    fresh = signing.sealed("opened", time.time())
    assert visitor.post(path, **words(opened=fresh)).status_code == 422


def test_a_robot_is_thanked_and_nothing_is_kept(visit, database, cast):
    sent = visit(None).post(f"/en/interest/{cast.programme}", **words(website="https://example.org"))
    assert sent.status_code == 303 and kept(database) == []


def test_one_network_cannot_flood_it(visit, database, cast):
    visitor, path = visit(None), f"/en/interest/{cast.programme}"
    answers = [visitor.post(path, **words(firm=f"Firm {number}")).status_code for number in range(42)]
    assert answers[:40] == [303] * 40 and 429 in answers[40:]


def test_no_such_programme_or_language(visit, cast):
    assert visit(None).get(f"/en/interest/{cast.roshan}").status_code == 404
    assert visit(None).get(f"/xx/interest/{cast.programme}").status_code == 404


def test_approving_makes_a_prospect_and_tells_the_link_once(visit, database, cast):
    interest = said(cast)
    coordinator = visit("coordinator")
    assert "Ravi Garments" in coordinator.get("/recruitment/interests").text
    missing = coordinator.post(f"/recruitment/interests/{interest.id}/approval", name="Ravi Garments", city="", version=interest.version)
    assert missing.status_code == 422 and "Write the city" in missing.text
    body = {"name": "Ravi Garments", "name_ur": "راوی گارمنٹس", "city": "Lahore", "version": interest.version}
    told = coordinator.post(f"/recruitment/interests/{interest.id}/approval", **body)
    assert told.status_code == 200 and "/en/questions/" in told.text
    assert "/en/questions/" not in coordinator.get(f"/recruitment/interests/{interest.id}").text
    prospect = database.scalar(select(Prospect))
    assert (prospect.stage, prospect.source, prospect.contact_name) == (Stage.INTERESTED, Source.SELF, "Naila Aslam")
    assert prospect.enterprise.is_prospect
    database.commit()
    twice = visit("admin").post(f"/recruitment/interests/{interest.id}/approval", **body, _key="another")
    assert twice.status_code in (409, 422)


def test_a_firm_that_is_known_is_not_made_twice(visit, database, cast):
    known = make_prospect(cast, "Ravi Garments", Stage.ATTENDED, name_ur="راوی گارمنٹس", contact_phone="+923014445556")
    interest = said(cast, firm="راوی گارمنٹس", phone="+923014445556")
    page = visit("coordinator").get(f"/recruitment/interests/{interest.id}").text
    assert f'<option selected value="{known.enterprise_id}">' in page
    body = {"known": str(known.enterprise_id), "name": "", "city": "", "version": interest.version}
    assert visit("coordinator").post(f"/recruitment/interests/{interest.id}/approval", **body).status_code == 200
    assert again(known).stage is Stage.INTERESTED and len(list(database.scalars(select(Prospect)))) == 1


def test_not_following_up_needs_a_word(visit, database, cast):
    interest = said(cast)
    path = f"/recruitment/interests/{interest.id}/refusal"
    assert visit("coordinator").post(path, note="", version=interest.version).status_code == 422
    assert visit("coordinator").post(path, note="No factory, sells software", version=interest.version).status_code == 303
    assert kept(database)[0].state is State.REFUSED
    assert visit("member").get("/recruitment/interests").status_code == 403
    assert visit("far_coordinator").get(f"/recruitment/interests/{interest.id}").status_code == 404


def link_of(cast, database) -> tuple[Interest, str]:
    interest = said(cast)
    prospect = make_prospect(cast, "Ravi Garments", Stage.ATTENDED)
    token = interest.approve(prospect, person(cast))
    database.commit()
    return interest, f"/en/questions/{token}"


def test_the_link_leaves_the_address_and_answers_are_gone_on_with(visit, database, cast):
    _interest, link = link_of(cast, database)
    firm = visit(None)
    went = firm.get(link)
    assert went.status_code == 303 and went.location.endswith("/en/questions") and went.headers["Referrer-Policy"] == "no-referrer"
    page = firm.get("/en/questions").text
    assert "Ravi Garments" in page and "Naila" not in page and "+92301" not in page
    saved = firm.post("/en/questions", women_count="۴۰", men_count="", products="Shirts", later="1")
    assert saved.status_code == 200 and "Saved" in saved.text
    other_phone = visit(None)
    other_phone.get(link)
    resumed = other_phone.get("/en/questions").text
    assert 'value="40"' in resumed and "Shirts" in resumed
    bad = other_phone.post("/en/questions", women_count="many", why="We want to learn")
    assert bad.status_code == 422 and "We want to learn" in bad.text
    done = other_phone.post("/en/questions", women_count="40", men_count="60", products="Shirts", export="Spain", why="We want to learn")
    assert done.status_code == 303
    (now,) = kept(database)
    assert now.answered_at and now.why == "We want to learn"
    firm_row = database.scalar(select(Prospect)).enterprise
    assert (firm_row.women_count, firm_row.men_count, firm_row.products) == (40, 60, "Shirts")
    database.commit()
    assert "have arrived" in other_phone.get("/en/questions").text
    assert other_phone.post("/en/questions", women_count="1", _key="again").status_code == 409


def test_a_guessed_an_expired_and_a_replaced_link_say_so_and_show_nothing(visit, database, cast):
    interest, link = link_of(cast, database)
    guesser = visit(None)
    guesser.get("/en/questions/" + "x" * 43)
    answer = guesser.get("/en/questions")
    assert answer.status_code == 409 and "Ravi" not in answer.text
    assert visit(None).get("/en/questions").status_code == 409
    late = visit(None)
    late.get(link)
    interest.expires_at = clock.now() - timedelta(minutes=1)
    database.commit()
    assert late.get("/en/questions").status_code == 409 and late.post("/en/questions", why="x").status_code == 409
    told = visit("coordinator").post(f"/recruitment/interests/{interest.id}/link")
    fresh = re.search(r"/en/questions/[\w-]{40,}", told.text)[0]
    assert late.get("/en/questions").status_code == 409  # the one before has ended
    late.get(fresh)
    assert late.get("/en/questions").status_code == 200


def test_guessing_is_counted(visit, cast):
    guesser = visit(None)
    guesser.get("/en/questions/" + "x" * 43)
    answers = [guesser.post("/en/questions", why=str(number)).status_code for number in range(23)]
    assert answers[0] == 409 and answers[-1] == 429
