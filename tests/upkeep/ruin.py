"""Ways in which a backup is damaged: cut, flipped, swapped, taken out, put in – each with the word that its refusal must say."""

from __future__ import annotations

import hashlib
import io
import json
import random
import tarfile
from collections.abc import Iterator
from pathlib import Path

from portal.upkeep import archive

SEAL = archive.SEAL_LENGTH


def places(path: Path) -> dict[str, tuple[int, int]]:
    """member → where its bytes begin, and how many there are."""
    with tarfile.open(path, mode="r:") as tar:
        return {member.name: (member.offset_data, member.size) for member in tar}


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def repacked(data: bytes, change) -> bytes:
    """The members changed, packed anew, the old seal behind them: what somebody without the digest's secret can do."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
        found = {m.name: tar.extractfile(m).read() for m in tar}
    change(found)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in found.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue() + data[-SEAL:]


def resealed(data: bytes, change) -> bytes:
    """The same by somebody who knows how a seal is made, and reckons it anew."""
    body = repacked(data, change)[:-SEAL]
    with tarfile.open(fileobj=io.BytesIO(body), mode="r:") as tar:
        manifest = tar.extractfile(archive.MANIFEST).read()
    seal = f"score-portal backup, sealed {hashlib.sha256(body).hexdigest()}, manifest {hashlib.sha256(manifest).hexdigest()}\n"
    return body + seal.encode()


def swap(found: dict, one: str, other: str) -> None:
    found[one], found[other] = found[other], found[one]


def retell(found: dict, **facts) -> None:
    """The manifest tells another tale of the same members."""
    found[archive.MANIFEST] = json.dumps({**json.loads(found[archive.MANIFEST]), **facts}).encode()


def put_as_told(found: dict, name: str, content: bytes) -> None:
    """Another content, with the manifest changed to match."""
    found[name] = content
    manifest = json.loads(found[archive.MANIFEST])
    manifest["members"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    retell(found, members=manifest["members"])


def broken_database(data: bytes) -> bytes:
    """Pages in the middle overwritten, as a dying disk does."""
    middle = len(data) // 2 // 4096 * 4096
    return data[:middle] + b"\xde\xad" * 8192 + data[middle + 16384 :]


def ruins(path: Path) -> Iterator[tuple[str, bytes, str]]:
    """(what was done, the damaged bytes, a word of the refusal)"""
    data, where, chance = path.read_bytes(), places(path), random.Random(7)
    files = sorted(name for name in where if name.startswith("files/") and where[name][1])  # nothing can be flipped in an empty one
    begin = {name: at for name, (at, _size) in where.items()}
    yield "nothing left", b"", "seal"
    for share in (0.1, 0.25, 0.5, 0.75, 0.9, 0.99):
        yield f"cut at {share:.0%}", data[: int(len(data) * share)], "seal"
    for gone in (1, 7, SEAL - 1, SEAL, SEAL + 1, 512, 10240):
        yield f"the last {gone} bytes cut", data[:-gone], "seal"
    yield "written on", data + b"\n", "seal"
    yield "twice the same", data + data[:100], "seal"
    for name in ("database.db", *files[:2], "manifest.json"):
        start, size = where[name]
        for turn, at in enumerate((start, start + size // 2, start + size - 1, start + chance.randrange(size))):
            yield f"a bit of {name} flipped ({turn})", flipped(data, at), "manifest was altered" if name == "manifest.json" else name
    for name in ("database.db", files[0], "manifest.json"):
        yield f"the header of {name} flipped", flipped(data, begin[name] - 512 + 3), ""
    yield "padding flipped", flipped(data, where[files[0]][0] + where[files[0]][1] + 1), "between its members"
    yield "the seal's digest flipped", flipped(data, len(data) - SEAL + 40), ""
    yield "the seal's word flipped", flipped(data, len(data) - SEAL + 3), "seal"
    for name in ("database.db", files[0], files[-1]):
        yield f"{name} taken out", repacked(data, lambda found, name=name: found.pop(name)), f"{name} is missing"
    yield "the manifest taken out", repacked(data, lambda found: found.pop(archive.MANIFEST)), "manifest is missing"
    yield "two files swapped", repacked(data, lambda found: swap(found, files[0], files[1])), files[0]
    yield "database and file swapped", repacked(data, lambda found: swap(found, "database.db", files[0])), "was altered"
    yield "a stranger put in", repacked(data, lambda found: found.update({"files/" + "0" * 64: b"x"})), "does not belong"
    for name in ("../../escape", "/etc/passwd", "files/x", "portal.py"):
        yield f"{name} put in", repacked(data, lambda found, name=name: found.update({name: b"x"})), "no place"
    yield "another format", resealed(data, lambda found: retell(found, format=99)), "format"
    yield (
        "a broken database, resealed",
        resealed(data, lambda f: put_as_told(f, "database.db", broken_database(f["database.db"]))),
        "database",
    )
    yield "an empty database, resealed", resealed(data, lambda found: put_as_told(found, "database.db", b"")), "database"
    yield "no database at all, resealed", resealed(data, lambda found: put_as_told(found, "database.db", b"not SQLite" * 500)), "database"
    yield "other counts told, resealed", resealed(data, lambda found: retell(found, counts={"person": 1})), "counts"
    yield "another history told, resealed", resealed(data, lambda found: retell(found, history={})), "history"
    yield "a migration of tomorrow, resealed", resealed(data, lambda found: retell(found, migration="9999")), "older"
    yield "a file that is not its name, resealed", resealed(data, lambda found: put_as_told(found, files[0], b"x")), files[0]
