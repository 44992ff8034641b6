"""docs/security: what the papers name is there, and what is there is named."""

from __future__ import annotations

import ast
import csv
import re

import pytest

from portal.config import ROOT
from portal.database import Base

pytestmark = pytest.mark.once

PAPERS = ROOT / "docs" / "security"
NAMED = re.compile(r"`((?:portal|deploy|docs|tests)/[\w./-]+|requirements\.lock)(?:::(\w+))?`")
CLASSES = {"secret", "person", "factory", "system", "open"}


@pytest.mark.parametrize("paper", sorted(PAPERS.glob("*.md")), ids=lambda path: path.stem)
def test_what_a_paper_names_is_there(paper):
    named = NAMED.findall(paper.read_text())
    assert named
    wrong = []
    for path, name in named:
        file = ROOT / path
        if not file.exists() or (name and not re.search(rf"^(?:def |class )?{name}\b", file.read_text(), re.M)):
            wrong.append(f"{path} {name}")
    assert not wrong, wrong
    assert re.search(r"20\d\d-\d\d-\d\d", paper.read_text()), "no paper without the day on which it was read"


def test_every_line_of_the_log_is_listed():
    written = set()
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) == "log"
                and isinstance(node.args[0], ast.Constant)
            ):
                written.add(node.args[0].value)
    listed = set(re.findall(r"`([^`]+)`", (PAPERS / "upkeep.md").read_text()))
    assert len(written) > 20 and not written - listed, written - listed


def test_every_table_has_a_class_of_data(app):
    """A new table is classed the day it is made: docs/security/data.csv."""
    with (PAPERS / "data.csv").open(newline="") as file:
        classed = {row["table"]: row for row in csv.DictReader(file)}
    assert classed.keys() == Base.metadata.tables.keys()
    assert {row["class"] for row in classed.values()} == CLASSES and all(row["protected by"] for row in classed.values())


def test_what_is_secret_or_of_people_is_not_cached(visit):
    """The class decides: whatever is personal is `no-store`, what ships with the portal may be kept."""
    manager = visit("manager")
    for path in ("/", "/people", "/projects", "/devices", "/notices"):
        assert "no-store" in manager.get(path).headers["Cache-Control"], path
