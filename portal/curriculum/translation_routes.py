"""The door of the workbench: a lesson in two languages side by side, what changed since, and what readers say of each part."""

from __future__ import annotations

from babel.localedata import locale_identifiers
from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import BooleanField

from portal.curriculum import policy, queries, text_readings, translation_queries
from portal.curriculum.routes import bp
from portal.curriculum.text_readings import said
from portal.curriculum.translation import PARTS
from portal.curriculum.words import PART_NAMES
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.forms import Choice, Form, Paragraph, needed, optional_text
from portal.web.fragments import go
from portal.web.replay import commit

RIGHT, BETTER = "right", "better"


class ReadingForm(Form):
    """What a reader of both languages says of one part."""

    part = Choice(_l("Part"), needed(), choices=[(part, PART_NAMES[part]) for part in PARTS])
    verdict = Choice(
        _l("What do you say of it?"),
        needed(_l("Say whether it is right.")),
        choices=[("", _l("Choose")), (RIGHT, _l("It says the same, in good words")), (BETTER, _l("It should be said better"))],
    )
    words = Paragraph(_l("How you would say it"), optional_text(4000))
    native = BooleanField(_l("This is my mother tongue"))

    def validate(self, **kwargs):
        valid = super().validate(**kwargs)
        if self.verdict.data == BETTER and not self.words.data and not self.words.errors:
            self.words.errors = [_("Write how it should be said: whoever keeps the texts takes it from here.")]
            return False
        return valid


@bp.get("/modules/<code>/lessons/<slug>/translation")
@allow(policy.can_compare)
def show_translation(code, slug):
    return translation_page(code, slug, asked_language())


def asked_language() -> str:
    """A language that has a name; else Urdu, which the texts are written in beside English."""
    code = request.args.get("language", "ur")[:12]
    return code if code in locale_identifiers() and code != "en" else "ur"


def translation_page(code: str, slug: str, wanted: str, form: ReadingForm | None = None, status: int = 200):
    module, texts = queries.lesson_in_all(current_user, code, slug) or abort(404)
    english, other = texts["en"], texts.get(wanted)
    known = text_readings.readings(code, slug, wanted)
    stale = other.data.get("stale", []) if other else list(PARTS)
    rows = [row_of(part, english, other, known.get(part, []), part in stale) for part in PARTS]
    shown = {"module": module, "english": english, "other": other, "wanted": wanted, "rows": rows, "stale": stale, "texts": texts}
    chosen = request.args.get("part") if request.args.get("part") in PARTS else None
    return render_template("curriculum/translation.html", form=form or ReadingForm(data={"part": chosen}), chosen=chosen, **shown), status


def row_of(part: str, english, other, known: list, is_stale: bool) -> dict:
    here, there = said(english, part), said(other, part) if other else ""
    standing = text_readings.standing(known, text_readings.marks_of(here, there))
    return {"part": part, "name": PART_NAMES[part], "here": here, "there": there, "is_stale": is_stale, **standing}


@bp.post("/modules/<code>/lessons/<slug>/readings")
@allow(policy.can_compare)
def create_reading(code, slug):
    wanted, form = asked_language(), ReadingForm()
    _module, texts = queries.lesson_in_all(current_user, code, slug) or abort(404)
    if not form.validate() or wanted not in texts:
        return translation_page(code, slug, wanted, form, 422)
    part, is_right = form.part.data, form.verdict.data == RIGHT
    marks = text_readings.marks_of(said(texts["en"], part), said(texts[wanted], part))
    facts = {
        "part": part,
        "marks": marks,
        "is_right": is_right,
        "is_native": form.native.data,
        "words": None if is_right else form.words.data,
    }
    text_readings.read(current_user.person, code, slug, wanted, **facts)
    flash(_("Thank you. It counts for the text as it stands today: when either language changes, it is read anew."))
    return commit(go(url_for(".show_translation", code=code, slug=slug, language=wanted, _anchor=part)))


@bp.get("/translations")
@allow(policy.can_compare)
def index_translations():
    """Every lesson in one language: what is out of date, and what a reader of that language has read."""
    wanted = asked_language()
    lessons = translation_queries.translated(current_user, wanted)
    counted = counts(lessons, text_readings.all_of(wanted))
    return render_template("curriculum/translations.html", lessons=lessons, counted=counted, parts=len(PARTS), wanted=wanted)


def counts(lessons: list, known: list) -> dict:
    """(module, lesson) → parts found right by somebody, parts found right by a native reader, better words waiting."""
    said_of: dict[tuple, dict] = {}
    for reading in known:
        said_of.setdefault((reading.module_code, reading.slug), {}).setdefault(reading.part, []).append(reading)
    found = {}
    for lesson in lessons:
        of_parts = said_of.get((lesson.code, lesson.slug), {})
        rows = [row_of(part, lesson.english, lesson.other, of_parts[part], False) for part in of_parts] if of_parts and lesson.other else []
        found[lesson.code, lesson.slug] = {
            "right": sum(bool(row["right"]) for row in rows),
            "native": sum(bool(row["native"]) for row in rows),
            "better": sum(len(row["better"]) for row in rows),
        }
    return found
