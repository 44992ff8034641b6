"""The guides: one for each role in each language, in the page's own words, with pictures that are there, found from every page."""

from __future__ import annotations

import re
from itertools import product

import pytest

from portal.config import ROOT, Defaults
from portal.help.guides import FOLDER, GUEST, NAMES, guide
from portal.translations.take_up import extracted
from portal.web.language import NAMES as LANGUAGE_NAMES
from tests.building import ROLES
from tests.curriculum.test_weight import FIRST, REPEAT, weights
from tests.test_languages import urdu

pytestmark = pytest.mark.once

LANGUAGES = Defaults.LANGUAGES
HEADING, QUOTED = re.compile(r"^(#+) ", re.M), re.compile(r"\*\*(.+?)\*\*")
PICTURE = re.compile(r"!\[[^\]]{10,}\]\(pictures/([^)]+)\)")
HEAVIEST = 40_000  # bytes of a picture
PEOPLE = {person: ROLES[person].value for person in ("member", "manager", "trainer", "expert", "coordinator", "donor", "admin")}


def text_of(name: str, language: str) -> str:
    return (FOLDER / f"{name}.{language}.md").read_text()


def pictures_of(name: str, language: str) -> list[str]:
    return PICTURE.findall(text_of(name, language))


def test_every_role_has_its_guide_in_both_languages_and_no_other_lies_about():
    assert {path.name for path in FOLDER.glob("*.md")} == {f"{name}.{language}.md" for name, language in product(NAMES, LANGUAGES)}
    assert set(PEOPLE.values()) | {GUEST} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_tell_the_same(name):
    shapes = {tuple(HEADING.findall(text_of(name, language))) for language in LANGUAGES}
    steps = {len(re.findall(r"^(?:\d+\.|-) ", text_of(name, language), re.M)) for language in LANGUAGES}
    shown = {tuple(file.replace(f".{language}.", ".") for file in pictures_of(name, language)) for language in LANGUAGES}
    assert len(shapes) == len(steps) == len(shown) == 1, (shapes, steps, shown)


def said() -> dict[str, dict[str, str]]:
    """Each sentence of the catalogue, in each language."""
    catalogue, words = urdu(), {"en": {}, "ur": {}}
    for message in extracted():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        told = catalogue.get(ids[0], message.context)
        strings = told.string if told and isinstance(told.string, tuple) else (told.string if told else "",)
        for one, other in zip(ids, strings, strict=False):
            words["en"][one] = one
            words["ur"].setdefault(one, other)
    return {language: known | {name: name for name in LANGUAGE_NAMES.values()} for language, known in words.items()}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, dict[str, str]]:
    return said()


@pytest.mark.parametrize(("name", "language"), list(product(NAMES, LANGUAGES)))
def test_what_a_guide_quotes_is_what_the_page_says(name, language, catalogue):
    """A word of a page that changes takes the guide along: what is **bold** stands in the catalogue, the same in both languages."""
    known = catalogue[language]
    quoted = set(QUOTED.findall(text_of(name, "en")))
    assert not quoted - known.keys(), f"no page says {quoted - known.keys()}"
    expected, found = {known[one] for one in quoted}, set(QUOTED.findall(text_of(name, language)))
    assert found == expected, f"left behind: {found - expected}; not said: {expected - found}"


def test_every_picture_is_there_is_light_and_is_shown():
    named = {file for name, language in product(NAMES, LANGUAGES) for file in pictures_of(name, language)}
    lying = {path.name: path.stat().st_size for path in (FOLDER / "pictures").iterdir()}
    assert named == lying.keys(), named ^ lying.keys()
    assert max(lying.values()) <= HEAVIEST
    assert all(f".{language}." in file for name, language in product(NAMES, LANGUAGES) for file in pictures_of(name, language))


def test_pictures_of_the_readme_are_there():
    shown = re.findall(r'(?:\]\(|src=")(docs/[^)"]+\.(?:png|webp))', (ROOT / "README.md").read_text())
    assert shown and all((ROOT / path).exists() for path in shown)
    assert {f"docs/pictures/{path.name}" for path in (ROOT / "docs" / "pictures").iterdir()} <= set(shown)


@pytest.mark.parametrize(("person", "language"), list(product(PEOPLE, LANGUAGES)))
def test_a_person_finds_their_own_guide_first_from_any_page(visit, person, language):
    visitor, role = visit(person, language), PEOPLE[person]
    assert all('href="/help"' in visitor.get(path).text for path in ("/", "/more", "/nothing-here"))
    listed = re.findall(r'href="/help/([a-z]+)"', visitor.get("/help").text)
    assert listed[0] == role and sorted(listed) == sorted(NAMES)
    page, told = visitor.get(f"/help/{role}").text, guide(role, language)
    assert f"<h1>{told.title}</h1>" in page and f'lang="{language}"' in page
    for file in pictures_of(role, language):
        stem = file.removesuffix(".webp")
        shown = re.search(rf'<img src="(/static/guides/{stem}\.\w+\.webp)" alt="[^"]+" width="360" height="\d+" loading="lazy">', page)
        assert shown and visitor.get(shown[1]).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_cannot_get_in_reads_the_guests_guide(app, language):
    visitor = app.test_client()
    assert f'href="/{language}/help"' in visitor.get("/sign-in", headers={"Accept-Language": language}).text
    answer = visitor.get(f"/{language}/help")
    assert answer.status_code == 200 and f"<h1>{guide(GUEST, language).title}</h1>" in answer.text
    assert f'href="/{"ur" if language == "en" else "en"}/help"' in answer.text
    assert visitor.get("/help").status_code == 303 and visitor.get("/help/donor").status_code == 303


def test_a_guide_that_is_known_costs_no_page_and_what_is_none_is_not_found(visit):
    member = visit("member")
    member.get("/help/member")
    known = member.get("/help/member").headers["ETag"]
    assert member.open("GET", "/help/member", headers={"If-None-Match": known}).status_code == 304
    assert member.get("/help/owner").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_is_light_before_its_pictures(visit, language):
    first, repeat, parts = weights(visit("manager", language), "/help/manager")
    assert "help" in " ".join(parts) and first <= FIRST and repeat <= REPEAT, (first, repeat, parts)


def test_a_language_without_guides_reads_english():
    assert guide("member", "sd").language == "en"
