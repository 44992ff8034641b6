"""How content lies on the disk: `<module>/<language>/module.md`, `NN-slug.md`, `tools/slug.md`; `<module>/drawings/slug.svg`; `glossary.yaml`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale, UnknownLocaleError

from portal.curriculum.drawings import read_drawing
from portal.curriculum.glossary import FILE, read_glossary
from portal.curriculum.reading import Broken, Source, read
from portal.curriculum.shapes import SOURCE_LANGUAGE, Shelf

LESSON = re.compile(r"(?P<position>\d\d)-(?P<slug>[a-z0-9-]{1,80})\.md")
TOOL = re.compile(r"[a-z0-9-]{1,80}\.md")
DRAWINGS = "drawings"
CODE = re.compile(r"[a-z][a-z-]{0,39}")


@dataclass
class Folder:
    """One module's files. `lessons[slug][language]`, `tools[slug][language]`; what cannot be read stands in `broken`."""

    path: Path
    modules: dict[str, Source] = field(default_factory=dict)
    lessons: dict[str, dict[str, Source]] = field(default_factory=dict)
    tools: dict[str, dict[str, Source]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    drawings: dict[str, str] = field(default_factory=dict)  # of a lesson, by its slug
    glossary: Source | None = None
    broken: list[Broken] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.path.name

    def shelf(self, slug: str) -> Shelf:
        return Shelf(self.glossary or Source(self.path, {}, "", {}), self.drawings.get(slug, ""))

    @property
    def languages(self) -> list[str]:
        """English first, because the others inherit from it."""
        return sorted(
            (path.name for path in self.path.iterdir() if path.is_dir() and path.name != DRAWINGS),
            key=lambda name: (name != SOURCE_LANGUAGE, name),
        )


def places(root: Path) -> list[Path]:
    """The folder of each module."""
    return [path for path in sorted(root.iterdir()) if path.is_dir() and CODE.fullmatch(path.name)]


def folders(root: Path) -> list[Folder]:
    return [gather(path) for path in places(root)]


def fingerprint(path: Path) -> str:
    """A digest of a module's files as they lie there, and of the code that reads them."""
    files = [
        *sorted(path.glob("**/*.md")),
        *sorted(path.glob("drawings/*")),
        *path.parent.glob(FILE),
        *sorted(Path(__file__).parent.glob("*.py")),
    ]
    whole = hashlib.sha256()
    for file in files:
        whole.update(str(file.relative_to(path) if file.is_relative_to(path) else file.name).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:24]


def gather(path: Path) -> Folder:
    folder = Folder(path)
    try:
        folder.glossary = read_glossary(path.parent)
    except Broken as broken:
        folder.broken.append(broken)
    for file in sorted((path / DRAWINGS).glob("*")):
        try:
            folder.drawings[file.stem] = read_drawing(file)
        except Broken as broken:
            folder.broken.append(broken)
    for language in folder.languages:
        try:
            Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            folder.broken.append(Broken(path / language, 1, "is not the code of a language, such as en, ur or sd"))
            continue
        for file in sorted((path / language).glob("**/*.md")):
            try:
                place(folder, language, file)
            except Broken as broken:
                folder.broken.append(broken)
    return folder


def place(folder: Folder, language: str, file: Path) -> None:
    inside = file.relative_to(folder.path / language)
    if inside == Path("module.md"):
        folder.modules[language] = read(file)
    elif inside.parent == Path("tools") and TOOL.fullmatch(file.name):
        folder.tools.setdefault(file.stem, {})[language] = read(file)
    elif inside.parent == Path(".") and (named := LESSON.fullmatch(file.name)):
        slug = named["slug"]
        if language == SOURCE_LANGUAGE:
            folder.positions[slug] = int(named["position"])
        folder.lessons.setdefault(slug, {})[language] = read(file)
    else:
        raise Broken(file, 1, "is neither module.md, nor a lesson NN-slug.md, nor a tool in tools/")
