"""Where an enrolment stands in a module: each gate with what is known of it, by whichever room or hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.accounts.models import Person, User
from portal.batches import gates
from portal.batches.completions import GateFact
from portal.batches.gates import Finding, Gate
from portal.database import db
from portal.web.formats import own


@dataclass(frozen=True)
class Check:
    """One gate of one module for one enrolment."""

    gate: Gate
    finding: Finding
    by_hand: bool = True
    version: int | None = None  # of the fact by hand, if there is one
    by: str = ""
    at: datetime | None = None

    @property
    def met(self) -> bool:
        return self.finding.met


@dataclass(frozen=True)
class Stand:
    checks: tuple[Check, ...] = field(default=())

    @property
    def met_count(self) -> int:
        return sum(check.met for check in self.checks)

    @property
    def missing(self) -> list[Check]:
        return [check for check in self.checks if not check.met]

    @property
    def in_order(self) -> list[Check]:
        """What is missing comes first."""
        return sorted(self.checks, key=lambda check: check.met)

    @property
    def findings(self) -> dict[str, Finding]:
        return {check.gate.code: check.finding for check in self.checks}

    def check(self, gate_code: str) -> Check:
        return next(check for check in self.checks if check.gate.code == gate_code)


def stands(programme_id: UUID, enterprises: Mapping[UUID, UUID], codes: Collection[str]) -> dict[tuple[UUID, str], Stand]:
    """For each enrolment (a key of `enterprises`) and module: one statement for the facts, one call for each room that knows a gate."""
    facts = facts_by_hand(programme_id, list(enterprises), codes)
    distinct = list(dict.fromkeys(enterprises.values()))
    known = {
        gate.code: gates.ask_many(gate.code, programme_id, distinct, codes) for gate in gates.GATES if gates.known_by_a_room(gate.code)
    }

    def check(gate: Gate, enrolment_id: UUID, enterprise_id: UUID, code: str) -> Check:
        if gate.code in known:
            return Check(gate, known[gate.code].get((enterprise_id, code), gates.nothing(gate, enterprise_id)), by_hand=False)
        return facts.get((enrolment_id, code, gate.code)) or Check(gate, Finding(False, gate.asks))

    return {
        (enrolment_id, code): Stand(tuple(check(gate, enrolment_id, enterprise_id, code) for gate in gates.GATES))
        for enrolment_id, enterprise_id in enterprises.items()
        for code in codes
    }


def stand_of(programme_id: UUID, enrolment_id: UUID, enterprise_id: UUID, code: str) -> Stand:
    return stands(programme_id, {enrolment_id: enterprise_id}, [code])[enrolment_id, code]


def facts_by_hand(programme_id: UUID, enrolment_ids: Collection[UUID], codes: Collection[str]) -> dict[tuple[UUID, str, str], Check]:
    if not enrolment_ids or not codes:
        return {}
    rows = db.session.execute(
        select(
            GateFact.enrolment_id,
            GateFact.module_code,
            GateFact.gate,
            GateFact.met,
            GateFact.note,
            GateFact.version,
            GateFact.entered_at,
            Person.name,
            Person.name_ur,
        )
        .join(User, User.id == GateFact.entered_by)
        .join(Person, Person.id == User.person_id)
        .where(GateFact.programme_id == programme_id, GateFact.enrolment_id.in_(enrolment_ids), GateFact.module_code.in_(codes))
    )
    return {
        (row.enrolment_id, row.module_code, row.gate): Check(
            gates.BY_CODE[row.gate], Finding(row.met, row.note or ""), version=row.version, by=own(row), at=row.entered_at
        )
        for row in rows
        if row.gate in gates.BY_CODE
    }
