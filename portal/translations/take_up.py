"""`make catalogues`: take up new words from code and templates; translations that exist are kept."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from portal.config import ROOT
from portal.translations import catalogues

KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def extracted() -> Catalog:
    """Every word of the house, without places in files: those change with every line."""
    words = Catalog(project="SCORE Portal")
    for folder, method in (("portal", [("**.py", "python")]), ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")])):
        found = extract_from_dir(str(ROOT / folder), method, {"**.html": {"trimmed": "true"}}, keywords=KEYWORDS)
        for _file, _line, message, comments, context in found:
            words.add(message, auto_comments=comments, context=context)
    return words


def main() -> None:
    words = extracted()
    for path in catalogues():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        catalogue.update(words, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, omit_header=False, sort_output=True, width=140)
        missing = [m.id for m in catalogue if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]
        print(f"{path.parent.parent.name}: {len(catalogue)} words, {len(missing)} to translate")


if __name__ == "__main__":
    main()
