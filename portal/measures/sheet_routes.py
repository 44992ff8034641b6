"""The door to sheets: a card's numbers out, and a file or a pasted block in, shown line by line before it is saved."""

from __future__ import annotations

import io
import re

from flask import flash, render_template, send_file
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.file import FileField
from wtforms import BooleanField, TextAreaField

from portal.measures import policy, sheets, sheets_out, tables
from portal.measures.card_routes import card_or_404
from portal.measures.indicators import word_of
from portal.measures.models import MeasureCard
from portal.measures.page import Shown
from portal.measures.routes import bp
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.forms import Form
from portal.web.fragments import see
from portal.web.replay import commit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportForm(Form):
    file = FileField(_l("A file: XLSX or CSV"))
    block = TextAreaField(_l("Or a block, pasted from a spreadsheet"))


class ApplyForm(Form):
    block = TextAreaField(_l("The lines"))
    sure = BooleanField(_l("I have looked at the marked lines, and they are right"))


@bp.get("/measures/<uuid:measure_card_id>/readings.csv")
@allow(policy.can_see)
def download_csv(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_see)
    return sent(sheets_out.as_csv(card).encode(), "text/csv; charset=utf-8", named(card, "csv"))


@bp.get("/measures/<uuid:measure_card_id>/readings.xlsx")
@allow(policy.can_see)
def download_xlsx(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_see)
    return sent(sheets_out.as_xlsx(card), XLSX, named(card, "xlsx"))


def named(card: MeasureCard, kind: str) -> str:
    """As it is called on the page, but for what no file may be called."""
    said = " ".join(re.sub(r'[\x00-\x1f\\/:*?"<>|%\u200e\u200f\u202a-\u202e\u2066-\u2069]', " ", word_of(card)).split())
    return f"{said[:80].strip(' .') or card.id}.{kind}"


def sent(content: bytes, kind: str, name: str):
    answer = send_file(io.BytesIO(content), kind, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/measures/<uuid:measure_card_id>/imports/new")
@allow(policy.can_read)
def new_import(measure_card_id):
    return show_import(card_or_404(measure_card_id, policy.can_read), ImportForm())


def show_import(card: MeasureCard, form: Form, status: int = 200, lines=None, block: str = ""):
    facts = {"one": Shown(card), "form": form, "lines": lines, "block": block, "columns": tables.COLUMNS}
    return render_template("measures/import.html", **facts), status


@bp.post("/measures/<uuid:measure_card_id>/imports/preview")
@allow(policy.can_read)
def create_preview(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_read)
    form = ImportForm()
    block, wrong = brought(form)
    lines = sheets.understood(card, tables.from_text(block)) if block and not wrong else []
    if not lines:
        form.block.errors = [wrong or _("There are no lines in it. Choose a file, or paste a block.")]  # pyright: ignore[reportAttributeAccessIssue]
        return show_import(card, form, 422, block=block)
    return show_import(card, form, 200 if all(line.is_fine for line in lines) else 422, lines, block)


def brought(form: ImportForm) -> tuple[str, object]:
    """What came, as a block of text, whichever way it came."""
    file = form.file.data
    content = file.read(tables.MOST_BYTES + 1) if file else b""
    if len(content) > tables.MOST_BYTES or len(form.block.data or "") > tables.MOST_BYTES:
        return "", _("This is more than a card can take at once: at most 2 megabytes.")
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        try:
            return "\n".join("\t".join(row) for row in tables.from_xlsx(content)), None
        except ValueError:
            return "", _("This file cannot be read as a workbook. Save it once more as XLSX or CSV.")
    return (content.decode("utf-8", "replace") or (form.block.data or "").encode("utf-8", "replace").decode()), None


@bp.post("/measures/<uuid:measure_card_id>/imports")
@allow(policy.can_read)
def create_import(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_read)
    form = ApplyForm()
    block = (form.block.data or "").encode("utf-8", "replace").decode()[: tables.MOST_BYTES]
    lines = sheets.understood(card, tables.from_text(block))
    if not lines or any(not line.is_fine for line in lines):
        return show_import(card, ImportForm(), 422, lines or None, block)
    if not form.sure.data and any(line.asks for line in lines):
        return show_import(card, ImportForm(), 422, lines, block)
    count = sheets.apply(card, lines, current_user.person)
    flash(ngettext("%(num)s number is saved.", "%(num)s numbers are saved.", count))
    return commit(see(".show", measure_card_id=card.id))
