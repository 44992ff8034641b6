"""Texts of the consent: what a draft says of itself before it is published."""

from portal.accounts.models import User
from portal.consent import queries
from portal.consent.models import ConsentText, Scope
from tests.consent.build import publish


def test_a_part_that_changed_in_one_language_alone_is_named_before_it_is_published(visit, database, cast):
    former = publish(cast)
    words = dict(former.parts)
    words[Scope.DONOR] = (words[Scope.DONOR][0] + " And to whoever follows it.", words[Scope.DONOR][1])
    words[Scope.PHOTOS] = (words[Scope.PHOTOS][0] + " In print too.", words[Scope.PHOTOS][1] + " چھپی ہوئی بھی۔")
    draft = ConsentText.draft(cast.programme, queries.next_number(cast.programme), database.get(User, cast.users["coordinator"]), words, 24)
    database.add(draft)
    database.commit()
    page = visit("coordinator").get(f"/consent/texts/{draft.id}").text
    said = page.split("Changed in one language alone")[1].split("</ul>")[0]
    assert "Named to the donor" in said and "Photos and name in public" not in said
    assert draft.one_sided(None) == [], "a first version has none before it"
    database.commit()
    assert visit("coordinator").post(f"/consent/texts/{draft.id}/publication").status_code == 303
    assert "Changed in one language alone" not in visit("coordinator").get(f"/consent/texts/{draft.id}").text
