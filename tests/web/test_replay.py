"""A write that is sent twice is done once."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select, text

from portal.accounts.models import Person
from portal.database import db
from portal.web.replay import Answer, key_of_request

sqlite = pytest.mark.sqlite


def notes(app, title: str) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Person).where(Person.name == title))


def lock_number(owner_and_key: str) -> int:
    return int.from_bytes(hashlib.sha256(owner_and_key.encode()).digest()[:8], signed=True)


@contextmanager
def impatient(engine):
    """Every connection waits for a twentieth of a second instead of ten."""

    def hurry(connection, _record, _proxy):
        connection.execute("PRAGMA busy_timeout=50")

    event.listen(engine, "checkout", hurry)
    yield
    event.remove(engine, "checkout", hurry)
    engine.dispose()


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


def test_who_has_not_signed_in_is_told_apart_by_the_cookie_of_this_very_portal(workplace, store, cast):
    """In production the cookie has another name; two visitors never share a key."""
    from tests.web.conftest import make_app

    app = make_app(workplace, store, SESSION_COOKIE_NAME="__Host-portal")
    with app.test_request_context("/", method="POST", data={"_key": "same"}, headers={"Cookie": "__Host-portal=one; portal=x"}):
        one = key_of_request()
    with app.test_request_context("/", method="POST", data={"_key": "same"}, headers={"Cookie": "__Host-portal=two; portal=x"}):
        two = key_of_request()
    assert one != two


def test_a_form_sent_with_other_words_comes_back_filled_under_a_key_of_its_own(read, notebook_app):
    manager = read("manager")
    manager.post("/notebook", title="One", _key="k1")
    form = {"_key": "k1", "_form": "NoteForm", "title": "Other", "story": "کٹائی <b>", "pin": "123456"}
    answer = manager.open("POST", "/notebook", data=form, headers={"Referer": "http://localhost/notebook"})
    assert answer.status_code == 422 and "already sent" in answer.text
    assert 'value="Other"' in answer.text and "کٹائی &lt;b&gt;" in answer.text and "123456" not in answer.text
    key = re.search(r'name="_key"[^>]*value="([^"]+)"', answer.text)[1]
    assert key != "k1"
    assert manager.post("/notebook", title="Other", _key=key).status_code == 303
    assert notes(notebook_app, "Other") == notes(notebook_app, "One") == 1


def test_a_form_that_stood_nowhere_is_sent_again_by_a_button(read):
    """A deed, a tick, a form whose page is not known: what was typed stands behind the button."""
    manager = read("manager")
    manager.post("/notebook", title="One", _key="k1")
    page = manager.post("/notebook", title='Other "words"', _key="k1").text
    assert 'action="/notebook"' in page and 'name="title" value="Other &#34;words&#34;"' in page


def test_secrets_are_never_written_into_a_page(read):
    manager = read("manager")
    manager.post("/notebook", title="One", _key="k1")
    page = manager.post("/notebook", title="Other", pin="654321", _key="k1").text
    assert "654321" not in page and 'action="/notebook"' not in page


@sqlite
def test_who_waits_for_the_first_sending_gets_its_answer(read, notebook_app, monkeypatch):
    """Refused because of what the first one did: that is the first one's answer, not a refusal."""
    manager = read("manager")
    assert manager.post("/notebook", title="One", _key="k1").status_code == 303
    monkeypatch.setattr("portal.web.replay.first_answer", lambda: None)  # at the door it was not there yet
    answer = manager.post("/notebook", title="", _key="k1")
    assert answer.status_code == 422, "other words are another thing"
    monkeypatch.setattr("tests.web.notebook.NoteForm.validate", lambda self: False)
    answer = manager.post("/notebook", title="One", _key="k1")
    assert answer.status_code == 303 and answer.headers["Idempotent-Replay"] == "true"


@contextmanager
def in_progress(key: str, monkeypatch):
    """Somebody else is doing this very thing: PostgreSQL's own lock, or the answer that it would give."""
    if db.engine.dialect.name != "postgresql":
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr("portal.web.replay.is_ours_alone", lambda key: False)
            yield
        return
    with db.engine.connect() as first:
        first.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": lock_number(key)})
        yield
        first.rollback()


def test_a_thing_in_progress_is_said_to_be(read, notebook_app, cast, monkeypatch):
    manager = read("manager")
    with notebook_app.app_context(), in_progress(f"{cast.users['manager']} k1", monkeypatch):
        answer = manager.post("/notebook", title="Once", _key="k1")
    assert answer.status_code == 409 and answer.headers["Retry-After"] == "2"
    assert 'name="_key" value="k1"' in answer.text and 'name="title" value="Once"' in answer.text
    assert manager.post("/notebook", title="Once", _key="k1").status_code == 303
    assert notes(notebook_app, "Once") == 1


@sqlite
def test_a_writer_who_waited_too_long_loses_nothing(read, notebook_app):
    """Somebody holds the lock beyond the busy time: 503, the form filled, under its own key; then it is saved once."""
    manager = read("manager")
    form = {"_key": "k1", "_form": "NoteForm", "title": "Waited", "story": "long"}
    with notebook_app.app_context(), impatient(db.engine), db.engine.connect() as holder:
        holder.begin()
        answer = manager.open("POST", "/notebook", data=form, headers={"Referer": "http://localhost/notebook"})
        bare = manager.post("/notebook", title="Waited", _key="k1")
        read_only = manager.get("/notebook").status_code
        holder.rollback()
    assert answer.status_code == 503 == bare.status_code and answer.headers["Retry-After"] == "5" and read_only == 200
    assert 'value="Waited"' in answer.text and "long" in answer.text and 'value="k1"' in answer.text
    assert 'name="title" value="Waited"' in bare.text and 'name="_key" value="k1"' in bare.text
    assert notes(notebook_app, "Waited") == 0
    assert [manager.post("/notebook", **form).status_code for _ in range(2)] == [303, 303]
    assert notes(notebook_app, "Waited") == 1
