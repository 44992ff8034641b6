"""What no form may take badly: every form that anybody is shown, filled with everything that people and machines send.

Forms are found by walking the house, not listed here: a new form is tested on the day it is shown.
"""

from __future__ import annotations

import io
from html import escape
from itertools import cycle
from uuid import uuid4

import pytest

from tests.pages import SentForm
from tests.planting import differing, row_counts
from tests.walking import EVERY_WAY

ANSWERED = {200, 204, 303, 400, 403, 404, 409, 413, 422, 429}
EXPLAINED = {400, 403, 404, 409, 413, 422, 429}
MAY_DIFFER = {"answer", "user_session", "attempt"}  # a try is counted, whatever becomes of it
TEXTS = {
    "nothing": "",
    "white space": " \t \n ",
    "a megabyte": "long text " * 105_000 + "لمبا",
    "emoji": "👩🏽‍🏭🧵🪡" * 5,
    "direction overrides": "harmless\u202egnp.exe\u202c",
    "a NUL": "be\x00fore",
    "lone surrogates": "%ED%A0%80\ud800",
    "HTML": "<b>zqbold</b><script>alert(1)</script><img src=x onerror=alert(1)>",
    "an attribute": "\" onfocus=alert(1) autofocus x='",
    "a template": "{{7919*7919}}${7919*7919}<%= 7919*7919 %>{% print(7919*7919) %}",
    "SQL": '\'); DROP TABLE "user"; --',
    "a format": "%(num)s %s {0} {name}",
    "a formula": "=1+1|cmd",
    "a long word": "ا" * 5000,
}
DAYS = {
    "1900": "1900-01-01",
    "2999": "2999-12-31",
    "a word": "yesterday",
    "no such day": "2026-02-30",
    "a moment": "2026-01-01T10:00",
    "the year 0": "0000-00-00",
}
NUMBERS = {
    "a word": "many",
    "negative": "-5",
    "huge": "9" * 40,
    "a fraction": "1.5",
    "exponent": "1e999",
    "not a number": "nan",
    "Urdu digits": "۱۲",
}
NOTHING_TO_REFUSE = {"accounts.end_session", "curriculum.create_check"}  # signing out; a self-check, of which nothing is kept
MAY_BE_FRACTIONS = {"numerator", "denominator"}  # a measured number is any number
KEYS = ("", "x" * 10_000, "😀" * 30, "a\x00b", "' OR 1=1 --", "../..")


def mutated(form: SentForm, kinds: tuple[str, ...], value: str) -> dict | None:
    names = form.names(*kinds)
    return {**form.filled(), "_key": str(uuid4()), **dict.fromkeys(names, value)} if names else None


class Sender:
    """Sends as the person who is shown the form, in Urdu, and judges what comes back."""

    def __init__(self, world):
        self.world, self.wrong, self.sent = world, [], 0

    def forms(self) -> list[tuple[str, SentForm]]:
        return [(path, form) for path, form in self.world.forms.items() if form.letter == "r" and form.endpoint not in NOTHING_TO_REFUSE]

    def post(self, path: str, form: SentForm, body: dict, what: str, is_fragment: bool = False):
        visitor = self.world.visitor(form.person)
        visitor.language = "ur"
        answer = (visitor.post_fragment if is_fragment else visitor.post)(path, **{k: encodable(v) for k, v in body.items()})
        self.sent += 1
        at = f"{what} → POST {path} as {form.person}: {answer.status_code}"
        if answer.status_code not in ANSWERED:
            self.wrong.append(at)
        if answer.mimetype == "text/html" and answer.status_code in EXPLAINED and "<html" in answer.text and 'lang="ur"' not in answer.text:
            self.wrong.append(f"{at}: the page is not in the page's language")
        self.check_nothing_ran(at, answer.text)
        return answer, at

    def check_nothing_ran(self, at: str, text: str) -> None:
        for sign in ("<b>zqbold", "<script>alert", "<img src=x", "62710561"):
            if sign in text:
                self.wrong.append(f"{at}: the answer holds {sign}")

    def look_again(self, path: str, form: SentForm, at: str, location: str | None) -> None:
        """What was saved is shown as words on the page that follows."""
        for page in filter(None, (location, form.page)):
            shown = self.world.visitor(form.person).get(page)
            if shown.status_code >= 500:
                self.wrong.append(f"{at}: afterwards {page} answers {shown.status_code}")
            self.check_nothing_ran(f"{at}, then {page}", shown.text)

    def done(self, record_property) -> None:
        record_property("count: hostile submissions", self.sent)
        assert not self.wrong, f"{len(self.wrong)} of {self.sent}:\n" + "\n".join(sorted(set(self.wrong)))


