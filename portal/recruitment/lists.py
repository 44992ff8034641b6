"""Board and list of prospects: plain columns, a constant number of statements for any number of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import aliased

from portal import clock
from portal.accounts.models import Grant, Person, Role, User
from portal.accounts.reach import NOWHERE, Reach, clause_of, current
from portal.database import LedBy, db
from portal.enterprises import cities
from portal.enterprises.models import Enterprise
from portal.events.models import Invitation
from portal.recruitment.models import Move, Prospect
from portal.recruitment.stages import CLOSED, OPEN, PATH, Loss, Source, Stage
from portal.web.asking import as_id, sought
from portal.web.paging import cut, page_after

PER_COLUMN = 10
owner = aliased(Person, name="owner")
CARD = (
    *(Prospect.id, Prospect.stage, Prospect.entered_on, Prospect.next_step),
    *(Prospect.due_on, Prospect.late_on, Prospect.stopped_on, Prospect.version),
    *(Enterprise.name.label("name"), Enterprise.name_ur.label("name_ur"), Enterprise.city),
    *(owner.name.label("owner"), owner.name_ur.label("owner_ur")),
)
FEW = (Prospect.lost_reason, *CARD)
SOONEST = (Prospect.due_on, Prospect.id)  # whatever is open has its day
IS_ENTERPRISE = and_(Enterprise.programme_id == Prospect.programme_id, Enterprise.id == Prospect.enterprise_id)


@dataclass(frozen=True)
class Filters:
    """What a list is asked for; whatever does not read as such asks for nothing."""

    view: str = "board"
    q: str = ""
    stage: Stage | None = None
    reached: Stage | None = None  # came at least so far
    took: Stage | None = None  # went on from this stage
    reason: Loss | None = None
    source: Source | None = None
    who: str = ""  # me, nobody
    due: str = ""  # due, late
    programme: UUID | None = None
    event: UUID | None = None  # came to this event

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Filters:
        return cls(
            view=args.get("view", "") if args.get("view") in ("list", "funnel") else "board",
            q=sought(args),
            stage=word(Stage, args.get("stage")),
            reached=next((stage for stage in PATH if stage == args.get("reached")), None),
            took=next((stage for stage in PATH if stage == args.get("took")), None),
            reason=word(Loss, args.get("reason")),
            source=word(Source, args.get("source")),
            who=args.get("who", "") if args.get("who") in ("me", "nobody") else "",
            due=args.get("due", "") if args.get("due") in ("due", "late") else "",
            programme=as_id(args.get("programme")),
            event=as_id(args.get("event")),
        )

    def url(self, **changes) -> str:
        facts = {name: value for name, value in vars(replace(self)).items() if value} | changes
        if facts.get("view") == "board":
            facts.pop("view")
        return "/recruitment" + (
            "?" + urlencode({name: str(value) for name, value in facts.items() if value}) if any(facts.values()) else ""
        )

    def among(self, **changes) -> str:
        """The list of those who are counted somewhere: what narrows the count stays, what belongs to a view goes."""
        kept = Filters(view="list", programme=self.programme, source=self.source, event=self.event)
        return kept.url(**changes)

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.reached or self.took or self.reason or self.source or self.who or self.due or self.event)


def word(kind, text: str | None):
    return next((value for value in kind if value == text), None)


def terms(within, asked: Filters, person_id: UUID, today: date) -> list:
    """Statements are put together once for all who reach and ask the same on one day."""
    found = [within, Prospect.merged_into_id.is_(None)]
    if asked.programme:
        found.append(Prospect.programme_id == asked.programme)
    if asked.event:
        found.append(came_to(asked.event))
    if asked.reached:
        found.append(Prospect.furthest >= asked.reached.rank)
    if asked.took:
        found.append(went_on_from(asked.took))
    for name in ("reason", "source"):
        if wanted := getattr(asked, name):
            found.append((Prospect.lost_reason if name == "reason" else Prospect.source) == wanted)
    if asked.who:
        found.append(Prospect.owner_id == person_id if asked.who == "me" else Prospect.owner_id.is_(None))
    if asked.due:
        found.append((Prospect.due_on if asked.due == "due" else Prospect.late_on) <= today)
    return found + [spoken_of(part) for part in asked.q.split()[:6]]


def came_to(event_id: UUID):
    """New firms alone: who was in the programme on that day is no fruit of the event."""
    asked = select(Invitation.id).where(
        Invitation.programme_id == Prospect.programme_id, Invitation.enterprise_id == Prospect.enterprise_id
    )
    return asked.where(Invitation.event_id == event_id, Invitation.arrived_at.is_not(None), Invitation.is_enrolled.is_(False)).exists()


def went_on_from(stage: Stage):
    moved = select(Move.id).where(Move.programme_id == Prospect.programme_id, Move.prospect_id == Prospect.id)
    return moved.where(Move.from_stage == stage, Move.is_onward).exists()


def spoken_of(part: str):
    places = (Enterprise.name, Enterprise.name_ur, Prospect.contact_name, Prospect.contact_phone)
    return or_(cities.named(Enterprise.city, part), *(column.icontains(part, autoescape=True) for column in places))


def counts(user: User, asked: Filters) -> dict[Stage, int]:
    """Of every stage, whichever one the list shows."""
    known = dict(db.session.execute(counted(user.reach or NOWHERE, asked, user.person_id, clock.today())).all())
    return {stage: known.get(stage, 0) for stage in Stage}


@lru_cache(256)
def counted(reach: Reach, asked: Filters, person_id: UUID, today: date) -> Select:
    found = select(Prospect.stage, func.count()).select_from(Prospect).group_by(Prospect.stage)
    found = found.where(*terms(clause_of(reach, Prospect), asked, person_id, today))
    return found.join(Enterprise, IS_ENTERPRISE) if asked.q else found


def columns(user: User, asked: Filters) -> dict[Stage, list[Row]]:
    """The cards of each stage that is open: what is to be followed up first stands on top."""
    board: dict[Stage, list[Row]] = {stage: [] for stage in OPEN}
    for row in db.session.execute(cards(user.reach or NOWHERE, asked, user.person_id, clock.today())):
        board[row.stage].append(row)
    return board


@lru_cache(256)
def cards(reach: Reach, asked: Filters, person_id: UUID, today: date) -> Select:
    """The first of each stage by the index of its days, so that thousands behind them cost nothing."""
    one = select(Prospect.programme_id.label("there"), Prospect.id.label("found"))
    one = one.where(*terms(clause_of(reach, Prospect), asked, person_id, today))
    one = one.join(Enterprise, IS_ENTERPRISE) if asked.q else one
    firsts = (one.where(Prospect.stage == stage).order_by(*SOONEST).limit(PER_COLUMN).subquery() for stage in OPEN)
    few = union_all(*map(select, firsts)).subquery("few")
    among = select(*CARD).join(few, and_(few.c.there == Prospect.programme_id, few.c.found == Prospect.id))
    return joined(among).order_by(*SOONEST)


def joined(found: Select) -> Select:
    return found.join(Enterprise, IS_ENTERPRISE).outerjoin(owner, owner.id == Prospect.owner_id)


def by_name(found: Select) -> Select:
    """Most firms are in it: from one name to the next until the page is full, without sorting thousands."""
    led = LedBy(Enterprise.__table__, Prospect.__table__, IS_ENTERPRISE)
    return found.select_from(led).outerjoin(owner, owner.id == Prospect.owner_id)


def page(user: User, asked: Filters, last: UUID | None):
    """Sixty of the list by name, and the one after which the next sixty begin."""
    return cut(db.session.execute(lines(user.reach or NOWHERE, asked, user.person_id, clock.today(), last)).all())


@lru_cache(256)
def lines(reach: Reach, asked: Filters, person_id: UUID, today: date, last: UUID | None) -> Select:
    found = select(*FEW).where(*terms(clause_of(reach, Prospect), asked, person_id, today))
    if asked.stage:
        found = found.where(Prospect.stage == asked.stage)
    elif not (asked.reached or asked.took or asked.reason):
        found = found.where(Prospect.stage.not_in(CLOSED))
    rows = joined(found) if asked.is_narrow or asked.stage else by_name(found)
    return page_after(rows, Enterprise.name, Prospect.id, last, joined(found))


def recruiters(programmes) -> list[Row]:
    """Who may look after a prospect in one of these programmes, by name."""
    there = select(Person.id, Person.name, Person.name_ur).join(User, User.person_id == Person.id).join(Grant, Grant.user_id == User.id)
    there = there.where(Grant.programme_id.in_(programmes), Grant.role.in_((Role.COORDINATOR, Role.EXPERT, Role.TRAINER)))
    return list(
        db.session.execute(there.where(*current(Grant, clock.today()), User.disabled_at.is_(None)).distinct().order_by(Person.name))
    )
