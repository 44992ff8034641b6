"""A translation knows what it was made from, and says when that has changed."""

import io
import re
import zipfile

import pytest

from portal.curriculum.reading import read
from portal.curriculum.translation import note, stale
from tests.curriculum.build import loaded_from, write_all

LESSON = "/modules/weaving/lessons/knots"


@pytest.fixture
def taught(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    note(tmp_path / "weaving/ur/01-knots.md", read(tmp_path / "weaving/en/01-knots.md"))
    assert not loaded_from(tmp_path).broken
    return tmp_path


def change(taught, old: str, new: str):
    file = taught / "weaving/en/01-knots.md"
    file.write_text(file.read_text().replace(old, new))
    loaded_from(taught)


def test_a_noted_translation_is_fresh_and_noting_twice_changes_nothing(taught):
    ur, english = taught / "weaving/ur/01-knots.md", read(taught / "weaving/en/01-knots.md")
    before = ur.read_text()
    assert stale(read(ur), english) == []
    note(ur, english)
    assert ur.read_text() == before


def test_the_reader_of_a_stale_translation_is_told(visit, taught):
    told = "older than the English text"
    assert told not in visit("member").get(LESSON, language="ur").text
    change(taught, "It pays.", "It pays twice.")
    assert told in visit("member").get(LESSON, language="ur").text
    assert told not in visit("member").get(LESSON).text


def test_the_workbench_marks_what_changed_and_nothing_else(visit, taught):
    page = visit("trainer").get(f"{LESSON}/translation", language="ur").text
    assert "Nothing has changed since" in page and "گرہیں گنیں" in page and "Count the knots" in page
    change(taught, "It pays.", "It pays twice.")
    page = visit("trainer").get(f"{LESSON}/translation", language="ur").text
    assert page.count("changed since the translation") == 1
    assert "It pays twice." in page


def test_the_workbench_is_for_those_who_teach(visit, taught):
    assert visit("member").get(f"{LESSON}/translation").status_code == 403
    assert visit("trainer").get("/modules/weaving/lessons/none/translation").status_code == 404
    assert "no text in this language yet" in visit("trainer").get(f"{LESSON}/translation", language="fr").text


def test_a_module_to_take_along_opens_by_itself(visit, taught):
    answer = visit("member").get("/modules/weaving/offline.zip", language="ur")
    assert answer.mimetype == "application/zip" and "attachment" in answer.headers["Content-Disposition"]
    box = zipfile.ZipFile(io.BytesIO(answer.data))
    names = set(box.namelist())
    assert {"weaving-ur/index.html", "weaving-ur/knots.html", "weaving-ur/sheet-count-sheet.html", "weaving-ur/look.css"} <= names
    for name in (name for name in names if name.endswith(".html")):
        text = box.read(name).decode()
        led = re.findall(r'(?:href|src)="([^"#]+)"', text)
        assert led and all(f"weaving-ur/{target}" in names for target in led), (name, led)
        assert "<script" not in text


def said_of(visitor, key="s1", **more):
    form = {"part": "why", "verdict": "right", "native": "y", "_key": key, **more}
    return visitor.post(f"{LESSON}/readings?language=ur", **form)


def test_a_reader_says_that_a_part_is_right_as_it_stands(visit, taught):
    answer = said_of(visit("trainer"))
    assert answer.status_code == 303 and answer.location.endswith("/translation?language=ur#why")
    assert "read by a native reader" in visit("expert").get(f"{LESSON}/translation", language="ur").text
    assert "1 / 11" in visit("expert").get("/translations").text
    change(taught, "It pays.", "It pays twice.")
    assert "read by a native reader" not in visit("expert").get(f"{LESSON}/translation", language="ur").text
    assert "1 / 11" not in visit("expert").get("/translations").text


def test_better_words_wait_until_the_files_hold_them(app, visit, taught):
    assert said_of(visit("trainer"), verdict="better", words="اس سے فائدہ ہے۔").status_code == 303
    assert "اس سے فائدہ ہے۔" in visit("coordinator").get(f"{LESSON}/translation", language="ur").text
    printed = app.test_cli_runner().invoke(args=["portal", "curriculum", "words"]).output
    assert "content/weaving/ur/01-knots.md, why" in printed and "اس سے فائدہ ہے۔" in printed
    file = taught / "weaving/ur/01-knots.md"
    file.write_text(file.read_text().replace("It pays.", "اس سے فائدہ ہے۔"))
    loaded_from(taught)
    assert "فائدہ" not in app.test_cli_runner().invoke(args=["portal", "curriculum", "words"]).output


def test_what_is_said_twice_is_kept_once_and_nothing_typed_is_lost(visit, taught):
    from portal.curriculum.text_readings import all_of
    from portal.database import db

    trainer = visit("trainer")
    first, second = said_of(trainer), said_of(trainer)
    assert first.location == second.location
    assert len(all_of("ur")) == 1
    db.session.rollback()
    empty = said_of(trainer, "s2", verdict="better", words="")
    assert empty.status_code == 422 and "Write how it should be said" in empty.text
    unknown = said_of(trainer, "s3", part="none", words="so geht es")
    assert unknown.status_code == 422 and "so geht es" in unknown.text


def test_who_learns_says_nothing_of_a_translation(visit, taught):
    assert said_of(visit("member")).status_code == 403 and visit("member").get("/translations").status_code == 403
    assert visit("trainer").post("/modules/weaving/lessons/none/readings", part="why", verdict="right").status_code == 404


def test_each_part_leads_to_saying_it_better_with_that_part_chosen(visit, database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    loaded_from(tmp_path)
    reader, path = visit("trainer"), "/modules/weaving/lessons/knots/translation"
    plain = reader.get(path).text
    assert 'href="?language=ur&amp;part=why#say"' in plain and 'name="part"' not in plain
    chosen = reader.get(path, language="ur", part="why").text
    assert 'name="part"' in chosen and 'selected value="why"' in chosen
    assert "گرہیں گنیں" in reader.get("/translations").text
