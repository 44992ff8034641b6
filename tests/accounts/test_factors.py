"""The second step: an app, recovery codes, and who must have one."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.factors import RecoveryCode, Totp, epoch_seconds
from portal.accounts.models import Role, User, UserSession
from portal.history.models import HistoryRow
from tests.cast import PASSWORD


def code_of(secret: str, later: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(epoch_seconds()) + later)


def secret_on(page: str) -> str:
    return re.search(r'<code class="long"><bdi dir="ltr">([A-Z2-7 ]+)</bdi>', page)[1].replace(" ", "")


def set_up_app(visitor) -> tuple[str, list[str]]:
    """The secret, and the recovery codes that were shown once."""
    secret = secret_on(visitor.get("/factors/app/new").text)
    answer = visitor.post("/factors/app", code=code_of(secret))
    assert answer.status_code == 303, answer.text
    return secret, re.findall(r"([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})", visitor.get(answer.location).text)


def with_password(visit, name: str = "coordinator"):
    guest = visit()
    answer = guest.post("/sign-in", name=name, password=PASSWORD)
    assert answer.location == "/sign-in/second"
    return guest


def test_after_setting_up_the_app_is_asked_after_the_password(visit):
    secret, codes = set_up_app(visit("coordinator"))
    assert len(codes) == 10
    guest = with_password(visit)
    assert guest.get("/").status_code == 303  # the password alone opens nothing
    assert guest.post("/sign-in/second", code="000000").status_code == 422
    assert guest.post("/sign-in/second", code=code_of(secret, 30)).status_code == 303
    assert guest.get("/").status_code == 200


def test_a_code_is_taken_once(visit):
    secret, _ = set_up_app(visit("coordinator"))
    code = code_of(secret, 30)
    assert with_password(visit).post("/sign-in/second", code=code).status_code == 303
    answer = with_password(visit).post("/sign-in/second", code=code)
    assert answer.status_code == 422 and "used already" in answer.text


def test_the_code_that_set_the_app_up_signs_nobody_in(visit):
    visitor = visit("coordinator")
    secret = secret_on(visitor.get("/factors/app/new").text)
    code = code_of(secret)
    visitor.post("/factors/app", code=code)
    assert with_password(visit).post("/sign-in/second", code=code).status_code == 422


def test_old_codes_and_codes_of_tomorrow_are_refused(visit):
    secret, _ = set_up_app(visit("coordinator"))
    for later in (-60, 90, 86_400):
        assert with_password(visit).post("/sign-in/second", code=code_of(secret, later)).status_code == 422


def test_guessing_codes_rests_the_pair(visit):
    set_up_app(visit("coordinator"))
    guest = with_password(visit)
    codes = [guest.post("/sign-in/second", code=f"{number:06}").status_code for number in range(6)]
    assert codes == [422] * 5 + [429]


def test_a_recovery_code_lets_in_once_and_the_rest_are_counted(visit):
    _, codes = set_up_app(visit("coordinator"))
    guest = with_password(visit)
    assert guest.post("/sign-in/second", code=codes[0].upper().replace("-", " ")).status_code == 303
    assert "9 are left" in guest.get("/factors").text
    assert with_password(visit).post("/sign-in/second", code=codes[0]).status_code == 422


def test_new_codes_end_the_old_ones(visit):
    visitor = visit("coordinator")
    _, codes = set_up_app(visitor)
    answer = visitor.post("/factors/codes")
    assert "data-print" in visitor.get(answer.location).text
    assert visitor.get("/factors/codes").status_code == 302  # shown once
    assert with_password(visit).post("/sign-in/second", code=codes[0]).status_code == 422


def test_no_secret_stands_in_the_tables(visit, database):
    secret, codes = set_up_app(visit("coordinator"))
    kept = "".join(str(database.execute(select(model.__table__)).all()) for model in (Totp, RecoveryCode, HistoryRow))
    assert secret not in kept and not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_a_half_sign_in_ends_after_ten_minutes_and_with_the_password(visit, cast, database, monkeypatch):
    secret, _ = set_up_app(visit("coordinator"))
    guest = with_password(visit)
    database.get(User, cast.users["coordinator"]).set_password("yarn kite seven rivers")
    database.commit()
    assert guest.post("/sign-in/second", code=code_of(secret, 30)).location == "/sign-in"
    database.get(User, cast.users["coordinator"]).set_password(PASSWORD)
    database.commit()
    late = with_password(visit)
    from portal.accounts import entering

    monkeypatch.setattr(entering, "HALF_LIVES", -1)
    assert late.post("/sign-in/second", code=code_of(secret, 30)).location == "/sign-in"


def test_before_anything_that_keeps_sign_in_safe_the_password_is_asked_again(visit, database):
    visitor = visit("coordinator")
    set_up_app(visitor)
    for device in database.scalars(select(UserSession)):
        device.confirmed_at = clock.now() - timedelta(hours=1)
    database.commit()
    for path in ("/factors/app", "/factors/app/removal", "/factors/codes", "/factors/passkeys"):
        assert "/confirm" in visitor.post(path).location
    asked = visitor.get("/factors/app/new").location
    token = asked.split("next=")[1]
    assert visitor.post("/confirm", password="not this one", next=token).status_code == 422
    before = visitor.client.get_cookie("portal").value
    assert visitor.post("/confirm", password=PASSWORD, next=token).location == "/factors/app/new"
    assert visitor.get("/factors/app/new").status_code == 200
    visitor.client.set_cookie("portal", before)
    assert visitor.get("/").status_code == 303  # the session goes on under a new token


def test_guessing_at_the_confirmation_rests(visit):
    visitor = visit("coordinator")
    codes = [visitor.post("/confirm", password="not this one").status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


def test_ones_own_address_is_changed_only_after_the_password(visit, cast, database):
    visitor = visit("coordinator")
    database.scalar(select(UserSession)).confirmed_at = None
    database.commit()
    path = f"/people/{cast.users['coordinator']}"
    assert "/confirm" in visitor.get(f"{path}/edit").location and "/confirm" in visitor.post(path).location


def test_the_app_is_taken_away_again(visit):
    visitor = visit("coordinator")
    set_up_app(visitor)
    assert visitor.post("/factors/app/removal").status_code == 303
    assert visit().post("/sign-in", name="coordinator", password=PASSWORD).location == "/"


@pytest.fixture
def in_service(app):
    app.config["SECOND_FACTOR_REQUIRED"] = True
    yield
    app.config["SECOND_FACTOR_REQUIRED"] = False


@pytest.mark.parametrize("name", ["manager", "coordinator", "expert", "donor", "admin"])
def test_in_service_these_set_one_up_before_anything_else(visit, in_service, name):
    visitor = visit(name)
    for path in ("/", "/enterprises", "/people", "/devices", "/more"):
        assert visitor.get(path).location.endswith("/factors")
    assert "Your role needs a second step" in visitor.get("/factors").text
    set_up_app(visitor)
    assert visitor.get("/").status_code == 200
    refused = visitor.post("/factors/app/removal")
    assert refused.status_code == 409 and "needs a second step" in refused.text


@pytest.mark.parametrize("name", ["member", "trainer"])
def test_members_and_trainers_may_go_without(visit, in_service, name):
    assert visit(name).get("/").status_code == 200


def test_production_requires_it_and_the_demonstration_does_not(monkeypatch):
    from portal import config

    for env, required in (("production", True), ("demo", False), ("test", False)):
        monkeypatch.setenv("PORTAL_ENV", env)
        assert config.from_environment()["SECOND_FACTOR_REQUIRED"] is required


def test_a_lost_phone_is_mended_by_those_above(visit, cast, database):
    manager = visit("manager")
    set_up_app(manager)
    coordinator = visit("coordinator")
    path = f"/people/{cast.users['manager']}/factors/removal"
    assert visit("member").post(path).status_code == 403
    assert coordinator.post(path).status_code == 303
    assert manager.get("/").status_code == 303  # signed out
    back = visit("manager")
    assert "took your second step away" in back.get("/").text
    assert coordinator.post(path).status_code == 409


def test_a_reset_password_does_not_step_over_the_second_step(visit, cast):
    from tests.accounts.test_links import CHOSEN, NEW, link_for

    set_up_app(visit("manager"))
    guest = visit()
    guest.get(link_for(visit, cast.users["manager"], by="coordinator"))
    guest.post("/link", **CHOSEN)
    assert guest.post("/sign-in", name="manager", password=NEW).location == "/sign-in/second"


def test_a_key_of_another_portal_opens_no_app(app, visit, cast, database):
    """After the portal's key was changed the app's code is wrong, and nothing breaks."""
    secret, codes = set_up_app(visit("coordinator"))
    kept = database.scalar(select(Totp))
    kept.sealed = kept.sealed[:-4] + "AAAA"
    database.commit()
    guest = with_password(visit)
    assert guest.post("/sign-in/second", code=code_of(secret, 30)).status_code == 422
    assert guest.post("/sign-in/second", code=codes[0]).status_code == 303


def test_a_trainer_who_becomes_coordinator_is_held_to_it_at_once(visit, cast, database, in_service):
    trainer = visit("trainer")
    assert trainer.get("/").status_code == 200
    database.get(User, cast.users["trainer"]).give(Role.COORDINATOR, cast.programme, None, clock.today())
    database.commit()
    assert trainer.get("/").location.endswith("/factors")
