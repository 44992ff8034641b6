"""The index says what the records say, at every moment and after every mishap."""

from __future__ import annotations

from sqlalchemy import delete, select

from portal.accounts.models import Person
from portal.curriculum.models import Lesson, LessonText
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.search import keeping
from portal.search.cli import make_anew
from portal.search.models import SearchEntry, SearchNear
from tests.enterprises.build import make_member
from tests.improvement.build import make_action, make_project, person
from tests.search.build import look


def everything() -> list[tuple]:
    rows = db.session.execute(select(SearchEntry.key, SearchEntry.stamp, SearchEntry.tokens).order_by(SearchEntry.key)).all()
    found = [tuple(row) for row in rows]
    db.session.commit()
    return found


def test_a_write_and_its_entry_come_and_go_together(database, cast):
    make_project(cast, "Wolfram wires")
    count = len(everything())
    project = make_project(cast, "Tantalum wires")
    assert len(everything()) == count + 1
    project.title = "Osmium"
    database.flush()
    database.rollback()
    assert not [tokens for _key, _stamp, tokens in everything() if "osmium" in tokens]


def test_an_edit_is_found_at_once_and_the_old_words_no_more(visit, database, cast):
    project = make_project(cast, "Wolfram wires", title="Wires")
    project.edit(title="Wires", problem="Tantalum wires")
    database.commit()
    assert look(visit("member"), "tantalum") == ["Wires"] and look(visit("member"), "wolfram") == []


def test_a_step_that_changes_no_word_writes_nothing(database, cast):
    project = make_project(cast, "Wolfram wires")
    before = everything()
    project.comment(person(cast, "member"), "Well done")
    database.commit()
    assert everything() == before


def test_a_new_name_of_a_place_is_found_with_all_that_stands_there(visit, database, cast):
    action = make_action(make_project(cast, "Wires", title="Wires", on_line_3=True), cast, "Hang hooks")
    area = database.get(Area, (cast.programme, cast.line_3))
    area.describe("Osmium hall", None, True)
    database.commit()
    assert set(look(visit("member"), "osmium")) == {"Osmium hall", "Wires", action.text}
    roshan = database.get(Enterprise, (cast.programme, cast.roshan))
    roshan.name = "Tantalum Works"
    database.commit()
    assert {"Tantalum Works", "Osmium hall", "Wires", action.text} <= set(look(visit("member"), "tantalum"))


def test_a_new_name_of_a_person_is_found_in_the_team_and_among_people(visit, database, cast):
    database.get(Person, cast.people["member"]).name = "Wolfram Bibi"
    database.commit()
    assert look(visit("manager"), "wolfram") == ["Wolfram Bibi", "Wolfram Bibi"]
    assert look(visit("manager"), "rukhsana") == []
    make_member(cast, "Tantalum Abbas")
    assert look(visit("member"), "tantalum") == ["Tantalum Abbas"]


def test_a_withdrawn_lesson_is_found_no_more(visit, taught, database, cast):
    lesson = database.scalar(select(Lesson).where(Lesson.slug == "5s-a-place-for-everything"))
    for text in database.scalars(select(LessonText).where(LessonText.lesson_id == lesson.id)):
        text.withdraw()
    database.commit()
    assert "5s-a-place-for-everything" not in visit("member").get("/search", q="5S", kind="lesson").text


def test_a_rebuild_of_what_is_right_changes_nothing(taught, database, cast):
    make_project(cast, "Wolfram wires")
    before = everything()
    assert make_anew() == 0
    assert everything() == before


def test_a_rebuild_mends_whatever_went_wrong(visit, database, cast):
    make_project(cast, "Wolfram wires", title="Wires")
    whole = everything()
    database.execute(delete(SearchEntry).where(SearchEntry.kind == "project"))
    database.execute(SearchEntry.__table__.update().where(SearchEntry.kind == "area").values(tokens="rubbish", stamp=""))
    database.execute(delete(SearchNear))
    stray = dict(database.execute(select(SearchEntry.__table__).where(SearchEntry.kind == "enterprise").limit(1)).mappings().one())
    database.execute(SearchEntry.__table__.insert().values({**stray, "id": 999_999, "key": cast.programme, "kind": "dragon"}))
    database.execute(SearchEntry.__table__.insert().values({**stray, "id": 999_998, "key": cast.roshan}))
    database.commit()
    make_anew()
    assert everything() == whole
    assert look(visit("member"), "wolfarm") == ["Wires"] and look(visit("member"), "rubbish") == []


def test_what_is_erased_is_not_kept_as_a_spelling(database, cast):
    project = make_project(cast, "Wolfram wires")
    project.edit(title="Wires", problem="Wires")
    database.commit()
    assert database.scalar(select(SearchNear.word).where(SearchNear.word == "wolfram"))
    keeping.forget_words()
    database.commit()
    assert not database.scalar(select(SearchNear.word).where(SearchNear.word == "wolfram"))
    assert database.scalar(select(SearchNear.word).where(SearchNear.word == "roshan"))
