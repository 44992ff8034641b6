"""Who counts as alumni, and who is only a prospect."""

from datetime import date

from portal.enterprises import alumni
from portal.enterprises.models import Enterprise
from portal.teams.jobs import look_after_teams
from tests.batches.build import make_batch, make_module

CLOSED = date(2026, 9, 1)


def test_who_takes_part_to_the_end_of_a_batch_is_alumni(database, cast):
    make_module()
    batch = make_batch(cast.programme, cast.roshan, cast.dastak)
    assert alumni.among(cast.programme, [cast.roshan, cast.dastak]) == set()
    left = next(enrolment for enrolment in batch.enrolments if enrolment.enterprise_id == cast.dastak)
    left.withdraw(CLOSED, "Moved away")
    batch.close(CLOSED)
    database.commit()
    assert alumni.among(cast.programme, [cast.roshan, cast.dastak]) == {cast.roshan}
    assert alumni.among(cast.programme, []) == set()
    assert alumni.among(cast.beyond, [cast.roshan]) == set()


def ended(database, cast):
    """A closed batch to whose end Roshan stayed; Dastak left it."""
    make_module()
    batch = make_batch(cast.programme, cast.roshan, cast.dastak)
    next(one for one in batch.enrolments if one.enterprise_id == cast.dastak).withdraw(CLOSED, "Moved away")
    batch.close(CLOSED)
    database.commit()
    return batch


def test_lists_say_who_completed_and_how_many(visit, database, cast):
    coordinator = visit("coordinator")
    assert "No enterprise has completed the programme yet" in coordinator.get("/enterprises?kind=alumni").text
    ended(database, cast)
    page = coordinator.get("/enterprises?kind=alumni").text
    assert "Roshan" in page and "Dastak" not in page and page.count(">Alumni</span>") == 1
    assert coordinator.get("/enterprises").text.count(">Alumni</span>") == 1
    assert "2 enterprises, 1 completed" in coordinator.get("/batches").text
    assert "Chenab" not in coordinator.get("/enterprises?kind=alumni").text


def test_whose_training_is_over_is_left_in_peace(visit, database, cast):
    """Nobody is asked for a trainer there, and the team does not sleep; of whoever never began, both are said."""
    assert "Dastak Apparel\u2069 has no trainer" in visit("coordinator").get("/").text
    ended(database, cast)
    assert "has no trainer" not in visit("coordinator").get("/").text
    assert look_after_teams() == 0
    make_batch(cast.programme, cast.dastak)
    database.commit()
    assert "Dastak Apparel\u2069 has no trainer" in visit("coordinator").get("/").text, "it takes part again"


def test_an_enrolled_enterprise_is_no_prospect_any_more(database, cast):
    make_module()
    database.get(Enterprise, (cast.programme, cast.roshan)).is_prospect = True
    make_batch(cast.programme, cast.roshan)
    database.commit()
    assert not database.get(Enterprise, (cast.programme, cast.roshan)).is_prospect
