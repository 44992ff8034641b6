"""Words said later, in the language of whoever reads them: for models, forms and policies."""

from typing import Any

from flask_babel import lazy_gettext


def _l(text: str, **facts: Any) -> Any:
    """A sentence of the catalogue, put into the reader's language when it is shown; WTForms takes it for a str."""
    return lazy_gettext(text, **facts)
