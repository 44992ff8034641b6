"""Materials: added, opened, replaced, described, withdrawn; whatever should not be kept is explained."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import FileStorage

from portal.config import ROOT
from portal.curriculum import taking
from portal.curriculum.materials import Material, MaterialEdition, MaterialOpening
from portal.database import db
from portal.files.storage import shelf
from portal.history.models import HistoryRow
from portal.web.replay import Answer
from tests.curriculum.build import loaded_from, write_all, write_lesson
from tests.files.build import PDF, picture

FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 40
WORDS = {
    "title": "Sorting at Line 3",
    "language": "en",
    "audience": "everybody",
    "licence": "cc-by",
    "holder": "Roshan Stitch Works",
    "source": "Filmed by the team",
}


@pytest.fixture
def taught(database, tmp_path):
    write_lesson(write_all(write_all(tmp_path), "ur", "گرہیں گنیں"), name="02-colour", title="Colour the wool")
    assert not loaded_from(tmp_path).broken


@pytest.fixture
def add(visit, taught):
    def send(who="coordinator", key="k1", upload=(PDF, "sheet.pdf"), **more):
        form = {**WORDS, "_key": key, **more}
        if upload:
            form["upload"] = (io.BytesIO(upload[0]), upload[1])
        return visit(who).post("/modules/weaving/materials", **form)

    return send


def ask(statement):
    """One value, and no lock left behind."""
    try:
        return db.session.scalar(statement)
    finally:
        db.session.expunge_all()
        db.session.rollback()


def the_material(title: str | None = None) -> Material:
    asked = select(Material).options(selectinload(Material.editions))
    return ask(asked.where(Material.title == title) if title else asked)


def count(model) -> int:
    return ask(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("who", ["trainer", "expert", "coordinator", "admin"])
def test_who_teaches_adds_a_material_by_a_plain_form(visit, add, who):
    form = visit(who).get("/modules/weaving/materials/new")
    assert form.status_code == 200 and 'enctype="multipart/form-data"' in form.text
    answer = add(who)
    assert answer.status_code == 303 and answer.location == f"/materials/{the_material().id}"
    page = visit("member").get("/modules/weaving").text
    assert "Sorting at Line 3" in page and "Roshan Stitch Works" in page and "PDF" in page


@pytest.mark.parametrize("who", ["member", "manager", "donor"])
def test_who_learns_reads_and_does_not_add(visit, add, who):
    assert add(who).status_code == 403 and visit(who).get("/modules/weaving/materials/new").status_code == 403
    assert "Add material" not in visit(who).get("/modules/weaving").text
    add()
    material = the_material()
    page = visit(who).get(f"/materials/{material.id}")
    assert page.status_code == 200 and "Free to use and change, with the name (CC BY)" in page.text and "Filmed by the team" in page.text
    for path in ("editions", "withdrawal", "return"):
        assert visit(who).post(f"/materials/{material.id}/{path}").status_code == 403


def test_another_programme_knows_nothing_of_it(visit, add):
    add()
    material = the_material()
    for path in ("", "/file", "/viewing", "/poster", "/captions", "/edit"):
        assert visit("far_coordinator").get(f"/materials/{material.id}{path}").status_code == 404, path
    for path in ("/openings", "/editions", "/withdrawal", "/return", ""):
        assert visit("far_coordinator").post(f"/materials/{material.id}{path}", **WORDS).status_code == 404, path
    assert "Sorting" not in visit("far_manager").get("/modules/weaving").text


def test_what_is_for_teachers_is_shown_to_teachers_only(visit, add):
    add(audience="teachers")
    address = f"/materials/{the_material().id}"
    assert visit("member").get(address).status_code == 404 and visit("member").get(address + "/file").status_code == 404
    assert visit("trainer").get(address).status_code == 200
    assert "Sorting" not in visit("member").get("/modules/weaving").text
    assert "Sorting" in visit("trainer").get("/modules/weaving").text


def test_it_stands_on_the_page_of_its_lesson(visit, add):
    from portal.curriculum.models import Lesson

    assert add(lesson=str(ask(select(Lesson.id).where(Lesson.slug == "knots")))).status_code == 303
    assert "Sorting" in visit("member").get("/modules/weaving/lessons/knots").text
    assert "Sorting" not in visit("member").get("/modules/weaving/lessons/colour").text


def test_a_page_known_to_the_browser_is_sent_anew_when_a_material_came(visit, add):
    member = visit("member")
    member.get("/modules/weaving")
    known = member.get("/modules/weaving").headers["ETag"]
    assert member.open("GET", "/modules/weaving", headers={"If-None-Match": known}).status_code == 304
    add()
    again = member.open("GET", "/modules/weaving", headers={"If-None-Match": known})
    assert again.status_code == 200 and "Sorting" in again.text


def test_a_film_plays_and_seeks_with_its_picture_and_captions(visit, add):
    captions = "WEBVTT\n\n00:00.000 --> 00:02.000\nپہلے چھانٹیں\n".encode()
    more = {"poster": (io.BytesIO(picture()), "first.jpg"), "captions": (io.BytesIO(captions), "words.vtt")}
    assert add(upload=(FILM, "sorting.mp4"), **more).status_code == 303
    address, member = f"/materials/{the_material().id}", visit("member")
    opened = member.post(address + "/openings", _key="o1")
    assert opened.status_code == 303 and opened.location == address + "/viewing"
    page = member.get(opened.location).text
    assert f'<video class="player" controls playsinline preload="metadata" poster="{address}/poster" src="{address}/file">' in page
    assert f'<track kind="captions" src="{address}/captions" srclang="en"' in page
    part = member.open("GET", address + "/file", headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and part.data == FILM[100:200]
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(FILM)}" and part.headers["Accept-Ranges"] == "bytes"
    assert member.open("GET", address + "/file", headers={"Range": "bytes=99999999-"}).status_code == 416
    words = member.get(address + "/captions")
    assert words.mimetype == "text/vtt" and words.data == captions and words.headers["X-Content-Type-Options"] == "nosniff"
    assert member.get(address + "/poster").mimetype == "image/jpeg"


def test_a_picture_is_made_afresh_and_shown(visit, add):
    assert add(upload=(picture(kind="PNG"), "board.png")).status_code == 303
    material = the_material()
    assert material.current.kind == "image/jpeg"
    assert '<img class="player"' in visit("member").get(f"/materials/{material.id}/viewing").text


def test_a_pdf_is_saved_and_never_run(visit, add):
    add()
    address = f"/materials/{the_material().id}"
    opened = visit("member").post(address + "/openings", _key="o1")
    assert opened.location == address + "/file"
    file = visit("member").get(opened.location)
    assert (
        file.data == PDF
        and file.headers["Content-Disposition"].startswith("attachment")
        and "sandbox" in file.headers["Content-Security-Policy"]
    )


def test_a_link_is_named_before_it_leads_away(visit, add):
    assert add(upload=None, link="https://www.ilo.org/score").status_code == 303
    address = f"/materials/{the_material().id}"
    page = visit("member").get(visit("member").post(address + "/openings", _key="o").location).text
    assert 'href="https://www.ilo.org/score"' in page and "noopener" in page and "www.ilo.org</b>" in page


def test_openings_are_counted_by_the_day_and_without_a_name(visit, add, cast):
    add()
    address, rows = f"/materials/{the_material().id}", count(HistoryRow)
    for who, key in (("member", "a"), ("member", "a"), ("manager", "b"), ("donor", "c")):
        assert visit(who).post(address + "/openings", _key=key).status_code == 303
    assert ask(select(MaterialOpening.count)) == 3
    assert count(HistoryRow) == rows
    named = select(func.count()).select_from(Answer).where(Answer.location.like("/materials/%/file"), Answer.user_id.is_not(None))
    assert not ask(named)
    assert "3 times" in visit("member").get(address).text


def test_the_answer_sent_twice_is_one_material(add):
    first, second = add(), add()
    assert (first.status_code, first.location) == (second.status_code, second.location) and count(Material) == 1
    assert second.headers["Idempotent-Replay"] == "true"


def test_the_same_file_twice_is_refused_and_says_where_it_is(add):
    add()
    again = add(key="k2", title="Another name")
    assert again.status_code == 422 and "there already, as “\u2068Sorting at Line 3\u2069”" in again.text and "Another name" in again.text
    assert count(Material) == 1


def pdf_with(*words: bytes, end: bytes = b"%%EOF\n") -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(words) + b"\ntrailer << /Root 1 0 R >>\n" + end


def packed(inside: bytes, kind: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    data = zlib.compress(inside)
    return (
        b"3 0 obj << /Type /ObjStm /N 1 /First 4 /Filter %s %s /Length %d >>\nstream\n" % (kind, more, len(data))
        + data
        + b"\nendstream endobj"
    )


SCRIPT = b"1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >> endobj"
BAD_FILES = {
    "a program": (b"MZ\x90\x00", "setup.exe", "Files of this kind are not kept here"),
    "a page": (b"<html><script>1</script>", "page.html", "Files of this kind are not kept here"),
    "a drawing with a script": (b"<svg onload='alert(1)'/>", "drawing.svg", "Files of this kind are not kept here"),
    "a page called PDF": (b"<html>", "sheet.pdf", "do not agree"),
    "a cut PDF": (b"%PDF-1.4\n1 0 obj", "sheet.pdf", "did not arrive whole"),
    "a PDF with a script": (pdf_with(SCRIPT), "sheet.pdf", "There are programs"),
    "a script under another spelling": (pdf_with(SCRIPT.replace(b"/JavaScript", b"/J#61vaScript")), "sheet.pdf", "There are programs"),
    "a script packed away": (pdf_with(packed(b"1 0 " + SCRIPT)), "sheet.pdf", "There are programs"),
    "a file in a PDF": (pdf_with(b"4 0 obj << /Type /EmbeddedFile >> endobj"), "sheet.pdf", "There are programs"),
    "a program to start": (pdf_with(b"4 0 obj << /S /Launch /F (cmd.exe) >> endobj"), "sheet.pdf", "There are programs"),
    "objects packed in an unknown way": (pdf_with(packed(b"x", b"/LZWDecode")), "sheet.pdf", "Not all of this PDF can be looked at"),
    "a bomb of objects": (pdf_with(packed(b"\0" * 70_000_000)), "sheet.pdf", "Not all of this PDF can be looked at"),
    "a PDF with a password": (pdf_with(b"trailer << /Encrypt 5 0 R >>"), "sheet.pdf", "locked with a password"),
    "no picture": (b"this is none", "board.jpg", "not a JPEG"),
    "nothing": (b"", "sheet.pdf", "is empty"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_file_that_cannot_be_kept_is_explained_and_nothing_of_it_stays(app, add, what):
    data, name, said = BAD_FILES[what]
    lying = {one.digest for one in shelf().lying()}
    answer = add(upload=(data, name))
    assert answer.status_code == 422 and said in answer.text, answer.text[-3000:]
    assert "Sorting at Line 3" in answer.text and "Filmed by the team" in answer.text  # what was typed is kept
    assert count(Material) == 0 and {one.digest for one in shelf().lying()} == lying


def test_a_pdf_with_harmless_packed_objects_is_kept(add):
    assert add(upload=(pdf_with(packed(b"1 0 << /Type /Catalog >>")), "sheet.pdf")).status_code == 303


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://www.ilo.org/", "must begin with https://"),
        ("javascript:alert(1)", "must begin with https://"),
        ("ftp://www.ilo.org/a", "must begin with https://"),
        ("//www.ilo.org/a", "must begin with https://"),
        ("https://10.0.0.8/film", "of one network only"),
        ("https://[::1]/film", "of one network only"),
        ("https://127.0.0.1/", "of one network only"),
        ("https://2130706433/", "of one network only"),
        ("https://0x7f.1/", "of one network only"),
        ("https://localhost/film", "of one network only"),
        ("https://server.local/film", "of one network only"),
        ("https://printer/film", "of one network only"),
        ("https://me:secret@www.ilo.org/", "Leave out user names"),
        ("https://www.ilo.org:8443/", "Leave out user names"),
        ("https://www.ilo.org/a b", "Leave out user names"),
        ("https://[bad", "no address of a page"),
    ],
)
def test_a_link_that_should_not_be_followed_is_explained(add, address, said):
    answer = add(upload=None, link=address)
    assert answer.status_code == 422 and said in answer.text and count(Material) == 0


def test_one_of_file_and_link_is_needed(add):
    assert "Choose a file, or give a link." in add(upload=None).text
    assert "Choose one: a file or a link." in add(link="https://www.ilo.org/").text


def test_captions_and_a_first_picture_belong_to_a_film(add):
    words = (io.BytesIO(b"WEBVTT\n\n00:00.000 --> 00:01.000\nx"), "w.vtt")
    assert "This goes with a video only" in add(captions=words).text
    assert "These are no captions" in add(upload=(FILM, "a.mp4"), captions=(io.BytesIO(b"<script>"), "w.vtt")).text


def test_two_gigabytes_are_refused_by_their_first_line(app, visit, taught):
    """The body is not read: what is announced is enough, and the limit is named."""
    answer = visit("coordinator").open(
        "POST",
        "/modules/weaving/materials",
        input_stream=io.BytesIO(b""),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(2 * 1024**3)},
    )
    assert answer.status_code == 413 and "300 MB" in answer.text and count(Material) == 0


def test_a_document_over_its_limit_is_refused_before_it_is_opened(add):
    answer = add(upload=(PDF + b"\0" * (25 * 1024 * 1024), "sheet.pdf"))
    assert answer.status_code == 413 and "at most 25 MB" in answer.text and "Sorting at Line 3" in answer.text
    assert count(Material) == 0


def test_an_office_file_that_unpacks_beyond_its_limit_is_refused_unopened(app, add):
    lying = {one.digest for one in shelf().lying()}
    answer = add(upload=(bomb(), "plan.docx"))
    assert answer.status_code == 413 and "Unpacked, this file is larger than 200 MB" in answer.text
    assert count(Material) == 0 and {one.digest for one in shelf().lying()} == lying


def bomb() -> bytes:
    """An office file of a few hundred kilobytes that would fill 201 megabytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as box, box.open("word/document.xml", "w") as part:
        for _megabyte in range(201):
            part.write(bytes(1024 * 1024))
    return kept.getvalue()


