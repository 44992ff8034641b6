"""The administrator's pages of mail and jobs: who sees them, what they say, and a letter sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.outbox import jobs, runs
from portal.outbox.models import Letter
from portal.web.periodic import Job
from tests.outbox.test_letters import write


def given_up(database) -> Letter:
    write(text="a secret link", title="Your new code")
    letter = database.scalar(select(Letter))
    letter.was_refused(clock.now(), "550 no such person", for_good=True)
    database.commit()
    return letter


@pytest.mark.parametrize("path", ["/letters", "/jobs"])
@pytest.mark.parametrize("person", ["member", "manager", "trainer", "coordinator", "donor"])
def test_only_administrators_look_after_mail_and_jobs(visit, path, person):
    assert visit(person).get(path).status_code == 403


def test_without_a_server_the_page_says_so(visit):
    page = visit("admin").get("/letters").text
    assert "No mail server is set" in page
    assert "No letters here" in page


def test_a_letter_given_up_is_shown_with_what_the_server_said_and_without_its_text(visit, database):
    given_up(database)
    page = visit("admin").get("/letters?stand=given-up").text
    assert "550 no such person" in page
    assert "rukhsana@example.org" in page
    assert "a secret link" not in page


def test_a_letter_given_up_is_sent_again(visit, database, post_office):
    letter = given_up(database)
    answer = visit("admin").post(f"/letters/{letter.id}/resending", _key="r1")
    assert answer.status_code == 303
    assert jobs.deliver() == 1
    assert post_office.box.messages[0]["Message-ID"] == f"<{letter.id}@example.org>"


def test_a_letter_that_was_sent_is_not_sent_again(visit, database):
    letter = given_up(database)
    letter.given_up_at = None
    letter.was_sent(clock.now())
    database.commit()
    assert visit("admin").post(f"/letters/{letter.id}/resending").status_code == 409


def test_others_do_not_send_letters_again(visit, database):
    assert visit("coordinator").post(f"/letters/{given_up(database).id}/resending").status_code == 403


def test_the_page_of_jobs_shows_a_failure_and_a_worker_that_is_silent(visit, database):
    def fail():
        raise RuntimeError("the disk is full")

    with clock.at(clock.now() - timedelta(minutes=9)):
        runs.give_sign()
        jobs.carry_out(Job("tidy", fail, timedelta(hours=1)))
    page = visit("admin").get("/jobs").text
    assert "RuntimeError: the disk is full" in page
    assert "was last seen" in page
