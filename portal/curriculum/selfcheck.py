"""The five questions at the end of a lesson: what was chosen, whether it is right, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Question:
    """`chosen` and `answer` count from one; `chosen` is none where nothing was chosen."""

    number: int
    ask: Markup
    options: list[Markup]
    answer: int
    why: Markup
    chosen: int | None = None

    @property
    def name(self) -> str:
        return f"question-{self.number}"

    @property
    def is_right(self) -> bool:
        return self.chosen == self.answer

    @property
    def right_option(self) -> Markup:
        return self.options[self.answer - 1]


@dataclass(frozen=True)
class SelfCheck:
    questions: list[Question]
    is_checked: bool = False

    @property
    def right_count(self) -> int:
        return sum(question.is_right for question in self.questions)

    @property
    def open_count(self) -> int:
        return sum(question.chosen is None for question in self.questions)


def ask(questions: list[dict]) -> SelfCheck:
    return SelfCheck([Question(number, **question) for number, question in enumerate(questions, 1)])


def answer(questions: list[dict], answers: Mapping[str, str]) -> SelfCheck:
    asked = ask(questions).questions
    return SelfCheck([Question(**{**vars(q), "chosen": choice(q, answers.get(q.name, ""))}) for q in asked], is_checked=True)


def choice(question: Question, word: str) -> int | None:
    """A choice that was offered, or none."""
    return next((number for number in range(1, len(question.options) + 1) if word == str(number)), None)
