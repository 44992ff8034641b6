"""The laws of the house: what may import what, who may commit, where the browser is known, how rows are keyed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.routing import UUIDConverter

from portal.config import ROOT
from portal.database import Base, Tenant

PORTAL, TEMPLATES, STATIC = ROOT / "portal", ROOT / "templates", ROOT / "static"
FLOORS = (  # from top to bottom; what stands on one line does not know its neighbours
    ("rooms", "cli", "demo", "running", "serving", "upgrade", "upkeep", "worker", "translations"),
    ("home", "help"),
    ("teams", "suggestions", "audits", "savings"),
    ("improvement",),
    ("measures",),
    ("batches",),
    ("recruitment",),
    ("events",),
    ("consent",),
    ("enterprises", "curriculum"),
    ("notices",),
    ("accounts",),
    ("history", "files", "outbox", "search"),
    ("web", "errors", "extensions", "database", "clock", "config", "wires", "say"),
)
ENTRANCES = ("running", "serving", "worker")  # like wsgi.py: they make the app
ABOVE = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
PLUMBING = FLOORS[-1]
NO_ROOMS = {"utils", "util", "helpers", "common", "services", "service", "manager", "managers", "base", "misc"}
KNOWS_THE_BROWSER = {  # outside of routes and web, each with its reason
    "database.py": "a GET only reads",
    "errors.py": "an error page answers a request",
    "accounts/devices.py": "a device is known by its cookies and its address",
    "accounts/sessions.py": "the cookie's token is its subject",
    "home/menu.py": "which entry is the page one is on",
}
COMMITS_TOO = {
    "upgrade.py": "the whole work of a command",
    "database.py": "what was only read at the door ends before the lock is taken",
    "web/replay.py": "the last step of every write",
    "web/drafts.py": "what was typed outlives the refused request",
}
LOADED_WHERE_USED = (
    "alembic",
    "flask_migrate",
    "mako",
    "psycopg",
    "PIL",
    "scipy",
    "numpy",
    "statsmodels",
    "typst",
    "pyotp",
    "webauthn",
    "segno",
    "cryptography",
    "hypothesis",
    "pytest",
    "playwright",
)
LONGEST_MODULE, LONGEST_TEMPLATE = 250, 120


def modules() -> list[Path]:
    return sorted(path for path in PORTAL.rglob("*.py") if "migrations" not in path.parts and "translations" not in path.parts)


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(PORTAL))


def room_of(path: Path) -> str:
    return path.relative_to(PORTAL).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of whatever a module imports, at its top or inside a function."""
    package = ["portal", *path.relative_to(PORTAL).parent.parts]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            yield from ((node.lineno, f"{start}{node.module or ''}.{alias.name}") for alias in node.names)


def serves_a_blueprint(path: Path) -> bool:
    """A file of routes: it makes a Blueprint, or hangs views on one that its room made."""
    return bool(re.search(r"^\w+ = Blueprint\(|^ *@\w*bp\.(get|post|route)\(", path.read_text(), re.M))


