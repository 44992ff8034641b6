"""Two rows of one firm made one, with all that happened to both; for thirty days it can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, db, looks_up, within
from portal.enterprises import merging, put_back
from portal.errors import NotNow
from portal.recruitment import furthest
from portal.recruitment.models import Prospect
from portal.say import _l
from portal.web.formats import inside

UNDONE_WITHIN = timedelta(days=30)


class ProspectMerge(Tenant, Base):
    """`prospect` turned out to be the same firm as `into`, and is hidden behind it."""

    __tablename__ = "prospect_merge"
    __table_args__ = (
        *within(prospect_id="prospect", into_id="prospect"),
        Index("ix_prospect_merge_programme_prospect", "programme_id", "prospect_id"),
        Index("ix_prospect_merge_programme_into", "programme_id", "into_id"),
    )

    prospect_id: Mapped[UUID] = mapped_column(Uuid())
    into_id: Mapped[UUID] = mapped_column(Uuid())
    carried: Mapped[dict] = mapped_column(JSON, default=dict)  # table → ids of what was carried over
    filled: Mapped[list] = mapped_column(JSON, default=list)  # the fields that the other did not know yet
    taken: Mapped[dict] = mapped_column(JSON, default=dict)  # where the two stood on their way: field → what it was, what it became
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]
    prospect: Mapped[Prospect] = looks_up(foreign_keys="[ProspectMerge.programme_id, ProspectMerge.prospect_id]")
    into: Mapped[Prospect] = looks_up(foreign_keys="[ProspectMerge.programme_id, ProspectMerge.into_id]")

    @property
    def may_be_undone(self) -> bool:
        return self.undone_at is None and clock.now() <= self.at + UNDONE_WITHIN

    def undo(self, by: Person) -> None:
        """Each stands by itself again, with what it had brought along."""
        if self.undone_at:
            raise NotNow(_l("This merging was taken back already."))
        if not self.may_be_undone:
            raise NotNow(_l("A merging can be taken back for 30 days. These are over."))
        merged = self.prospect
        merging.bring_back(self.carried or {}, merged.enterprise)
        furthest.bring_back(self.carried or {}, merged)
        furthest.give_back(self.taken or {}, merged, self.into, by)
        for side, (mine, theirs) in sides(self.into, merged).items():
            put_back.unlearn(mine, theirs, [one.removeprefix(f"{side}.") for one in self.filled if one.startswith(f"{side}.")])
        merged.merged_into_id = merged.enterprise.merged_into_id = None
        merged.note(by, str(_l("It stands by itself again: the merging was taken back.")))
        self.undone_by_id, self.undone_at = by.id, clock.now()


FILLED = {"prospect": ("contact_name", "contact_phone"), "enterprise": ("name_ur", "phone", "email", "address", "products")}


def merge(merged: Prospect, into: Prospect, by: Person) -> ProspectMerge:
    """The first is hidden behind the second, which learns what it did not know."""
    if merged is into or merged.programme_id != into.programme_id:
        raise NotNow(_l("A firm can be merged with another one of the same programme only."))
    if merged.merged_into_id or into.merged_into_id:
        raise NotNow(_l("One of the two was merged already. Go on with the one that is left."))
    if not merged.enterprise.is_prospect:
        raise NotNow(_l("This enterprise is in the programme: its work stays under its own name. Merge the other one into it."))
    carried = merging.carry(merged.enterprise, into.enterprise) | furthest.carry(merged, into)
    both = sides(into, merged).items()
    filled = [f"{side}.{name}" for side, (mine, theirs) in both for name in put_back.learn(mine, theirs, FILLED[side])]
    merged.merged_into_id, merged.enterprise.merged_into_id = into.id, into.enterprise_id
    made = ProspectMerge(programme_id=into.programme_id, prospect_id=merged.id, into_id=into.id, by_id=by.id, at=clock.now())
    made.carried, made.filled = carried, filled
    db.session.add(made)
    words = str(_l("Merged with “%(firm)s”, which was the same firm.", firm=inside(merged.enterprise.name)))
    made.taken = furthest.take(merged, into, by, words)
    return made


def sides(into: Prospect, merged: Prospect) -> dict[str, tuple]:
    """Who learns, and from whom."""
    return {"prospect": (into, merged), "enterprise": (into.enterprise, merged.enterprise)}
