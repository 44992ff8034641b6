"""The walls, each taken down by itself: what the walk of tests/walking.py must notice.

Found in the code, so that a new wall has its mutant the day it is built: every `visible_…` without its filter, every `can_…`
open to all roles, every `find_or_404(…, within=…)` that finds whatever there is. Put in place while the house runs, by the
function's own code: whoever holds a reference to it (a registry, a partial) meets the mutant too.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any
from unittest.mock import patch

from sqlalchemy import Select

from portal.accounts.models import Role
from portal.config import ROOT
from portal.web.access import Rule
from portal.web.finding import find_or_404

HOUSE = ROOT / "portal"
FILTER, ROLE, LOADER = "filter removed", "role widened", "loader bypassed"
TAUGHT = "what is taught is every signed-in person's to read; it is hidden where a programme does not teach it"
BESIDE = {  # mutant → why the walk cannot notice it, and the test that does (none: it changes nothing)
    "filter removed: portal.consent.audiences.visible_to": (
        "no page is made for these audiences yet",
        "tests/consent/test_audiences.py::test_each_outside_audience_needs_its_own_yes",
    ),
    "filter removed: portal.curriculum.policy.visible_modules": (
        TAUGHT,
        "tests/search/test_reach.py::test_the_wall_alone_holds_even_where_the_fence_is_down",
    ),
    **{
        f"filter removed: portal.curriculum.searching.visible_{kind}": (
            TAUGHT,
            "tests/search/test_reach.py::test_the_wall_alone_holds_even_where_the_fence_is_down",
        )
        for kind in ("lessons", "tools", "modules")
    },
}


@dataclass(frozen=True)
class Mutant:
    kind: str
    of: str  # portal.batches.policy.visible_batches, or portal/batches/routes.py:70 show
    room: str
    put: Callable[[], Any]  # a context in which it stands
    code: Any = None  # which code object is run where it is asked; for a rule: the rule

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.of}"


def all_mutants() -> list[Mutant]:
    return sorted([*filters(), *roles(), *loaders()], key=lambda mutant: mutant.name)


@cache
def modules() -> list[ModuleType]:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in HOUSE.rglob("*.py") if "versions" not in path.parts]
    return [importlib.import_module(name.removesuffix(".__init__")) for name in sorted(names) if not name.startswith("portal.migrations")]


def named(prefix: str, kinds: tuple[type, ...]) -> Iterator[tuple[str, str, Any]]:
    """module, name, thing: each where it is first given its name."""
    for module in modules():
        own = {node.name for node in parsed(module) if isinstance(node, ast.FunctionDef)}
        own |= {target.id for node in parsed(module) for target in targets(node) if isinstance(target, ast.Name)}
        for name in sorted(own):
            thing = getattr(module, name, None)
            if name.startswith(prefix) and isinstance(thing, kinds):
                yield module.__name__, name, thing


@cache
def parsed(module: ModuleType) -> list[ast.stmt]:
    return ast.parse(Path(module.__file__ or "").read_text()).body


def targets(node: ast.stmt) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []


def named_rules() -> list[tuple[str, str, Rule]]:
    return list(named("", (Rule,)))


def room_of(module: str) -> str:
    return module.split(".")[1]


def unfiltered(statement: Select) -> Select:
    bare = statement._generate()
    bare._where_criteria = ()
    return bare


def filters() -> Iterator[Mutant]:
    for module, name, thing in named("visible_", (FunctionType, Select)):
        if isinstance(thing, Select):
            yield Mutant(FILTER, f"{module}.{name}", room_of(module), lambda thing=thing: renamed(thing, unfiltered(thing)))
        else:
            yield Mutant(FILTER, f"{module}.{name}", room_of(module), lambda f=thing: standing_for(f, without_filter), thing.__code__)


def without_filter(original: FunctionType, *args, **kwargs) -> Select:
    return unfiltered(original(*args, **kwargs))


def roles() -> Iterator[Mutant]:
    for module, name, rule in named_rules():
        if name.startswith("can_"):
            yield Mutant(ROLE, f"{module}.{name}", room_of(module), lambda rule=rule: widened(rule), rule)


@contextmanager
def widened(rule: Rule):
    held = rule.roles
    object.__setattr__(rule, "roles", frozenset(Role))
    try:
        yield
    finally:
        object.__setattr__(rule, "roles", held)


def loaders() -> Iterator[Mutant]:
    for path in sorted(HOUSE.rglob("*.py")):
        text = path.read_text()
        if "within=" not in text:
            continue
        for function, call in calls_of_finding(ast.parse(text)):
            of = f"{path.relative_to(ROOT)} {function} {ast.unparse(call.args[0])}"
            site = Site(str(path), call.lineno, call.end_lineno or call.lineno)
            yield Mutant(LOADER, of, path.relative_to(HOUSE).parts[0], lambda site=site: standing_for(find_or_404, site.find), site)


def calls_of_finding(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "find_or_404":
                    yield function.name, node


@dataclass(frozen=True)
class Site:
    """One place in the code from which records are loaded."""

    file: str
    first: int
    last: int

    def is_at(self, frame) -> bool:
        return frame.f_code.co_filename == self.file and self.first <= frame.f_lineno <= self.last

    def find(self, original: FunctionType, model, record_id, within: Select, may: Rule | None = None):
        here = self.is_at(sys._getframe(3))
        return original(model, record_id, unfiltered(within) if here else within, may)


standing: list[Callable] = []  # what runs in place of the one function that is changed


def stand_in(*args, **kwargs):
    from tests.mutants import standing

    return standing[-1](*args, **kwargs)


@contextmanager
def standing_for(function: FunctionType, other: Callable):
    """`other(original, …)` wherever the function is called, whoever holds it by whatever name."""
    code = function.__code__
    original = FunctionType(code, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
    standing.append(lambda *args, **kwargs: other(original, *args, **kwargs))
    function.__code__ = stand_in.__code__
    try:
        yield
    finally:
        function.__code__ = code
        standing.pop()


@contextmanager
def renamed(thing: Any, other: Any):
    """Another thing under every name that a module has for it."""
    with ExitStack() as stack:
        for module in modules():
            for name, value in list(vars(module).items()):
                if value is thing:
                    stack.enter_context(patch.object(module, name, other))
        yield


class Seen:
    """What of all that can be changed a piece of work comes by; for finding the routes that concern a mutant."""

    def __init__(self, mutants: list[Mutant]):
        self.of_code = {mutant.code: mutant.name for mutant in mutants if mutant.kind == FILTER and mutant.code}
        self.of_rule = {id(mutant.code): mutant.name for mutant in mutants if mutant.kind == ROLE}
        self.sites = [(mutant.code, mutant.name) for mutant in mutants if mutant.kind == LOADER]
        self.names: set[str] = set()

    def note(self, frame, deed: str, _arg) -> None:
        if deed != "call":
            return
        code = frame.f_code
        if code in self.of_code:
            self.names.add(self.of_code[code])
        elif code is Rule.__call__.__code__:
            self.names.add(self.of_rule.get(id(frame.f_locals["self"]), ""))
        elif code is find_or_404.__code__:
            self.names |= {name for site, name in self.sites if site.is_at(frame.f_back)}

    def of(self, work: Callable, *args) -> set[str]:
        self.names = set()
        sys.setprofile(self.note)
        try:
            work(*args)
        finally:
            sys.setprofile(None)
        return self.names
