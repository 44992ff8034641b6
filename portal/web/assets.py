"""Static files under names that carry their hash, compressed once, kept by browsers for a year."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from portal.config import ROOT

SOURCES = {"": ROOT / "static", "guides/": ROOT / "docs" / "guides" / "pictures"}  # prefix of the name → folder
TEXT = {".css", ".js", ".svg", ".webmanifest", ".json"}


def init_app(app: Flask) -> None:
    built = build(app.config["INSTANCE"] / "static")
    names = json.loads((built / "names.json").read_text())
    app.jinja_env.globals["asset"] = lambda name: f"/static/{names[name]}"
    app.jinja_env.globals["has_sheet"] = {
        name.removeprefix("rooms/").removesuffix(".css") for name in names if name.startswith("rooms/")
    }.__contains__
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=str(built), prefix="static/", immutable_file_test=lambda path, url: True)


def build(target: Path) -> Path:
    """Copy what is served as it lies under hashed names with brotli and gzip beside; nothing to do where it is current."""
    files = {
        f"{prefix}{path.relative_to(folder)}": path.read_bytes()
        for prefix, folder in SOURCES.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    state = hashlib.sha256(b"".join(name.encode() + b"\0" + data for name, data in files.items())).hexdigest()[:16]
    built = target / state
    if (built / "names.json").exists():
        return built
    target.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=target))
    names = {name: hashed(name, data) for name, data in files.items() if not name.endswith(".css")}
    for name, data in files.items():
        if name.endswith(".css"):
            files[name] = point_to_hashed(data.decode(), names).encode()
            names[name] = hashed(name, files[name])
    for name, data in files.items():
        write(beside / names[name], data)
    (beside / "names.json").write_text(json.dumps(names))
    try:
        os.rename(beside, built)
    except OSError:  # another worker was first with the same files
        shutil.rmtree(beside)
    return built


def hashed(name: str, data: bytes) -> str:
    stem, suffix = os.path.splitext(name)
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}{suffix}"


def point_to_hashed(css: str, names: dict[str, str]) -> str:
    css = re.sub(r"/\*.*?\*/|\n\s*", "", css, flags=re.S)
    return re.sub(r"url\((fonts/[^)]+)\)", lambda match: f"url({names[match[1]]})", css)


def write(path: Path, data: bytes) -> None:
    import brotli

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if path.suffix in TEXT:
        Path(f"{path}.br").write_bytes(brotli.compress(data, quality=11))
        Path(f"{path}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
