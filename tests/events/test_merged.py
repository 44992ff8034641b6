"""One firm invited twice to one event: after merging it is one, answers once, is counted once; and all that can be taken back."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person, Sex
from portal.database import db
from portal.events.kinds import Level, Presence, Reply, Way
from portal.events.models import Event, Guest, Invitation
from portal.events.queries import counts_of, parts
from portal.recruitment.arriving import of_firm
from portal.recruitment.merging import ProspectMerge, merge
from tests.events.build import invite, link_path, make_event, make_firm

AMINA, BILAL = ("Amina", Sex.FEMALE, Level.WORKER), ("Bilal", Sex.MALE, Level.MANAGER)


@pytest.fixture
def two(database, cast):
    event = make_event(cast.programme)
    firms = [make_firm(cast.programme, name, is_prospect=True) for name in ("Bismilah Towel", "Bismillah Towels")]
    asked = [invite(event, firm.id) for firm in firms]
    database.commit()
    return event, *asked


def stand(event: Event) -> list:
    """Every field of every invitation and guest, but the versions."""
    db.session.expire_all()
    found = []
    for model in (Invitation, Guest):
        for row in db.session.scalars(select(model).where(model.event_id == event.id).order_by(model.id)):
            found.append({c.key: getattr(row, c.key) for c in model.__table__.columns if c.key != "version"})
    db.session.commit()
    return found


def paths(left: Invitation, stays: Invitation) -> tuple[str, str]:
    found = of_firm(left.programme_id, left.enterprise_id)
    assert found is not None
    answer = f"/prospects/{found.id}/merge", str(stays.enterprise_id)
    db.session.commit()
    return answer


def test_the_further_answer_counts_once_and_is_given_back(visit, database, two):
    event, left, stays = two
    event.answer(left, Reply.YES, 3, [AMINA])
    event.answer(stays, Reply.MAYBE, None, [BILAL])
    link, kept = link_path(left), link_path(stays)
    database.commit()
    before, (path, into) = stand(event), paths(left, stays)
    coordinator, nobody = visit("coordinator"), visit(None)
    preview = coordinator.get(f"{path}?into={into}").text
    assert 'Invitations <bdi dir="ltr">1</bdi>. Both are invited to the same event' in preview.split("Not carried over:")[1]
    assert "Invitations" not in preview.split("Not carried over:")[0]
    assert coordinator.post(f"{path}s", into=into).status_code == 303
    database.expire_all()
    counts = counts_of(parts(event))
    assert (counts.invited, counts.yes, counts.people) == (1, 1, 3)
    assert (left.reply, stays.reply, stays.people_count) == (Reply.TAKEN_BACK, Reply.YES, 3)
    assert {guest.name: guest.presence for guest in stays.guests if guest.name} == {"Amina": Presence.EXPECTED, "Bilal": Presence.DROPPED}
    database.commit()
    assert "Bismilah Towel<" not in coordinator.get(f"/events/{event.id}").text
    assert "Bismilah Towel<" not in coordinator.get(f"/events/{event.id}/invitations/new").text
    assert "Bismillah Towels" in nobody.get(link).text and nobody.get(kept).status_code == 200
    assert nobody.post(link, reply="no").status_code == 303
    database.expire_all()
    assert (left.reply, stays.reply) == (Reply.TAKEN_BACK, Reply.NO), "the old link answers for the firm that stays"
    database.commit()
    event.answer(stays, Reply.YES, 3, [AMINA])
    stays.answered_at = before[0]["answered_at"]
    undoing = f"/prospect-merges/{database.scalar(select(ProspectMerge)).id}/undoing"
    database.commit()
    assert coordinator.post(undoing).status_code == 303
    assert stand(event) == before
    assert "Bismilah Towel" in nobody.get(link).text


def test_who_came_is_counted_once_under_whichever_name(visit, database, two):
    event, left, stays = two
    for one, people in ((left, [AMINA, BILAL]), (stays, [AMINA])):
        event.answer(one, Reply.YES, 3, people)
        for guest in one.guests:
            if (one, guest.name) != (stays, "Amina"):
                guest.check_in(event.starts_at, Way.LIST)
        one.arrived_at = event.starts_at
    database.commit()
    before, (path, into) = stand(event), paths(left, stays)
    came = sum(one.get("presence") is Presence.PRESENT for one in before)
    assert came == 5
    coordinator = visit("coordinator")
    assert coordinator.post(f"{path}s", into=into).status_code == 303
    counts = counts_of(parts(event))
    assert (counts.attended, counts.came, counts.women) == (1, 5, 1), "Amina, Bilal, and three without a name"
    database.expire_all()
    assert not [guest for guest in left.guests if guest.came] and left.arrived_at is None
    undoing = f"/prospect-merges/{database.scalar(select(ProspectMerge)).id}/undoing"
    database.commit()
    assert coordinator.post(undoing).status_code == 303
    assert stand(event) == before


def test_what_it_learns_of_the_other_is_told_to_no_memory_and_given_back(database, cast, two):
    """Whoever is erased must not live on in what a merging remembers."""
    event, left, stays = two
    left.reach_by("Yasmin Akhtar", "+923001234567", "yasmin@example.org", "ur")
    stays.reach_by(None, "+923007654321", None, "ur")
    database.commit()
    before = stand(event)
    made = merge(*(of_firm(cast.programme, one.enterprise_id) for one in two[1:]), database.get(Person, cast.people["coordinator"]))
    database.commit()
    assert (stays.contact, stays.phone, stays.email) == ("Yasmin Akhtar", "+923007654321", "yasmin@example.org")
    remembered = str((made.carried, made.filled, made.taken))
    assert "contact" in remembered and "asmin" not in remembered and "92300" not in remembered
    made.undo(database.get(Person, cast.people["coordinator"]))
    database.commit()
    assert stand(event) == before
