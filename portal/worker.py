"""The worker: `huey_consumer portal.worker.huey`. Rooms put their periodic jobs in their own `jobs.py`, by `portal.web.periodic`.

huey brings threads, a queue and a clock. That a job is done once, whatever the number of hosts, is the database's to say:
every minute each host asks which jobs nobody has done in their period, and claims them there.
"""

from __future__ import annotations

from huey import crontab

from portal import the_app
from portal.files import jobs as files
from portal.outbox import jobs
from portal.web import periodic
from portal.web.queue import queue_of

LETTERS_EVERY = 10  # seconds


app = the_app(AGENT="worker")
huey = queue_of(app)


@huey.periodic_task(crontab())
def tick() -> None:
    for wait in range(0, 60, LETTERS_EVERY):
        deliver.schedule(delay=wait)
    with app.app_context():
        for job in jobs.tick():
            carry_out(job.name)


@huey.task(expires=60)
def deliver() -> None:
    with app.app_context():
        jobs.deliver()


@huey.task(expires=600)
def carry_out(name: str) -> None:
    with app.app_context():
        jobs.carry_out(periodic.jobs[name])


files.init_worker(huey, app)
