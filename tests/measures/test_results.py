"""What a programme's results count: every improvement once, by the review that stays, and only like beside like."""

from markupsafe import Markup
from sqlalchemy import select

from portal.database import db
from portal.evidence import Better, Verdict
from portal.improvement.models import Project
from portal.measures.models import MeasureCard, Review, ReviewKind
from portal.measures.standing import missing_for_use
from portal.measures.verdicts import verdicts_of
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, change, improved, make_card, subject, write

LONG = LOWER + LOWER + (4.3,)


def counted(visit) -> str:
    return visit("coordinator").get("/results").text


def mix(text: str, word: str) -> str:
    """The number in the row of one verdict."""
    row = text.split(f'<th role="rowheader">{word}</th>')[1].split("</tr>")[0]
    return Markup(row).striptags()


def anew(card, cast, code: str):
    """What is counted for the same improvement after its first card was ended."""
    card.end()
    return make_card(cast, db.session.get_one(Project, (card.programme_id, card.project_id)), code=code)


def test_a_second_change_leaves_the_review_that_stays_in_the_results(visit, database, cast):
    card = improved(cast, after=LONG)
    first = card.change.changed_on
    assert mix(counted(visit), "Sustained improvement") == "1"
    change(card, cast, ago=1)
    database.commit()
    told = counted(visit)
    assert mix(told, "Sustained improvement") == "1" and "Of 1 assessed, 1 improved" in told
    judged = verdicts_of(cast.programme, [card.project_id])[card.project_id]
    assert (judged.verdict, judged.is_final, judged.changed_on) == (Verdict.SUSTAINED, True, first)


def test_the_tenth_rule_is_newer_than_the_ninth(visit, database, cast):
    card = improved(cast, after=LONG)
    kept = next(one for one in card.reviews if one.kind is ReviewKind.TWELVE)
    facts = {at.key: getattr(kept, at.key) for at in Review.__mapper__.column_attrs if at.key not in ("id", "rule_version", "verdict")}
    kept.rule_version = "9"
    database.add(Review(**facts, rule_version="10", verdict=Verdict.WORSE))
    database.commit()
    told = counted(visit)
    assert mix(told, "Worse") == "1" and mix(told, "Sustained improvement") == "0"
    assert verdicts_of(cast.programme, [card.project_id])[card.project_id].verdict is Verdict.WORSE


def test_a_card_that_was_ended_before_any_change_gives_way_to_the_next_one(visit, database, cast):
    card = make_card(cast)
    improved(cast, before=LOWER, after=(8.0, 8.3, 7.9, 8.1, 8.2, 8.4), card=anew(card, cast, "retrieval"))
    told = counted(visit)
    assert "Of 1 assessed, 0 improved" in told and mix(told, "Worse") == "1"


def test_nobody_counts_anew_until_luck_helps(visit, database, cast):
    """Who ends the card whose answer they do not like, and begins another, keeps the answer."""
    card = improved(cast, before=LOWER, after=(8.0, 8.3, 7.9, 8.1, 8.2, 8.4))
    member, project = visit("member"), f"/projects/{card.project_id}"
    member.post(f"/measures/{card.id}/end")
    words = {"name": "Steps to the board", "kind": "value", "better": "lower", "frequency": "weekly", "chosen": "no", "area": ""}
    made = member.get(member.post(f"{project}/measures", indicator="own", **words).location).text
    assert "It stands beside" in made and "counts for the project" not in made
    other = database.scalars(select(MeasureCard).where(MeasureCard.name == "Steps to the board")).one()
    database.commit()
    assert member.post(f"/measures/{other.id}/lead").status_code == 409
    block = member.get(f"{project}/measures").text
    assert block.index("Minutes lost looking for trims") < block.index("Steps to the board") and "Declare the day of change" in block
    improved(cast, after=LONG, card=other)
    told = counted(visit)
    assert "Of 1 assessed, 0 improved" in told and mix(told, "Worse") == "1"
    assert "Worse" in member.get(f"{project}/measures").text
    assert verdicts_of(cast.programme, [card.project_id])[card.project_id].verdict is Verdict.WORSE


def test_who_said_that_they_do_not_count_and_then_count_declare_a_change_and_are_told_apart(visit, database, cast):
    project = make_project(cast)
    MeasureCard.say_not_tracked(subject(project), person(cast, "member"), "No time")
    assert missing_of(project) is None and "1 of them says that it does not count" in counted(visit)
    card = make_card(cast, project)
    assert "on which day the change was made" in str(missing_of(project))
    assert "0 of them say that they do not count" in counted(visit)
    card.end()
    assert missing_of(project) is None and "1 of them says that it does not count" in counted(visit)


def missing_of(project):
    found = missing_for_use(project.programme_id, project.id)
    db.session.commit()
    return found


def test_only_the_same_direction_and_unit_stand_in_one_picture(visit, database, cast):
    for facts in ({}, {"better": Better.HIGHER}, {"unit": "hours"}):
        improved(cast, card=make_card(cast, code="retrieval", **facts))
    told = counted(visit)
    assert told.count("Time to find material</h2>") == 3 and "3 places" not in told
    assert told.count("The verdict rests on the one on the place’s own page") == 1
    assert [told.count(words) for words in ("Higher is better", "Lower is better", ">hours<")] == [1, 2, 1]


def test_an_urdu_page_of_a_catalogue_card_has_no_english_name_or_unit(visit, database, cast):
    card = improved(cast, card=make_card(cast, code="retrieval"))
    other = make_card(cast, code="retrieval", at="roshan")
    write(other, cast, STEADY[:3], newest_ago=4)
    database.commit()
    member = visit("member", "ur")
    for path in (f"/measures/{card.id}", f"/measures/{card.id}/decision", f"/projects/{card.project_id}/measures", "/"):
        told = member.get(path).text
        assert "مال ڈھونڈنے کا وقت" in told, path
        assert "minutes" not in told and "Time to find material" not in told, path
    assert "Time to find material" in visit("member").get(f"/measures/{card.id}").text
    judged = verdicts_of(cast.programme, [card.project_id])[card.project_id]
    assert judged.name == "Time to find material"


def test_projects_without_a_card_are_told_beside_the_registered(visit, database, cast):
    improved(cast)
    assert "no card yet" not in counted(visit)
    project = make_project(cast)
    database.commit()
    assert "1 more project has no card yet" in Markup(counted(visit)).striptags()
    MeasureCard.say_not_tracked(subject(project), person(cast, "member"), "No time")
    database.commit()
    assert "no card yet" not in counted(visit)


def test_what_luck_hardly_does_is_no_zero(visit, database, cast):
    improved(cast, after=LONG)
    assert "by luck alone: 3.0 in 100" in Markup(counted(visit)).striptags()
    for _more in range(2):
        improved(cast, after=LONG)
    assert "by luck alone: less than 0.1 in 100" in Markup(counted(visit)).striptags()
