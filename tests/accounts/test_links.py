"""One-time links: made by those above or wished for by letter, opened once, gone from the address at once."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.accounts import jobs, letters, links
from portal.accounts.changes import PasswordWish
from portal.accounts.links import OneTimeLink
from portal.accounts.models import User
from portal.history.models import HistoryRow
from portal.outbox import jobs as outbox_jobs
from tests.accounts.phones import told_on
from tests.cast import PASSWORD
from tests.outbox.build import Post

NEW = "yarn kite seven rivers"
CHOSEN = {"password": NEW, "again": NEW}


def link_for(visit, user_id, by: str = "manager") -> str:
    giver = visit(by)
    return urlsplit(told_on(giver.get(giver.post(f"/people/{user_id}/link").location).text)).path


@pytest.fixture
def post_office(app, monkeypatch):
    sent = []
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    monkeypatch.setattr(letters, "senders", [lambda to, subject, template, language, **facts: sent.append((to, template, language, facts))])
    return sent


@pytest.fixture
def real_post(app, monkeypatch):
    """A mail server that takes letters, and a portal that knows of it."""
    server = Post().start()
    for name, value in {"MAIL_URL": server.url, "MAIL_FROM": "portal@example.org", "PUBLIC_URL": "https://portal.example.org"}.items():
        monkeypatch.setitem(app.config, name, value)
    yield server
    server.stop()


def test_a_link_lets_one_choose_a_password_once(visit, cast):
    path, guest, elsewhere = link_for(visit, cast.users["member"]), visit(), visit("member")
    opened = guest.get(path)
    assert opened.status_code == 303 and opened.location == "/link"
    assert "Rukhsana Bibi" in guest.get("/link").text
    assert guest.post("/link", **CHOSEN).location == "/sign-in"
    assert elsewhere.get("/").status_code == 303  # every device is signed out
    assert "Your password is set" in guest.get("/sign-in").text
    assert guest.post("/sign-in", name="member", password=NEW).status_code == 303
    assert guest.get("/").status_code == 200  # nobody else knows it: nothing to change
    again = visit()
    again.get(path)
    assert again.get("/link").status_code == 409 and again.post("/link", **CHOSEN).status_code == 409


def test_the_token_is_in_no_page_and_in_no_table(visit, cast, database):
    path, guest = link_for(visit, cast.users["member"]), visit()
    token = path.rsplit("/", 1)[1]
    opened = guest.get(path)
    assert len(token) >= 43 and token not in guest.get("/link").text and opened.headers["Referrer-Policy"] == "no-referrer"
    assert "HttpOnly" in opened.headers["Set-Cookie"] and "SameSite=Lax" in opened.headers["Set-Cookie"]
    kept = str(database.execute(select(OneTimeLink.__table__)).all()) + str(database.execute(select(HistoryRow.__table__)).all())
    assert token not in kept


def test_opening_it_alone_does_not_use_it_up(visit, cast):
    """Messengers fetch what is sent through them, to show a preview."""
    path = link_for(visit, cast.users["member"])
    for _ in range(3):
        visit().get(path)
    guest = visit()
    guest.get(path)
    assert guest.post("/link", **CHOSEN).status_code == 303


def test_a_link_is_over_after_a_day(visit, cast, database):
    path, guest = link_for(visit, cast.users["member"]), visit()
    database.scalar(select(OneTimeLink)).expires_at = clock.now() - timedelta(seconds=1)
    database.commit()
    guest.get(path)
    answer = guest.post("/link", **CHOSEN)
    assert answer.status_code == 409 and "its day is over" in answer.text


def test_a_weak_or_mistyped_password_is_explained_and_the_link_stays(visit, cast):
    path, guest = link_for(visit, cast.users["member"]), visit()
    guest.get(path)
    wrong = guest.post("/link", password="rukhsana bibi", again="something else")
    assert wrong.status_code == 422 and "easy to guess" in wrong.text and "differ" in wrong.text
    assert guest.post("/link", **CHOSEN).status_code == 303


def test_a_changed_password_closes_every_link(visit, cast):
    path, member = link_for(visit, cast.users["member"]), visit("member")
    member.post("/password", current=PASSWORD, **CHOSEN)
    guest = visit()
    guest.get(path)
    assert guest.get("/link").status_code == 409


def test_a_closed_sign_in_has_no_link(visit, cast):
    path = link_for(visit, cast.users["member"])
    visit("manager").post(f"/people/{cast.users['member']}/disabling")
    guest = visit()
    guest.get(path)
    assert guest.get("/link").status_code == 409


def test_only_those_above_make_links(visit, cast):
    assert visit("manager").post(f"/people/{cast.users['stranger']}/link").status_code == 404
    assert visit("manager").post(f"/people/{cast.users['manager']}/link").status_code == 409
    assert visit("member").post(f"/people/{cast.users['member']}/link").status_code == 403
    assert visit("coordinator").post(f"/people/{cast.users['admin']}/link").status_code == 404


def test_guessed_links_rest_their_address_and_no_true_one(visit, cast):
    path, guesser, guest = link_for(visit, cast.users["member"]), visit(), visit()
    guesser.get("/link/" + "x" * 43)
    codes = [guesser.post("/link", **CHOSEN).status_code for _ in range(21)]
    assert codes == [409] * 19 + [429] * 2
    guest.get(path)
    assert guest.post("/link", **CHOSEN).status_code == 303


def test_without_mail_the_page_says_whom_to_ask(visit):
    page = visit().get("/forgotten")
    assert "sends no mail" in page.text and "your manager" in page.text
    assert visit().post("/forgotten", name="member").status_code == 409


def test_a_wish_becomes_a_letter_with_a_link(visit, cast, database, post_office):
    user = database.get(User, cast.users["coordinator"])
    user.email = "sana@example.org"
    database.commit()
    visit(language="ur").post("/forgotten", name="Sana@Example.org")
    visit().post("/forgotten", name="member")  # has no address
    visit().post("/forgotten", name="no such person")
    assert jobs.answer_wishes() == 1 and jobs.answer_wishes() == 0
    to, template, language, facts = post_office[0]
    assert (to, template, language) == ("sana@example.org", "link", "ur")
    guest = visit()
    guest.get(urlsplit(facts["address"]).path)
    assert facts["address"].startswith("http://127.0.0.1:8000/link/") and guest.post("/link", **CHOSEN).status_code == 303


def test_wishes_are_throttled_alike_for_known_and_unknown(visit, cast, database, post_office):
    for name in ("member", "nobody-here"):
        codes = [visit().post("/forgotten", name=name).status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
    assert database.scalar(select(func.count()).select_from(PasswordWish)) == 6


@pytest.mark.parametrize(("language", "says"), [("en", "asked the improvement portal for a new password"), ("ur", "نیا پاس ورڈ")])
def test_a_reset_by_mail_goes_all_the_way(visit, cast, database, real_post, language, says):
    """Wish, worker, mail server, letter, link, new password, sign-in; and a letter says that it was changed."""
    user = database.get(User, cast.users["coordinator"])
    user.email = "sana@example.org"
    database.commit()
    assert visit(language=language).post("/forgotten", name="sana@example.org").status_code == 200
    assert jobs.answer_wishes() == 1 and outbox_jobs.deliver() == 1
    (message,) = real_post.box.messages
    assert message["To"] == "sana@example.org" and message["Content-Language"] == language
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert says in text and says in html and "Sana Tariq" in text
    (address,) = set(re.findall(r"https://portal\.example\.org(/link/[\w-]+)", text))
    assert address in html
    guest = visit()
    guest.get(address)
    assert guest.post("/link", **CHOSEN).status_code == 303
    assert visit().post("/sign-in", name="coordinator", password=NEW).status_code == 303


def test_a_change_by_others_is_told_by_letter(visit, cast, database, real_post):
    user = database.get(User, cast.users["member"])
    user.email, user.language = "rukhsana@example.org", "ur"
    database.commit()
    link_for(visit, cast.users["member"])
    assert outbox_jobs.deliver() == 1
    (message,) = real_post.box.messages
    assert message["To"] == "rukhsana@example.org" and message["Content-Language"] == "ur"
    assert "لنک" in message.get_body(("plain",)).get_content()


def test_a_crooked_address_stops_nobody(visit, cast, database, real_post):
    user = database.get(User, cast.users["member"])
    user.email = "not an address"
    database.commit()
    assert link_for(visit, cast.users["member"]).startswith("/link/")
    assert outbox_jobs.deliver() == 0


def test_a_used_link_of_another_kind_sets_no_password(visit, cast, database):
    code = links.for_phone(cast.programme, cast.roshan, cast.users["manager"])
    database.commit()
    guest = visit()
    guest.get(f"/link/{code}")
    assert guest.post("/link", **CHOSEN).status_code == 409
