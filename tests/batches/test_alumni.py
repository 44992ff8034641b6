"""Who counts as alumni, and who is only a prospect."""

from datetime import date

from portal.enterprises import alumni
from portal.enterprises.models import Enterprise
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


def test_an_enrolled_enterprise_is_no_prospect_any_more(database, cast):
    make_module()
    database.get(Enterprise, (cast.programme, cast.roshan)).is_prospect = True
    make_batch(cast.programme, cast.roshan)
    database.commit()
    assert not database.get(Enterprise, (cast.programme, cast.roshan)).is_prospect
