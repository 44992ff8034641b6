"""The Enterprise Improvement Team: its charter and members over time, its meetings, its board, and whether it is alive."""

from flask import Flask

from portal.enterprises import life, panels
from portal.enterprises import waiting as factory_waiting
from portal.notices import calendar as calendars
from portal.recruitment import waiting as coordinators_waiting
from portal.say import _l
from portal.teams import (  # noqa: F401 – the routes hang themselves on `bp`
    board_routes,
    calendar,
    jobs,
    meeting_routes,
    policy,
    queries,
    remembered,
    waiting,
)
from portal.teams.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    life.add(
        life.Sign(
            "meeting", _l("A meeting was held"), _l("Hold a meeting"), lambda one_id: f"/enterprises/{one_id}/eit", queries.meeting_held
        )
    )
    factory_waiting.look_beside(waiting.columns, waiting.needs)
    asleep = coordinators_waiting.Beside(waiting.asleep_columns, waiting.asleep_facts, waiting.asleep_needs)
    coordinators_waiting.beside["teams"] = asleep
    calendars.add(calendar.meetings)
    panels.add(panels.Panel(10, "eit", "teams/_panel.html", lambda enterprise: None, policy.can_see))