def encodable(value):
    """Test clients encode strictly; a browser sends the replacement that a lone half of a pair becomes."""
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if isinstance(value, str) else value


def is_kept(text: str, page: str) -> bool:
    return (
        escape(text, quote=False).replace("&#x27;", "'") in page.replace("&#39;", "'").replace("&#34;", '"').replace("&quot;", '"')
        or escape(text) in page
    )


ALIKE = {
    "nothing",
    "a megabyte",
    "white space",
    "HTML",
    "an attribute",
    "a template",
    "a format",
    "a formula",
    "a long word",
}  # to a database


@pytest.mark.parametrize("what", [pytest.param(what, marks=[pytest.mark.once] if what in ALIKE else []) for what in TEXTS])
def test_hostile_text_is_explained_or_kept_as_text(world, what, record_property):
    sender = Sender(world)
    value = TEXTS[what]
    for number, (path, form) in enumerate(sender.forms()):
        body = mutated(form, ("text", "textarea"), value)
        if body is None:
            continue
        by_turns = (number + list(TEXTS).index(what)) % 2 == 1  # each text to each form, each form in both ways
        answer, at = sender.post(path, form, body, what, is_fragment=by_turns)
        if answer.status_code in (200, 204, 303):
            sender.look_again(path, form, at, answer.headers.get("Location") or answer.headers.get("HX-Redirect"))
            world.reset()
        elif (
            answer.status_code == 422
            and what not in ("nothing", "white space", "a NUL", "lone surrogates")
            and not is_kept(value.strip(), answer.text)
        ):
            sender.wrong.append(f"{at}: what was typed is gone from the page")
    sender.done(record_property)


@pytest.mark.parametrize(("kind", "what"), [("date", d) for d in DAYS] + [("number", n) for n in NUMBERS])
def test_impossible_days_and_numbers_are_explained(world, kind, what, record_property):
    sender = Sender(world)
    value = {"date": DAYS, "number": NUMBERS}[kind][what]
    for path, form in sender.forms():
        for name in form.names(kind):
            body = {**form.filled(), "_key": str(uuid4()), name: value}
            answer, at = sender.post(path, form, body, f"{name} is {what}")
            if answer.status_code in (200, 204, 303):
                may_be = ("Urdu digits", "a fraction") if name in MAY_BE_FRACTIONS else ("Urdu digits",)
                if kind == "date" or what not in may_be:
                    sender.wrong.append(f"{at}: {name}={value} was taken")
                world.reset()
            elif answer.status_code == 422 and not is_kept(value, answer.text):
                sender.wrong.append(f"{at}: what was typed is gone from the page")
    sender.done(record_property)


ODD = ("no such thing", "'; --", "0", "x" * 100_000, "\x00")


def test_unknown_ids_and_choices_are_refused(world, record_property):
    """In every select, radio and hidden field: an id that exists nowhere, and by turns no id, words, what a database or a page may trip over."""
    sender = Sender(world)
    for path, form in sender.forms():
        for turn, one in enumerate(form.inputs):
            if one.kind not in ("select", "radio", "hidden") or one.name in (
                "_key",
                "_form",
                "_page",
                "csrf_token",
                "next",
                "back",
                "version",
                "seen",
            ):  # "seen" is the version of a cell
                continue
            offered = {*one.options, *(other.value for other in form.inputs if other.name == one.name)}  # a score may be 0
            for value in {str(uuid4()), *(ODD if EVERY_WAY else ODD[turn % 2 :: 2])} - offered:
                answer, at = sender.post(path, form, {**form.filled(), "_key": str(uuid4()), one.name: value}, f"{one.name}={value[:40]!r}")
                if answer.status_code in (200, 204, 303):
                    sender.wrong.append(f"{at}: was taken")
                    world.reset()
    sender.done(record_property)


