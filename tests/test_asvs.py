"""docs/security/asvs.csv: each requirement of OWASP ASVS 5.0.0, levels 1 and 2, in our own words, with its state and what proves it.

`met`: a test holds it. `read`: the code named does it, and no test of its own says so. `does not apply`: why. `recorded`: it cannot
be had in a repository; since when that is known, why, and what the keeper does. There is no fifth state: a gap fails.
"""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from portal.config import ROOT

STATES = {"met", "read", "recorded", "does not apply"}
MOST_RECORDED = 4  # one more is a decision, and is written here
IN_ASVS = 253  # requirements of levels 1 and 2 in release 5.0.0


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (ROOT / "docs" / "security" / "asvs.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_requirement_is_answered_once(rows):
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) == IN_ASVS
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", one) for one in ids) and {row["level"] for row in rows} == {"1", "2"}
    assert {row["state"] for row in rows} <= STATES


def test_what_is_said_to_be_met_names_what_is_there(rows):
    wrong = []
    for row in rows:
        proofs = [proof for proof in row["proof"].split("; ") if proof]
        if row["state"] in ("met", "read") and not proofs:
            wrong.append(f"{row['id']}: nothing proves it")
        if row["state"] == "met" and not any(proof.startswith("tests/") for proof in proofs):
            wrong.append(f"{row['id']}: met, and no test says so")
        wrong += [f"{row['id']}: {proof} is not there" for proof in proofs if not is_there(proof)]
    assert not wrong, "\n".join(wrong)


def is_there(proof: str) -> bool:
    path, _, test = proof.partition("::")
    file = ROOT / path
    return file.is_file() and (not test or f"def {test}(" in file.read_text())


def test_what_does_not_apply_says_why(rows):
    assert not [row["id"] for row in rows if row["state"] in ("recorded", "does not apply") and len(row["why"]) < 8]


def test_what_cannot_be_had_here_is_recorded_with_a_date_and_a_paper(rows):
    recorded = [row for row in rows if row["state"] == "recorded"]
    assert len(recorded) <= MOST_RECORDED
    assert all(re.match(r"20\d\d-\d\d-\d\d: .{30}", row["why"]) and row["id"] in paper(row) for row in recorded)


def paper(row: dict[str, str]) -> str:
    return (ROOT / row["proof"].split("; ")[0]).read_text()


def test_the_counts_are_printed(rows, record_property):
    for state, count in Counter(row["state"] for row in rows).items():
        record_property(f"count: requirements of ASVS, {state}", count)
    assert sum(row["state"] == "met" for row in rows) > sum(row["state"] == "read" for row in rows)
