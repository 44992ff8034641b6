"""The room stands alone: standard library only, small files, no prose for the reader."""

import ast
import sys
from pathlib import Path

import pytest

import portal.evidence

ROOM = Path(portal.evidence.__file__).parent
FILES = sorted(ROOM.glob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1, f"{path.name} reaches out of the room"
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_the_standard_library_is_imported(path):
    assert imported(path) <= sys.stdlib_module_names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 220


def test_public_names_exist_and_say_what_they_are():
    for name in portal.evidence.__all__:
        assert getattr(portal.evidence, name).__doc__, name
