"""Every visible word comes from the catalogue. A pseudo-language puts each of its sentences between ⟦ and ⟧; what stands outside is named."""

from __future__ import annotations

import re
import unicodedata

import pytest
from babel.dates import get_month_names
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from sqlalchemy import select

from portal import create_app
from portal.config import ROOT
from portal.curriculum.models import ClassPlan
from portal.curriculum.words import name_of_language
from portal.database import Base, db
from portal.savings.money import DIGITS as CURRENCIES
from portal.translations.take_up import extracted
from portal.web.language import NAMES
from tests.building import COVERS, NAME
from tests.pages import Page
from tests.planting import CANARY
from tests.world import World

pytestmark = pytest.mark.once

PEOPLE = ("manager", "member", "trainer", "expert", "coordinator", "admin", "donor", None)
PSEUDO = "eo"
UNSEEN = {"script", "style"}
DAY = rf"\d{{1,2}} (?:{'|'.join(get_month_names('wide', locale=PSEUDO).values())}) \d{{4}}"  # from Babel: attributes and options hold no <time>


@pytest.fixture(scope="module")
def pseudo_app(workplace, store, tmp_path_factory):
    """The portal in a language in which every sentence of the catalogue is marked."""
    folder = tmp_path_factory.mktemp("pseudo")
    catalogue = Catalog(locale=PSEUDO)
    for message in extracted():
        if message.id:
            words = tuple(f"⟦{text}⟧" for text in message.id) if isinstance(message.id, tuple) else f"⟦{message.id}⟧"
            catalogue.add(message.id, words, context=message.context)
    (folder / PSEUDO / "LC_MESSAGES").mkdir(parents=True)
    with (folder / PSEUDO / "LC_MESSAGES" / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    return create_app(
        ENV_NAME="test",
        SECRET_KEY="t" * 40,
        INSTANCE=workplace,
        FILES_ROOT=workplace / "uploads",
        SQLALCHEMY_DATABASE_URI=store.url,
        WTF_CSRF_ENABLED=False,
        LANGUAGES=("en", "ur", PSEUDO),
        BABEL_TRANSLATION_DIRECTORIES=str(folder),
    )


@pytest.fixture
def pseudo(pseudo_app, world) -> World:
    return World(pseudo_app, world.store, world.cast, world.planted)


def peoples_words() -> list[str]:
    """Names that people gave, titles of modules, names of languages, codes of currencies: they are shown as they are in every language."""
    columns = [c for table in Base.metadata.sorted_tables for c in table.c if c.name in ("name", "name_ur", "username", "title")]
    found = {text for column in columns for text in db.session.scalars(select(column)) if text}
    found |= {title for data in db.session.scalars(select(ClassPlan.data)) for title in data["title"].values()}
    return sorted({*found, *NAMES.values(), *CURRENCIES, PSEUDO, name_of_language(PSEUDO)}, key=len, reverse=True)


class Reader:
    """Reads a page text by text and remembers how deep within ⟦ ⟧ it stands: a sentence may be broken by a link."""

    def __init__(self, names: list[str]):
        self.own = re.compile("|".join([DAY, *(re.escape(name) for name in names)]))

    def outside(self, text: str, depth: int) -> tuple[str, int]:
        left = []
        for letter in self.own.sub(" ", CANARY.sub(" ", text)):
            depth += (letter == "⟦") - (letter == "⟧")
            if depth == 0 and unicodedata.category(letter)[0] == "L":
                left.append(letter)
        return "".join(left), depth

    def untranslated(self, html: str) -> list[str]:
        page, found, depth = Page(html), [], 0
        for text in page.texts:
            if UNSEEN & set(text.inside) or text.is_own_words or text.language not in (PSEUDO, ""):
                continue
            left, depth = self.outside(text.text, depth)
            if left:
                found.append(f"<{text.inside[-1]}> “{text.text[:90]}”")
        for tag, name, value, is_own, language in page.attributes:
            if not is_own and language in (PSEUDO, "") and self.outside(value, 0)[0]:
                found.append(f"<{tag} {name}> “{value[:90]}”")
        return found + ([f"⟦ and ⟧ do not match ({depth})"] if depth else [])


@pytest.mark.parametrize("person", PEOPLE, ids=lambda name: NAME.get(name, name))
def test_every_word_comes_from_the_catalogue(pseudo, person, record_property):
    reader, wrong, seen = Reader(pseudo.run(peoples_words)), set(), 0
    visitor = pseudo.visitor(person)
    visitor.language = PSEUDO
    for route in pseudo.routes:
        if not route.reads or not route.opens_to(person) or route.url in ("/styleguide", "/livez", "/readyz"):
            continue
        for letter in COVERS[person] or "r":
            if letter not in pseudo.letters(route):
                continue
            for path in pseudo.paths(route, letter)[:6]:
                answer = visitor.get(path)
                if answer.mimetype == "text/html" and answer.status_code < 500:
                    seen += 1
                    wrong |= {f"{route.url}: {text}" for text in reader.untranslated(answer.text)}
    record_property("count: pages read in the pseudo-language", seen)
    assert not wrong, f"{len(wrong)} texts outside the catalogue:\n" + "\n".join(sorted(wrong))


def test_what_a_refused_form_says_comes_from_the_catalogue(pseudo, world, record_property):
    """Every form, sent empty and sent with nonsense: labels, errors and summaries."""
    reader, wrong, seen = Reader(pseudo.run(peoples_words)), set(), 0
    for path, form in world.forms.items():
        if form.letter != "r" or path == "/sign-out":
            continue
        visitor = pseudo.visitor(form.person)
        visitor.language = PSEUDO
        fields = form.names("text", "textarea", "date", "number", "select", "radio", "password")
        for value in ("", "\u202enonsense"):
            answer = visitor.post(path, **{**world.body_for(path), **dict.fromkeys(fields, value)})
            if answer.mimetype == "text/html" and answer.status_code < 500:
                seen += 1
                text = answer.text.replace("\u202enonsense", "")
                wrong |= {f"POST {form.endpoint} ({answer.status_code}): {text}" for text in reader.untranslated(text)}
            if answer.status_code in (200, 204, 303):
                pseudo.reset()
    record_property("count: refused forms read in the pseudo-language", seen)
    assert not wrong, f"{len(wrong)} texts outside the catalogue:\n" + "\n".join(sorted(wrong))


@pytest.mark.parametrize("path", ["/nothing-here", "/files/00000000-0000-0000-0000-000000000000", "/sign-in?kept=1"])
def test_error_pages_come_from_the_catalogue(pseudo, path):
    for person in ("manager", None):
        visitor = pseudo.visitor(person)
        visitor.language = PSEUDO
        assert not Reader(pseudo.run(peoples_words)).untranslated(visitor.get(path).text)


def test_the_reader_finds_what_is_not_translated():
    """The negative control: a bare word, an attribute, a broken sentence."""
    reader = Reader(["Imran"])
    html = f'<html lang="{PSEUDO}"><p>⟦See <a>Imran⟧</a> 12–3 %</p><p title="Bare">⟦ok⟧ more</p><bdi>x</bdi><p lang="en">English</p></html>'
    assert len(reader.untranslated(html)) == 2


PLACE = re.compile(r"%\((\w+)\)[sd]")  # a percent sign may be said as a word


def urdu() -> Catalog:
    with (ROOT / "portal/translations/ur/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="ur")


def test_every_word_is_said_in_urdu():
    catalogue = urdu()
    missing = [str(m.id) for m in extracted() if m.id and not said(catalogue.get(m.id, m.context))]
    assert not missing, f"{len(missing)} words have no Urdu:\n" + "\n".join(sorted(missing)[:400])


def said(message) -> bool:
    return bool(message) and all(message.string if isinstance(message.string, tuple) else [message.string])


def test_urdu_fills_the_same_places():
    wrong = []
    for message in urdu():
        ids, strings = [m if isinstance(m, tuple) else (m,) for m in (message.id, message.string)]
        if not message.id or not all(strings):
            continue
        wanted = {name for text in ids for name in PLACE.findall(text)}
        for text in strings:
            if not set(PLACE.findall(text)) <= wanted or (wanted - set(PLACE.findall(text))) - {"num"}:
                wrong.append(f"{ids[0]!r} → {text!r}")
    assert not wrong, "\n".join(wrong)


def test_urdu_is_written_in_its_own_letters():
    """ی and ک of Urdu, not the Arabic ي and ك, and no hidden direction marks."""
    wrong = [str(m.id) for m in urdu() if m.id and re.search("[يك\u202a-\u202e]", str(m.string))]
    assert not wrong, wrong


def test_no_sentence_is_put_together_from_parts():
    """`_("a") ~ _("b")` or `_("a") + name` in a template: no translator can turn its order round."""
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"""_\((?:"[^"]*"|'[^']*')[^)]*\)\s*[~+]\s*_\(""", line):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not wrong, "\n".join(wrong)
