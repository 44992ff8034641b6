"""An own card: what its kind needs is asked, what belongs to another kind does not stay on it."""

import re

import pytest
from sqlalchemy import select

from portal.evidence import Kind
from portal.measures.models import MeasureCard
from tests.improvement.build import make_project
from tests.measures.build import again, make_card, week

SENT = {
    "indicator": "own",
    "name": "Loose threads",
    "unit": "minutes",
    "numerator": "Threads",
    "denominator": "Shirts",
    "per": "100",
    "better": "lower",
    "frequency": "weekly",
    "watched_from": str(week(30)),
    "area": "",
}


@pytest.fixture
def path(database, cast):
    made = make_project(cast)
    database.commit()
    return f"/projects/{made.id}/measures"


@pytest.mark.parametrize(
    ("kind", "unit", "numerator", "denominator", "scale", "is_watched"),
    [
        ("share", "%", "Threads", "Shirts", 100, False),
        ("rate", "minutes", "Threads", "Shirts", 100, False),
        ("value", "minutes", "Threads", "Shirts", 100, False),
        ("rare", "", "Loose threads", None, 1, True),
    ],
)
def test_a_card_keeps_what_belongs_to_its_kind(visit, database, path, kind, unit, numerator, denominator, scale, is_watched):
    assert visit("member").post(path, **SENT, kind=kind).status_code == 303
    card = database.scalars(select(MeasureCard)).one()
    assert (card.kind, card.unit, card.numerator, card.denominator, card.scale) == (Kind(kind), unit, numerator, denominator, scale)
    assert bool(card.watched_from) is is_watched


def marks(page: str) -> dict[str, str]:
    """The optional mark behind each label, by its field."""
    return dict(re.findall(r'<label for="(\w+)">[^<]*(?:<span class="opt">([^<]*)</span>)?</label>', page))


def test_nothing_that_is_demanded_is_marked_as_optional(visit, path):
    page = visit("member").get(f"{path}/new?indicator=own").text
    said = marks(page)
    assert {said[name] for name in ("denominator", "per", "watched_from", "window")} == {""}
    assert said["how"] == "if you know" and said["chosen"].startswith("at the latest")
    assert page.index('id="kind"') < page.index('id="name"') < page.index('id="denominator"') and "What is counted" not in page


def test_how_often_is_not_asked_of_rare_events(visit, database, path, cast):
    member = visit("member")
    page = member.get(f"{path}/new?indicator=days-between-injuries").text
    assert "How often?" not in page and 'name="frequency" value="weekly"' in page
    card = make_card(cast, code="days-between-injuries", watched_from=week(40))
    database.commit()
    assert "How often?" not in member.get(f"/measures/{card.id}/edit").text
    words = {"name": card.name, "unit": card.unit, "better": "lower", "frequency": "weekly", "area": "", "version": str(card.version)}
    assert member.post(f"/measures/{card.id}", **words, watched_from=str(week(50)), how="By the register").status_code == 303
    assert again(card).watched_from == week(50)
