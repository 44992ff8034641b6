"""What improvements of Roshan Stitch Works saved: some confirmed, one waiting, one given back; and one in dollars."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from portal import clock
from portal.database import db
from portal.improvement.models import Project, Stage
from portal.savings.models import Kind, Method, Saving
from portal.savings.money import Money

TOLD = (  # what, kind, method, assumptions, days, amount, currency, rate, of a year, (confirmed, remark) or "back" or none
    (
        "Minutes not lost looking for trims, as wages",
        *(Kind.RECURRING, Method.COUNTED),
        "11 minutes a day and operator, 24 operators, 210 rupees an hour; holidays taken off.",
        *(60, "48,200", "PKR", None, True),
        ("45,000", "Recounted two weeks on the line; one holiday was not taken off."),
    ),
    (
        "بیچی گئی پرانی ریکیں",
        Kind.ONE_OFF,
        Method.INVOICED,
        "کباڑ کی رسید نمبر 118۔",
        1,
        "16,500",
        "PKR",
        None,
        False,
        ("16,500", "رسید دیکھی۔"),
    ),
    (
        "Fewer cartons sent back by the buyer",
        *(Kind.RECURRING, Method.INVOICED),
        "Three debit notes a quarter before, one since; average 140 dollars.",
        *(90, "280", "USD", "278.50", False, None),
    ),
    ("Less needle oil", Kind.RECURRING, Method.ESTIMATED, "Half a litre a week, we think.", 30, "3,000", "PKR", None, False, "back"),
)


def tell_savings(telling, factory) -> None:
    for place, told in enumerate(TOLD):
        telling.on(-12 + place, partial(enter, telling, factory, place, told), by="member")


def enter(telling, factory, place: int, told: tuple) -> None:
    what, kind, method, assumptions, days, amount, currency, rate, is_annualised, came = told
    period = {"starts_on": clock.today() - timedelta(days=days - 1), "ends_on": clock.today()}
    facts = {"what": what, "kind": kind, "method": method, "assumptions": assumptions, "is_annualised": is_annualised, **period}
    rates = {"rate_e8": int(Decimal(rate).scaleb(8)), "rate_on": clock.today()} if rate else {"rate_e8": 10**8}
    gross = Money.read(amount, currency)
    money = {"currency": currency, "gross_minor": gross.minor, "into": "PKR", **rates}
    entered = Saving.enter(project_at(factory, place), telling.people["member"], **facts, **money)
    db.session.flush()
    if came == "back":
        entered.give_back(telling.people["manager"], "Measure the oil for two weeks, then enter it once more.")
    elif came:
        entered.confirm(telling.people["manager"], Money.read(came[0], currency), came[1])


def project_at(factory, place: int) -> Project:
    """One of those in use, in the order of their numbers."""
    here = Project.programme_id == factory.enterprise.programme_id, Project.enterprise_id == factory.enterprise.id
    in_use = select(Project).where(*here, Project.implemented_on.is_not(None), Project.stage != Stage.DROPPED)
    found = list(db.session.scalars(in_use.order_by(Project.number).limit(4)))
    return found[min(place, len(found) - 1)]
