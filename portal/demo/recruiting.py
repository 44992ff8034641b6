"""Firms on their way into the next batch, each as far as its story goes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from portal import clock
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.recruitment import criteria
from portal.recruitment.assessments import InitialAssessment, Verdict
from portal.recruitment.interests import Interest
from portal.recruitment.models import Prospect
from portal.recruitment.rhythm import settings_of
from portal.recruitment.stages import Loss, Source, Stage

# name, in Urdu, city, contact, what it makes, first day, (stage, day) …
FIRMS: tuple[tuple[str, str, str, str, str, int, tuple[tuple[Stage, int], ...]], ...] = (
    ("Bahar Denim", "بہار ڈینم", "Karachi", "Yasmin Baig", "Jeans", -40, ((Stage.INVITED, -38), (Stage.ATTENDED, -21), (Stage.INTERESTED, -16))),
    ("Nargis Fabrics", "نرگس فیبرکس", "Karachi", "Saleem Jan", "Bed linen", -40, ((Stage.INVITED, -38), (Stage.ATTENDED, -21), (Stage.INTERESTED, -19))),
    ("Sitara Knits", "ستارہ نٹس", "Karachi", "Hina Saleem", "T-shirts", -40, ((Stage.INVITED, -38), (Stage.ATTENDED, -21), (Stage.INTERESTED, -18))),
    ("Chaman Hosiery", "چمن ہوزری", "Hyderabad", "Rafiq Memon", "Socks", -40, ((Stage.INVITED, -38), (Stage.ATTENDED, -5))),
    ("Indus Towels", "انڈس ٹاولز", "Karachi", "Kiran Shah", "Towels", -40, ((Stage.INVITED, -38), (Stage.ATTENDED, -2))),
    ("Makli Garments", "مکلی گارمنٹس", "Thatta", "Ghulam Rasool", "Work wear", -30, ((Stage.INVITED, -10),)),
    ("Keenjhar Textiles", "کینجھر ٹیکسٹائل", "Thatta", "Amna Soomro", "Cotton cloth", -12, ()),
    ("Lyari Caps", "لیاری کیپس", "Karachi", "Dost Muhammad", "Caps and bags", -4, ()),
)  # fmt: skip


WHOM_TO_CALL = date(2021, 8, 16)


def tell_recruiting(telling) -> None:
    telling.on(WHOM_TO_CALL, partial(name_whom_to_call, telling))
    met: dict[str, Prospect] = {}
    for name, name_ur, city, contact, products, day, steps in FIRMS:
        words = {"name": name, "name_ur": name_ur, "city": city, "products": products}
        telling.on(day, partial(meet, telling, met, words, contact))
        for stage, on in steps:
            telling.on(on, partial(go_on, telling, met, name, stage))
    telling.on(-9, partial(assess, telling, met, "Sitara Knits"))
    telling.on(-8, partial(assess, telling, met, "Nargis Fabrics"))
    telling.on(-6, partial(decide, telling, met, "Sitara Knits"), by="coordinator2")
    telling.on(-3, partial(go_on, telling, met, "Sitara Knits", Stage.CONSENT_SENT))
    telling.on(-3, partial(lose, telling, met, "Makli Garments"))
    telling.on(-1, partial(write_in, telling))


def name_whom_to_call(telling) -> None:
    settings = settings_of(telling.programme.id)
    settings.version = 1
    settings.describe(settings.rhythm, True, call_name="Zahid Rafiq", call_role="Labour welfare desk", call_phone="+922135550101")
    db.session.add(settings)


def meet(telling, met: dict, words: dict[str, Any], contact: str) -> None:
    firm = Enterprise(programme_id=telling.programme.id, is_prospect=True, **words)
    db.session.add(firm)
    by = telling.people["coordinator"]
    phone = f"+92300555{len(met):04d}"
    met[words["name"]] = Prospect.found(firm, by, Source.ASSOCIATION, contact_name=contact, contact_phone=phone, owner_id=by.id)
    db.session.add(met[words["name"]])


def go_on(telling, met: dict, name: str, stage: Stage) -> None:
    met[name].move_to(stage, telling.people["coordinator"])


def assess(telling, met: dict, name: str) -> None:
    by = telling.people["coordinator"]
    version = criteria.to_assess_by(telling.programme.id, by)
    scores = {one.code: 2 + at % 3 for at, one in enumerate(version.items) if one.weight and one.code != "women"}
    words = {"notes": "The owner walked the lines with us and asked about the first visit.", "because": "The owner stands behind it."}
    facts = {"visited_on": clock.today(), "answers": {"scores": scores, "flags": []}, "recommendation": Verdict.SELECT, **words}
    db.session.add(InitialAssessment.hand_in(met[name], version, by, **facts))


def decide(telling, met: dict, name: str) -> None:
    prospect = met[name]
    made = db.session.scalars(db.select(InitialAssessment).where(InitialAssessment.prospect_id == prospect.id)).unique().one()
    made.decide(Verdict.SELECT, telling.people["coordinator2"], None)


def lose(telling, met: dict, name: str) -> None:
    met[name].lose(Loss.ORDERS, telling.people["coordinator"], "Ask again when the winter orders are out.")


def write_in(telling) -> None:
    db.session.add(
        Interest(programme_id=telling.programme.id, firm="راوی گارمنٹس", name="Naila Aslam", phone="+923005550777", language="ur")
    )
