"""Two rows of one firm that both have papers: answers go along, a no is never hidden, and thirty days undo it exactly."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import User
from portal.consent import queries
from portal.consent.agreement import Signature
from portal.consent.models import Consent, Scope, ScopeStanding, State
from portal.database import db
from portal.errors import NotNow
from portal.recruitment.merging import merge
from tests.consent.build import plain_paper, publish
from tests.recruitment.build import make_prospect, person


@pytest.fixture
def two(database, cast):
    publish(cast)
    return make_prospect(cast, "Sitara Nits"), make_prospect(cast, "Sitara Knits")


def sign_for(cast, prospect, but: tuple[Scope, ...] = ()) -> Consent:
    by = db.session.get_one(User, cast.users["coordinator"])
    answers = {scope: scope not in but for scope in Scope}
    signature = Signature("Yasmin Baig", "Owner", clock.today(), by)
    made = queries.agreement_of(prospect.enterprise).sign(answers, signature, plain_paper)
    db.session.commit()
    return made


def given(prospect) -> set[Scope]:
    db.session.expire_all()
    theirs = queries.agreement_of(prospect.enterprise).standings
    return {scope for scope, standing in theirs.items() if standing.state is State.GIVEN}


def test_papers_and_answers_go_along_and_come_back(database, cast, two):
    one, other = two
    consent = sign_for(cast, one, but=(Scope.PHOTOS,))
    made = merge(one, other, person(cast))
    database.commit()
    assert given(other) == set(Scope) - {Scope.PHOTOS} and not given(one)
    assert [paper.id for paper in queries.papers_of(other.enterprise)] == [consent.id]
    assert other.enterprise_id in queries.having_signed(cast.programme, [other.enterprise_id])
    made.undo(person(cast))
    database.commit()
    assert given(one) == set(Scope) - {Scope.PHOTOS} and not given(other)
    assert not queries.papers_of(other.enterprise)


def test_the_code_on_a_carried_paper_still_shows_the_name_that_stands_on_it(visit, database, cast, two):
    one, other = two
    token = sign_for(cast, one).token
    merge(one, other, person(cast))
    database.commit()
    page = visit(None).get(f"/en/consent/{token}").text
    assert "Sitara Nits" in page and "Sitara Knits" not in page and "answered anew" not in page


def test_what_both_have_answered_alike_stands_once(database, cast, two):
    one, other = two
    sign_for(cast, one)
    sign_for(cast, other)
    made = merge(one, other, person(cast))
    database.commit()
    assert given(other) == set(Scope) and len(queries.papers_of(other.enterprise)) == 2
    made.undo(person(cast))
    database.commit()
    assert given(one) == given(other) == set(Scope)


@pytest.mark.parametrize("hidden_says_no", [True, False])
def test_a_no_is_never_hidden_behind_a_yes(visit, database, cast, two, hidden_says_no):
    one, other = two
    sign_for(cast, one, but=(Scope.DONOR,) if hidden_says_no else ())
    sign_for(cast, other, but=() if hidden_says_no else (Scope.DONOR,))
    path, hidden, into = f"/prospects/{one.id}/merges", one.enterprise_id, other.enterprise_id
    with pytest.raises(NotNow, match="Named to the donor"):
        merge(one, other, person(cast))
    database.rollback()
    answer = visit("coordinator").post(path, into=str(into))
    assert answer.status_code == 422 and "answered the consent differently" in answer.text
    assert "Sitara Nits" in answer.text and f'name="into" value="{into}"' in answer.text, "the two still stand side by side"
    assert f"/enterprises/{into}/consent" in answer.text
    assert len(list(database.scalars(select(ScopeStanding).where(ScopeStanding.enterprise_id == hidden)))) == len(Scope)


def test_the_hidden_one_stands_in_no_list(visit, database, cast, two):
    one, other = two
    merge(one, other, person(cast))
    database.commit()
    page = visit("coordinator").get("/consents").text
    assert "Sitara Knits" in page and "Sitara Nits" not in page
