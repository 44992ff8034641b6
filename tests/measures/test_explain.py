"""`flask portal explain` speaks the language that it is asked for."""

from __future__ import annotations

import re

from tests.measures.build import improved, make_card, write

LATIN = re.compile(r"[A-Za-z]{3,}")


def told(app, card, language: str) -> str:
    done = app.test_cli_runner().invoke(args=["portal", "explain", str(card.project_id), "--language", language])
    assert done.exit_code == 0, done.output
    return done.output.replace(card.name, "").replace(card.unit, "").replace("A rack at the head of the line", "")


def test_all_of_it_is_urdu_but_the_measure_and_the_digest(app, database, cast):
    card = improved(cast)
    digest = card.reviews[0].inputs_digest
    english, urdu = told(app, card, "en"), told(app, card, "ur")
    assert digest in english and "Rule 1, numbers" in english
    assert digest in urdu and set(LATIN.findall(urdu.replace(digest, ""))) <= {"UTC"}


def test_so_is_that_no_change_is_declared(app, database, cast):
    card = make_card(cast)
    write(card, cast, (4.0, 5.0))
    database.commit()
    assert "No change is declared yet." in told(app, card, "en")
    assert not LATIN.findall(told(app, card, "ur"))
