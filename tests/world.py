"""The planted world: a canary in every text of three enterprises, everybody signed in, and every form that anybody is shown."""

from __future__ import annotations

import contextvars
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit
from uuid import uuid4

from portal.config import ROOT
from portal.database import db
from tests.browsing import Visitor
from tests.building import Route, address, routes, table_of
from tests.cast import Cast
from tests.pages import Page, SentForm
from tests.planting import LESSON, MODULE, MODULES, PLAN, TOOL, Field, differing, plant, row_digests
from tests.stores import PostgresStore, SqliteStore, touched

WORDS = {  # parameters that are no ids
    "code": MODULE,
    "slug": LESSON,
    "gate": "class",
    "kind": "project",
    "token": "x" * 43,
    "language": "en",
    "guide": "manager",
}
WHO_IS_SHOWN_FORMS = (  # person, plot, and whether each record is opened in every state that it can be in
    *((person, "r", True) for person in ("manager", "trainer", "expert", "coordinator")),
    *((person, "r", False) for person in ("member", "admin", "donor", None)),
    *(("stranger", "d", False), ("coordinator", "d", False), ("far_manager", "c", False), ("far_coordinator", "c", False)),
)


def words_of(route: Route) -> dict[str, str]:
    if "/class-plans/" in route.url:
        return {**WORDS, "code": PLAN}
    return {**WORDS, "slug": TOOL} if "/tools/" in route.url else WORDS


@dataclass
class World:
    app: object
    store: SqliteStore | PostgresStore
    cast: Cast
    planted: Field
    visitors: dict = field(default_factory=dict)
    stamp: object = None  # of the database when it was last known to be as planted

    @cached_property
    def routes(self) -> list[Route]:
        return routes(self.app)

    def visitor(self, person: str | None) -> Visitor:
        """Signed in by their cookie, without the work of a password."""
        if person not in self.visitors:
            self.visitors[person] = self.fresh_visitor(person)
        return self.visitors[person]

    def fresh_visitor(self, person: str | None) -> Visitor:
        visitor = Visitor(self.app)
        if person:
            sealed = self.app.session_interface.get_signing_serializer(self.app).dumps(
                {"_permanent": True, "_fresh": True, "_user_id": self.planted.tokens[person]}
            )
            visitor.client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], sealed)
        return visitor

    def path(self, route: Route, letter: str, last: str | None = None) -> str:
        """The address of the plot's own record; `last` takes only the last id from another plot."""
        ids = dict(self.planted.ids_of(letter))
        if last:
            name = table_of([p for p in route.parameters if p not in WORDS][-1])
            ids[name] = self.planted.ids_of(last)[name]
        return address(self.app, route, ids, words_of(route))

    def paths(self, route: Route, letter: str) -> list[str]:
        """The same in every state that the record, or what stands under its code, can be in."""
        plot = self.planted.plots[letter]
        named = [p for p in route.parameters if p not in WORDS]
        table = table_of(named[-1]) if named else ""
        codes = MODULES[:5] if "code" in route.parameters and named else (words_of(route)["code"],)
        return list(
            dict.fromkeys(
                address(self.app, route, {**plot.ids, table: record_id}, {**words_of(route), "code": code})
                for record_id in plot.states.get(table, [plot.ids.get(table)])
                for code in (codes if record_id == plot.ids.get(table) else codes[:1])
            )
        )

    def letters(self, route: Route) -> str:
        return "rdc" if any(name not in WORDS for name in route.parameters) else "r"

    def reset(self) -> None:
        """As it was planted."""
        self.run(self.store.reset, "planted")
        self.run(self.planted.lay_back)
        _ = self.planted_digests  # looked at once, before anybody did anything
        self.stamp = self.store.stamp()
        self.visitors.clear()

    def run(self, call, *args):
        """In an app context of its own, closed again before anybody asks the site."""

        def inside():
            with self.app.app_context():
                try:
                    return call(*args)
                finally:
                    db.session.remove()

        return contextvars.Context().run(inside)

    def digests(self) -> dict[str, str]:
        """What stands in every table."""
        return self.run(row_digests)

    @cached_property
    def planted_digests(self) -> dict[str, str]:
        """The same, before anybody did anything."""
        return self.digests()

    def changes(self) -> list[str]:
        """Tables that are no longer as they were planted. Where nothing was written, nobody need read them."""
        stamp = self.store.stamp()
        if stamp is not None and stamp == self.stamp:
            return []
        changed = differing(self.planted_digests, self.run(row_digests, touched()))
        if not changed:
            self.stamp = self.store.stamp()
        return changed

    @cached_property
    def forms(self) -> dict[str, SentForm]:
        """path → the form that is sent there, as the first of the cast who is shown it sees it; one for each route, plot and set of fields."""
        found: dict[str, SentForm] = {}
        for person, letter, in_every_state in WHO_IS_SHOWN_FORMS:
            for route in self.routes:
                if route.reads and route.opens_to(person) and letter in self.letters(route):
                    for path in self.paths(route, letter) if in_every_state else [self.path(route, letter)]:
                        self.take_forms(found, person, letter, path)
        return found

    def take_forms(self, found: dict[str, SentForm], person: str | None, letter: str, path: str) -> None:
        answer = self.visitor(person).get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            return
        for form in Page(answer.text).forms:
            action = urlsplit(form.action or path).path
            if form.method != "post" or action in found:
                continue
            form.page, form.person, form.action, form.letter, form.endpoint = path, person, action, letter, self.endpoint_of(action)
            if not any(known.kind == form.kind for known in found.values()):
                found[action] = form

    def endpoint_of(self, path: str) -> str:
        return self.app.url_map.bind("localhost").match(path, method="POST")[0]

    @cached_property
    def addresses(self) -> dict[str, Route]:
        """path → the route that is written to there, of the first record in each plot."""
        return {self.path(route, letter): route for route in self.routes if route.writes for letter in self.letters(route)}

    def form_path(self, route: Route, letter: str) -> str:
        """Where a form of this route is sent in this plot: to the record that shows one, else to the first."""
        return next(
            (path for path, form in self.forms.items() if (form.endpoint, form.letter) == (route.endpoint, letter)), None
        ) or self.path(route, letter)

    def body_for(self, path: str) -> dict:
        """What a person who is shown this form would send, under a key of its own."""
        form = self.forms.get(path)
        return {**(form.filled() if form else {}), "_key": str(uuid4())}


def make_world(app, store, cast: Cast) -> World:
    def build():
        with app.app_context():
            store.reset()
            load_modules()
            planted = plant(cast)
            db.session.remove()
            store.keep("planted")
            return planted

    return World(app, store, cast, contextvars.Context().run(build))


def load_modules() -> None:
    """The modules as they ship: what completions, lessons and pages point at."""
    from portal.curriculum import loading

    assert not loading.load(ROOT / "content").broken
    db.session.commit()