def test_imports_go_down_only():
    wrong = []
    for path in modules():
        mine = room_of(path)
        if mine == "evidence" or mine == "__init__":
            continue
        assert mine in ABOVE, f"portal/{name_of(path)}: no floor of the house is named {mine}"
        for line, name in imports(path):
            parts = name.split(".")
            if parts[0] != "portal" or len(parts) < 2 or parts[1] in (mine, "evidence"):
                continue
            if mine in ENTRANCES and parts[1] in ("create_app", "the_app"):
                continue
            other = parts[1]
            fine = ABOVE[mine] == 0 or (other in ABOVE and (ABOVE[other] > ABOVE[mine] or (mine in PLUMBING and other in PLUMBING)))
            if not fine:
                wrong.append(f"portal/{name_of(path)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_evidence_knows_no_database_and_no_web():
    wrong = [
        f"portal/{name_of(path)}:{line} imports {name}"
        for path in modules()
        if room_of(path) == "evidence"
        for line, name in imports(path)
        if name.split(".")[0] in ("flask", "sqlalchemy", "wtforms", "flask_babel")
        or (name.startswith("portal.") and not name.startswith("portal.evidence"))
    ]
    assert not wrong, "\n".join(wrong)


def test_only_doors_commands_jobs_and_the_demo_commit():
    wrong = []
    for path in modules():
        name = name_of(path)
        if serves_a_blueprint(path) or path.stem in ("cli", "jobs") or name.startswith("demo/") or name in COMMITS_TOO:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and "commit" in (getattr(node.func, "attr", ""), getattr(node.func, "id", "")):
                wrong.append(f"portal/{name}:{node.lineno} commits")
    assert not wrong, "\n".join(wrong)


def test_the_browser_is_known_only_at_the_door():
    known = {"flask.request", "flask.session", "flask_login.current_user"}
    wrong = [
        f"portal/{name_of(path)}:{line} imports {name}"
        for path in modules()
        if room_of(path) != "web" and not serves_a_blueprint(path) and name_of(path) not in KNOWS_THE_BROWSER
        for line, name in imports(path)
        if name in known
    ]
    assert not wrong, "\n".join(wrong)


def test_no_room_is_named_after_a_kind():
    wrong = [name_of(path) for path in modules() if NO_ROOMS & {part.removesuffix(".py") for part in path.relative_to(PORTAL).parts}]
    assert not wrong, wrong


def test_files_are_short():
    lengths = {
        f"{path.relative_to(ROOT)}": (len(path.read_text().splitlines()), most)
        for paths, most in ((modules(), LONGEST_MODULE), (templates(), LONGEST_TEMPLATE))
        for path in paths
    }
    longest = sorted(lengths.items(), key=lambda item: -item[1][0])[:5]
    print("longest files:", ", ".join(f"{name} {lines}" for name, (lines, _) in longest))
    wrong = [f"{name}: {lines} lines, at most {most}" for name, (lines, most) in lengths.items() if lines > most]
    assert not wrong, "\n".join(wrong)


def test_markup_is_made_in_few_places():
    wrong = []
    for path in modules():
        name = name_of(path)
        makes = any(
            isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Markup"
            for node in ast.walk(tree(path))
        )
        if makes and name not in ("web/formats.py", "web/pages.py", "web/translating.py") and room_of(path) != "curriculum":
            wrong.append(name)
    in_curriculum = [name_of(p) for p in modules() if room_of(p) == "curriculum" and re.search(r"\bMarkup\(", p.read_text())]
    assert not wrong, f"Markup( in {wrong}"
    assert len(in_curriculum) <= 1, f"curriculum marks its HTML as safe in more than one file: {in_curriculum}"


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("|safe", r"\|\s*safe\b"),
        ("autoescape off", r"autoescape\s+false"),
        ("a style attribute", r"<[^>]*\sstyle\s*="),
        ("a style element", r"<style\b"),
        ("an inline script", r"<script(?![^>]*\bsrc=)"),
        ("an event attribute", r"<[a-z][^>{]*\son[a-z]+\s*="),
        ("a script address", r"javascript:"),
        ("hx-on", r"\bhx-on\b"),
    ],
)
def test_templates_hold_nothing_inline(what, pattern):
    wrong = [f"{path.relative_to(ROOT)}: {what}" for path in templates() if re.search(pattern, path.read_text(), re.I)]
    assert not wrong, "\n".join(wrong)


def test_every_class_means_something():
    """Some sheet draws it, or some script looks for it: fifty forms were as wide as the desk under a name that no sheet knew."""
    sheets = "".join(path.read_text() for path in STATIC.rglob("*.css"))
    scripts = "".join(path.read_text() for path in STATIC.glob("*.js"))
    known = set(re.findall(r"\.([A-Za-z][\w-]*)", sheets)) | set(re.findall(r"[\"'.]([A-Za-z][\w-]*)", scripts))
    wrong = []
    for path in templates():
        for names in re.findall(r'\bcl(?:as)?s="([^"]*)"', path.read_text()):
            plain = re.sub(r"{%.*?%}|{{.*?}}", " ", names) if "{" in names else names
            wrong += [
                f"{path.relative_to(ROOT)}: {name}" for name in plain.split() if name not in known and re.fullmatch(r"[A-Za-z][\w-]*", name)
            ]
    assert not wrong, "\n".join(wrong)


def test_fragments_have_one_root_and_import_their_own_macros():
    """A block rendered alone loses the page's imports: a fragment with macros brings them itself."""
    macros = {name for path in (TEMPLATES / "components").glob("*.html") for name in re.findall(r"{%-?\s*macro\s+(\w+)", path.read_text())}
    wrong = []
    for path in templates():
        if not path.name.startswith("_"):
            continue
        text = path.read_text()
        brought = set(re.findall(r"\w+", " ".join(re.findall(r"{%-?\s*from\s+\S+\s+import\s+([^%]*)%}", text)))) | set(
            re.findall(r"macro\s+(\w+)", text)
        )
        used = {name for name in macros if re.search(r"(?<![\w.])" + name + r"\(", text)}
        if missing := used - brought:
            wrong.append(f"{path.relative_to(ROOT)} uses {', '.join(sorted(missing))} without importing")
    assert not wrong, "\n".join(wrong)


def tenant_models():
    return [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Tenant)]


def test_rows_of_a_programme_are_keyed_by_it(app):
    wrong = []
    for model in tenant_models():
        table = model.__table__
        if [column.name for column in table.primary_key] != ["programme_id", "id"]:
            wrong.append(f"{table.name}: its key is {[c.name for c in table.primary_key]}")
        keys = [
            (k.name, [c.name for c in k.columns])
            for k in (*table.indexes, *table.constraints)
            if type(k).__name__ in ("Index", "UniqueConstraint")
        ]
        for name, columns in keys:
            of_a_person = {"user", "person"} >= {fk.column.table.name for c in columns for fk in table.c[c].foreign_keys} and table.c[
                columns[0]
            ].foreign_keys
            if columns[0] != "programme_id" and not of_a_person:
                wrong.append(f"{table.name}: {name} {columns} does not begin with programme_id")
    assert not wrong, "\n".join(wrong)