def test_a_full_programme_says_so(app, add):
    before, app.config["MATERIALS_QUOTA"] = app.config["MATERIALS_QUOTA"], 10
    try:
        answer = add()
    finally:
        app.config["MATERIALS_QUOTA"] = before
    assert answer.status_code == 507 and "is full" in answer.text and count(Material) == 0


def replace(visit, material, version, who="coordinator", key="r1", data=PDF + b"% new", note="Better light"):
    form = {"_key": key, "version": version, "note": note, "upload": (io.BytesIO(data), "sheet.pdf")}
    return visit(who).post(f"/materials/{material.id}/editions", **form)


def test_a_replaced_one_keeps_its_address_and_its_past(visit, add):
    add()
    material = the_material()
    assert replace(visit, material, material.version).status_code == 303
    address, member = f"/materials/{material.id}", visit("member")
    assert member.get(address + "/file").data == PDF + b"% new" and member.get(address + "/file?edition=1").data == PDF
    page = member.get(address).text
    assert "Edition 1" in page and "Better light" in page
    assert member.get(address + "/file?edition=9").status_code == 404
    assert "Better light" in visit("coordinator").get(f"/history/material/{material.id}").text


def test_two_who_replace_the_same_see_one_another(visit, add):
    add()
    material = the_material()
    version = material.version
    assert replace(visit, material, version).status_code == 303
    clash = replace(visit, material, version, "expert", "r2", PDF + b"% other", "Sharper")
    assert clash.status_code == 409 and "Better light" in clash.text and "Sharper" in clash.text
    assert count(MaterialEdition) == 2


