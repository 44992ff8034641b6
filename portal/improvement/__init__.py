"""Improvements: projects, the actions in them, their photos, and what waits for whom."""

from flask import Flask

from portal.accounts import erasing
from portal.accounts.words import SEXES
from portal.batches import gates
from portal.consent import seen as seen_by
from portal.enterprises import panels
from portal.enterprises.words import LEVELS
from portal.files import standing
from portal.improvement import (  # noqa: F401 – the routes hang themselves on `bp`
    action_routes,
    calendar,
    camera_routes,
    cause_routes,
    cause_words,
    defect_routes,
    jobs,
    measured,
    move_routes,
    open_matters,
    photo_routes,
    photos,
    picture_routes,
    policy,
    remembered,
    removal_routes,
    replication_routes,
    report_routes,
    searching,
    seen,
    uptake_routes,
    view_routes,
    views,
    waiting,
    words,
)
from portal.improvement.routes import bp
from portal.measures import subjects
from portal.notices import calendar as calendars
from portal.say import _l
from portal.search.sources import sources
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals.update(stage_words=words.STAGES, next_words=words.NEXT, mean_words=words.MEANS)
    app.jinja_env.globals.update(deed_words=words.DEEDS, empty_words=words.EMPTY, kind_words=words.KINDS, people_words=words.PEOPLE)
    app.jinja_env.globals.update(rhythm_words=words.RHYTHMS, theme_words=words.THEMES)
    app.jinja_env.globals.update(level_words=LEVELS, sex_words=SEXES)
    erasing.beyond.add(views.forget)
    needs.add(waiting.needs_of)
    standing.register(photos.showing)
    open_matters.init()
    sources.add(searching.projects)
    sources.add(searching.actions)
    subjects.register(measured.find, measured.titles, measured.module_of, measured.numbered, measured.without_card)
    seen_by.add(seen.of)
    calendars.add(calendar.due_actions)
    gates.register("project", many=waiting.project_gates)
    panels.add(panels.Panel(30, "projects", "improvement/_panel.html", waiting.panel_of, policy.can_see, title=_l("Projects")))
