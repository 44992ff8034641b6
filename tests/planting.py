"""A row of every kind in every enterprise, and in each of its texts a canary that says whose it is.

Rows are planted beneath the models, straight into the tables, so that no kind is forgotten: a new table is planted from its
columns alone. What must hold a certain word (a module's code, a file's name) is said in `MUST_BE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Float, Integer, LargeBinary, Numeric, String, Time, Uuid, insert, select, update
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.factors import Passkey
from portal.accounts.models import Grant, Person, Role, User, UserSession
from portal.audits.questions import newest
from portal.database import Base, db
from portal.evidence import RULE_VERSION
from portal.files.storage import shelf
from tests.cast import _HASH, Cast

CANARY = re.compile(r"zq([rdchb])(\d{3})qz")
SHORTEST = 8  # a canary does not fit into less
NOT_PLANTED = {
    "programme",
    "history",
    "history_payload",
    "history_head",
    "answer",
    "draft",
    "user_session",
    "grant",
    "user",
    "person",
    "alembic_version",
    "search_entry",
    "search_near",
}
MODULES = ("workplace-cooperation", "quality", "cleaner-production", "workforce-management", "safety-health", "climate")
MODULE, LESSON, TOOL, PLAN = MODULES[0], "solving-problems-together", "problem-sheet", "one-day"
MUST_BE = {  # (table, column): a word that the portal reads itself
    ("gate_fact", "gate"): "class",
    ("completion_step", "moved_to"): "proposed",
    ("stored_file", "kind"): "image/webp",
    ("measure_review", "rule_version"): RULE_VERSION,
    ("interest", "language"): "en",
    ("measure_review", "kind"): "six",  # one that stays
    ("event", "zone"): "Asia/Karachi",
    ("event", "reminders"): "7, 3, 1",
    ("event", "ends_at"): clock.now() + timedelta(days=2),  # it is just on: its door is open
    ("invitation", "language"): "en",
    ("material", "language"): "en",
    ("material_edition", "kind"): "application/pdf",
    ("suggestion", "language"): "en",
    ("suggestion", "voice_kind"): "audio/mpeg",
    ("concern", "language"): "en",
    ("audit", "scores"): {question.code: 1 for question in newest().questions},
    ("finding", "question"): "sort-1",
    ("agenda_item", "kind"): "own",
    ("saving", "currency"): "PKR",
    ("saving", "into"): "PKR",
}
OF_THE_PROGRAMME = {  # rows that all of a programme share: their canary is the programme's own, h or b
    "material",
    "material_edition",
    "material_opening",
    "consent_text",
    "consent_clause",
    "recruitment_settings",
    "criteria_version",
    "voice_settings",
    "programme",
}
STATES = ("state", "status", "stage")  # columns of which every value gets a row, so that each state's forms are shown
FIRST = {
    "batch": "running",
    "meeting": "running",
    "stored_file": "ready",
    "event": "open",
}  # the state of the row that others are planted under
NOT_ALONE = {"dropped"}  # a state that only its step can tell of
VARIES_WITH_PARENT = {("enrolment", "batch_id")}


@dataclass
class Plot:
    """One enterprise, whose letter stands in each of its canaries."""

    letter: str
    programme: UUID
    enterprise: UUID
    ids: dict[str, UUID] = field(default_factory=dict)  # table → the row planted here
    states: dict[str, list[UUID]] = field(default_factory=dict)  # table → that row and its sisters in other states


def letter_of(table: str, plot: Plot) -> str:
    """Whose canary stands in a row of this table."""
    return {"r": "h", "d": "h", "c": "b"}[plot.letter] if table in OF_THE_PROGRAMME else plot.letter


@dataclass
class Field:
    """All that is planted: three plots, and what each canary is."""

    plots: dict[str, Plot]
    canaries: dict[str, tuple[str, str]] = field(default_factory=dict)  # canary → (table, column)
    tokens: dict[str, str] = field(default_factory=dict)  # person of the cast → the token of their session
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    shelved: dict[str, bytes] = field(default_factory=dict)  # digest → what lies on the shelf
    refused: list[str] = field(default_factory=list)  # rows that the database's own rules do not allow

    def canary(self, letter: str, table: str, column: str) -> str:
        number = self.numbers.setdefault((table, column), len(self.numbers) + 1)
        text = f"zq{letter}{number:03d}qz"
        self.canaries[text] = table, column
        return text

    def shelve(self, letter: str, table: str, column: str) -> str:
        """Bytes with a canary in them, on the shelf."""
        data = self.canary(letter, table, column).encode()
        digest = shelf().put(data)
        self.shelved[digest] = data
        return digest

    def lay_back(self) -> None:
        """What somebody took off the shelf lies there again."""
        for digest, data in self.shelved.items():
            if not shelf().has(digest):
                shelf().put(data)

    def ids_of(self, letter: str) -> dict[str, UUID]:
        return self.plots[letter].ids

    def found_in(self, text: str) -> dict[str, set[str]]:
        """letter → the canaries of that letter in a text."""
        found: dict[str, set[str]] = {}
        for match in CANARY.finditer(text):
            found.setdefault(match[1], set()).add(match[0])
        return found

    def named(self, canaries) -> str:
        return ", ".join(sorted(".".join(self.canaries.get(c, (c, "?"))) + f" ({c})" for c in canaries))


def plant(cast: Cast) -> Field:
    """Everything, in the order in which rows point at one another. Commits."""
    here = {"r": cast.roshan, "d": cast.dastak, "c": cast.chenab}
    whose = {"r": cast.programme, "d": cast.programme, "c": cast.beyond}
    planted = Field({letter: Plot(letter, whose[letter], enterprise, {"enterprise": enterprise}) for letter, enterprise in here.items()})
    connection = db.session.connection()
    for letter, programme in (("h", cast.programme), ("b", cast.beyond)):
        fill_texts(connection, planted, Base.metadata.tables["programme"], letter, {"id": programme})
    for plot in planted.plots.values():
        plant_people(connection, planted, plot)
        plot.ids["programme"] = plot.programme
    for table in Base.metadata.sorted_tables:
        if table.name in NOT_PLANTED:
            continue
        for plot in planted.plots.values():
            if table.name == "enterprise":
                fill_texts(connection, planted, table, plot.letter, {"programme_id": plot.programme, "id": plot.enterprise})
            elif "programme_id" in table.c:
                plant_row(connection, planted, table, plot)
            elif (first := connection.execute(select(table.c[table.primary_key.columns.keys()[0]]).limit(1)).scalar()) is not None:
                plot.ids[table.name] = first
    plant_letter(connection, planted)
    sign_everybody_in(connection, planted, cast)
    db.session.commit()
    return planted


def fill_texts(connection, planted: Field, table: sa.Table, letter: str, key: dict) -> None:
    texts = {c.name: planted.canary(letter, table.name, c.name) for c in table.c if holds_text(c)}
    connection.execute(update(table).where(*(table.c[name] == value for name, value in key.items())).values(texts))


def holds_text(column: sa.Column) -> bool:
    return (
        isinstance(column.type, String)
        and not isinstance(column.type, Enum)
        and (column.type.length or 999) >= SHORTEST
        and not must_be(column)
    )


def must_be(column: sa.Column, turn: int = 0):
    if column.name == "module_code":
        return MODULES[turn % len(MODULES)]
    return MUST_BE.get((column.table.name, column.name))


def plant_people(connection, planted: Field, plot: Plot) -> None:
    """A person of this enterprise who signs in, with a member's grant."""
    person, user, grant, device = uuid7(), uuid7(), uuid7(), uuid7()
    word = lambda table, column: planted.canary(plot.letter, table, column)  # noqa: E731
    connection.execute(
        insert(Person.__table__).values(
            id=person, programme_id=plot.programme, name=word("person", "name"), name_ur=word("person", "name_ur")
        )
    )
    connection.execute(
        insert(User.__table__).values(
            id=user,
            person_id=person,
            username=word("user", "username"),
            phone=word("user", "phone"),
            email=word("user", "email"),
            password_hash=_HASH,
            must_change=False,
        )
    )
    connection.execute(
        insert(Grant.__table__).values(
            id=grant, user_id=user, role=Role.MEMBER, programme_id=plot.programme, enterprise_id=plot.enterprise, starts_on=date(2020, 1, 1)
        )
    )
    connection.execute(
        insert(UserSession.__table__).values(
            id=device, user_id=user, digest=sha256(plot.letter.encode()).hexdigest(), device=word("user_session", "device")
        )
    )
    key = uuid7()
    connection.execute(
        insert(Passkey.__table__).values(
            id=key, user_id=user, credential_id=plot.letter, public_key=b"", sign_count=0, made_at=clock.now(), name=word("passkey", "name")
        )
    )
    plot.ids.update(person=person, user=user, grant=grant, user_session=device, passkey=key)


