"""What a page holds, as a browser would read it: its forms with their fields, its links, its texts and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "use",
    "wbr",
    "path",
    "rect",
    "circle",
    "line",
    "stop",
}
BUTTONS = {"submit", "image"}


@dataclass
class Input:
    name: str
    kind: str  # text, textarea, select, hidden, radio, checkbox, file, …
    value: str = ""
    options: list[str] = field(default_factory=list)
    is_checked: bool = False


@dataclass
class SentForm:
    action: str
    method: str
    inputs: list[Input] = field(default_factory=list)
    button: tuple[str, str] | None = None
    is_multipart: bool = False
    page: str = ""  # where it stood
    person: str | None = None  # to whom it was shown
    letter: str = "r"  # the plot that it is about
    endpoint: str = ""
    of_button: bool = False  # a button that sends the fields of a form elsewhere (formaction)

    @property
    def kind(self) -> tuple:
        """What makes two forms the same for a test: the route, the plot, the fields, and what their button says."""
        button = self.button[:1] if self.button and self.of_button else self.button
        return self.endpoint, self.letter, frozenset(i.name for i in self.inputs), button

    def names(self, *kinds: str) -> list[str]:
        return list(dict.fromkeys(i.name for i in self.inputs if i.kind in kinds))

    def filled(self) -> dict:
        """The form as a person would send it: what stands in it, and something plain where nothing does."""
        sent: dict = {}
        for one in self.inputs:
            if one.kind == "trap":  # no person comes to it
                sent[one.name] = ""
            elif one.kind in ("radio", "checkbox"):
                self._tick(sent, one)
            elif one.kind == "select":
                sent[one.name] = one.value or next((o for o in one.options if o), "")
            elif one.kind == "file":
                continue
            else:
                sent[one.name] = one.value or SAMPLE.get(one.kind, "")
        if self.button:
            sent[self.button[0]] = self.button[1]
        return sent

    @staticmethod
    def _tick(sent: dict, one: Input) -> None:
        if one.kind == "radio" and (one.is_checked or one.name not in sent):
            sent[one.name] = one.value
        elif one.kind == "checkbox" and one.is_checked:
            sent.setdefault(one.name, []).append(one.value)


SAMPLE = {
    "text": "Plain words",
    "textarea": "Plain words",
    "date": "2026-01-15",
    "number": "3",
    "password": "yarn kite seven rivers",
    "tel": "03001234567",
}


@dataclass
class Text:
    text: str
    inside: tuple[str, ...]  # tags from the root down
    is_own_words: bool  # dir=auto, bdi, time, code …
    language: str


class Page(HTMLParser):
    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.forms: list[SentForm] = []
        self.links: list[str] = []
        self.texts: list[Text] = []
        self.attributes: list[tuple[str, str, str, bool, str]] = []  # tag, name, value, own words, language
        self.stack: list[tuple[str, bool, str]] = []
        self.form: SentForm | None = None
        self.lent: dict[str, SentForm] = {}  # id → the form that buttons elsewhere on the page send
        self.select: Input | None = None
        self.area: Input | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        _, own, language = self.stack[-1] if self.stack else ("", False, "")
        own = own or tag in ("bdi", "time", "code") or given.get("dir") == "auto" or "data-own" in given
        language = given.get("lang", language)
        for name in ("title", "alt", "aria-label", "placeholder", "data-th", "hx-confirm"):
            if given.get(name):
                self.attributes.append((tag, name, given[name], own, language))
        if tag not in EMPTY:
            self.stack.append((tag, own, language))
        self.note(tag, given)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form":
            self.form = SentForm(
                given.get("action", ""), given.get("method", "get").lower(), is_multipart="multipart" in given.get("enctype", "")
            )
            self.lent[given.get("id", "")] = self.form
            if "hidden" not in given:  # a hidden one is sent by the buttons that borrow it, and only where they say
                self.forms.append(self.form)
        name = given.get("name", "")
        if tag == "button" and "formaction" in given:
            return self.note_button(given, self.lent.get(given.get("form", ""), self.form))
        if self.form is None:
            return
        if tag == "input" and name and given.get("type", "text") not in BUTTONS:
            self.form.inputs.append(
                Input(
                    name,
                    kind_of(given),
                    given.get("value", "on" if given.get("type") in ("checkbox", "radio") else ""),
                    [],
                    "checked" in given,
                )
            )
        elif tag == "textarea" and name:
            self.area = Input(name, "textarea")
            self.form.inputs.append(self.area)
        elif tag == "select" and name:
            self.select = Input(name, "select")
            self.form.inputs.append(self.select)
        elif tag == "option" and self.select is not None:
            self.select.options.append(given.get("value", ""))
            if "selected" in given:
                self.select.value = given.get("value", "")
        elif tag == "button" and name and given.get("type", "submit") == "submit" and self.form.button is None:
            self.form.button = name, given.get("value", "")

    def note_button(self, given: dict[str, str], form: SentForm | None) -> None:
        assert form is not None, f"a button sends a form that is not before it: {given}"
        button = (given["name"], given.get("value", "")) if "name" in given else None
        self.forms.append(SentForm(given["formaction"], form.method, form.inputs, button, of_button=True))

    def handle_endtag(self, tag):
        if any(open_tag == tag for open_tag, *_ in self.stack):
            while self.stack and self.stack.pop()[0] != tag:
                pass
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area is not None:
            self.area.value += data.removeprefix("\n")
        if not data.strip():
            return
        _, own, language = self.stack[-1] if self.stack else ("", False, "")
        self.texts.append(Text(data.strip(), tuple(tag for tag, *_ in self.stack), own, language))


def kind_of(given: dict[str, str]) -> str:
    if given.get("tabindex") == "-1":
        return "trap"
    kind = given.get("type", "text")
    if kind in ("text", "search", "email", "url"):
        return "number" if given.get("inputmode") in ("numeric", "decimal") else "text"
    return kind
