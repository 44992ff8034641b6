"""Every route wears exactly one door, the table of doors tells the truth, and whoever only looks changes nothing."""

from __future__ import annotations

import ast
import json

import pytest

from portal.config import ROOT
from portal.web.access import Rule
from tests.building import routes, written_rights
from tests.mutants import named_rules

pytestmark = pytest.mark.once

DOORS = {"allow", "public", "signed_in"}


def test_every_route_wears_a_door(app):
    bare = [f"{route.url} ({route.endpoint})" for route in routes(app) if not isinstance(route.door, Rule)]
    assert not bare, f"these open to nobody, because nobody said to whom: {bare}"


def test_every_view_wears_exactly_one_door_in_the_source():
    """One of `@allow(…)`, `@public`, `@signed_in` right under the route's own line, and never two."""
    wrong = []
    for path in sorted((ROOT / "portal").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.FunctionDef):
                continue
            worn = [
                getattr(d.func if isinstance(d, ast.Call) else d, "attr", getattr(d.func if isinstance(d, ast.Call) else d, "id", ""))
                for d in node.decorator_list
            ]
            if any(
                isinstance(d, ast.Call) and getattr(d.func, "attr", "") in ("get", "post", "route", "put", "patch", "delete")
                for d in node.decorator_list
            ):
                doors = [name for name in worn if name in DOORS]
                if len(doors) != 1:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} wears {doors}")
    assert not wrong, "\n".join(wrong)


def test_a_rule_that_names_no_role_opens_to_nobody(app):
    wrong = [f"{r.url}: {r.door.name}" for r in routes(app) if not r.roles and not r.is_public and not r.is_for_whoever_is_signed_in]
    assert not wrong, wrong


def test_what_is_public_is_known_by_heart(app):
    """A new public page is a decision: it is written down here."""
    public = {f"{'/'.join(sorted(r.methods))} {r.url}" for r in routes(app) if r.is_public}
    plumbing = {"POST /language", "GET /livez", "GET /readyz", "GET /styleguide"}
    signing_in = {"GET /sign-in", "POST /sign-in", "GET /sign-in/second", "POST /sign-in/second"}
    by_link = {"GET /link/<token>", "GET /link", "POST /link", "GET /forgotten", "POST /forgotten", "GET /calendar/<token>.ics"}
    by_phone = {f"{verb} /phone/<uuid:user_id>" for verb in ("GET", "POST")} | {"GET /phone", "GET /phone/code/<token>", "POST /phone/code"}
    to_read = {
        "GET /en/methods",
        "GET /ur/methods",
        "GET /en/help",
        "GET /ur/help",
        *(f"GET /{code}/consent/<token>" for code in ("en", "ur")),
    }
    told = "/<string(length=2):language>"
    to_events = {f"{verb} {told}/{what}/<token>" for verb in ("GET", "POST") for what in ("invitations", "check-in")}
    to_events |= {f"GET {told}/invitations/<token>/event.ics", f"POST {told}/invitations/<token>/arrival"}
    of_interest = {f"{verb} {told}/{what}" for verb in ("GET", "POST") for what in ("interest/<uuid:programme_id>", "questions")}
    of_interest |= {f"GET {told}/{what}" for what in ("interest/<uuid:programme_id>/thanks", "questions/<token>")}
    to_the_box = {f"{verb} {told}/{what}" for verb in ("GET", "POST") for what in ("box/<token>", "box/<token>/in-confidence", "slip")}
    assert public <= plumbing | signing_in | by_link | by_phone | to_read | to_events | of_interest | to_the_box, public


def test_the_table_of_doors_equals_the_map(app):
    done = app.test_cli_runner().invoke(args=["portal", "doors", "--json"])
    assert done.exit_code == 0, done.output
    printed = json.loads(done.output)
    assert all(set(door) == {"url", "methods", "rule", "roles"} for door in printed)
    shown = sorted((door["url"], tuple(door["methods"]), door["rule"], tuple(door["roles"])) for door in printed)
    words = {True: ("everybody",), False: ("signed in",)}
    walked = sorted((r.url, tuple(sorted(r.methods)), r.door.name, tuple(sorted(r.roles)) or words[r.is_public]) for r in routes(app))
    assert shown == walked


def test_the_table_of_doors_is_also_for_people(app):
    done = app.test_cli_runner().invoke(args=["portal", "doors"])
    assert done.exit_code == 0
    assert len(done.output.strip().splitlines()) == len(routes(app))


def test_every_right_is_written_down(app):
    """docs/security/rights.csv is what the walk of the house expects: a role more or less is a decision, and shows in that file."""
    coded = {rule.name: rule.roles for _module, _name, rule in named_rules() if rule.roles}
    assert coded == written_rights()
    assert {route.door.name for route in routes(app)} <= coded.keys() | {"public", "signed in"}
