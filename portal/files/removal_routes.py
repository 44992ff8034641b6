"""The door by which a photo goes, in every room that shows some: why, and what stays to be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request

from portal.files import removals
from portal.files.removal_forms import RemovalForm
from portal.web.access import Rule, allow
from portal.web.fragments import go
from portal.web.replay import commit


def hang_on(bp: Blueprint, path: str, needed: Rule, find: Callable[..., Any], back: Callable[[Any], str]) -> None:
    """On a room's blueprint, for the record that the room finds by the id in the path, with the address that shows what is left of it."""

    def found(ids: dict) -> Any:
        record = find(**ids)
        return record if record.photo_digest else abort(404)

    def page(record: Any, form: RemovalForm, status: int = 200):
        return render_template(f"{bp.name}/removal.html", one=record, form=form, action=request.path, back=back(record)), status

    @bp.get(path)
    @allow(needed)
    def new_removal(**ids):
        record = found(ids)
        return page(record, RemovalForm().fill(version=record.version))

    @bp.post(path)
    @allow(needed)
    def create_removal(**ids):
        record, form = found(ids), RemovalForm()
        if not form.validate():
            return page(record, form, 422)
        old = form.take(record, request.path)
        answer = commit(go(back(record)))
        removals.forget(old)
        return answer
