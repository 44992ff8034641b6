"""The questions of an audit, edition by edition, as they ship: an audit is always read with those that it was made with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from portal.config import ROOT

FILE = ROOT / "content" / "audits.yaml"
MOST = 5  # of one question
LOW = 3  # below it a question asks for an action


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    text_ur: str
    guide: str
    guide_ur: str


@dataclass(frozen=True)
class Step:
    code: str
    name: str
    name_ur: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Edition:
    number: int
    steps: tuple[Step, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    @property
    def most(self) -> int:
        return MOST * len(self.questions)


@lru_cache(1)
def editions() -> dict[int, Edition]:
    told: Any = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {one["number"]: Edition(one["number"], tuple(map(step_of, one["steps"]))) for one in told["editions"]}


def step_of(told: dict) -> Step:
    asked = (Question(q["code"], q["en"], q["ur"], q["guide"]["en"], q["guide"]["ur"]) for q in told["questions"])
    return Step(told["code"], told["name"]["en"], told["name"]["ur"], tuple(asked))


def newest() -> Edition:
    return editions()[max(editions())]
