"""A content file as it was written: its front matter with the line of each part, and its body. Nothing is rendered here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

FENCE = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.S)
HEADING = re.compile(r"^## +(?P<title>.*?) *\{#(?P<key>[a-z]+)\} *$", re.M)


class Broken(Exception):
    """A file that cannot be used: which, at which line, and why."""

    def __init__(self, path: Path, line: int, message: str):
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Source:
    """`facts` holds words, lists and mappings only: a number is a word until somebody asks for it."""

    path: Path
    facts: dict
    body: str
    lines: dict[tuple, int]
    body_line: int = 1

    def broken(self, message: str, *where) -> Broken:
        return Broken(self.path, self.lines.get(where) or self.lines.get(where[:1], 1), message)

    def broken_body(self, message: str, near: str) -> Broken:
        return Broken(self.path, self.body_line + self.body.count("\n", 0, max(self.body.find(near), 0)), message)

    def word(self, *where) -> str:
        value = self._at(where)
        if not isinstance(value, str) or not value.strip():
            raise self.broken(f"“{_name(where)}” must be a text", *where)
        return value.strip()

    def words(self, *where) -> list[str]:
        value = self._at(where)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.broken(f"“{_name(where)}” must be a list of texts", *where)
        return [item.strip() for item in value]

    def whole(self, *where) -> int:
        word = self.word(*where)
        if not (word.isascii() and word.isdigit()):
            raise self.broken(f"“{_name(where)}” must be a whole number, not “{word}”", *where)
        return int(word)

    def one_of(self, choices, *where):
        word = self.word(*where)
        if word not in list(choices):
            raise self.broken(f"“{_name(where)}” must be one of {', '.join(choices)}, not “{word}”", *where)
        return choices(word)

    def mapping(self, *where) -> dict[str, str]:
        value = self._at(where)
        if not isinstance(value, dict):
            raise self.broken(f"“{_name(where)}” must be a mapping", *where)
        return value

    def rows(self, *where) -> list[tuple]:
        """The places of a list of mappings, to be asked one by one."""
        value = self._at(where)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.broken(f"“{_name(where)}” must be a list of entries with names", *where)
        return [(*where, index) for index in range(len(value))]

    def _at(self, where):
        value = self.facts
        for step in where:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                raise self.broken(f"“{_name(where)}” is missing", *where[:-1]) from None
        return value


def _name(where) -> str:
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in where)


def read(path: Path) -> Source:
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise Broken(path, 1, f"is not UTF-8 text ({fault.reason})") from fault
    fenced = FENCE.match(text)
    if not fenced:
        raise Broken(path, 1, "must begin with front matter between two lines of ---")
    try:
        node = yaml.compose(fenced[1], Loader=yaml.SafeLoader)
    except yaml.YAMLError as fault:
        raise Broken(path, _line_of(fault), f"front matter: {getattr(fault, 'problem', None) or fault}") from fault
    if not isinstance(node, yaml.MappingNode):
        raise Broken(path, 2, "front matter must be a mapping of names and values")
    lines: dict[tuple, int] = {}
    facts = _mapping(node, (), lines, path)
    return Source(path, facts, text[fenced.end() :], lines, text.count("\n", 0, fenced.end()) + 1)


def _line_of(fault: yaml.YAMLError) -> int:
    mark = getattr(fault, "problem_mark", None)
    return mark.line + 2 if mark else 1


def read_facts(path: Path) -> Source:
    """A file of facts alone, each with its line."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        mark = getattr(fault, "problem_mark", None)
        raise Broken(path, mark.line + 1 if mark else 1, f"cannot be read: {getattr(fault, 'problem', fault)}") from fault
    if not isinstance(node, yaml.MappingNode):
        raise Broken(path, 1, "must be a mapping of names and values")
    lines: dict[tuple, int] = {}
    facts = _mapping(node, (), lines, path)
    return Source(path, facts, "", {where: line - 1 for where, line in lines.items()})


def _plain(node, where: tuple, lines: dict, path: Path):
    """Nodes to words, lists and mappings; every scalar stays the word that was written ("no" is "no", 1,000 is 1,000)."""
    lines[where] = node.start_mark.line + 2
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*where, index), lines, path) for index, child in enumerate(node.value)]
    return _mapping(node, where, lines, path)


def _mapping(node, where: tuple, lines: dict, path: Path) -> dict[str, object]:
    lines[where] = line = node.start_mark.line + 2
    found: dict[str, object] = {}
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in found:
            raise Broken(path, key.start_mark.line + 2, "front matter: a name stands twice or is no word")
        found[key.value] = _plain(child, (*where, key.value), lines, path)
        lines[(*where, key.value)] = key.start_mark.line + 2
    lines[where] = line
    return found


def sections(source: Source) -> dict[str, tuple[str, str]]:
    """The parts of a lesson's body: `## Why it pays {#why}` → why: (title, text)."""
    marks = list(HEADING.finditer(source.body))
    ends = [mark.start() for mark in marks[1:]] + [len(source.body)]
    return {mark["key"]: (mark["title"], source.body[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)}
