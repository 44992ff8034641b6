"""Reading, signing, bringing in a paper, taking back, and signing again."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.accounts.models import User
from portal.consent import paper, signed
from portal.consent.agreement import Signature
from portal.consent.asking import ask, has_signed
from portal.consent.models import Consent, ConsentRequest, Method, Scope, ScopeStanding, State
from portal.consent.texts import months_after
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.files.storage import shelf
from portal.notices.models import Notice
from tests.consent.build import DRAWN, a_form, agreement, photo, publish, sign, withdraw


@pytest.fixture
def path(database, cast) -> str:
    publish(cast)
    return f"/enterprises/{cast.roshan}/consent"


def standings(cast, name="roshan") -> dict:
    db.session.expire_all()
    found = {s.scope: s.state for s in db.session.scalars(select(ScopeStanding).where(ScopeStanding.enterprise_id == getattr(cast, name)))}
    db.session.rollback()
    return found


def last_paper() -> Consent:
    db.session.expire_all()
    return db.session.scalars(select(Consent).order_by(Consent.at.desc())).first()


# signing on the screen


def test_a_typed_and_drawn_name_signs(visit, cast, path):
    manager = visit("manager")
    assert "Data to the programme" in manager.get(path).text
    answer = manager.post(path, **a_form(cast, scope_photos="no"))
    assert answer.status_code == 303, answer.text
    assert standings(cast) == {**dict.fromkeys(Scope, State.GIVEN), Scope.PHOTOS: State.REFUSED}
    page = manager.get(path).text
    assert "Imran Qureshi" in page
    assert "Not agreed" in page
    assert last_paper().method is Method.SCREEN
    db.session.rollback()


def test_who_cannot_draw_says_so_and_the_paper_says_it_as_well(visit, cast, path):
    manager = visit("manager")
    box = manager.get(path).text.partition("<canvas")[2]
    assert 'name="cannot_draw"' in box and f'href="{path}/paper"' in box.partition("</fieldset>")[0], "both ways stand beside the field"
    form = a_form(cast, drawing="")
    assert manager.post(path, **form).status_code == 422
    assert standings(cast) == {}
    assert manager.post(path, **form, cannot_draw="y").status_code == 303
    consent = last_paper()
    assert consent.method is Method.TYPED
    signature = Signature(consent.signer, consent.job, consent.signed_on, db.session.get(User, consent.entered_by), consent.method)
    facts = paper.facts_of(consent, consent.text, consent.enterprise, signature)
    db.session.rollback()
    english, urdu = ([value for _label, value in half["rows"]] for half in facts["halves"])
    assert "Signed on the screen by typed name alone: drawing was not possible there" in english
    assert len(english) == len(urdu) and facts["drawing"] == ""
    assert "by typed name alone" in manager.get(path).text


def test_an_empty_drawing_is_told_beside_its_field_and_a_drawn_one_survives(visit, cast, path):
    page = visit("manager").post(path, **a_form(cast, drawing="M10 10")).text
    field = page.partition('<fieldset class="field choices long signature bad" id="drawing"')[2].partition("</fieldset>")[0]
    assert "The drawn signature is empty" in field.partition("hidden>")[0], "outside of what is hidden without scripts"
    assert 'href="#drawing"' in page
    page = visit("manager").post(path, **a_form(cast, job="")).text
    assert f'name="drawing" type="hidden" value="{DRAWN}"' in page


def test_who_ticked_the_box_is_not_held_up_by_a_stray_dot(visit, cast, path):
    assert visit("manager").post(path, **a_form(cast, drawing="M10 10", cannot_draw="y")).status_code == 303
    assert last_paper().method is Method.TYPED
    db.session.rollback()


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"signer": ""}, "no signature"),
        ({"signer": "   "}, "no signature"),
        ({"signer": " . - "}, "no signature"),
        ({"drawing": ""}, "Draw your name"),
        ({"drawing": "M10 10"}, "drawn signature is empty"),
        ({"drawing": "M10 10L11 10"}, "drawn signature is empty"),
        ({"drawing": "<svg onload=x>"}, "cannot be read"),
        ({"drawing": "M1 1" + "L9 9" * 9000}, "cannot be read"),
        ({"scope_donor": ""}, "yes or no"),
        ({"scope_data": "perhaps"}, "alid choice"),
        ({"job": ""}, "Please fill this in"),
        ({"version": ""}, "opened on"),
    ],
)
def test_what_is_no_signature_is_explained(visit, cast, path, wrong, said):
    answer = visit("manager").post(path, **a_form(cast, **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert standings(cast) == {}
    if "job" not in wrong:
        assert "Production manager" in answer.text, "what was typed stays"


@pytest.mark.parametrize(
    "who, status", [("member", 403), ("trainer", 403), ("coordinator", 403), ("stranger", 403), ("donor", 403), ("far_manager", 404)]
)
def test_only_the_factorys_manager_signs(visit, cast, path, who, status):
    assert visit(who).post(path, **a_form(cast)).status_code == status
    assert standings(cast) == {}


def test_a_stranger_does_not_read_it(visit, cast, path):
    for who in ("stranger", "far_manager", "far_coordinator", "former_trainer"):
        assert visit(who).get(path).status_code == 404, who


def test_without_a_published_text_nobody_signs(visit, database, cast):
    answer = visit("manager").post(f"/enterprises/{cast.roshan}/consent", signer="Imran Qureshi", job="x", cannot_draw="y", version="0")
    assert answer.status_code == 409
    assert "no text to sign" in answer.text


# the paper


def test_the_paper_is_made_at_once_in_both_languages_and_never_changes(visit, cast, path):
    manager = visit("manager")
    manager.post(path, **a_form(cast, drawing=DRAWN))
    consent = last_paper()
    bytes_before = b"".join(shelf().open(consent.file.digest))
    assert bytes_before.startswith(b"%PDF-")
    address = f"/consents/{consent.id}/paper"
    db.session.rollback()
    first = manager.get(address)
    assert first.mimetype == "application/pdf"
    assert first.data == bytes_before
    withdraw(cast, Scope.DONOR)
    assert manager.get(address).data == bytes_before
    assert visit("coordinator").get(address).status_code == 200
    assert visit("stranger").get(address).status_code == 403
    assert visit("far_manager").get(address).status_code == 404


def test_the_code_on_the_paper_leads_to_what_the_paper_shows(visit, cast, path):
    visit("manager").post(path, **a_form(cast))
    consent = last_paper()
    token = consent.token
    db.session.rollback()
    assert len(bytes.fromhex(token)) == 16, "128 bits"
    page = visit(None).get(f"/en/consent/{token}").text
    for words in ("This paper is genuine", "Roshan Stitch Works", "Imran Qureshi", consent.text_hash):
        assert words in page, words
    assert "روشن سٹچ ورکس" in visit(None).get(f"/ur/consent/{token}").text
    withdraw(cast, Scope.DONOR)
    assert "taken back on" in visit(None).get(f"/en/consent/{token}").text
    forged = visit(None).get(f"/en/consent/{'0' * 32}")
    assert forged.status_code == 404
    assert "No such paper" in forged.text


def said_of(visit, consent_id, scope: str) -> str:
    """What the public page behind the paper's code says of one part."""
    token = db.session.get_one(Consent, consent_id).token
    db.session.rollback()
    return visit(None).get(f"/en/consent/{token}").text.partition(f"<dt>{scope}</dt>")[2].partition("</dd>")[0]


