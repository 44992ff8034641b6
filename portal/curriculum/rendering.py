"""Words and Markdown to clean HTML. Figures stand in isolates, so that right-to-left text never turns them round."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape

from portal.curriculum import tables
from portal.curriculum.figures import CLOSE, OPEN
from portal.web.language import direction

TAGS = {
    "a",
    "bdi",
    "blockquote",
    "br",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {
    "a": {"href"},
    "bdi": {"dir", "class"},
    "div": {"class", "tabindex"},
    "td": {"class"},
    "th": {"class"},
    "table": {"class"},
    "ol": {"start"},
}

_FIGURE = rf"{OPEN}?[+−]?\d+(?:[.,:]\d+)*{CLOSE}?(?:\s?%)?"
RUN = re.compile(rf"{_FIGURE}(?:\s?[–−×÷+=/-]\s?{_FIGURE})*")
NAMED = re.compile(f"[A-Za-z]*{RUN.pattern}[A-Za-z]*")  # with its letters: 5S and A3 are one word
MARKED = re.compile(rf"{OPEN}([^{CLOSE}]*){CLOSE}")
SUM = re.compile("[×÷=]")
NBSP = "\u00a0"


def line(text: str, language: str) -> str:
    """One line or paragraph of plain words."""
    return nh3.clean(isolated(text, language), tags={"bdi"}, attributes={"bdi": {"dir", "class"}})


def lines(texts: list[str], language: str) -> list[str]:
    return [line(text, language) for text in texts]


def isolated(text: str, language: str) -> str:
    """In a text from right to left every run of figures is set apart; elsewhere only what was computed."""
    found = RUN if direction(language) == "rtl" else MARKED
    out, at = [], 0
    for match in found.finditer(text):
        run = match[0].replace(OPEN, "").replace(CLOSE, "").replace(" %", "\u00a0%")
        out += [text_of(text[at : match.start()]), text_of(run) if run.isdigit() and OPEN not in match[0] else bdi(run)]
        at = match.end()
    return "".join((*out, text_of(text[at:])))


def text_of(words: str) -> str:
    return str(escape(words))


def bdi(run: str) -> str:
    """A figure keeps to one line; a whole sum may break."""
    kind = ' class="sum"' if SUM.search(run) else ""
    return f'<bdi dir="ltr"{kind}>{text_of(run)}</bdi>'


def markdown(text: str, language: str) -> str:
    """A body in Markdown with tables. Raw HTML stays text, links lead to pages only, and what is left is cleaned once more."""
    tokens = tokens_of(text)
    for token in tokens:
        if token.type == "inline":
            token.children = [piece for child in token.children or [] for piece in _isolated_token(child, language)]
    html = _reader.renderer.render(tokens, _reader.options, {})
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "http", "mailto"}, link_rel="noopener").strip()


def tokens_of(text: str) -> list[Token]:
    """What the Markdown holds, its tables shaped."""
    tokens = _reader.parse(text)
    tables.shape(tokens)
    return tokens


def emphasised(text: str, language: str) -> str:
    """A line in which `**so**` is strong, as it stands on a sheet."""
    pieces = [line(piece, language) for piece in text.split("**")]
    return "".join(f"<strong>{piece}</strong>" if number % 2 else piece for number, piece in enumerate(pieces))


def isolated_plain(text: str) -> str:
    """For paper: runs of figures between the marks that Unicode has for it, whatever way the words run."""
    return NAMED.sub(lambda match: f"\u2066{match[0].replace(' %', NBSP + '%')}\u2069", text).replace(OPEN, "").replace(CLOSE, "")


def _isolated_token(token: Token, language: str) -> list[Token]:
    if token.type != "text":
        return [token]
    return [Token("html_inline", "", 0, content=isolated(token.content, language))]


def _open_table(renderer, tokens, index, options, env) -> str:
    return '<div class="scroll" tabindex="0">' + renderer.renderToken(tokens, index, options, env)


def _close_table(renderer, tokens, index, options, env) -> str:
    return renderer.renderToken(tokens, index, options, env).rstrip("\n") + "</div>\n"


_reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "code", "fence", "html_block", "html_inline"])
_reader.add_render_rule("table_open", _open_table)
_reader.add_render_rule("table_close", _close_table)
