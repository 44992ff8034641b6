"""How events, invitations and guests read in their history."""

from __future__ import annotations

from sqlalchemy import null, select

from portal.accounts.models import User
from portal.accounts.reach import within_reach
from portal.enterprises.models import Enterprise
from portal.events import policy
from portal.events.kinds import Kind as EventKind
from portal.events.kinds import Level, Mode, Presence, Reply, Status, Wait, Way
from portal.events.links import EventLink
from portal.events.models import BudgetLine, Event, EventHelper, Guest, Invitation, Newcomer, Slot
from portal.events.words import KINDS, LEVELS, MODES, PRESENCES, REPLIES, STATUSES, WAITS, WAYS
from portal.history.records import Kind, keep, tell, words
from portal.say import _l
from portal.web.formats import own

tell(
    Event,
    _l("Event"),
    name=_l("Name"),
    name_ur=_l("Name in Urdu script"),
    kind=_l("What kind of event"),
    mode=_l("How people meet"),
    status=_l("State"),
    place=_l("Place"),
    meeting_link=_l("Link of the meeting"),
    starts_at=_l("Begins at"),
    ends_at=_l("Ends at"),
    capacity=_l("Places"),
    reminders=_l("Reminders, days before"),
    about=_l("What it is about"),
    reason=_l("Why is it called off?"),
    silent=("zone", "planned_by"),
)
tell(
    Slot,
    _l("Point of the agenda"),
    title=_l("What happens"),
    starts_at=_l("Begins at"),
    minutes=_l("Minutes"),
    speaker=_l("Who speaks"),
    role=_l("What they do"),
    enterprise_id=_l("Enterprise"),
    video_link=_l("Link to a video"),
    dropped_at=_l("Taken out on"),
    silent=("event_id", "file_id"),
)
tell(
    BudgetLine,
    _l("Line of the budget"),
    item=_l("For what"),
    planned=_l("Planned"),
    actual=_l("Spent"),
    dropped_at=_l("Taken out on"),
    silent=("event_id",),
)
tell(EventHelper, _l("Helper"), user_id=_l("Who helps"), ended_at=_l("Until"), silent=("event_id",))
tell(
    Invitation,
    _l("Invitation"),
    enterprise_id=_l("Enterprise"),
    reply=_l("Answer"),
    people_count=_l("How many people"),
    contact=_l("Who is asked there"),
    phone=_l("Phone number"),
    email=_l("E-mail"),
    language=_l("Language of the invitation"),
    is_alumni=_l("Alumni"),
    is_enrolled=_l("In the programme"),
    silent=(
        *("event_id", "invited_at", "mailed_at", "answered_at", "waits_since"),
        *("promoted_at", "reminded_at", "reminded_days", "arrived_at"),
    ),
)
tell(
    Guest,
    _l("Guest"),
    name=_l("Name"),
    sex=_l("Woman or man"),
    level=_l("Level"),
    presence=_l("Attendance"),
    is_walk_in=_l("Came unasked"),
    came_by=_l("Checked in"),
    arrived_at=_l("Came at"),
    checked_in_by=_l("Checked in by"),
    silent=("event_id", "enterprise_id", "invitation_id", "name_key"),
)
tell(
    Newcomer,
    _l("Somebody who waits at the door"),
    name=_l("Name"),
    firm=_l("Enterprise"),
    city=_l("City"),
    phone=_l("Phone number of the enterprise"),
    sex=_l("Woman or man"),
    level=_l("Level"),
    at=_l("Came at"),
    state=_l("State"),
    settled_by=_l("Let in or declined by"),
    silent=("event_id", "like_id", "settled_at"),
)
tell(
    EventLink,
    _l("Personal link"),
    made_at=_l("Made"),
    ended_at=_l("Until"),
    silent=("digest", "key", "event_id", "invitation_id"),
)
words.choices.update(
    {EventKind: KINDS, Mode: MODES, Status: STATUSES, Reply: REPLIES, Level: LEVELS, Presence: PRESENCES, Wait: WAITS, Way: WAYS}
)
words.names["event"] = lambda: select(Event.id, Event.name, Event.name_ur)
words.names["invitation"] = lambda: select(Invitation.id, Enterprise.name, Enterprise.name_ur).join(Invitation.enterprise)
words.names["guest"] = lambda: select(Guest.id, Guest.name, null())


def of_an_event(user: User, event: Event):
    """Its agenda, its budget, and what of invitations and guests the reader sees."""
    for model in (Slot, BudgetLine, EventHelper, Newcomer):
        yield select(model.id).where(model.programme_id == event.programme_id, model.event_id == event.id)
    for visible, model in ((policy.visible_invitations, Invitation), (policy.visible_guests, Guest)):
        yield visible(user).with_only_columns(model.id).where(model.event_id == event.id)


def of_an_invitation(user: User, invitation: Invitation):
    yield select(Guest.id).where(within_reach(user, Guest), Guest.invitation_id == invitation.id)


keep(Kind("event", Event, policy.visible_events, own, lambda event: f"/events/{event.id}", policy.can_run, of_an_event))
keep(
    Kind(
        "invitation",
        Invitation,
        policy.visible_invitations,
        lambda one: own(one.enterprise),
        lambda one: f"/invitations/{one.id}",
        policy.can_answer,
        of_an_invitation,
    )
)
