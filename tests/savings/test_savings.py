"""Money that an improvement saves: entered by one, confirmed by another, and in no total before that."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from portal import clock
from portal.database import db
from portal.errors import NotNow
from portal.notices.models import Notice
from portal.savings.models import Saving, State
from portal.savings.money import Money, NoMoney
from portal.savings.totals import of_project, totals
from tests.cast import PASSWORD
from tests.improvement.build import make_project, person

TODAY = clock.today()
SENT = {
    "what": "Thread that is no longer thrown away",
    "kind": "recurring",
    "gross": "12,500.50",
    "currency": "PKR",
    "starts_on": str(TODAY - timedelta(days=72)),
    "ends_on": str(TODAY),
    "method": "counted",
    "assumptions": "25 cones a month at 500 rupees",
    "into": "PKR",
    "version": "0",
}


def enter(visitor, project, **facts):
    return visitor.post(f"/projects/{project.id}/savings", **{**SENT, "_key": str(uuid4()), **facts})


def kept() -> Saving:
    db.session.expire_all()
    found = db.session.scalars(select(Saving)).one()
    db.session.commit()
    return found


def sums(project):
    db.session.expire_all()
    found = totals(of_project(project))
    db.session.commit()
    return found


def confirm(visitor, saving, **facts):
    sent = {"amount": "12,500.50", "remark": "Saw the store's book", "version": str(kept().version), "_key": str(uuid4()), **facts}
    return visitor.post(f"/savings/{saving.id}/confirmation", **sent)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [("12,500.50", "PKR", 1250050), ("1234567", "PKR", 123456700), ("0.1", "USD", 10), ("1,000", "JPY", 1000), ("7", "VND", 7)],
)
def test_money_is_whole_minor_units(typed, currency, minor):
    assert Money.read(typed, currency).minor == minor


@pytest.mark.parametrize("typed", ["-5", "1.234", "1,23", "12 000", "1e9", "NaN", "", "Rs 500", "9" * 20, "١٢٫٥"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(NoMoney):
        Money.read(typed, "PKR")


def test_sums_are_exact():
    thirds = [Money.read("0.10", "PKR") for _ in range(3)]
    assert str(thirds[0] + thirds[1] + thirds[2]) == "PKR 0.30"
    assert Money(100_00, "USD").at(Decimal("278.505"), "PKR") == Money(2785050, "PKR")
    assert Money(730_00, "PKR").of_a_year(73) == Money(3650_00, "PKR")
    with pytest.raises(NoMoney):
        Money(1, "PKR") + Money(1, "USD")


def test_what_is_not_confirmed_is_in_no_total(visit, database, cast):
    project, member = make_project(cast), visit("member")
    answer = enter(member, project)
    saving = kept()
    assert answer.location == f"/savings/{saving.id}" and (saving.gross_minor, saving.confirmed_minor) == (1250050, None)
    (total,) = sums(project)
    assert (total.observed.minor, total.confirmed, total.entered) == (0, 0, 1)
    shown = member.get(f"/projects/{project.id}/savings").text
    assert "0 of 1 saving is confirmed" in shown and "PKR 12,500.50" in shown and "PKR 0.00" in shown
    assert confirm(visit("manager"), saving, amount="12,000").status_code == 303
    assert (kept().gross_minor, kept().confirmed_minor, kept().state) == (1250050, 1200000, State.CONFIRMED)
    (total,) = sums(project)
    assert (total.again.minor, total.once.minor, total.yearly_of) == (1200000, 0, 0)
    assert "PKR 12,000.00" in visit("trainer").get(f"/enterprises/{cast.roshan}/savings").text


def test_nobody_confirms_what_they_entered_or_changed(visit, database, cast):
    project, manager = make_project(cast), visit("manager")
    enter(manager, project)
    saving = kept()
    refused = confirm(manager, saving)
    assert refused.status_code == 409 and "entered or changed themselves" in refused.text and kept().is_waiting
    assert "Confirm this saving" not in manager.get(f"/savings/{saving.id}").text
    member = visit("member")
    assert member.post(f"/savings/{saving.id}", **{**SENT, "gross": "9,000", "version": "1"}).status_code == 303
    assert confirm(manager, saving, amount="9,000").status_code == 409, "whoever entered it first is still one of them"
    assert confirm(visit("trainer"), saving, amount="9,000").status_code == 303
    told = database.scalars(select(Notice.what).where(Notice.user_id == cast.users["manager"])).all()
    assert "saving_confirmed" in told


def test_a_last_touch_by_another_frees_nobody_to_confirm_what_they_wrote(visit, database, cast):
    member, manager = visit("member"), visit("manager")
    enter(member, make_project(cast))
    saving = kept()
    for nth, (who, gross) in enumerate([(manager, "999,000"), (member, "999,000")], 1):
        assert who.post(f"/savings/{saving.id}", **{**SENT, "gross": gross, "version": str(nth)}).status_code == 303
    assert confirm(manager, saving, amount="999,000", version="3").status_code == 409 and kept().is_waiting


@pytest.mark.parametrize("last_hand", ["entered", "edited"])
def test_a_confirmation_from_the_device_of_the_entry_is_flagged_and_counts(visit, database, cast, last_hand):
    project, device = make_project(cast), visit("member")
    enter(device if last_hand == "entered" else visit("member"), project)
    saving = kept()
    if last_hand == "edited":
        device.post(f"/savings/{saving.id}", **{**SENT, "gross": "20,000", "version": "1"})
    device.post("/sign-out")
    device.post("/sign-in", name="manager", password=PASSWORD)
    assert confirm(device, saving).status_code == 303
    assert kept().state is State.CONFIRMED and kept().is_flagged
    assert "on the device on which it was written" in visit("coordinator").get(f"/savings/{saving.id}").text
    assert "on the device on which" not in visit("member").get(f"/savings/{saving.id}").text


def test_a_confirmation_from_elsewhere_is_not_flagged(visit, database, cast):
    enter(visit("member"), make_project(cast))
    assert confirm(visit("manager"), kept()).status_code == 303
    assert not kept().is_flagged


def test_a_third_hand_leaves_somebody_who_can_confirm(database, cast):
    saving = Saving(state=State.ENTERED, entered_by_id=cast.people["member"], edited_by_id=cast.people["manager"])
    with pytest.raises(NotNow, match="Two people have written this"):
        saving.edit(person(cast, "trainer"))


def test_a_third_writer_is_told_beside_the_amount_and_nothing_typed_is_lost(visit, database, cast):
    member = visit("member")
    enter(visit("manager"), make_project(cast))
    saving = kept()
    assert "Change it" in member.get(f"/savings/{saving.id}").text
    saving = database.merge(saving)
    saving.edited_by_id = cast.people["trainer"]
    database.commit()
    assert "Change it" not in member.get(f"/savings/{saving.id}").text
    answer = member.post(
        f"/savings/{saving.id}", **{**SENT, "gross": "77,000", "assumptions": "As I saw it", "version": str(saving.version)}
    )
    assert answer.status_code == 422 and 'id="gross-err"' in answer.text and "Two people have written this" in answer.text
    assert 'value="77,000"' in answer.text and "As I saw it" in answer.text and kept().gross_minor == 1250050


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("stranger", 404), ("donor", 403), ("admin", 403), ("far_coordinator", 404)])
def test_only_another_person_with_the_right_confirms(visit, database, cast, who, status):
    if who == "stranger":
        status = 403  # a member of another factory has no right to confirm anywhere
    enter(visit("manager"), make_project(cast))
    saving = kept()
    for path, sent in (("confirmation", {"amount": "1", "remark": "x"}), ("return", {"remark": "x"})):
        assert visit(who).post(f"/savings/{saving.id}/{path}", **sent, version="1").status_code == status
    assert visit(who).get(f"/savings/{saving.id}").status_code == {"member": 200, "admin": 200, "stranger": 404}.get(who, status)
    assert kept().state is State.ENTERED


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("trainer", 403), ("coordinator", 403), ("far_manager", 404), ("donor", 403)]
)
def test_only_the_factory_enters(visit, database, cast, who, status):
    assert enter(visit(who), make_project(cast)).status_code == status and not database.scalars(select(Saving)).all()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"gross": "-5"}, "an amount of this currency"),
        ({"gross": "12.345"}, "an amount of this currency"),
        ({"gross": "0"}, "Nothing saved"),
        ({"gross": "9" * 22}, "an amount of this currency"),
        ({"currency": "XXX"}, "Choose one of those offered"),
        ({"ends_on": str(TODAY + timedelta(days=3))}, "has not come yet"),
        ({"ends_on": str(TODAY - timedelta(days=90))}, "before the first day"),
        ({"assumptions": " "}, "how you came to this number"),
        ({"currency": "USD"}, "Write the rate"),
        ({"currency": "USD", "rate": "0", "rate_on": str(TODAY)}, "Write the rate"),
        ({"currency": "USD", "rate": "278.5"}, "of which day"),
        ({"currency": "USD", "rate": "278.5", "rate_on": str(TODAY + timedelta(days=2))}, "has not come yet"),
        ({"kind": "one_off", "is_annualised": "y"}, "not saved again"),
        ({"kind": "always"}, "Choose one of those offered"),
    ],
)
def test_bad_input_is_explained_and_kept(visit, database, cast, wrong, why):
    answer = enter(visit("member"), make_project(cast), **wrong)
    assert answer.status_code == 422 and why in answer.text and SENT["what"] in answer.text
    assert not database.scalars(select(Saving)).all()


def test_sent_twice_it_is_entered_once(visit, database, cast):
    project, member = make_project(cast), visit("member")
    first, again = (enter(member, project, _key="k", gross="۱۲٬۵۰۰") for _ in range(2))
    assert first.location == again.location and kept().gross_minor == 1250000, "as an Urdu keyboard writes it"


def test_another_currency_brings_its_rate_and_day(visit, database, cast):
    project = make_project(cast)
    enter(visit("member"), project, currency="USD", gross="100", rate="278.505", rate_on=str(TODAY))
    confirm(visit("trainer"), kept(), amount="100")
    (total,) = sums(project)
    assert (total.currency, total.observed.minor, kept().rate) == ("PKR", 2785050, Decimal("278.505"))
    shown = visit("member").get(f"/savings/{kept().id}").text
    assert "1 USD = 278.505 PKR" in shown and "PKR 27,850.50" in shown


def test_a_year_is_reckoned_only_where_it_was_said_and_stands_apart(visit, database, cast):
    project, trainer = make_project(cast), visit("trainer")
    enter(visit("member"), project, is_annualised="y", gross="730")
    saving = kept()
    confirm(trainer, saving, amount="730")
    (total,) = sums(project)
    assert saving.days == 73 and (total.observed.minor, total.yearly.minor, total.yearly_of) == (73000, 365000, 1)
    shown = trainer.get(f"/projects/{project.id}/savings").text
    assert "Reckoned up to a year" in shown and "PKR 3,650.00" in shown and "PKR 730.00" in shown


def test_given_back_put_right_confirmed_and_withdrawn(visit, database, cast):
    project, member, trainer = make_project(cast), visit("member"), visit("trainer")
    enter(member, project)
    saving = kept()
    assert trainer.post(f"/savings/{saving.id}/return", remark="", version="1").status_code == 422
    assert trainer.post(f"/savings/{saving.id}/return", remark="Which price?", version="1").status_code == 303
    assert "Which price?" in member.get(f"/savings/{saving.id}").text and confirm(trainer, saving).status_code == 409
    changed = {**SENT, "assumptions": "At 480 rupees", "gross": "12,000", "version": "2"}
    assert member.post(f"/savings/{saving.id}", **{**changed, "version": "1"}).status_code == 409, "the other text is shown first"
    assert member.post(f"/savings/{saving.id}", **changed).status_code == 303
    assert confirm(trainer, saving, amount="12,500").status_code == 422, "more than was entered"
    assert confirm(trainer, saving, amount="12,000").status_code == 303
    assert member.post(f"/savings/{saving.id}", **{**changed, "version": str(kept().version)}).status_code == 409
    gone = member.post(f"/savings/{saving.id}/withdrawal", remark="Counted twice", version=str(kept().version))
    assert gone.status_code == 303 and sums(project) == [] and kept().confirmed is None
    told = member.get(f"/history/saving/{saving.id}").text
    assert "Which price?" in told and "At 480 rupees" in told


@pytest.mark.parametrize("page", ["/projects/{project}/savings", "/enterprises/{roshan}/savings", "/savings/{saving}"])
def test_a_page_makes_eight_statements_at_most(app, visit, database, cast, page):
    project = make_project(cast)
    facts = {"kind": "one_off", "method": "invoiced", "assumptions": "The old machine", "starts_on": TODAY, "ends_on": TODAY}
    for n in range(5):
        Saving.enter(
            project, person(cast, "member"), what=f"Machine {n}", currency="PKR", into="PKR", gross_minor=100, rate_e8=10**8, **facts
        )
    database.commit()
    one = database.scalars(select(Saving.id)).first()
    database.commit()
    path, visitor, heard = page.format(project=project.id, roshan=cast.roshan, saving=one), visit("manager"), []
    visitor.get(path)

    def hear(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT")):
            heard.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert visitor.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    assert len(heard) <= 8, "\n\n".join(heard)
