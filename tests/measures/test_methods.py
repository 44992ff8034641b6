"""The methods page: public in both languages, every indicator with its formula, linked from where verdicts stand."""

import pytest

from portal.evidence import RULE_VERSION, Verdict
from portal.measures import methods
from portal.measures.indicators import catalogue
from tests.measures.build import improved

pytestmark = pytest.mark.once


@pytest.mark.parametrize("language", ["en", "ur"])
def test_everybody_reads_every_definition_and_formula(app, language):
    answer = app.test_client().get(f"/{language}/methods")
    page = answer.text
    assert answer.status_code == 200 and f'<html lang="{language}"' in page
    for one in catalogue(language).values():
        assert f'id="indicator-{one.code}"' in page and str(one.name) in page.replace("&#39;", "'").replace("&amp;", "&")
    assert page.count("<code") > 12 and RULE_VERSION in page
    assert f'href="/{"ur" if language == "en" else "en"}/methods"' in page
    assert "%%" not in page and "%(" not in page


def test_the_signed_in_find_it_from_how_we_decided_and_from_help(visit, database, cast):
    card = improved(cast)
    member = visit("member")
    assert all('href="/methods"' in member.get(path).text for path in (f"/measures/{card.id}/decision", "/more"))
    page = member.get("/methods").text
    assert "Sustained improvement" in page and "× 1,000,000" in page


def test_the_largest_hole_of_the_method_is_said(app):
    assert "gets 1 % better each week anyway" in app.test_client().get("/en/methods").text


def test_every_verdict_is_explained_and_no_other_language_is_invented(app):
    assert set(methods.MEANS) == set(Verdict)
    assert app.test_client().get("/fr/methods").status_code == 404
