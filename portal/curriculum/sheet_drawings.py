"""What on a sheet is drawn and no table: a Pareto chart, a fishbone, a poster. A heading asks for it: `## The chart {#chart}`."""

from __future__ import annotations

from collections.abc import Callable

from portal.curriculum.figures import CLOSE, OPEN

NAME, SHARE, ADDED = 1, 3, 4  # columns of the table over a chart: what, its share, the added-up share


def drawn(blocks: list[dict]) -> list[dict]:
    """The same blocks; under a heading that asks for it, drawings in place of tables. A heading's look holds until the next."""
    made: list[dict] = []
    look = ""
    for block in blocks:
        if block["kind"] == "heading":
            look = block.get("look", "")
            made += HEADS.get(look, plainly)(block, made)
        elif look == "fish" and block["kind"] == "table":
            made += [{**fish, "items": fish["items"] + bones(block)}] if (fish := grown(made)) else [headed(block, made)]
        else:
            made.append({**block, "look": look} if look in ("poster", "code") else block)
    return made


def plainly(heading: dict, above: list[dict]) -> list[dict]:
    return [heading]


def paged(heading: dict, above: list[dict]) -> list[dict]:
    return [{"kind": "page", "items": []}, heading]


def space(heading: dict, above: list[dict]) -> list[dict]:
    """Room for something large, with what belongs there said in it."""
    return [{"kind": "space", "items": heading["items"]}]


def chart(heading: dict, above: list[dict]) -> list[dict]:
    """A place for each row of the table above, the last one (the sum) left out; bars only where it holds figures."""
    rows = [block for block in above if block["kind"] == "table"][-1]["rows"][1:-1]
    names = [row[NAME] or (row[0] if not is_rank(row[0]) else []) for row in rows]
    return [heading, {"kind": "chart", "items": names, "bars": [[figure(row[SHARE]), figure(row[ADDED])] for row in rows]}]


def is_rank(parts: list[dict]) -> bool:
    return not parts or parts[0]["text"].isdigit()


def figure(parts: list[dict]) -> float | None:
    try:
        return float(parts[0]["text"].strip(OPEN + CLOSE)) if parts else None
    except ValueError:
        return None


def headed(table: dict, above: list[dict]) -> dict:
    """A fish whose head is the first thing written on the sheet."""
    first = next((block["rows"][1][0] for block in above if block["kind"] == "table"), [])
    return {"kind": "fish", "items": [first, *bones(table)], "causes": len(table["rows"])}


def bones(table: dict) -> list:
    """Each column a bone: its name, then its causes."""
    return [cell for column in zip(*table["rows"], strict=True) for cell in column]


def grown(made: list[dict]) -> dict | None:
    """The fish that stands last and takes three bones more; it is taken off, to come back with them."""
    return made.pop() if made[-1]["kind"] == "fish" else None


HEADS: dict[str, Callable[[dict, list[dict]], list[dict]]] = {"page": paged, "code": space, "chart": chart}