def test_a_trainer_keeps_their_own_and_not_those_of_others(visit, add):
    add("trainer")
    material = the_material()
    assert replace(visit, material, material.version, "trainer").status_code == 303
    add("coordinator", key="k2", upload=(PDF + b"2", "b.pdf"), title="Of the office")
    other = the_material("Of the office")
    assert replace(visit, other, other.version, "trainer", "r9").status_code == 403
    assert visit("trainer").get(f"/materials/{other.id}/edit").status_code == 403


def test_what_is_said_of_it_can_be_changed(visit, add):
    add()
    material = the_material()
    page = visit("expert").get(f"/materials/{material.id}/edit").text
    assert 'value="Sorting at Line 3"' in page
    form = {**WORDS, "title": "Sorting, explained", "version": material.version, "_key": "e1"}
    assert visit("expert").post(f"/materials/{material.id}", **form).status_code == 303
    assert the_material().title == "Sorting, explained"
    assert visit("expert").post(f"/materials/{material.id}", **{**form, "_key": "e2", "title": "Late"}).status_code == 409
    assert visit("expert").post(f"/materials/{material.id}", **{**form, "_key": "e3", "title": ""}).status_code == 422


def test_a_withdrawn_one_is_gone_for_readers_and_can_come_back(visit, add):
    add()
    material = the_material()
    address = f"/materials/{material.id}"
    assert visit("coordinator").post(address + "/withdrawal", _key="w0", version=material.version, reason="").status_code == 422
    assert (
        visit("coordinator").post(address + "/withdrawal", _key="w1", version=material.version, reason="Faces are seen").status_code == 303
    )
    assert visit("member").get(address).status_code == 404 and visit("member").get(address + "/file").status_code == 404
    assert "Sorting" not in visit("member").get("/modules/weaving").text
    assert "Faces are seen" in visit("trainer").get(address).text
    assert visit("coordinator").post(address + "/withdrawal", _key="w2", version=material.version + 1, reason="Again").status_code == 409
    assert visit("coordinator").post(address + "/return", _key="b1").status_code == 303
    assert visit("member").get(address).status_code == 200
    assert visit("coordinator").post(address + "/return", _key="b2").status_code == 409