def test_the_code_says_what_overtook_the_paper(visit, cast, path):
    manager = visit("manager")
    manager.post(path, **a_form(cast))
    first = (cast.programme, last_paper().id)
    db.session.rollback()
    manager.post(f"{path}/withdrawal", scope="alumni", reason="Not now")
    form = {**manager.hidden(f"{path}/paper"), "scope_alumni": "yes", "signer": "Imran Qureshi", "job": "Manager"}
    assert manager.post(f"{path}/paper", **{**form, "on": months_ago(2), "scan": photo()}).status_code == 303
    older = (cast.programme, last_paper().id)
    db.session.rollback()
    for paper_id in (first, older):
        said = said_of(visit, paper_id, "Shared with alumni factories")
        assert "taken back on" in said and "answered anew" not in said, "no paper came after it: it was withdrawn"
    assert "<span" not in said_of(visit, first, "Named to the donor"), "what stands bears no mark"
    form = {**manager.hidden(path), "scope_alumni": "yes", "signer": "Imran Qureshi", "job": "Manager", "drawing": DRAWN}
    assert manager.post(path, **form).status_code == 303
    assert "answered anew on" in said_of(visit, first, "Shared with alumni factories")


# a paper from outside


def test_a_scan_of_the_paper_is_kept(visit, cast, path):
    answer = visit("coordinator").post(f"{path}/paper", **a_form(cast, on="2026-01-15", scan=photo()))
    assert answer.status_code == 303, answer.text
    consent = last_paper()
    assert (consent.method, consent.signed_on, consent.scan.is_ready) == (Method.PAPER, date(2026, 1, 15), True)
    assert consent.valid_until == date(2028, 1, 15)
    db.session.rollback()
    assert visit("coordinator").get(f"/consents/{consent.id}/scan").mimetype == "image/jpeg"


