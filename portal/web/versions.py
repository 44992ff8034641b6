"""Two people at one record: who saved second sees both texts before anything is overwritten."""

from __future__ import annotations

from portal.errors import Clash


def refuse_stale(form, version: int, saved: dict, way_out: str) -> None:
    """`saved` maps the form's fields to what stands now; a form of another version raises a Clash that shows both."""
    if form.version.data == version:
        return
    differing = [name for name, value in saved.items() if shown(form[name], value) != shown(form[name], form[name].data)]
    theirs = {form[name].label.text: shown(form[name], saved[name]) for name in differing}
    yours = {form[name].label.text: shown(form[name], form[name].data) for name in differing}
    raise Clash(theirs, yours, way_out)


def shown(field, value) -> str:
    """A value in the words of the form: the label of a choice, else the text."""
    offered = field.iter_choices() if getattr(field, "choices", None) else ()
    labels = {str(choice.value or ""): str(choice.label) for choice in offered}
    text = "" if value is None else str(value)
    return labels.get(text, text)
