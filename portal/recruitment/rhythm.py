"""How a programme recruits: after how many days in a stage to follow up, and whom to call where work is not decent."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import JSON, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base, Tenant, Versioned, db
from portal.errors import NotNow
from portal.recruitment.stages import OPEN, Stage
from portal.say import _l

USUAL = {  # days in a stage until a follow-up is due, and until it is late
    Stage.IDENTIFIED: (14, 30),
    Stage.INVITED: (7, 14),
    Stage.ATTENDED: (3, 10),
    Stage.INTERESTED: (7, 21),
    Stage.ASSESSED: (7, 14),
    Stage.SELECTED: (3, 10),
    Stage.WAITLISTED: (60, 120),
    Stage.CONSENT_SENT: (7, 21),
    Stage.SIGNED: (14, 45),
}


class RecruitmentSettings(Tenant, Versioned, Base):
    """A programme's own way; what it does not say is as usual."""

    __tablename__ = "recruitment_settings"
    __table_args__ = (UniqueConstraint("programme_id"),)

    days: Mapped[dict] = mapped_column(JSON, default=dict)
    call_name: Mapped[str | None] = mapped_column(String(120))
    call_role: Mapped[str | None] = mapped_column(String(160))
    call_phone: Mapped[str | None] = mapped_column(String(20))
    is_open: Mapped[bool] = mapped_column(default=True)  # whether firms may say on the public page that they are interested

    def describe(self, days: dict[Stage, tuple[int, int]], is_open: bool, **call) -> None:
        for due, late in days.values():
            if late < due:
                raise NotNow(_l("A follow-up cannot be late before it is due."))
        self.days = {stage.value: list(pair) for stage, pair in days.items()}
        self.is_open = is_open
        self.call_name, self.call_role, self.call_phone = call["call_name"], call["call_role"], call["call_phone"]

    @property
    def rhythm(self) -> dict[Stage, tuple[int, int]]:
        pairs = {stage: self.days.get(stage.value) or USUAL[stage] for stage in OPEN}
        return {stage: (int(due), int(late)) for stage, (due, late) in pairs.items()}

    @property
    def call(self) -> str:
        """Whom to call, in one line; empty where nobody is named yet."""
        return " · ".join(filter(None, (self.call_name, self.call_role, self.call_phone)))

    def due(self, stage: Stage, on: date) -> tuple[date | None, date | None]:
        """The days on which a prospect that enters this stage is to be followed up, and is late."""
        if not stage.is_open:
            return None, None
        due, late = self.rhythm[stage]
        return on + timedelta(days=due), on + timedelta(days=late)

    def late_after(self, stage: Stage, due_on: date) -> date:
        """A day that somebody set has the same patience behind it as the usual one."""
        due, late = self.rhythm[stage]
        return due_on + timedelta(days=late - due)


def settings_of(programme_id: UUID) -> RecruitmentSettings:
    """The programme's own, else the usual ones, which are not kept before somebody changes them."""
    known = db.session.scalar(select(RecruitmentSettings).where(RecruitmentSettings.programme_id == programme_id))
    return known or RecruitmentSettings(programme_id=programme_id, days={}, is_open=True, version=0)
