"""A write that is sent twice is done once."""

from __future__ import annotations

from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.database import db
from portal.web.replay import Answer


def notes(app, title: str) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Person).where(Person.name == title))


def test_the_same_key_writes_once_and_answers_the_same(read, notebook_app):
    manager = read("manager")
    first = manager.post("/notebook", title="Once", _key="k1")
    second = manager.post("/notebook", title="Once", _key="k1")
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, "/notebook")
    assert second.headers["Idempotent-Replay"] == "true" and "Idempotent-Replay" not in first.headers
    assert notes(notebook_app, "Once") == 1


def test_htmx_gets_its_own_first_answer_again(read, notebook_app):
    manager = read("manager")
    first = manager.post_fragment("/notebook", title="Once", _key="k1")
    second = manager.post_fragment("/notebook", title="Once", _key="k1")
    assert first.status_code == second.status_code == 204
    assert first.headers["HX-Redirect"] == second.headers["HX-Redirect"] == "/notebook"
    assert notes(notebook_app, "Once") == 1


def test_the_key_may_stand_in_the_header(read, notebook_app):
    manager = read("manager")
    for _ in range(3):
        assert manager.open("POST", "/notebook", data={"title": "By header"}, headers={"Idempotency-Key": "k2"}).status_code == 303
    assert notes(notebook_app, "By header") == 1


def test_the_same_key_with_other_words_is_refused(read, notebook_app):
    manager = read("manager")
    manager.post("/notebook", title="One", _key="k1")
    answer = manager.post("/notebook", title="Other", _key="k1")
    assert answer.status_code == 422 and "already sent" in answer.text
    assert notes(notebook_app, "Other") == 0


def test_the_same_key_at_another_address_is_refused(read):
    manager = read("manager")
    manager.post("/notebook", title="One", _key="k1")
    assert manager.post("/language", language="ur", back="/", _key="k1").status_code == 422


def test_two_people_may_make_the_same_key(read, notebook_app):
    for person in ("manager", "member"):
        assert read(person).post("/notebook", title="Ours", _key="shared").status_code == 303
    assert notes(notebook_app, "Ours") == 2


def test_a_refused_form_is_not_remembered(read, notebook_app):
    """What came back with errors is mended and sent again under its key."""
    manager = read("manager")
    assert manager.post("/notebook", title="", _key="k1").status_code == 422
    assert manager.post("/notebook", title="Mended", _key="k1").status_code == 303
    assert notes(notebook_app, "Mended") == 1


def test_the_answer_is_kept_in_the_same_transaction(read, notebook_app, monkeypatch):
    """Where the answer cannot be kept, the row is not kept either."""
    manager = read("manager")
    monkeypatch.setattr(Answer, "__init__", lambda self, **kw: (_ for _ in ()).throw(RuntimeError("no answer")))
    assert manager.post("/notebook", title="Half", _key="k1").status_code == 500
    assert notes(notebook_app, "Half") == 0


def test_without_a_key_each_sending_counts(read, notebook_app):
    manager = read("manager")
    for _ in range(2):
        manager.post("/notebook", title="Each")
    assert notes(notebook_app, "Each") == 2


def test_an_answer_is_not_given_to_somebody_who_signed_out(read):
    manager = read("manager")
    manager.post("/notebook", title="Mine", _key="k1")
    manager.post("/sign-out")
    answer = manager.post("/notebook", title="Mine", _key="k1")
    assert answer.status_code == 303 and "/sign-in" in answer.location


def test_ten_at_once_under_one_key_write_one_row(read, notebook_app):
    from concurrent.futures import ThreadPoolExecutor

    first = read("manager")
    cookie = first.client.get_cookie("portal").value

    def send(_):
        from tests.browsing import Visitor

        visitor = Visitor(notebook_app)
        visitor.client.set_cookie("portal", cookie)
        return visitor.post("/notebook", title="At once", _key="race").status_code

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(10)))
    assert set(answers) <= {303, 409}, answers
    assert notes(notebook_app, "At once") == 1
