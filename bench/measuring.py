"""Floor and portal in turn, round after round; the middle of all rounds is what counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from bench import wire
from bench.load import Requests, Round, run
from bench.paint import Paint, paint
from bench.place import HERE, Place
from bench.slow import PHONES, slow_phones
from bench.statements import statements_of
from bench.subjects import Subject


@dataclass
class Figures:
    """All rounds of one subject, each beside the round of its floor that was just before it."""

    subject: Subject
    cold: Round
    statements: int
    pairs: list[tuple[Round, Round]] = field(default_factory=list)

    def of(self, name: str) -> float:
        return median(getattr(ours, name) for _, ours in self.pairs)

    def of_floor(self, name: str) -> float:
        return median(getattr(floor, name) for floor, _ in self.pairs)

    @property
    def ratio(self) -> float:
        return median(ours.rate / floor.rate for floor, ours in self.pairs)

    @property
    def cpu_ratio(self) -> float:
        """What other work on the machine disturbs least."""
        return median(floor.cpu / ours.cpu for floor, ours in self.pairs)


def cold(place: Place, subject: Subject, seconds: int = 2) -> Round:
    """The first two seconds after a start."""
    place.portal.restart()
    return round_of(place, subject, seconds)


def begin(place: Place, subject: Subject) -> Figures:
    subject.requests.write(HERE / f"{subject.code}.lua")
    place.restore(subject.before)
    statements = len(statements_of(place.app, subject))
    place.restore(subject.before)
    return Figures(subject, cold(place, subject), statements)


def play(place: Place, figures: Iterable[Figures], seconds: int, nth: int) -> dict[str, Round]:
    """One round of everything; returns the floors' rounds that stand for themselves."""
    alone = {letter: run(server, HERE / f"floor-{letter}.lua", seconds, nth) for letter, server in place.floors.items()}
    for one in figures:
        floor = one.subject.floor
        beneath = run(place.floors[floor], HERE / f"floor-{floor}.lua", seconds, nth)
        one.pairs.append((beneath, round_of(place, one.subject, seconds, nth)))
    return alone


def warm(place: Place, figures: Iterable[Figures], seconds: int = 2) -> None:
    """Both workers have drawn every page before the rounds begin."""
    for one in figures:
        round_of(place, one.subject, seconds)


def round_of(place: Place, subject: Subject, seconds: int, nth: int = 1) -> Round:
    """The records are where they were before it and after it: a page measured next does not find a thousand new actions."""
    place.restore(subject.before)
    done = run(place.portal, HERE / f"{subject.code}.lua", seconds, nth)
    place.restore(subject.before)
    return done


def cold_floors(place: Place) -> dict[str, Round]:
    found = {}
    for letter, server in place.floors.items():
        server.restart()
        found[letter] = run(server, HERE / f"floor-{letter}.lua", 2)
    return found


@dataclass(frozen=True)
class Wire:
    first: int
    repeat: int
    list_of_60: dict[str, int]  # coding → bytes
    parts: dict[str, int]


def on_the_wire(place: Place, subjects: dict[str, Subject]) -> Wire:
    """The first page that anybody sees, and a list."""
    home, listed = subjects["home"].example, subjects["projects"].example
    page = wire.page_size(place.portal, home[1], home[0].cookie, "zstd, br, gzip")
    parts = wire.assets(place.portal, home[1], home[0].cookie)
    codings = {coding: wire.page_size(place.portal, listed[1], listed[0].cookie, coding) for coding in ("zstd", "br", "gzip", "identity")}
    return Wire(page + sum(parts.values()), page, codings, {home[1]: page, **parts})


@dataclass(frozen=True)
class Crowd:
    alone: Round
    beside: Round
    phones: int = PHONES

    @property
    def ratio(self) -> float:
        return self.beside.p99 / self.alone.p99


def slow_clients(place: Place, subject: Subject, seconds: int, rounds: int) -> Crowd:
    """The same load without and with slow phones in the house."""
    file = HERE / f"{subject.code}.lua"
    people: Requests = subject.requests
    alone, beside = [], []
    for nth in range(rounds):
        alone.append(run(place.portal, file, seconds, nth))
        with slow_phones(place.portal, people.people):
            run(place.portal, file, 6, nth)  # until all of them are in and their first pages are out
            beside.append(run(place.portal, file, seconds, nth))
    return Crowd(*(Round(*(median(getattr(r, name) for r in rounds) for name in Round.__dataclass_fields__)) for rounds in (alone, beside)))


def paints(place: Place, home: Subject) -> dict[str, Paint]:
    """The first page of a member, in each language."""
    someone, path = home.example
    found = {}
    for language in ("ur", "en"):  # English last: the other rounds are measured in it
        place.restore((f"UPDATE user SET language = '{language}'",))
        found[language] = paint(place.portal, someone, path)
    return found
