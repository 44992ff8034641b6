"""People's words inside a sentence keep their own direction, and the sentence keeps its."""

from __future__ import annotations

import ast
from pathlib import Path

from portal.config import ROOT

PEOPLES = {"action", "comment", "enterprise", "event", "firm", "module", "name", "person", "place", "project", "reason", "scope", "title"}
ISOLATING = {"inside", "name", "ltr", "num", "words", "own_words"}
THE_PORTALS_OWN = {  # a place for words, filled with the portal's own or with what was put in its isolate before
    "portal/consent/merging.py": "a part of the consent has a name of ours",
    "portal/measures/sentences_beside.py": "own_words at the top of the way",
}


def bare_words(path: Path) -> list[str]:
    """Sentences of this file that hold people's words (by the name of their place) without an isolate around them."""
    tree, found = ast.parse(path.read_text()), []
    isolated = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and is_isolated(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in ("_", "_l", "ngettext"):
            continue
        for one in call.keywords:
            if one.arg in PEOPLES and not (
                is_isolated(one.value) or (isinstance(one.value, ast.Name) and one.value.id in isolated) or of_facts(one.value)
            ):
                found.append(f"{path.relative_to(ROOT)}:{call.lineno} {one.arg}={ast.unparse(one.value)}")
    return found


def is_isolated(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ISOLATING


def of_facts(value: ast.expr) -> bool:
    """`facts["name"]`: the dictionary is looked at by itself below."""
    return isinstance(value, ast.Subscript) and ast.unparse(value.value) == "facts"


def bare_facts(path: Path) -> list[str]:
    """The same in `facts = {"name": …}`, which is handed to a sentence in that file as a whole."""
    tree = ast.parse(path.read_text())
    handed = [call for call in ast.walk(tree) if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "_l", "ngettext")]
    if not any("facts" in ast.unparse(one.value) for call in handed for one in call.keywords):
        return []
    return [
        f"{path.relative_to(ROOT)}:{key.lineno} {key.value}: {ast.unparse(value)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and "facts" in {getattr(t, "id", "") for t in node.targets}
        for key, value in zip(node.value.keys, node.value.values, strict=True)
        if isinstance(key, ast.Constant) and key.value in PEOPLES and not is_isolated(value)
    ]


def test_peoples_words_stand_in_an_isolate_in_every_sentence():
    """Else a name in the other script turns the sentence round it; a text that is not HTML has U+2068 and U+2069."""
    files = [path for path in (ROOT / "portal").rglob("*.py") if str(path.relative_to(ROOT)) not in THE_PORTALS_OWN]
    assert [line for path in files for line in (*bare_words(path), *bare_facts(path))] == []


def test_the_search_for_bare_words_finds_them(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_isolates.ROOT", tmp_path)
    file = tmp_path / "a.py"
    file.write_text(
        '_("“%(name)s” is in.", name=row.name)\nfacts = {"title": row.title}\n_("%(title)s", **facts)\n_("%(name)s", name=inside(a))'
    )
    assert len(bare_words(file)) == 1 and len(bare_facts(file)) == 1
