"""What became of the new firms of the event: followed up, interested, assessed by one and decided on by another; then the wait for funds."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from portal import clock
from portal.database import db
from portal.recruitment import criteria
from portal.recruitment.arriving import of_firm
from portal.recruitment.assessments import InitialAssessment, Verdict
from portal.recruitment.interests import Interest
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Source, Stage

CALLED, INTERESTED, VISITED, WAITS = date(2021, 9, 27), date(2021, 10, 6), date(2021, 11, 1), date(2021, 11, 24)
VISITED_AGAIN, SELECTED = -420, -385
ASSESSORS = ("coordinator", "coordinator2")  # turn about: whoever assesses does not decide
WROTE = (3, 8)  # these two say it themselves on the public page
NO_FUNDS = "It fits. But the funds of the next round are not released yet: kept on the waiting list, and called every spring."
FUNDS = "The funds of the third round are there. Visited anew, because years have passed."
SEEN = (
    "The owner walked the lines with us and asked about the first visit.",
    "مالک خود لائن پر ساتھ چلے۔ ٹیم کے لیے دو نام اسی وقت بتا دیے۔",
)
BECAUSE = ("The owner stands behind it, and the team can be mixed.", "انتظامیہ ساتھ ہے، اور ٹیم میں خواتین ہوں گی۔")


def tell_following(telling, batch) -> None:
    for turn, factory in enumerate(batch.factories):
        one = Following(telling, factory, turn)
        one.tell(telling.day(batch.facts["starts"]))


class Following:
    """One firm, from the call after the event to the consent that is sent."""

    def __init__(self, telling, factory, turn: int):
        self.telling, self.factory, self.turn = telling, factory, turn
        self.assessor, self.decider = ASSESSORS[turn % 2], ASSESSORS[1 - turn % 2]

    def tell(self, begins: int) -> None:
        on, later = self.telling.on, timedelta(days=self.turn)
        on(CALLED + later, self.call)
        on(INTERESTED + later, self.write_in if self.turn in WROTE else self.say_yes)
        on(VISITED + later, partial(self.assess, None), self.assessor)
        on(WAITS, partial(self.decide, Verdict.WAIT, NO_FUNDS), self.decider)
        on(VISITED_AGAIN + 2 * self.turn, partial(self.assess, FUNDS), self.assessor)
        on(SELECTED, partial(self.decide, Verdict.SELECT, None), self.decider)
        on(begins - 12, self.send_consent)

    @property
    def prospect(self) -> Prospect:
        found = of_firm(self.telling.programme.id, self.factory.met().id)
        assert found is not None, f"{self.factory.name} came to no event"
        return found

    def call(self) -> None:
        by, who = self.telling.people["coordinator"], self.factory.signer
        self.prospect.describe(Source.EVENT, self.prospect.source_note, who["name"], self.prospect.contact_phone)
        self.prospect.plan("Ask whether they want to take part", clock.today() + timedelta(days=9), by.id)

    def say_yes(self) -> None:
        self.prospect.move_to(Stage.INTERESTED, self.telling.people["coordinator"], note="Said yes on the phone.")

    def write_in(self) -> None:
        facts = {"firm": self.factory.facts["name_ur"], "name": self.factory.signer["name_ur"], "language": "ur"}
        phone = self.prospect.contact_phone or "+923005550000"
        wrote = Interest(programme_id=self.telling.programme.id, phone=phone, **facts)
        db.session.add(wrote)
        db.session.flush()
        wrote.approve(self.prospect, self.telling.people["coordinator"])

    def assess(self, note: str | None) -> None:
        by, prospect = self.telling.people[self.assessor], self.prospect
        version = criteria.to_assess_by(self.telling.programme.id, by)
        scores = {one.code: 2 + (at + self.turn) % 3 for at, one in enumerate(version.items) if one.weight}
        said = {"notes": " ".join(filter(None, (note, SEEN[self.turn % 2]))), "because": BECAUSE[self.turn % 2]}
        facts = {"visited_on": clock.today(), "answers": {"scores": scores, "flags": []}, "recommendation": Verdict.SELECT, **said}
        db.session.add(InitialAssessment.hand_in(prospect, version, by, **facts))

    def decide(self, verdict: Verdict, note: str | None) -> None:
        made = select_open(self.prospect)
        made.decide(verdict, self.telling.people[self.decider], note)

    def send_consent(self) -> None:
        self.prospect.move_to(Stage.CONSENT_SENT, self.telling.people["coordinator"])


def select_open(prospect: Prospect) -> InitialAssessment:
    """The one that nobody has decided on yet."""
    mine = InitialAssessment.programme_id == prospect.programme_id, InitialAssessment.prospect_id == prospect.id
    return db.session.scalars(db.select(InitialAssessment).where(*mine, InitialAssessment.decision.is_(None))).unique().one()