def test_a_form_without_its_version_is_not_saved(world, record_property):
    sender = Sender(world)
    for path, form in sender.forms():
        if "version" not in form.names("hidden", "text"):
            continue
        for value in (None, "", "abc", "-1", "9" * 30, "0", "999"):
            body = {**form.filled(), "_key": str(uuid4())}
            body.pop("version")
            if value is not None:
                body["version"] = value
            answer, at = sender.post(path, form, body, f"version={value}")
            if answer.status_code not in (400, 404, 409, 422):
                sender.wrong.append(f"{at}: a stale or missing version was taken")
                world.reset()
    sender.done(record_property)


def test_keys_of_any_shape_are_borne(world, record_property):
    """One place looks at keys, so each form gets one of them: each key goes to dozens of forms."""
    sender = Sender(world)
    for (path, form), key in zip(sender.forms(), cycle(KEYS), strict=False):
        answer, _ = sender.post(path, form, {**form.filled(), "_key": key}, f"key {key[:20]!r}")
        if answer.status_code in (200, 204, 303):
            world.reset()
    sender.done(record_property)


@pytest.mark.parametrize("is_fragment", [False, pytest.param(True, marks=pytest.mark.once)], ids=["plain", "htmx"])
def test_sending_twice_is_sending_once(world, is_fragment, record_property):
    """The same key and body: one set of rows and the first answer again. The same key with another body: refused."""
    sender, done = Sender(world), 0
    for path, form in sender.forms():
        body = {**form.filled(), "_key": str(uuid4())}
        first, at = sender.post(path, form, body, "once", is_fragment)
        rows = world.run(row_counts)
        second, _ = sender.post(path, form, body, "twice", is_fragment)
        more = set(differing(rows, world.run(row_counts))) - MAY_DIFFER
        where = lambda answer: answer.headers.get("Location") or answer.headers.get("HX-Redirect")  # noqa: E731
        if more:
            sender.wrong.append(f"{at}: the second sending added rows to {sorted(more)}")
        if (first.status_code, where(first)) != (second.status_code, where(second)):
            sender.wrong.append(f"{at} to {where(first)}, the second time {second.status_code} to {where(second)}")
        if first.status_code in (200, 204, 303):
            done += 1
            if form.person is not None:  # before sign-in there is nobody whose key it could be
                other, _ = sender.post(path, form, {**body, "another": "field"}, "same key, other body", is_fragment)
                if other.status_code != 422:
                    sender.wrong.append(f"{at}: the same key with another body answers {other.status_code}")
        world.reset()
    print(f"{done} of {len(sender.forms())} forms were saved as they stand")
    record_property("count: forms saved twice", done)
    sender.done(record_property)


FILES = {
    "no picture": ("photo.jpg", b"this is not a picture"),
    "an empty file": ("photo.jpg", b""),
    "a page in disguise": ("photo.jpg", b"\xff\xd8\xff\xe0<html><script>alert(1)</script>"),
    "a drawing with a script": ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "a cut picture": ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00'\x10\x00\x00'\x10\x08\x02"),
    "a name with a path": ("../../../etc/passwd", b"x"),
}


@pytest.mark.parametrize("what", FILES)
def test_files_that_are_no_pictures_are_explained(world, what, record_property):
    sender = Sender(world)
    name, data = FILES[what]
    for path, form in sender.forms():
        for field in form.names("file"):
            answer, at = sender.post(path, form, {**form.filled(), "_key": str(uuid4()), field: (io.BytesIO(data), name)}, what)
            if answer.status_code in (200, 204, 303) and what != "an empty file":
                sender.wrong.append(f"{at}: was taken as a picture")
            if answer.status_code in (200, 204, 303):
                world.reset()
    sender.done(record_property)


BODIES = {
    "JSON": ("application/json", b'{"title": ["x"]}'),
    "broken JSON": ("application/json", b"{"),
    "XML": ("text/xml", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"),
    "a multipart without an end": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n"),
    "a multipart without a boundary": ("multipart/form-data", b"--x"),
    "bytes that are no text": ("application/x-www-form-urlencoded", b"title=%ff%fe%00&version=%80"),
    "two of each": ("application/x-www-form-urlencoded", b"title=1&title=2&version=1&version=2&_key=a&_key=b"),
    "a thousand fields": ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(1200))),
    "nothing at all": ("", b""),
}
READ = {"bytes that are no text", "two of each"}  # of the others no word comes as far as the database


