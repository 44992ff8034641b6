"""What one has read is one's own; the team sees it only where one agrees, and no longer than that."""

import pytest
from sqlalchemy import func, select

from portal.curriculum.progress import LessonResult, ResultConsent
from tests.curriculum.build import loaded_from, write_all

CHECK = "/modules/weaving/lessons/knots/check"
RIGHT = {f"question-{number}": "2" for number in range(1, 5)} | {"question-5": "1"}


@pytest.fixture
def taught(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    assert not loaded_from(tmp_path).broken
    return tmp_path


def test_the_result_is_kept_and_the_answers_are_not(visit, taught, database):
    visit("member").post(CHECK, **RIGHT)
    assert '<bdi dir="ltr">4 / 5</bdi>' in visit("member").get("/learning").text
    result = database.scalar(select(LessonResult))
    assert (result.right, result.asked) == (4, 5)


def test_a_second_check_takes_the_place_of_the_first(visit, taught, database):
    for answers in (RIGHT, RIGHT, {}):
        visit("member").post(CHECK, **answers)
    assert database.scalar(select(func.count()).select_from(LessonResult)) == 1
    assert database.scalar(select(LessonResult.right)) == 0


def test_nobody_else_sees_it_until_one_agrees(visit, taught):
    visit("member").post(CHECK, **RIGHT)
    others = ("manager", "trainer", "coordinator", "stranger", "donor", "admin")
    assert all("4 / 5" not in visit(name).get("/learning").text for name in others)
    assert visit("member").post("/learning/consent", shares="1").status_code == 303
    assert "4 / 5" in visit("manager").get("/learning").text
    assert all("4 / 5" not in visit(name).get("/learning").text for name in others if name != "manager")


def test_withdrawal_hides_at_once(visit, taught, database):
    visit("member").post(CHECK, **RIGHT)
    visit("member").post("/learning/consent", shares="1")
    assert "4 / 5" in visit("manager").get("/learning").text
    visit("member").post("/learning/consent", shares="0")
    assert "4 / 5" not in visit("manager").get("/learning").text
    assert database.scalar(select(func.count()).select_from(ResultConsent)) == 1


@pytest.mark.parametrize("sent", [{}, {"shares": "yes"}, {"shares": ""}, {"shares": "2"}])
def test_what_is_no_clear_yes_is_a_no(visit, taught, sent):
    visit("member").post(CHECK, **RIGHT)
    visit("member").post("/learning/consent", **sent)
    assert "4 / 5" not in visit("manager").get("/learning").text


def test_the_page_is_personal(visit, taught):
    assert "no-store" in visit("member").get("/learning").headers["Cache-Control"]
    assert visit("nobody").get("/learning").status_code == 403
    assert visit("nobody").post("/learning/consent", shares="1").status_code == 403


def test_the_self_check_sent_twice_is_kept_once_and_has_a_new_key_afterwards(visit, taught, database):
    """A page from the browser's own store would send the old key: after each check it is another page."""
    lesson, member = "/modules/weaving/lessons/knots", visit("member")
    member.get(lesson)
    known = member.get(lesson)
    key = member.hidden(lesson)["_key"]
    first, second = (member.post(CHECK, _key=key, **RIGHT) for _ in range(2))
    assert first.data == second.data and second.headers["Idempotent-Replay"] == "true"
    assert f'value="{key}"' not in first.text.split('id="check"')[1]
    again = member.open("GET", lesson, headers={"If-None-Match": known.headers["ETag"]})
    assert again.status_code == 200 and key not in again.text
    assert member.post(CHECK, _key=member.hidden(lesson)["_key"], **{"question-1": "1"}).status_code == 200
    assert database.scalar(select(func.count()).select_from(LessonResult)) == 1
