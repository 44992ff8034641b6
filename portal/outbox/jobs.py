"""What the worker does: deliver the letters that are due, do the periodic jobs, and drop what has served."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, or_

from portal import clock
from portal.database import db
from portal.outbox import runs, sending
from portal.outbox.models import JobRun, Letter
from portal.outbox.server import PostOffice
from portal.web import periodic
from portal.web.log import log
from portal.web.periodic import Job

KEPT = timedelta(days=30)
MOST = 100  # letters a round


def deliver() -> int:
    """Send what is due; how many letters left. Without a mail server they wait."""
    if not current_app.config["MAIL_URL"]:
        return 0
    sent = 0
    waiting = sending.due(MOST)
    db.session.commit()
    with PostOffice(current_app.config["MAIL_URL"]) as office:
        for letter_id in waiting:
            letter = sending.claim(letter_id)
            db.session.commit()  # the claim stands before the letter leaves
            if letter is None:
                continue
            is_there = sending.hand_over(office, letter)
            sent += letter.sent_at is not None
            db.session.commit()
            if not is_there:
                break
    return sent


def tick() -> list[Job]:
    """Once a minute: a sign of life, and the jobs that nobody has done in their period."""
    runs.give_sign()
    found = runs.open_jobs(clock.now())
    db.session.commit()
    return found


def carry_out(job: Job) -> bool:
    """Do it, if no other host has it; whether it was ours and succeeded."""
    run = runs.claim(job, clock.now())
    db.session.commit()
    if run is None:
        return False
    try:
        job.work()
    except Exception as fault:  # shown on the page of jobs, and tried again
        db.session.rollback()
        log.exception("job failed", job=job.name, tries=run.tries)
        runs.finish(run, error=f"{type(fault).__name__}: {fault}")
    else:
        runs.finish(run)
    db.session.add(run)
    db.session.commit()
    return run.error is None


@periodic.daily("tidy-outbox", hour=3)
def sweep() -> tuple[int, int]:
    """Drop letters and runs that are done with for 30 days; how many of each."""
    old = clock.now() - KEPT
    gone = or_(Letter.sent_at < old, Letter.given_up_at < old)
    letters = len(db.session.scalars(delete(Letter).where(gone).returning(Letter.id)).all())
    old_runs = len(db.session.scalars(delete(JobRun).where(JobRun.period_at < old).returning(JobRun.name)).all())
    db.session.commit()
    return letters, old_runs
