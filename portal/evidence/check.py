"""Run a file of reference vectors (schema evidence-vectors/1) and say where the answers differ."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .assessment import INVALID, assess
from .charts import chart
from .pooling import Estimate, chance, pool
from .record import assessment_record, chart_record, plain_record, series_from
from .runs import runs
from .series import InvalidPeriod, Kind

SCHEMA = "evidence-vectors/1"
DEFAULT_TOLERANCE = {"rel": 1e-6, "abs": 1e-9, "interval_rel": 1e-4}
INTERVAL_FIELDS = frozenset(
    ["t", "lo", "hi", "ratio_lo", "ratio_hi", "abs_lo", "abs_hi", "pool_se", "pi_lo", "pi_hi", "p_at_least"],
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One vector: its id, whether the answer is the expected one, and else where it differs."""

    id: str
    ok: bool
    difference: str = ""


def check_file(path: str | Path) -> list[Outcome]:
    """Outcome of each vector of a file, in its order.

    Raises OSError if it cannot be read, ValueError if it is not JSON of the schema.
    """
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ValueError(f"not a file of the schema {SCHEMA}")
    vectors = document.get("vectors")
    if not isinstance(vectors, list) or not all(isinstance(vector, dict) for vector in vectors):
        raise ValueError("“vectors” has to be a list of objects, each with id, kind, input and expected")
    return [check_vector(vector) for vector in vectors]


def check_vector(vector: Mapping[str, Any]) -> Outcome:
    """A vector that is not well formed is a difference too, so that the others are still checked."""
    name = str(vector.get("id", "?"))
    try:
        actual = ANSWERS[vector["kind"]](vector["input"])
        tolerance = DEFAULT_TOLERANCE | vector.get("tolerance", {})
        found = list(differences(vector["expected"], actual, tolerance))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        found = [f"not well formed: {type(error).__name__} {error}"]
    return Outcome(name, not found, "; ".join(found))


def differences(expected: Any, actual: Any, tolerance: Mapping[str, float], field: str = "") -> Iterator[str]:
    """Every place where `actual` is not what was expected, as text."""
    where, name = field or "answer", field.split(".")[-1].split("[")[0]
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in sorted(expected.keys() | actual.keys()):
            path = f"{field}.{key}" if field else key
            if key not in expected or key not in actual:
                yield f"{path}: {'not expected' if key in actual else 'missing'}"
            else:
                yield from differences(expected[key], actual[key], tolerance, path)
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for i, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(one, other, tolerance, f"{field}[{i}]")
    elif not _same(expected, actual, tolerance["interval_rel" if name in INTERVAL_FIELDS else "rel"], tolerance["abs"]):
        yield f"{where}: expected {expected!r}, got {actual!r}"


def _same(expected: Any, actual: Any, relative: float, absolute: float) -> bool:
    if _is_number(expected) and _is_number(actual):
        return math.isclose(expected, actual, rel_tol=relative, abs_tol=absolute)
    return type(expected) is type(actual) and expected == actual


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _chart(given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Limits of the first and the last point only, as the schema has them."""
    try:
        record = chart_record(chart(Kind(given["type"]), given["baseline"]))
    except InvalidPeriod:
        return {"error": INVALID}
    return record and record | {"limits": [record["limits"][0], record["limits"][-1]]}


def _pool(given: Mapping[str, Any]) -> dict[str, Any] | None:
    record = plain_record(pool(Estimate(y, se) for y, se in zip(given["y"], given["se"], strict=True)))
    return record and {("Q" if name == "q" else name): value for name, value in record.items() if name != "left_out"}


ANSWERS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any] | None]] = {
    "assess": lambda given: assessment_record(assess(series_from(given))),
    "chart": _chart,
    "pool": _pool,
    "runs": lambda given: plain_record(runs(given["y"], given["centre"])),
    "chance": lambda given: plain_record(chance(**given)),
}
