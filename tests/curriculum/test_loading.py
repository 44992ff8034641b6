"""Files become what is taught: once, wholly, and never half."""

from sqlalchemy import func, select

from portal.curriculum.models import Lesson, LessonText, Module, ModuleText, ToolText
from portal.history.models import HistoryRow
from tests.curriculum.build import loaded_from, write, write_all, write_lesson, write_module


def titles(database) -> set[str]:
    return set(database.scalars(select(LessonText.title).where(LessonText.withdrawn_at.is_(None))))


def test_a_second_load_changes_nothing_and_leaves_no_history(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    first = loaded_from(tmp_path)
    assert first.new["lesson_text"] == 2
    before = database.scalar(select(func.count()).select_from(HistoryRow))
    versions = database.scalars(select(LessonText.version)).all()
    again = loaded_from(tmp_path)
    assert (again.new.total(), again.changed.total(), again.withdrawn.total()) == (0, 0, 0)
    assert database.scalar(select(func.count()).select_from(HistoryRow)) == before
    assert database.scalars(select(LessonText.version)).all() == versions


def test_a_changed_file_changes_its_text_and_the_revision(database, tmp_path):
    write_all(tmp_path)
    loaded_from(tmp_path)
    revision = database.scalar(select(Module.revision))
    write_lesson(tmp_path, title="Count every knot")
    loaded = loaded_from(tmp_path)
    assert dict(loaded.changed) == {"lesson_text": 1}
    assert database.scalar(select(Module.revision)) != revision


def test_broken_front_matter_is_named_by_line_and_the_others_load(database, tmp_path):
    write_all(tmp_path)
    write_lesson(tmp_path, name="02-colour", title="Colour")
    bad = write(tmp_path / "weaving" / "en" / "03-bad.md", "---\ntitle: Bad\naim: [unclosed\n---\ntext")
    loaded = loaded_from(tmp_path)
    assert [(broken.path, broken.line) for broken in loaded.broken] == [(bad, 4)]
    assert titles(database) == {"Count the knots", "Colour"}


def test_a_missing_part_is_named_and_the_lesson_is_left_out(database, tmp_path):
    write_all(tmp_path)
    file = write_lesson(tmp_path, name="02-colour", title="Colour", why="")
    loaded = loaded_from(tmp_path)
    assert "{#why}" in str(loaded.broken[0]) and str(file) in str(loaded.broken[0])
    assert titles(database) == {"Count the knots"}


def test_a_placeholder_without_a_figure_is_named_with_its_line(database, tmp_path):
    write_all(tmp_path)
    file = write_lesson(tmp_path, example="One.\n\nThen {carpets} carpets.")
    loaded = loaded_from(tmp_path)
    line = file.read_text().splitlines().index("Then {carpets} carpets.") + 1
    assert [(broken.line, "{carpets}" in broken.message) for broken in loaded.broken] == [(line, True)]


def test_a_file_that_is_gone_is_withdrawn_and_comes_back(database, tmp_path):
    write_all(tmp_path)
    file = write_lesson(tmp_path, name="02-colour", title="Colour")
    loaded_from(tmp_path)
    text = file.read_text()
    file.unlink()
    assert loaded_from(tmp_path).withdrawn["lesson"] == 1
    assert titles(database) == {"Count the knots"}
    file.write_text(text)
    loaded_from(tmp_path)
    assert titles(database) == {"Count the knots", "Colour"}
    assert database.scalar(select(func.count()).select_from(Lesson)) == 2


def test_a_broken_file_withdraws_nothing(database, tmp_path):
    write_all(tmp_path)
    file = write_lesson(tmp_path, name="02-colour", title="Colour")
    loaded_from(tmp_path)
    file.write_text("no front matter")
    assert loaded_from(tmp_path).withdrawn.total() == 0
    assert "Colour" in titles(database)


def test_another_language_brings_words_and_inherits_the_rest(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    assert not loaded_from(tmp_path).broken
    texts = database.scalars(select(LessonText).order_by(LessonText.language)).all()
    assert [text.data["steps"][0]["minutes"] for text in texts] == [30, 30]
    assert '<bdi dir="ltr">5–10</bdi>' in texts[1].data["steps"][0]["do"]


def test_a_third_language_comes_by_files_alone(database, tmp_path):
    write_all(write_all(tmp_path), "sd", "ڳنڍيون ڳڻيو")
    assert not loaded_from(tmp_path).broken
    assert database.scalars(select(ToolText.language).order_by(ToolText.language)).all() == ["en", "sd"]
    assert set(database.scalars(select(ModuleText.language))) == {"en", "sd"}


def test_a_folder_that_is_no_language_is_named(database, tmp_path):
    write_all(tmp_path)
    write_module(tmp_path, language="old")
    write_module(tmp_path, language="drafts-2")
    assert any("not the code of a language" in str(broken) for broken in loaded_from(tmp_path).broken)


def test_a_module_without_english_is_named(database, tmp_path):
    write_module(tmp_path, language="ur")
    assert "English is the source" in str(loaded_from(tmp_path).broken[0])
    assert database.scalar(select(func.count()).select_from(Module)) == 0
