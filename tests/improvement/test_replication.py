"""An improvement is carried to other areas: own projects, own cards, own verdicts, and a tree that tells where it held up."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.improvement.models import Project, Replication, Stage
from portal.improvement.tree import tree_of
from portal.measures.models import MeasureCard
from tests.improvement.build import again, bring_to, make_project, person
from tests.measures.build import LOWER, STEADY, change, improved, make_card, write

BEGINS = clock.today() + timedelta(days=14)
LONG = LOWER + LOWER + (4.3,)


@pytest.fixture
def areas(database, cast):
    factory = db.session.get(Enterprise, (cast.programme, cast.roshan))
    found = [factory.open_area(name, None, False) for name in ("Line 5", "Line 7", "Finishing", "Cutting")]
    database.commit()
    return found


@pytest.fixture
def origin(database, cast, areas):
    """In use on line 3, with a verdict that stays."""
    project = make_project(cast, on_line_3=True)
    improved(cast, card=make_card(cast, project), after=LONG)
    project.owner_id = cast.people["member"]
    for stage, words in ((Stage.PLANNED, {}), (Stage.IN_PROGRESS, {}), (Stage.IMPLEMENTED, {"result": "Fewer minutes lost"})):
        project.move_to(stage, person(cast, "member"), **words)
    database.commit()
    return project


def plan(origin, area, cast, adapted=None) -> Project:
    family = [node.project for node in tree_of(origin).nodes]
    child = Replication.plan(origin, family, area, BEGINS, person(cast, "member"), adapted)
    db.session.commit()
    return child


def card_of(project) -> MeasureCard:
    return db.session.scalars(select(MeasureCard).where(MeasureCard.project_id == project.id)).one()


def page(origin) -> str:
    return f"/projects/{origin.id}/replication"


def test_it_is_planned_with_its_own_start_words_and_cards(visit, origin, areas, cast):
    sent = {
        "area": str(areas[0].id),
        "starts_on": str(BEGINS),
        "adapted": "Two racks, the line is longer",
        "owner": str(cast.people["manager"]),
    }
    assert "Plan it for this area" in visit("member").get(f"{page(origin)}/new").text
    answer = visit("member").post(page(origin), **sent)
    assert answer.status_code == 303 and answer.location.endswith("/replication")
    branch = db.session.scalars(select(Replication)).one()
    child = db.session.get(Project, (cast.programme, branch.child_id))
    assert (child.area_id, child.planned_on, child.stage) == (areas[0].id, BEGINS, Stage.PLANNED)
    card, first = card_of(child), card_of(origin)
    assert (card.name, card.unit, card.is_primary) == (first.name, first.unit, True)
    assert card.readings == [] and card.is_chosen_worst is None and not card.is_locked
    db.session.commit()
    told = visit("trainer").get(page(origin)).text
    assert "Line 5" in told and "Two racks" in told and "Planned" in told and "where it began" in told


def test_the_tree_is_the_same_from_every_place_of_it(visit, origin, areas, cast):
    child = plan(origin, areas[0], cast)
    bring_to(child, Stage.IMPLEMENTED, cast)
    plan(child, areas[1], cast)
    for project in (origin, child):
        told = visit("member").get(page(project)).text
        assert "Line 5" in told and "Line 7" in told
    tree = tree_of(child)
    assert tree.root.project.id == origin.id and [len(node.children) for node in tree.nodes] == [1, 1, 0]


def test_held_up_counts_the_further_places_that_are_decided(visit, origin, areas, cast, database):
    for area, after in zip(areas, (LONG, LONG, LOWER, None), strict=True):
        card = card_of(plan(origin, area, cast))
        card.is_chosen_worst = False
        if after:
            improved(cast, card=card, after=after)
        else:
            write(card, cast, STEADY, newest_ago=2)
            change(card, cast, ago=1)
    database.commit()
    tree = tree_of(origin)
    database.commit()
    assert (tree.held, tree.decided, tree.early, tree.open) == (2, 3, 1, 1)
    forest, pool = tree.picture
    assert pool.k == 3 and len(forest.bars) == 3 and [bar.row.is_pilot for bar in forest.pilots] == [True]
    told = visit("member").get(page(origin)).text
    assert "The verdict rests on the one on the place’s own page" in told
    assert "in 2 of 3 further places" in told and "too early" in told and "1 place is not decided" in told and "All places together" in told


def test_a_running_verdict_is_shown_and_not_counted(visit, origin, areas, cast, database):
    card = card_of(plan(origin, areas[0], cast))
    card.is_chosen_worst = False
    improved(cast, card=card, after=LOWER[:5], reviewed=False)
    assert tree_of(origin).decided == 0
    database.commit()
    assert "it may change back" in visit("member").get(page(origin)).text


def test_neither_into_itself_nor_into_its_own_origin(visit, origin, areas, cast):
    child = plan(origin, areas[0], cast)
    bring_to(child, Stage.IMPLEMENTED, cast)
    for project, area, says in (
        (origin, cast.line_3, "area of the project itself"),
        (child, cast.line_3, "its own origin"),
        (child, areas[0].id, "area of the project itself"),
        (origin, areas[0].id, "planned or done"),
    ):
        answer = visit("member").post(page(project), area=str(area), starts_on=str(BEGINS))
        assert answer.status_code == 422 and says in answer.text, says
    with pytest.raises(NotNow, match="not a replication of itself"):
        Replication.join(origin, origin, {}, person(cast, "member"))
    with pytest.raises(NotNow, match="its own origin"):
        Replication.join(child, origin, {child.id: origin.id}, person(cast, "member"))


def test_what_is_not_in_use_or_closed_is_not_carried_on(visit, database, cast, areas):
    idea = make_project(cast)
    assert "mark this project as implemented first" in visit("member").get(page(idea)).text
    answer = visit("member").post(page(idea), area=str(areas[0].id), starts_on=str(BEGINS))
    assert answer.status_code == 422 and not db.session.scalars(select(Replication)).all()
    areas[0].close(clock.today())
    database.commit()
    assert visit("member").post(page(idea), area=str(areas[0].id), starts_on=str(BEGINS)).status_code == 422


@pytest.mark.parametrize("sent", [{"area": "", "starts_on": str(BEGINS)}, {"starts_on": "soon"}, {"area": "x", "starts_on": str(BEGINS)}])
def test_bad_input_is_explained_and_kept(visit, origin, sent):
    answer = visit("member").post(page(origin), **{"adapted": "Two racks", **sent})
    assert answer.status_code == 422 and "Two racks" in answer.text and 'role="alert"' in answer.text


def test_a_stranger_and_the_wrong_role(visit, origin, areas):
    sent = {"area": str(areas[0].id), "starts_on": str(BEGINS)}
    assert visit("stranger").get(page(origin)).status_code == 404
    assert visit("stranger").post(page(origin), **sent).status_code == 404
    assert visit("trainer").post(page(origin), **sent).status_code == 403
    assert visit("donor").get(page(origin)).status_code == 403
    assert visit("member").get(f"/projects/{uuid4()}/replication").status_code == 404


def test_the_cards_of_a_place_still_to_change_can_be_compared_with(visit, origin, areas, cast):
    child = plan(origin, areas[0], cast)
    theirs, mine = card_of(child).id, card_of(origin).id
    db.session.commit()
    assert str(theirs) in visit("member").get(f"/measures/{mine}/comparison").text
    assert again(child).area_id == areas[0].id