def test_no_row_points_across_programmes(app):
    """A foreign key to a programme's row carries the programme's id; whatever has programme_id in its key is a Tenant."""
    ours = {model.__tablename__ for model in tenant_models()}
    wrong = []
    for table in Base.metadata.tables.values():
        if "programme_id" in table.primary_key.columns and table.name not in ours:
            wrong.append(f"{table.name} has programme_id in its key and is no Tenant")
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table.name in ours and "programme_id" not in constraint.column_keys:
                wrong.append(f"{table.name}.{constraint.column_keys} points at {constraint.referred_table.name} without programme_id")
    assert not wrong, "\n".join(wrong)


def other_parents(table) -> set[str]:
    ours = {model.__tablename__ for model in tenant_models()}
    return ({constraint.referred_table.name for constraint in table.foreign_key_constraints} & ours) - {"enterprise", table.name}


def test_foreign_keys_can_be_looked_up(app):
    """Where a key points to a parent, an index or the key itself leads there: no list reads a whole table."""
    wrong = []
    for table in (model.__table__ for model in tenant_models()):
        leads = [
            [c.name for c in k.columns]
            for k in (*table.indexes, *table.constraints)
            if type(k).__name__ in ("Index", "UniqueConstraint", "PrimaryKeyConstraint")
        ]
        for constraint in table.foreign_key_constraints:
            columns = list(constraint.column_keys)
            parent = constraint.referred_table.name
            if parent in ("user", "person", "programme", "area", "module", "lesson") or any(
                set(lead[: len(columns)]) == set(columns) for lead in leads
            ):
                continue
            if parent != "enterprise" or not other_parents(table):  # what hangs on a project or an enrolment is listed under that
                wrong.append(f"{table.name}.{columns} → {parent} has no index")
    assert not wrong, "\n".join(wrong)


def test_every_id_in_a_url_is_a_uuid(app):
    wrong = []
    for url in app.url_map.iter_rules():
        for name, converter in url._converters.items():
            if (name == "id" or name.endswith("_id")) and not isinstance(converter, UUIDConverter):
                wrong.append(f"{url}: {name}")
            if type(converter).__name__ in ("IntegerConverter", "PathConverter"):
                wrong.append(f"{url}: {name} is {type(converter).__name__}")
    assert not wrong, wrong


PHYSICAL = re.compile(
    r"(?:^|[;{\s])((?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:)"
    r"|((?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)


def own_sheets() -> list[Path]:
    return sorted(path for path in STATIC.rglob("*.css") if "vendor" not in path.parts)


def test_the_sheet_is_logical():
    """Left and right are turned by the writing: `margin-inline-start`, never `margin-left`."""
    wrong = []
    for sheet in own_sheets():
        css = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), sheet.read_text(), flags=re.S)
        wrong += [f"{sheet.name}:{number}: {line.strip()}" for number, line in enumerate(css.splitlines(), 1) if PHYSICAL.search(line)]
    assert not wrong, "\n".join(wrong)


def test_what_is_rarely_used_is_loaded_where_it_is_used(tmp_path):
    """A fresh interpreter that has made the app holds none of the heavy libraries."""
    code = (
        "import sys; from portal import create_app; "
        f"create_app(ENV_NAME='test', SECRET_KEY='t' * 40, INSTANCE=__import__('pathlib').Path({str(tmp_path)!r}), SQLALCHEMY_DATABASE_URI='sqlite:///{tmp_path}/x.db'); "
        "print(' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    present = set(done.stdout.split())
    assert not present & set(LOADED_WHERE_USED), present & set(LOADED_WHERE_USED)


def test_the_demo_password_stands_only_in_the_demo():
    allowed = ("portal/demo/", "templates/accounts/_demo_people.html", "portal/cli.py")
    wrong = [
        str(path.relative_to(ROOT))
        for path in (*modules(), *templates(), *STATIC.glob("*.js"), *ROOT.glob("*.py"))
        if "demo-demo-demo" in path.read_text() and not str(path.relative_to(ROOT)).startswith(allowed)
    ]
    assert not wrong, wrong


def test_nothing_of_the_makers_machine_is_left():
    """No machine path and no unfinished note in what ships."""
    wrong = []
    for path in (*modules(), *templates(), *own_sheets(), *STATIC.glob("*.js"), *(ROOT / "content").rglob("*.md")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"(?<![\w.])/(tmp|root|home/\w+|work)/|\bTODO\b|\bFIXME\b|\bXXX\b", line):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not wrong, "\n".join(wrong)


def test_days_are_those_of_the_wall():
    """A moment is kept in UTC: its own `date()` is yesterday's for the first hours of a day in Karachi."""
    bare = re.compile(r"(_at|_since|now\(\)|moment|before)\.date\(\)|func\.date\(")
    wrong = [str(path.relative_to(ROOT)) for path in (*modules(), *templates()) if bare.search(path.read_text())]
    assert not wrong, f"clock.day_of, or wall_day in a statement: {wrong}"


def test_no_error_is_swallowed():
    wrong = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or all(isinstance(step, ast.Pass) for step in node.body)):
                wrong.append(f"portal/{name_of(path)}:{node.lineno}")
    assert not wrong, wrong
