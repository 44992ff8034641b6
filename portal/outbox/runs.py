"""Who does a periodic job: the host that inserts its row of this period. A dead host's row is taken over when its lease has run out."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from portal import clock
from portal.database import db, insert_once
from portal.outbox.models import JobRun, Outcome, WorkerSign
from portal.web import periodic
from portal.web.periodic import Job

MOST_TRIES = 3
SILENT = timedelta(minutes=5)  # after which a worker is taken to have stopped


def host() -> str:
    return socket.gethostname()[:80]


def open_jobs(moment: datetime) -> list[Job]:
    """What nobody has done yet in the period that is running: one statement."""
    periods = {name: job.period_at(moment) for name, job in periodic.jobs.items()}
    wanted = or_(*(and_(JobRun.name == name, JobRun.period_at == period) for name, period in periods.items()))
    settled = or_(JobRun.outcome == Outcome.DONE, and_(JobRun.outcome == Outcome.FAILED, JobRun.tries >= MOST_TRIES))
    done = set(db.session.scalars(select(JobRun.name).where(wanted, settled)))
    return [job for name, job in periodic.jobs.items() if name not in done]


def claim(job: Job, moment: datetime) -> JobRun | None:
    """This period's run, if it is ours to do. The caller commits."""
    key = {"name": job.name, "period_at": job.period_at(moment)}
    begun = {"host": host(), "outcome": Outcome.RUNNING, "started_at": moment, "lease_until": moment + job.lease}
    is_ours = insert_once(JobRun, [{**key, **begun, "tries": 1}]) or take_over(key, begun, moment)
    return db.session.get_one(JobRun, tuple(key.values()), populate_existing=True) if is_ours else None


def take_over(key: dict, begun: dict, moment: datetime) -> int:
    """A run that died or failed, once its lease is over."""
    taken: Any = db.session.execute(
        update(JobRun)
        .filter_by(**key)
        .where(JobRun.outcome != Outcome.DONE, JobRun.lease_until <= moment, JobRun.tries < MOST_TRIES)
        .values(**begun, tries=JobRun.tries + 1, finished_at=None)
        .execution_options(synchronize_session=False)
    )
    return taken.rowcount


def finish(run: JobRun, error: str | None = None) -> None:
    """Done; or failed, to be tried again after a minute."""
    run.finished_at, run.error = clock.now(), error and error[:300]
    run.outcome = Outcome.FAILED if error else Outcome.DONE
    if error:
        run.lease_until = clock.now() + timedelta(minutes=1)


def give_sign() -> None:
    sign = db.session.get(WorkerSign, host()) or WorkerSign(host=host())
    sign.seen_at = clock.now()
    db.session.add(sign)


def last_sign() -> datetime | None:
    """When a worker was last known to live, on whichever host."""
    return db.session.scalar(select(func.max(WorkerSign.seen_at)))


def is_silent() -> bool:
    seen = last_sign()
    return seen is None or clock.now() - seen > SILENT


def last_runs() -> dict[str, JobRun]:
    """The newest run of each job."""
    newest = select(JobRun.name, func.max(JobRun.period_at).label("at")).group_by(JobRun.name).subquery()
    found = select(JobRun).join(newest, and_(newest.c.name == JobRun.name, newest.c.at == JobRun.period_at))
    return {run.name: run for run in db.session.scalars(found)}
