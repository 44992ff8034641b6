"""Who takes the data back is named nowhere and stays in every count that names nobody."""

from __future__ import annotations

import re

from portal.consent.models import Scope
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Source, Stage
from tests.batches.build import make_batch, make_module, meet, person, propose
from tests.consent.build import publish, sign, withdraw
from tests.recruitment.build import person as one


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page)).replace("\u2068", "").replace("\u2069", "")


def test_batch_first_page_and_funnel_keep_who_took_the_data_back(visit, database, cast):
    make_module()
    publish(cast)
    for name in ("roshan", "dastak"):
        firm = db.session.get_one(Enterprise, (cast.programme, getattr(cast, name)))
        db.session.add(Prospect.found(firm, one(cast), Source.EVENT, Stage.INTERESTED, contact_name="Yasmin Baig"))
        db.session.flush()
        sign(cast, name)
    batch = make_batch(cast.programme, cast.roshan, cast.dastak, codes=("workplace-cooperation",))
    mine = next(enrolment for enrolment in batch.enrolments if enrolment.enterprise_id == cast.roshan)
    meet(mine, person(cast, "trainer"))
    propose(mine, person(cast, "trainer")).confirm(person(cast, "expert"))
    here = f"/batches/{batch.id}"
    database.commit()
    coordinator, funnel = visit("coordinator"), "/recruitment?view=funnel"

    def read() -> dict[str, str]:
        return {path: plain(coordinator.get(path).text) for path in ("/", here, "/batches", funnel)}

    before = read()
    assert "took its data back" not in before[here] + before[funnel]
    withdraw(cast, Scope.DATA)
    after = read()
    assert "Roshan" in before[here] and "Roshan" not in "".join(after.values())
    assert "2 enterprises" in before[here] and "1 enterprise and 1 factory that took its data back" in after[here]
    for path, words in ((here, "Completed 1 of 2"), ("/batches", "2 enterprises"), (funnel, "Of 2 firms, 2 are enrolled.")):
        assert words in before[path] and words in after[path], path
    for words in (r"Modules completed 1\b", "In 2 factories within your reach"):
        assert re.search(words, before["/"]) and re.search(words, after["/"]), words
    assert "1 firm took its data back: it is counted here without its name" in after[funnel]
    assert "Roshan" not in coordinator.get("/recruitment?view=list&reached=enrolled").text
