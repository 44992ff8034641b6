"""Rows for the tests of recruitment, made by the models' own verbs."""

from __future__ import annotations

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.recruitment.models import Prospect
from portal.recruitment.stages import EARLY, Source, Stage


def person(cast, name: str = "coordinator") -> Person:
    return db.session.get_one(Person, cast.people[name])


def make_prospect(cast, name: str = "Sitara Knits", stage: Stage = Stage.IDENTIFIED, city: str = "Karachi", **facts) -> Prospect:
    """A firm of the programme that stands at one of the first stages."""
    by = person(cast)
    names = {key: facts.pop(key) for key in ("name_ur", "phone") if key in facts}
    programme = facts.pop("programme", cast.programme)
    enterprise = Enterprise(programme_id=programme, name=name, city=city, is_prospect=True, **names)
    db.session.add(enterprise)
    facts = {"contact_name": "Yasmin Baig", "contact_phone": "+923001112233", **facts}
    prospect = Prospect.found(enterprise, by, Source.REFERRAL, **facts)
    db.session.add(prospect)
    db.session.flush()
    for step in EARLY[1 : EARLY.index(stage) + 1]:
        prospect.move_to(step, by)
    db.session.commit()
    return prospect


def again(prospect: Prospect) -> Prospect:
    """As it stands now."""
    db.session.expire_all()
    found = db.session.get_one(Prospect, (prospect.programme_id, prospect.id))
    db.session.commit()
    return found
