"""What the programme's people added to the modules: a picture that was replaced by a better one, another, and a sheet for trainers."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from portal.curriculum.materials import Audience, Held, Licence, Material, new_material
from portal.curriculum.models import Lesson, Module
from portal.database import db
from portal.demo.pictures import draw
from portal.files.kinds import PDF
from portal.files.storage import shelf

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def tell_materials(telling) -> None:
    for facts in telling.facts["materials"]:
        told: dict[str, Material] = {}
        telling.on(facts["day"], partial(add, telling, facts, told), facts["by"])
        if newer := facts.get("replaced"):
            telling.on(newer["day"], partial(replace, telling, newer, told), newer["by"])


def add(telling, facts: dict, told: dict[str, Material]) -> None:
    module = db.session.scalar(select(Module.id).where(Module.code == facts["module"]))
    if module is None:
        return  # nothing is taught here
    lesson = db.session.scalar(select(Lesson.id).where(Lesson.module_id == module, Lesson.slug == facts.get("lesson", "")))
    said = {name: facts[name] for name in ("title", "language", "holder", "source", "about")}
    rights = {"audience": Audience(facts.get("audience", "everybody")), "licence": Licence(facts["licence"])}
    told["it"] = new_material(telling.programme.id, module, telling.people[facts["by"]], held(facts), lesson_id=lesson, **said, **rights)
    db.session.add(told["it"])


def replace(telling, newer: dict, told: dict[str, Material]) -> None:
    if "it" in told:
        told["it"].replace(held(newer), telling.people[newer["by"]], newer["note"])


def held(facts: dict) -> Held:
    if "scene" in facts:
        data, kind, name = draw(facts["scene"]), "image/jpeg", "picture.jpg"
    else:
        data, kind, name = page(facts["lines"]), PDF, facts["file"]
    return Held(kind=kind, name=name, bytes=len(data), digest=shelf().put(data))


def page(lines: list[str]) -> bytes:
    """One upright A4 page of plain lines."""
    rows = " ".join(f"({line}) Tj 0 -26 Td" for line in lines)
    text = f"BT /F 14 Tf 60 770 Td {rows} ET"
    objects = ("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE)
    objects += (f"<< /Length {len(text)} >>\nstream\n{text}\nendstream", FONT)
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")
