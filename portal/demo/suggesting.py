"""The suggestion box of Roshan Stitch Works: posters in its areas, what people wrote there, and what came of it."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from portal import clock
from portal.database import db
from portal.enterprises.models import Area
from portal.improvement.models import Project
from portal.suggestions.models import Concern, Decision, Suggestion, SuggestionPoster, contact_of

# area, day, language, words, name, and (decision, answer, day, by) or None
WRITTEN = (
    ("Line 3", -34, "ur", "سوئی ٹوٹنے پر نئی لینے دور جانا پڑتا ہے۔ ہر لائن پر ایک ڈبہ رکھ دیں۔", None, "project"),
    ("Cutting", -20, "en", "The fan over table 2 blows the paper markers away. Turn it to the wall.", "Kashif, Cutting", "accepted"),
    ("Finishing", -16, "ur", "استری کے پاس پانی کا کولر لگا دیں۔", None, "later"),
    ("Line 5", -9, "ur", "بنڈل پر نمبر چھوٹے ہیں، شام کی روشنی میں پڑھے نہیں جاتے۔", None, None),
    ("Line 3", -2, "en", "Let us ring a bell when thread runs low, so that nobody has to walk.", "Rukhsana", None),
    ("Line 7", -1, "ur", "یہ لڑکا نکما ہے، اسے نکالو!", None, "hidden"),
)
ANSWERS = {
    "accepted": (Decision.ACCEPTED, "We turned it on Monday and fixed it with a clamp. Thank you for writing."),
    "later": (Decision.LATER, "کولر کا خرچ اگلے مہینے کے بجٹ میں رکھا ہے۔ تب تک کینٹین سے ٹھنڈا پانی لایا جائے گا۔"),
}


def tell_suggestions(telling, factory) -> None:
    telling.on(-40, partial(name_contact, telling))
    hung: dict[str, SuggestionPoster] = {}
    telling.on(-38, partial(hang, factory, hung), by="manager")
    for area, day, language, words, name, came in WRITTEN:
        told: dict[str, Suggestion] = {}
        telling.on(day, partial(drop_in, hung, told, area, language, words, name), by="manager")
        if came:
            telling.on(min(day + 4, -1), partial(settle, telling, factory, told, came), by="manager")
    telling.on(-3, partial(warn, hung))


def name_contact(telling) -> None:
    contact = contact_of(telling.programme.id)
    contact.version = 1
    about = {
        "about": "helpline for workers, Monday to Saturday, 9 to 17 o’clock",
        "about_ur": "ورکرز کی ہیلپ لائن، پیر سے ہفتہ، صبح 9 سے شام 5 بجے",
    }
    contact.describe(contact="Rabia Anwar", contact_ur="رابعہ انور", phone="+922135550144", **about)
    db.session.add(contact)


def hang(factory, hung: dict[str, SuggestionPoster]) -> None:
    here = Area.programme_id == factory.enterprise.programme_id, Area.enterprise_id == factory.enterprise.id
    for area in db.session.scalars(select(Area).where(*here)):
        hung[area.name] = SuggestionPoster.hang(area)


def drop_in(hung: dict, told: dict, area: str, language: str, words: str, name: str | None) -> None:
    told["it"], _code = Suggestion.drop_in(hung[area], language, text=words, author=name)


def settle(telling, factory, told: dict, came: str) -> None:
    one, by = told["it"], telling.people["manager"]
    if came == "hidden":
        one.hide(by, "Insults a colleague")
    elif came == "project":
        area = db.session.get(Area, (one.programme_id, one.area_id))
        words = {"title": "سوئیوں کا ڈبہ ہر لائن پر", "planned_on": clock.today()}
        project = Project.log(factory.enterprise, one.text, by, area=area, **words)
        project.came_unnamed()
        db.session.flush()
        one.become(project, by)
        one.reply(by, Decision.ACCEPTED, "اچھی بات ہے۔ لائن 3 سے شروع کرتے ہیں، ڈبہ مینٹیننس بنا رہی ہے۔")
    else:
        one.reply(by, *ANSWERS[came])


def warn(hung: dict) -> None:
    Concern.tell(hung["Finishing"], "ur", "پچھلی سیڑھی کا دروازہ رات کی شفٹ میں تالا لگا ہوتا ہے۔ آگ لگی تو نکلیں گے کیسے؟", None)