@pytest.mark.parametrize("what", [pytest.param(what, marks=[] if what in READ else [pytest.mark.once]) for what in BODIES])
def test_bodies_that_no_browser_sends_are_borne(world, what, record_property):
    """To every unsafe route, as its rightful sender."""
    kind, data = BODIES[what]
    sent, wrong = 0, []
    people = {path: form.person for path, form in world.forms.items()}
    for route in world.routes:
        if route.writes and route.endpoint != "accounts.end_session":
            path = world.path(route, "r")
            person = people.get(path, next((p for p in ("manager", "trainer", "coordinator", "admin") if route.opens_to(p)), None))
            answer = world.visitor(person).open("POST", path, data=data, content_type=kind or None)
            sent += 1
            if answer.status_code not in ANSWERED | {302, 415}:
                wrong.append(f"{what} → POST {path} as {person}: {answer.status_code}")
            if answer.status_code in (200, 204, 303):
                world.reset()
    record_property("count: hostile submissions", sent)
    assert not wrong, "\n".join(wrong)


SILENT = {  # unsafe routes to which no page of the planted world leads, by the reason: their rooms alone test them
    "the record stands in another state": """
        audits.create_readings improvement.create_taking_back
        batches.confirm_batch batches.open_batch batches.recruit_batch batches.resume_enrolment batches.create_confirmation
        batches.create_return batches.create_withdrawal curriculum.create_return enterprises.reopen_area enterprises.return_to_team
        events.create_letters events.create_opening events.create_reopening events.renew_poster events.create_answer
        improvement.create_reopening improvement.create_replication improvement.create_unblocking improvement.reopen_action
        improvement.update_place improvement.remove_view
        measures.create measures.create_approval measures.create_exclusion measures.create_import measures.create_inclusion
        measures.create_lead measures.create_refusal measures.resume_card measures.update measures.update_comparison notices.create_opening
        notices.create_seeing notices.create_seeing_of_all notices.end_calendar recruitment.create_interest_link
        recruitment.create_lifting recruitment.create_merge recruitment.create_moves recruitment.create_return
        suggestions.create_project suggestions.create_release suggestions.create_reopening teams.create_meeting_opening""",
    "another factory shares it, by its consent": "improvement.create_uptake",
    "no text of the consent is published, or all is answered": """
        consent.create consent.create_paper consent.create_request consent.create_requests consent.create_text""",
    "behind a link that opens for whoever holds it": """
        accounts.create_password events.create_open_answer events.create_own_arrival events.create_online_arrival
        recruitment.update_questions suggestions.create_concern suggestions.create_suggestion""",
    "behind a part that is chosen in the address": "curriculum.create_reading improvement.create_moves improvement.create_view",
    "a phone, a second step or a letter that nobody of this world has": """
        accounts.create_app accounts.create_codes accounts.create_passkey accounts.create_pin_session accounts.create_second_step
        accounts.create_wish accounts.enable_person accounts.end_device accounts.end_other_devices accounts.remove_app
        accounts.remove_factors accounts.remove_passkey accounts.update_pin""",
}


def test_every_form_is_known(world):
    """Which unsafe routes no page of the planted world leads to: they are tested by their rooms alone, and named above."""
    known, named = set(world.forms), {endpoint for endpoints in SILENT.values() for endpoint in endpoints.split()}
    silent = {r.endpoint for r in world.routes if r.writes and not {world.path(r, x) for x in world.letters(r)} & known}
    print(f"{len(known)} forms found; unsafe routes without a form in this world: {len(silent)}")
    assert silent - named == set(), "no form leads there: let the planted world show it, or name it with its reason"
    assert named <= {r.endpoint for r in world.routes}, "named, and no longer there"


QUERIES = (
    "?after=x&q=%00",
    "?after=' OR 1=1&stage=nothing&language=xx",
    "?page=-1&q=%F0%9F%98%80",
    "?after=00000000-0000-0000-0000-000000000000",
)


@pytest.mark.parametrize("person", ["manager", "trainer", "coordinator"])
def test_any_query_is_borne(world, person, record_property):
    asked, wrong = 0, []
    for route in world.routes:
        if route.reads and route.opens_to(person):
            for query in QUERIES:
                path = world.path(route, "r") + query
                answer = world.visitor(person).get(path)
                asked += 1
                if answer.status_code not in ANSWERED | {302, 304} and route.url != "/readyz":
                    wrong.append(f"GET {path} as {person}: {answer.status_code}")
    record_property("count: hostile queries", asked)
    assert not wrong, "\n".join(wrong)
