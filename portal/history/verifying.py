"""Walking the chains from their first row to their head: the first row that is not as it was written is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, func, select

from portal.history.anchors import Anchor, End
from portal.history.models import GENESIS, Head, HistoryRow, Payload, digest_of_contents, digest_of_row

ERASURE = "erasure"  # what a row is about that tells which contents were erased
AT_A_TIME = 5000


@dataclass(frozen=True)
class Fault:
    chain: str
    number: int
    what: str
    row: str = ""  # which record, when

    def __str__(self) -> str:
        return f"chain {self.chain}, row {self.number}{self.row}: {self.what}"


@dataclass
class Verdict:
    rows: int = 0
    chains: int = 0
    erased: int = 0
    faults: list[Fault] = field(default_factory=list)  # the first of each chain


def verify(connection: Connection, anchor: Anchor | None = None) -> Verdict:
    """Every chain that has a head, a row, contents, or a place in the anchor."""
    known = set(anchor.chains if anchor else ())
    for table in (Head, HistoryRow, Payload):
        known |= set(connection.scalars(select(table.chain).distinct()))
    verdict = Verdict(chains=len(known))
    for chain in sorted(known):
        fault = next(faults_of(connection, chain, anchor, verdict), None)
        if fault:
            verdict.faults.append(fault)
    return verdict


def faults_of(connection: Connection, chain: str, anchor: Anchor | None, verdict: Verdict) -> Iterator[Fault]:
    anchored = anchor.end_of(chain) if anchor else None
    erased, named, number, digest = [], set(), 0, GENESIS
    for row in rows_of(connection, chain):
        number += 1
        if row.number != number:
            yield Fault(chain, number, "this row is missing")
        digest = digest_of_row(row, digest)
        if digest != row.digest:
            yield Fault(chain, number, "this row was altered, or stands where another stood", of_record(row))
        if anchored and number == anchored.number and digest != anchored.digest:
            yield Fault(chain, number, f"this row is another than the one that the anchor of {anchored.day} names", of_record(row))
        if row.body is None and row.payload_of is None:
            yield Fault(chain, number, "its contents are missing", of_record(row))
        elif row.body is None:
            erased.append((number, of_record(row)))
        elif digest_of_contents(row.salt or "", row.body) != row.contents:
            yield Fault(chain, number, "its contents were altered", of_record(row))
        elif row.what == ERASURE:
            named |= set(json.loads(row.body).get("after", {}).get("rows", ()))
        verdict.rows += 1
    yield from faults_at_the_end(connection, chain, number, digest, anchored)
    yield from (Fault(chain, n, "its contents were erased, and no erasure names it", which) for n, which in erased if n not in named)
    verdict.erased += len(erased)


def rows_of(connection: Connection, chain: str):
    beside = and_(Payload.chain == HistoryRow.chain, Payload.number == HistoryRow.number)
    columns = HistoryRow.__table__.c
    rows = (
        select(*columns, Payload.number.label("payload_of"), Payload.salt, Payload.body)
        .outerjoin_from(HistoryRow.__table__, Payload.__table__, beside)
        .where(columns.chain == chain)
        .order_by(columns.number)
    )
    return connection.execute(rows, execution_options={"yield_per": AT_A_TIME})


def faults_at_the_end(connection: Connection, chain: str, number: int, digest: str, anchored: End | None) -> Iterator[Fault]:
    head = connection.execute(select(Head.number, Head.digest).where(Head.chain == chain)).first()
    if anchored and anchored.number > number:
        yield Fault(chain, number + 1, f"this row is missing: the anchor of {anchored.day} knows {anchored.number} rows")
    if head is None:
        yield Fault(chain, number + 1, "the head of this chain is missing")
    elif head.number > number:
        yield Fault(chain, number + 1, f"this row is missing: the head knows {head.number} rows")
    elif (head.number, head.digest) != (number, digest):
        yield Fault(chain, head.number + 1, "this row stands behind the head: it was not written by the portal")
    contents = connection.scalar(select(func.max(Payload.number)).where(Payload.chain == chain))
    if contents and contents > number:
        yield Fault(chain, number + 1, "this row is missing, though its contents are there")


def of_record(row) -> str:
    return f" ({row.what} {row.record_id}, {row.at:%Y-%m-%d %H:%M:%S})"