def test_it_is_found_by_its_words_and_only_by_those_who_may(visit, add):
    add(audience="teachers", about="How to sort by colour")
    address = f'href="/materials/{the_material().id}"'
    assert address in visit("trainer").get("/search", q="sort colour").text
    assert address not in visit("member").get("/search", q="sort colour").text
    assert address not in visit("far_coordinator").get("/search", q="sort colour").text


def test_its_bytes_outlive_the_sweep_and_stand_in_the_backup(app, add):
    from portal.files import queries
    from portal.upkeep.facts import digests_of

    add()
    digest = the_material().current.digest
    assert digest in queries.spoken_of() and queries.is_spoken_of(digest)
    assert digest in digests_of(db.session.connection())
    db.session.rollback()


def test_a_module_taken_along_holds_what_was_added(visit, add):
    words = (io.BytesIO(b"WEBVTT\n\n00:00.000 --> 00:01.000\nSort first\n"), "w.vtt")
    add(upload=(FILM, "sorting.mp4"), captions=words)
    add(key="k2", upload=None, link="https://www.ilo.org/score", title="A page elsewhere")
    add(key="k3", upload=(PDF, "answers.pdf"), title="Answers", audience="teachers")
    box = taken(visit("member"))
    index = box.read("weaving-en/index.html").decode()
    assert box.read("weaving-en/materials/002-sorting.mp4") == FILM and b"Sort first" in box.read("weaving-en/materials/002-sorting.vtt")
    assert 'href="materials/002-sorting.mp4"' in index and "https://www.ilo.org/score" in index and "CC BY" in index
    assert "Answers" not in index and not [name for name in box.namelist() if name.endswith(".pdf")]
    assert any(name.endswith("answers.pdf") for name in taken(visit("trainer")).namelist())