def plant_row(connection, planted: Field, table: sa.Table, plot: Plot) -> None:
    """A row, and a sister of it in every other state that this kind knows."""
    rows = [row_id for turn in range(len(states_of(table))) if (row_id := plant_one(connection, planted, table, plot, turn))]
    if rows:
        plot.states[table.name] = rows
    else:  # one row serves the whole programme
        assert "enterprise_id" not in table.c, f"no row of {table.name} could be planted"
        plot.ids[table.name] = planted.plots["r"].ids[table.name]


def states_of(table: sa.Table) -> list:
    column = next((table.c[name] for name in STATES if name in table.c and isinstance(table.c[name].type, Enum)), None)
    if column is None:
        return [None]
    words = [word for word in column.type.enums if word not in NOT_ALONE]
    return sorted(words, key=lambda word: word != FIRST.get(table.name, words[0]))


def plant_one(connection, planted: Field, table: sa.Table, plot: Plot, turn: int) -> UUID | None:
    row = {column.name: value for column in table.c if (value := value_of(planted, column, plot, turn)) is not None}
    row["id"] = uuid7()
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(row))
    except IntegrityError as refused:
        planted.refused.append(f"{table.name} {turn}: {str(refused.orig)[:90]}")
        return None
    plot.ids.setdefault(table.name, row["id"])
    return row["id"]


