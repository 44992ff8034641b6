"""What was there before the story of recruiting begins: three enterprises that went through the programme, eleven firms by name."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.accounts.models import Person, Programme, Role, User
from portal.accounts.passwords import hash_of
from portal.batches.models import Batch, Format, Readiness
from portal.consent import queries
from portal.consent.agreement import Signature
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.events import inviting
from portal.events.models import Event
from tests.cast import PASSWORD
from tests.consent.build import plain_paper

ALUMNI = (("Gulab Apparel", "گلاب اپیرل"), ("Mehran Knitwear", "مہران نٹ ویئر"), ("Zamzama Shirts", "زمزمہ شرٹس"))
KNOWN = (  # no two sound alike
    *(("Anmol Hosiery", "انمول ہوزری"), ("Bolan Textiles", "بولان ٹیکسٹائل"), ("Dawn Uniforms", "ڈان یونیفارم")),
    *(("Faiz Towels", "فیض ٹاولز"), ("Hira Denim", "حرا ڈینم"), ("Jhelum Socks", "جہلم ساکس"), ("Kohsar Jackets", "کوہسار جیکٹس")),
    *(("Lahar Linen", "لہر لینن"), ("Pak Gloves", "پاک گلوز"), ("Qasim Embroidery", "قاسم ایمبرائیڈری"), ("Waqar Caps", "وقار کیپس")),
)  # fmt: skip
NEWEST = "Yaqoot Weaving"  # the twelfth, which nobody knew before the event was planned
DECIDER = "second.coordinator"


def prepare(app) -> dict[str, str]:
    """The ids of the enterprises by their names, and of the programme under “programme”."""
    with app.app_context():
        programme = db.session.scalar(select(Programme))
        firms = {}
        for place, (name, name_ur) in enumerate((*ALUMNI, *KNOWN)):
            facts = {"is_prospect": place >= len(ALUMNI), "phone": f"+92300444{place:04d}"}
            firms[name] = Enterprise(programme_id=programme.id, name=name, name_ur=name_ur, city="Karachi", **facts)
            db.session.add(firms[name])
        db.session.flush()
        teach(programme, [firms[name] for name, _ur in ALUMNI])
        by = let_in(programme)
        for name, _ur in ALUMNI:
            agree(firms[name], by)
        db.session.commit()
        return {"programme": str(programme.id), **{name: str(firm.id) for name, firm in firms.items()}}


def teach(programme: Programme, enterprises: list[Enterprise]) -> None:
    """Last year's batch, closed with all of them in it."""
    on = clock.today() - timedelta(days=400)
    batch = Batch(programme_id=programme.id, name="Karachi 1", format=Format.FULL, starts_on=on)
    db.session.add(batch)
    batch.plan_modules(["workplace-cooperation"], on)
    db.session.flush()
    batch.recruit()
    for enterprise in enterprises:
        batch.enrol(enterprise, on, Readiness(has_consent=True))
    batch.confirm()
    batch.start()
    batch.close(on + timedelta(days=200))


def agree(enterprise: Enterprise, by: User) -> None:
    """Whoever speaks at an event says yes to being named there."""
    there = queries.agreement_of(enterprise)
    answers = dict.fromkeys(there.can_answer(clock.today()), True)
    there.sign(answers, Signature("Sana Iqbal", "Owner", clock.today(), by), plain_paper)


def let_in(programme: Programme) -> User:
    """A second coordinator: whoever assesses does not decide."""
    person = Person(programme_id=programme.id, name="Tahira Mirza", name_ur="طاہرہ مرزا", sex="female")
    db.session.add(person)
    user, _password = person.let_in(DECIDER)
    user.password_hash, user.must_change, user.password_until = hash_of(PASSWORD), False, None
    db.session.add(user)
    user.give(Role.COORDINATOR, programme.id, None, clock.today() - timedelta(days=400))
    return user


def links_of(app, name: str) -> tuple[dict[str, str], str]:
    """What the coordinator sends and prints: each enterprise's token by its id, and the poster's."""
    with app.app_context():
        event = db.session.scalar(select(Event).where(Event.name == name))
        tokens = {str(one.enterprise_id): inviting.link_of(one).token for one in event.invitations}
        poster = inviting.poster_of(event).token
        db.session.rollback()
        return tokens, poster
