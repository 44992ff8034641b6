"""What the evidence can say is to be seen in the demonstration: every verdict and reason, places pooled, many small histories."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.evidence import Reason, Verdict
from portal.measures.models import MeasureCard, Review
from tests.demo.test_press_release import seen, words
from tests.serving import make_demo


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return make_demo(tmp_path_factory.mktemp("evidence") / "demo")


def test_every_verdict_and_every_reason_is_there(told):
    with told.app_context():
        rows = db.session.execute(
            select(Review.verdict, Review.answer).join(
                MeasureCard, (MeasureCard.programme_id == Review.programme_id) & (MeasureCard.id == Review.card_id)
            )
        ).all()
    assert {row.verdict for row in rows} >= set(Verdict)
    assert {reason for row in rows for reason in row.answer["reasons"]} == set(Reason)


def test_places_of_one_measure_are_pooled_with_a_prediction(told):
    page = words(seen(told, "coordinator", "/results"))
    assert re.search(r"Defect rate .* 6 places together\. .* All places together .* Roughly where the next place may land", page)


def test_a_factorys_grid_is_a_page_of_many_small_histories(told):
    with told.app_context():
        sitara = db.session.scalars(select(Enterprise.id).where(Enterprise.name == "Sitara Knitwear")).one()
    assert seen(told, "trainer2", f"/enterprises/{sitara}/readings").count('<svg class="spark"') >= 15
