"""Writing a letter: in the caller's transaction, once under its key, and never with a second header in it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal import outbox
from portal.outbox.letters import NoAddress
from portal.outbox.models import Letter
from portal.outbox.sending import message_of


def write(key="k1", to="rukhsana@example.org", language="en", **facts):
    return outbox.post(
        key, to, "note", language, **{"title": "Your new code", "text": "Somebody asked for it.", "link": "/sign-in", **facts}
    )


def letters(database) -> list[Letter]:
    return list(database.scalars(select(Letter).order_by(Letter.id)))


def test_a_letter_written_twice_under_one_key_is_one(database):
    assert write() is True
    assert write() is False
    database.commit()
    assert len(letters(database)) == 1


def test_what_is_rolled_back_was_never_written(database):
    write()
    database.rollback()
    assert letters(database) == []


def test_the_hook_for_sign_in_writes_each_time_it_is_asked(database):
    for _ in range(2):
        outbox.send("rukhsana@example.org", "Your new code", "note", "en", title="Your new code", text="…", link=None)
    assert len(letters(database)) == 2


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@b",
        "a@b.org\nBcc: c@d.org",
        "a@b.org, c@d.org",
        "a b@c.org",
        "<a@b.org>",
        "a@b.org\r\n",
        '"a\nb"@c.org',
        "a@b.org;c@d.org",
    ],
)
def test_only_one_plain_address_is_taken(database, to):
    if to.strip() == "a@b.org":
        write(to=to)
        assert letters(database)[0].to == "a@b.org"
        return
    with pytest.raises(NoAddress):
        write(to=to)


def test_no_header_is_smuggled_in_by_a_subject(database, post_office):
    outbox.send("a@example.org", "Hello\r\nBcc: all@example.org\n\nBuy", "note", "en", title="x", text="y", link=None)
    message = message_of(letters(database)[0])
    assert message["Subject"] == "Hello Bcc: all@example.org Buy"
    assert message["Bcc"] is None


def test_a_letter_has_the_headers_of_one_that_a_machine_wrote(database, post_office):
    write()
    letter = letters(database)[0]
    message = message_of(letter)
    assert message["Message-ID"] == f"<{letter.id}@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.replace(tzinfo=None) == letter.made_at.replace(microsecond=0)
    assert message["From"] == "portal@example.org"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_a_letter_in_urdu_runs_from_right_to_left(database, post_office):
    write(language="ur", title="روخسانہ کے لیے", text="آپ کا نیا کوڈ")
    message = message_of(letters(database)[0])
    html = message.get_body(("html",)).get_content()
    assert '<html lang="ur" dir="rtl">' in html
    assert "آپ کا نیا کوڈ" in message.get_body(("plain",)).get_content()
    assert "https://portal.example.org/sign-in" in html
    assert message["Content-Language"] == "ur"


def test_words_with_signs_stay_themselves_in_both_bodies(database, post_office):
    write(text='A & B <b>bold</b> "quoted"')
    message = message_of(letters(database)[0])
    assert 'A & B <b>bold</b> "quoted"' in message.get_body(("plain",)).get_content()
    assert "A &amp; B &lt;b&gt;bold&lt;/b&gt;" in message.get_body(("html",)).get_content()