def test_a_pdf_of_the_paper_is_kept(visit, cast, path):
    pdf = (io.BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF"), "paper.pdf")
    assert visit("manager").post(f"{path}/paper", **a_form(cast, on="2026-01-15", scan=pdf)).status_code == 303
    consent = last_paper()
    assert consent.scan.kind == "application/pdf"
    db.session.rollback()


@pytest.mark.parametrize(
    "file",
    [
        (b"MZ\x90\x00", "paper.exe"),
        (b"hello", "paper.jpg"),
        (b"hello", "paper.pdf"),
        (b"<svg/>", "paper.svg"),
        (b"PK\x03\x04", "paper.docx"),
    ],
)
def test_a_scan_that_is_no_picture_and_no_pdf_is_refused(visit, cast, path, file):
    answer = visit("manager").post(f"{path}/paper", **a_form(cast, on="2026-01-15", scan=(io.BytesIO(file[0]), file[1])))
    assert answer.status_code == 422
    assert "photo or a PDF" in answer.text
    assert "Imran Qureshi" in answer.text
    assert standings(cast) == {}


def test_a_paper_needs_its_scan_and_a_day_that_has_been(visit, cast, path):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    answer = visit("coordinator").post(f"{path}/paper", **a_form(cast, on=tomorrow))
    assert answer.status_code == 422
    assert "still to come" in answer.text
    assert "Choose the photo or PDF" in answer.text
    assert visit("trainer").post(f"{path}/paper", **a_form(cast)).status_code == 403


def months_ago(many: int) -> str:
    return (clock.today() - timedelta(days=30 * many)).isoformat()


def test_a_paper_from_before_the_taking_back_does_not_undo_it(visit, cast, path):
    manager = visit("manager")
    manager.post(path, **a_form(cast))
    assert manager.post(f"{path}/withdrawal", scope="alumni", reason="Not now").status_code == 303
    form = {**manager.hidden(f"{path}/paper"), "scope_alumni": "yes", "signer": "Imran Qureshi", "job": "Manager"}
    older = manager.post(f"{path}/paper", **{**form, "on": months_ago(2), "scan": photo()})
    assert older.status_code == 303, older.text
    assert standings(cast)[Scope.ALUMNI] is State.WITHDRAWN
    page = manager.get(path).text
    assert "This paper is older than what was said since" in page, "said at once"
    assert "It changes nothing there:" in page and "Older than what was said since" in page, "and beside the paper"
    form = {**manager.hidden(f"{path}/paper"), "scope_alumni": "yes", "signer": "Imran Qureshi", "job": "Manager"}
    today = manager.post(f"{path}/paper", **{**form, "on": clock.today().isoformat(), "scan": photo()})
    assert today.status_code == 303 and standings(cast)[Scope.ALUMNI] is State.WITHDRAWN, "a paper of the same day neither"
    form = {**manager.hidden(path), "scope_alumni": "yes", "signer": "Imran Qureshi", "job": "Manager", "drawing": DRAWN}
    assert manager.post(path, **form).status_code == 303
    assert standings(cast)[Scope.ALUMNI] is State.GIVEN, "a name of today does"


def test_an_older_no_to_the_programme_ends_nothing(visit, database, cast, path):
    sign(cast, but=(Scope.DONOR,), on=clock.today() - timedelta(days=5))
    publish(cast, intro="A new beginning.")
    coordinator = visit("coordinator")
    form = {**coordinator.hidden(f"{path}/paper"), "scope_data": "no", "scope_donor": "yes", "signer": "Imran Qureshi", "job": "Manager"}
    page = coordinator.get(f"{path}/paper").text
    assert "Version 1" in page and "Version 2" in page
    assert coordinator.post(f"{path}/paper", **{**form, "text": "7", "on": months_ago(2), "scan": photo()}).status_code == 422
    assert coordinator.post(f"{path}/paper", **{**form, "text": "1", "on": months_ago(2), "scan": photo()}).status_code == 303
    assert standings(cast)[Scope.DATA] is State.GIVEN
    assert standings(cast)[Scope.DONOR] is State.REFUSED
    paper = last_paper()
    assert (paper.text.number, paper.answers["data"]) == (1, False), "the paper keeps what stands on it, and under which version"
    assert agreement(cast).asked(clock.today()) == [Scope.DATA], "the new version is still to be answered"
    database.rollback()


def test_who_signed_an_older_version_on_paper_is_asked_for_what_changed(visit, database, cast, path):
    publish(cast, donor="And in its yearly report.")
    ask(database.get(Enterprise, (cast.programme, cast.roshan)), None)
    database.commit()
    coordinator = visit("coordinator")
    form = {**coordinator.hidden(f"{path}/paper"), **a_form(cast, on=months_ago(1), text="1", scan=photo())}
    assert coordinator.post(f"{path}/paper", **form).status_code == 303
    assert agreement(cast).asked(clock.today()) == [Scope.DONOR]
    assert agreement(cast).request is not None, "it goes on waiting"
    database.rollback()
    assert "Version 1" in coordinator.get(path).text


# two at once, and twice


def test_two_people_sign_at_once_and_the_second_reads_what_the_first_said(visit, cast, path):
    first, second = visit("manager"), visit("coordinator")
    opened = second.hidden(f"{path}/paper")
    assert first.post(path, **a_form(cast, scope_photos="no")).status_code == 303
    answer = second.post(f"{path}/paper", **a_form(cast, on="2026-01-15", scan=photo(), version=opened["version"]))
    assert answer.status_code == 409
    assert "Not agreed" in answer.text
    assert db.session.scalar(select(func.count()).select_from(Consent)) == 1
    db.session.rollback()


def test_sent_twice_it_is_one_signature(visit, cast, path):
    manager = visit("manager")
    form = a_form(cast, _key="0199-one")
    assert [manager.post(path, **form).status_code for _ in range(2)] == [303, 303]
    assert db.session.scalar(select(func.count()).select_from(Consent)) == 1
    db.session.rollback()


# withdrawing, and signing again


def test_what_was_taken_back_is_signed_again(visit, cast, path):
    manager = visit("manager")
    manager.post(path, **a_form(cast))
    assert manager.post(f"{path}/withdrawal", scope="alumni", reason="Not now").status_code == 303
    assert standings(cast)[Scope.ALUMNI] is State.WITHDRAWN
    page = manager.get(path).text
    assert "Not now" in page
    again = manager.post(f"{path}/withdrawal", scope="alumni")
    assert again.status_code == 409
    assert "Nothing was agreed to here" in again.text
    form = {**manager.hidden(path), "scope_alumni": "yes", "signer": "Imran Qureshi", "job": "Manager", "drawing": DRAWN}
    assert manager.post(path, **form).status_code == 303
    assert standings(cast)[Scope.ALUMNI] is State.GIVEN
    assert db.session.scalar(select(func.count()).select_from(Consent)) == 2
    db.session.rollback()


def test_the_end_of_all_is_signed_again_by_the_factory_itself(visit, cast, path):
    manager = visit("manager")
    manager.post(path, **a_form(cast))
    assert manager.post(f"{path}/withdrawal", scope="data").status_code == 303
    page = manager.get(path)
    assert "takes no part any more" in page.text
    form = {**manager.hidden(path), "scope_data": "yes", "signer": "Imran Qureshi", "job": "Manager", "drawing": DRAWN}
    assert manager.post(path, **form).status_code == 303
    assert standings(cast)[Scope.DATA] is State.GIVEN


@pytest.mark.parametrize("who, status", [("member", 403), ("coordinator", 403), ("far_manager", 404)])
def test_others_take_nothing_back(visit, database, cast, path, who, status):
    sign(cast)
    assert visit(who).post(f"{path}/withdrawal", scope="data").status_code == status
    assert standings(cast)[Scope.DATA] is State.GIVEN


def test_taking_back_what_is_no_scope_is_explained(visit, cast, path):
    assert visit("manager").post(f"{path}/withdrawal", scope="everything").status_code == 422


def test_nothing_is_taken_back_before_a_part_is_chosen(visit, cast, path):
    sign(cast)
    page = visit("manager").get(f"{path}/withdrawal").text
    assert '<option selected value="">' in page or '<option value="">' in page.split('value="data"')[0]
    answer = visit("manager").post(f"{path}/withdrawal", scope="", reason="We are moving.")
    assert answer.status_code == 422 and "Choose what is taken back" in answer.text and "We are moving." in answer.text
    assert standings(cast)[Scope.DATA] is State.GIVEN


# asking


def test_a_coordinator_asks_and_the_manager_has_it_on_the_first_page(visit, cast, path):
    assert visit("coordinator").post(f"{path}/requests").status_code == 303
    assert "Read and sign the consent of \u2068Roshan" in visit("manager").get("/").text
    assert visit("member").post(f"{path}/requests").status_code == 403
    visit("manager").post(path, **a_form(cast))
    assert "Read and sign the consent" not in visit("manager").get("/").text
    assert db.session.scalar(select(Notice.done_at).where(Notice.what == "consent_asked")) is not None
    db.session.rollback()


def test_asking_twice_is_one_request(database, cast, path):
    roshan = database.get(Enterprise, (cast.programme, cast.roshan))
    assert ask(roshan, None).id == ask(roshan, None).id
    assert database.scalar(select(func.count()).select_from(ConsentRequest)) == 1


def test_nobody_is_asked_before_a_text_is_published(database, cast):
    with pytest.raises(NotNow):
        ask(database.get(Enterprise, (cast.programme, cast.roshan)), None)


def test_a_new_version_asks_only_for_what_changed(visit, database, cast, path):
    sign(cast)
    assert agreement(cast).asked(clock.today()) == []
    publish(cast, donor="And in its yearly report.")
    assert agreement(cast).asked(clock.today()) == [Scope.DONOR]
    database.rollback()
    page = visit("manager").get(path).text
    assert "scope_donor" in page
    assert "scope_alumni" not in page
    publish(cast, donor="And in its yearly report.", intro="A new beginning.")
    assert agreement(cast).asked(clock.today()) == [Scope.DATA, Scope.DONOR], "the introduction belongs to the first part"


def test_what_ran_out_is_asked_again(database, cast, path):
    sign(cast, on=clock.today() - timedelta(days=800))
    assert agreement(cast).asked(clock.today()) == list(Scope)
    assert has_signed(cast.programme, [cast.roshan]) == set()


def test_who_has_signed(database, cast, path):
    assert has_signed(cast.programme, [cast.roshan, cast.dastak]) == set()
    sign(cast)
    assert has_signed(cast.programme, [cast.roshan, cast.dastak]) == {cast.roshan}
    assert has_signed(cast.beyond, [cast.roshan]) == set()
    assert has_signed(cast.programme, []) == set()
    withdraw(cast, Scope.DATA)
    assert has_signed(cast.programme, [cast.roshan]) == set()


def test_other_rooms_are_told_within_the_signature(database, cast, path, monkeypatch):
    heard = []
    monkeypatch.setattr(signed, "_on_signature", [])
    signed.add(lambda *facts: heard.append(facts))
    sign(cast)
    assert heard == [(cast.programme, cast.roshan, clock.today())]


def test_a_signature_lasts_for_whole_months():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 12, 5), 24) == date(2028, 12, 5)
