"""The improvement teams at work: charter, meetings and board of Roshan Stitch Works, a meeting or two of the others; and one that sleeps."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from portal import clock
from portal.database import db
from portal.enterprises import matters
from portal.improvement.models import Project
from portal.teams.jobs import look_after_teams
from portal.teams.models import Harm, Meeting, Presence, SafetyEvent, Team
from portal.teams.queries import members_on

PURPOSE = "ہم لائن پر کام کو آسان اور محفوظ بناتے ہیں، ورکر اور مینیجر مل کر۔"
AIMS = "Half as many pieces come back from checking by March.\nNo action stays late for more than two weeks."
HELD = (  # day, who was excused, what was noted at the first point, (decision, owner, days), what else was said
    (
        -48,
        "yousuf",
        "نسرین نے نئی ریک دکھائی۔",
        ("Paint the walkway beside Line 3", "bilal", 20),
        "The fan over table 2 is loud in the afternoon.",
    ),
    (-34, "shazia", "Waits for the supplier until Monday.", ("ہکس کا دوسرا سیٹ لائن 5 پر لگائیں", "member", 15), None),
    (
        -20,
        None,
        "Done while we stood there.",
        ("Teach the night shift the new order of bundles", "shazia", 12),
        "اگلی بار رخسانہ میٹنگ چلائے گی۔",
    ),
)
HAPPENED = (
    (-61, Harm.ACCIDENT, "Cutting", "A hand was cut when a blade was changed without the glove."),
    (-17, Harm.NEAR_MISS, "Line 3", "سوئی ٹوٹ کر آنکھ کے پاس سے گزری، گارڈ اوپر تھا۔"),
    (-3, Harm.DANGER, "Finishing", "Cartons stand before the fire extinguisher."),
)
BRIEF = (  # what the briefly told teams talked about, and what was said
    ("A walk along the line", "Two things were moved while we walked. The mechanic looks at the third tomorrow."),
    ("پچھلے ہفتے کے نمبر", "نمبر اچھے ہیں، مگر رات کی شفٹ نہیں لکھتی۔ شیٹ ان کی میز پر بھی لگے گی۔"),
    ("What the operators said", "They want to see the sample before the bundle comes. From Monday it hangs at the first machine."),
    ("ٹرینر کے آنے سے پہلے", "تصویریں پوری ہیں۔ ایک کام رہ گیا ہے، جمعرات تک ہو جائے گا۔"),
)


def tell_team(telling, factory) -> None:
    telling.on(-60, partial(agree, factory), by="manager")
    for day, excused, note, decision, summary in HELD:
        telling.on(day, partial(hold, telling, factory, excused, note, decision, summary), by="manager")
    for day, kind, area, text in HAPPENED:
        telling.on(day, partial(happen, telling, factory, kind, area, text), by="member")
    telling.on(-5, partial(plan_next, telling, factory), by="manager")
    telling.on(-1, look_after_teams)


def agree(factory) -> None:
    words = {"purpose": PURPOSE, "aims": AIMS, "weekday": 2, "every_weeks": 2, "begins_at": "14:30"}
    Team.of(factory.enterprise).agree(area_id=factory.areas["Line 3"].id, **words)


def hold(telling, factory, excused, note, decision, summary) -> None:
    by, enterprise = telling.people["manager"], factory.enterprise
    meeting = Meeting.plan(enterprise, clock.today(), by, "14:30", telling.people["member"])
    db.session.flush()
    meeting.open(matters.of(enterprise))
    point = meeting.items[0] if meeting.items else meeting.add_point("A walk along Line 3")
    db.session.flush()
    point.write(note)
    away = telling.people[excused].id if excused else None
    there = {one: Presence.EXCUSED if one.person_id == away else Presence.PRESENT for one in members_on(meeting, clock.today())}
    meeting.attend(there)
    text, owner, days = decision
    meeting.decide(text, by, point, project_in(enterprise), telling.people[owner], clock.today() + timedelta(days=days))
    meeting.close(clock.today(), by, summary)


def project_in(enterprise) -> Project:
    here = Project.programme_id == enterprise.programme_id, Project.enterprise_id == enterprise.id
    return db.session.scalars(db.select(Project).where(*here, Project.closed_on.is_(None)).order_by(Project.number).limit(1)).one()


def happen(telling, factory, kind: Harm, area: str, text: str) -> None:
    SafetyEvent.tell(factory.enterprise, kind, clock.today(), text, telling.people["member"], factory.areas[area])


def plan_next(telling, factory) -> None:
    meeting = Meeting.plan(factory.enterprise, telling.anchor, telling.people["manager"], "14:30", telling.people["member"])
    meeting.add_point("شور کٹنگ میں: کیا کریں؟")


def tell_meetings(telling, batch) -> None:
    """Of the briefly told factories: on the batch's days, one after the other."""
    for place, factory in enumerate(batch.factories):
        if "training" in factory.facts and "is_asleep" not in factory.facts:
            until = telling.day(factory.facts["left"]["day"]) if "left" in factory.facts else 0
            days = [telling.day(when) + place for when in batch.facts["meetings"]]
            for nth, day in enumerate(day for day in days if day < until):
                telling.on(day, partial(meet, telling, factory, BRIEF[(place + nth) % len(BRIEF)]), factory.signer["key"])


def meet(telling, factory, said: tuple[str, str]) -> None:
    by, led_by = (telling.people[factory.facts["team"][nth]["key"]] for nth in (0, 2))
    meeting = Meeting.plan(factory.enterprise, clock.today(), by, "14:30", led_by)
    db.session.flush()
    meeting.open(())
    meeting.add_point(said[0])
    meeting.attend(dict.fromkeys(members_on(meeting, clock.today()), Presence.PRESENT))
    meeting.close(clock.today(), by, said[1])