def value_of(planted: Field, column: sa.Column, plot: Plot, turn: int):
    if column.name == "programme_id":
        return plot.programme
    if (wanted := must_be(column, turn)) is not None:
        return wanted
    if str(column) in ("stored_file.digest", "stored_file.small_digest"):  # bytes on the shelf, with a canary in them
        return planted.shelve(plot.letter, "stored_file", "bytes")
    if column.info.get("on_shelf"):
        return planted.shelve(letter_of(column.table.name, plot), column.table.name, column.name)
    if column.foreign_keys:
        return parent_of(column, plot, turn)
    if column.name in STATES and isinstance(column.type, Enum):
        return states_of(column.table)[turn]
    return plain_value(planted, column, plot, turn)


def parent_of(column: sa.Column, plot: Plot, turn: int) -> UUID | None:
    parent = next(key.column.table.name for key in column.foreign_keys if key.column.name == "id")
    if parent == column.table.name and column.nullable:
        return None
    if (column.table.name, column.name) in VARIES_WITH_PARENT:
        return plot.states[parent][turn % len(plot.states[parent])]
    if parent not in plot.ids and not column.nullable:
        raise AssertionError(f"{column}: nothing of {parent} is planted yet")
    return plot.ids.get(parent)


def plain_value(planted: Field, column: sa.Column, plot: Plot, turn: int):
    kind, default = column.type, column.default
    if holds_text(column):
        canary = planted.canary(letter_of(column.table.name, plot), column.table.name, column.name)
        return f"{canary}@example.org" if column.name == "email" else canary
    if column.name in ("number", "position"):
        return turn + 1
    if default is not None and default.is_scalar:
        return default.arg
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if column.nullable and not (turn and isinstance(kind, DateTime | Date)):  # in a later state the days of the way there are known
        return None
    samples = {
        Enum: lambda: kind.enums[0],
        Boolean: lambda: False,
        Integer: lambda: 1,
        (Float, Numeric): lambda: 1,
        DateTime: lambda: clock.now() - timedelta(hours=1),
        Date: lambda: clock.today() - timedelta(days=30),
        Time: lambda: time(10),
        Uuid: uuid7,
        JSON: dict,
        LargeBinary: lambda: b"",
        String: lambda: "x"[: kind.length],
    }
    return next(make() for types, make in samples.items() if isinstance(kind, types))


def plant_letter(connection, planted: Field) -> None:
    """A letter belongs to no programme: one serves all plots."""
    words = {name: planted.canary("r", "letter", name) for name in ("key", "to", "subject", "template", "last_error")}
    letter = {"id": uuid7(), "language": "en", "facts": {}, "made_at": clock.now(), "due_at": clock.now(), "tries": 1, **words}
    connection.execute(insert(Base.metadata.tables["letter"]).values(letter))
    for plot in planted.plots.values():
        plot.ids["letter"] = letter["id"]


def sign_everybody_in(connection, planted: Field, cast: Cast) -> None:
    """A living session for each of the cast, seen a while from now: no crawl writes when it was last seen."""
    soon = clock.now() + timedelta(minutes=20)
    for name, user in cast.users.items():
        token = planted.tokens[name] = f"token-of-{name}"
        digest = sha256(token.encode()).hexdigest()
        connection.execute(
            insert(UserSession.__table__).values(
                id=uuid7(), user_id=user, digest=digest, device="test", started_at=clock.now(), seen_at=soon
            )
        )


def row_digests(names: set[str] | None = None) -> dict[str, str]:
    """table → a digest of all that stands in it, apart from when a session was last seen."""
    with db.engine.connect() as connection:
        tables = [table for table in Base.metadata.sorted_tables if names is None or table.name in names]
        return {table.name: digest_of(connection, table) for table in tables}


def digest_of(connection, table: sa.Table) -> str:
    """Of the rows as the driver gives them: no column's type need be understood to see that it changed."""
    columns = ", ".join(f'"{c.name}"' for c in table.c if (table.name, c.name) != ("user_session", "seen_at"))
    keys = ", ".join(f'"{c.name}"' for c in table.primary_key)
    rows = connection.exec_driver_sql(f'SELECT {columns} FROM "{table.name}" ORDER BY {keys}').all()
    return sha256(repr(rows).encode()).hexdigest() if rows else ""


def row_counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {t.name: connection.execute(select(sa.func.count()).select_from(t)).scalar_one() for t in Base.metadata.sorted_tables}


def differing(before: dict, after: dict) -> list[str]:
    return sorted(name for name in after if before[name] != after[name])
