"""The worker: `huey_consumer portal.worker.huey`. Rooms put their periodic jobs in their own `jobs.py`."""

from __future__ import annotations

from huey import SqliteHuey

from portal import config, create_app

app = create_app(AGENT="worker")
huey = SqliteHuey("portal", filename=str(config.from_environment()["INSTANCE"] / "jobs.db"))

from portal.history import jobs as history_jobs  # noqa: E402
from portal.search import jobs as search_jobs  # noqa: E402
from portal.web import jobs as web_jobs  # noqa: E402

search_jobs.init_worker(huey, app)
web_jobs.init_worker(huey, app)
history_jobs.init_worker(huey, app)