def test_what_is_too_large_to_take_along_is_named(visit, add, monkeypatch):
    monkeypatch.setattr(taking, "MOST", len(PDF))
    add(upload=(FILM, "sorting.mp4"))
    add(key="k2", upload=(PDF, "sheet.pdf"), title="A sheet")
    box = taken(visit("member"))
    assert [name for name in box.namelist() if "/materials/" in name] == ["weaving-en/materials/001-sheet.pdf"]
    assert "Too large to take along: open it in the portal." in box.read("weaving-en/index.html").decode()


def taken(visitor) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(visitor.get("/modules/weaving/offline.zip").data))


def test_urdu_pages_are_urdu(visit, add):
    add()
    address = f"/materials/{the_material().id}"
    for path in ("/modules/weaving/materials", address, "/modules/weaving/materials/new", f"{address}/editions/new", f"{address}/edit"):
        page = visit("coordinator", "ur").get(path)
        assert page.status_code == 200 and 'dir="rtl"' in page.text


def test_an_empty_file_is_called_empty(app):
    from portal.files.forms import taken
    from portal.files.kinds import Refused

    with app.test_request_context("/"):
        for name in ("a.pdf", "a.docx", "a.jpg"):
            with pytest.raises(Refused, match="empty"):
                taken(FileStorage(io.BytesIO(b""), name))
        with pytest.raises(Refused, match="a picture"):
            taken(FileStorage(io.BytesIO(b"x"), "a.svg"))


def test_each_fact_of_a_material_stands_apart_so_that_no_language_turns_it_round():
    for name in ("_materials", "materials"):
        text = (ROOT / f"templates/curriculum/{name}.html").read_text()
        assert "<bdi>{{ kind_of(one.kind) }}</bdi>" in text and "<bdi>{{ language_of_material(one.language) }}</bdi>" in text
