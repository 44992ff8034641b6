"""Every reference vector within its tolerance, and a check that can say no."""

import copy
import json
from pathlib import Path

import pytest

from portal.evidence.check import check_file, check_vector

FILE = Path(__file__).with_name("vectors.json")
DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
VECTORS = {vector["id"]: vector for vector in DOCUMENT["vectors"]}


@pytest.mark.parametrize("name", VECTORS)
def test_vector_is_met(name):
    assert check_vector(VECTORS[name]).difference == ""


def test_file_gives_one_outcome_for_each_vector_in_its_order():
    outcomes = check_file(FILE)
    assert [outcome.id for outcome in outcomes] == list(VECTORS)
    assert all(outcome.ok for outcome in outcomes)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("verdict",), "worse"),
        (("reasons",), ["trend"]),
        (("effect", "ratio"), 0.7153),
        (("effect", "lo"), "-inf"),
        (("effect", "complement"), 0),
        (("chart", "limits"), []),
        (("chart",), None),
    ],
)
def test_a_difference_is_found_and_named(path, wrong):
    vector = copy.deepcopy(VECTORS["value_clear_20pct_12_12"])
    place = vector["expected"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    outcome = check_vector(vector)
    assert not outcome.ok
    assert outcome.difference.startswith(".".join(path))


def test_missing_and_unexpected_fields_are_differences():
    vector = copy.deepcopy(VECTORS["value_few_before"])
    vector["expected"]["share_better"] = 0.5
    del vector["expected"]["chart"]
    assert check_vector(vector).difference == "chart: not expected; share_better: missing"


@pytest.mark.parametrize("broken", [{"id": "x"}, {"id": "x", "kind": "guess", "input": {}, "expected": {}}])
def test_a_malformed_vector_is_a_difference_not_an_error(broken):
    assert "not well formed" in check_vector(broken).difference


def test_another_schema_is_refused(tmp_path):
    other = tmp_path / "other.json"
    other.write_text('{"schema": "other/1", "vectors": []}')
    with pytest.raises(ValueError, match="schema"):
        check_file(other)


def test_anybody_can_run_a_file_of_their_own_and_a_difference_is_an_exit_code(app, tmp_path):
    run = app.test_cli_runner()
    told = run.invoke(args=["portal", "evidence", "check", str(FILE)])
    assert told.exit_code == 0 and told.output.count(": ok\n") == len(DOCUMENT["vectors"]) and "0 different" in told.output
    other = tmp_path / "own.json"
    wrong = {**DOCUMENT["vectors"][0], "expected": {**DOCUMENT["vectors"][0]["expected"], "verdict": "worse"}}
    other.write_text(json.dumps({**DOCUMENT, "vectors": [wrong]}))
    told = run.invoke(args=["portal", "evidence", "check", str(other)])
    assert told.exit_code == 1 and "1 vectors, 1 different" in told.output and "verdict" in told.output


@pytest.mark.parametrize("more", [{}, {"vectors": [3]}, {"vectors": {"id": "a"}}])
def test_a_file_without_vectors_is_answered_in_a_sentence(app, tmp_path, more):
    other = tmp_path / "own.json"
    other.write_text(json.dumps({"schema": DOCUMENT["schema"], **more}))
    told = app.test_cli_runner().invoke(args=["portal", "evidence", "check", str(other)])
    assert told.exit_code == 1 and isinstance(told.exception, SystemExit) and "has to be a list of objects" in told.output


def published():
    """Vectors whose source prints the answer itself."""
    return [v["id"] for v in DOCUMENT["vectors"] if v["kind"] == "chart" and isinstance(v.get("published"), dict)]


@pytest.mark.parametrize("name", published())
def test_charts_meet_what_their_source_printed(name):
    from portal.evidence import Kind, chart

    vector = VECTORS[name]
    printed = vector["published"]
    drawn = chart(Kind(vector["input"]["type"]), vector["input"]["baseline"])
    assert drawn is not None
    assert drawn.center == pytest.approx(printed["center"], abs=printed["tol"])
    low, high = drawn.limits[0]
    inflation = max(1, drawn.sigma_z or 1)  # the sources print limits without Laney's widening
    width = (high - drawn.center) / inflation
    assert drawn.center + width == pytest.approx(printed.get("ucl", printed.get("ucl_plain")), abs=printed["tol"])
    assert drawn.center - width == pytest.approx(printed.get("lcl", printed.get("lcl_plain")), abs=printed["tol"])
    assert low >= 0 or inflation == 1
