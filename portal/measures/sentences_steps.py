"""How an answer was decided, question by question: the rule's codes and numbers in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from portal.evidence.steps import Code
from portal.measures.saying import said
from portal.measures.sentences_answers import answer_said
from portal.measures.sentences_questions import QUESTIONS
from portal.measures.sentences_reasons import Reason
from portal.measures.told import Told


@dataclass(frozen=True, slots=True)
class StepSaid:
    """One question of the rule with its answer. `is_last`: the step that decided. `stops`: it found something."""

    code: Code
    question: Markup
    answer: Markup
    stops: bool
    is_last: bool = False


def steps_said(told: Told) -> list[StepSaid]:
    """Every step of the answer, in the order asked."""
    unit, steps = 1.0, told.answer.steps
    out = []
    for at, step in enumerate(steps):
        if step.code is Code.UNIT:
            unit = step.numbers.get("unit") or 1.0
        answer = answer_said(told, step, unit)
        stops = step.applies and str(step.code) in set(Reason)
        out.append(StepSaid(step.code, said(QUESTIONS[step.code]), answer, stops, at == len(steps) - 1))
    return out
