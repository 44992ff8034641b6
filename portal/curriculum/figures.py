"""The worked example: inputs and sums from the front matter, computed exactly and put where the text names them."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.numbers import format_decimal

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::(\d))?\}")
OPEN, CLOSE = "\ue000", "\ue001"  # round a figure, until the renderer makes its isolate of them
LONGEST = 400
OPERATORS: dict[type, Callable] = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


class Wrong(ValueError):
    """An expression that this arithmetic does not know, or that cannot be computed."""


def compute(inputs: dict[str, str], derived: dict[str, str]) -> dict[str, Fraction]:
    """All figures by name; a sum may use the inputs and the sums before it."""
    figures = {name: number(value) for name, value in inputs.items()}
    for name, expression in derived.items():
        if name in figures:
            raise Wrong(f"“{name}” is defined twice")
        try:
            figures[name] = evaluate(expression, figures)
        except Wrong as wrong:
            raise Wrong(f"“{name}”: {wrong}") from None
    return figures


def number(word: str) -> Fraction:
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", str(word), re.ASCII):
        raise Wrong(f"“{word}” is not a number")
    return Fraction(word)


def evaluate(expression: str, figures: dict[str, Fraction]) -> Fraction:
    if len(expression) > LONGEST:
        raise Wrong("the expression is too long")
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return _value(tree.body, figures)
    except (SyntaxError, RecursionError, MemoryError, ValueError) as fault:
        raise fault if isinstance(fault, Wrong) else Wrong(f"cannot be read: {expression}") from None
    except ZeroDivisionError:
        raise Wrong(f"divides by zero: {expression}") from None


def _value(node: ast.AST, figures: dict[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as value):
            return Fraction(str(value))
        case ast.Name(id=name):
            if name not in figures:
                raise Wrong(f"“{name}” is not defined before it is used")
            return figures[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, figures)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, figures), _value(right, figures))
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=args, keywords=[]) if args:
            return (min if name == "min" else max)(_value(arg, figures) for arg in args)
        case ast.Call(func=ast.Name(id="round"), args=[what, ast.Constant(value=int() as digits)], keywords=[]) if 0 <= digits <= 6:
            return Fraction(rounded(_value(what, figures), digits))
        case ast.Call(func=ast.Name(id="round"), args=[what], keywords=[]):
            return Fraction(rounded(_value(what, figures), 0))
    raise Wrong("only + - * / ( ), round, min and max are known")


def rounded(value: Fraction, digits: int) -> Decimal:
    """As people round: a half goes away from zero."""
    scaled = Decimal(value.numerator) / Decimal(value.denominator)
    return scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def shown(value: Fraction, digits: int | None = None) -> str:
    """`1,234.5`: thousands apart, Western digits, a true minus; without `digits` what the figure needs, at most two."""
    pattern = "#,##0.##" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(rounded(value, 2 if digits is None else digits), pattern, locale="en").replace("-", "−")


def needs_digits(value: Fraction) -> bool:
    """Whether two digits after the point are not all of it, so that the text should say how many it shows."""
    return (value * 100).denominator != 1


def fill(text: str, figures: dict[str, Fraction]) -> str:
    """Put the figures in their places, each between two marks."""

    def put(match: re.Match) -> str:
        name, digits = match[1], match[2]
        if name not in figures:
            raise Wrong(f"{{{name}}} has no figure")
        return OPEN + shown(figures[name], int(digits) if digits else None) + CLOSE

    return PLACEHOLDER.sub(put, text)
