"""What is told: the programme of today and the batches behind it, read from the files beside this one."""

from __future__ import annotations

from pathlib import Path

import yaml

from portal.demo.briefly import Words, whole

HERE = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # written in C where it is at hand
TOLD_BRIEFLY = ("pilot", "second", "third")


def read(name: str) -> dict:
    return yaml.load((HERE / f"{name}.yaml").read_text(), Loader=LOADER)  # noqa: S506 # nosec B506 – one of the safe ones


def story() -> dict:
    """The factories of the batch under way are told at length, all others in a few lines that are made whole here."""
    told, numbers, words = read("programme"), read("measures"), Words(read("story/words"))
    for factory in told["factories"]:
        for project in factory["projects"]:
            if found := numbers["of_projects"].get(project.get("title")):
                project["measure"] = found
            project["carried"] = numbers["carried"].get(project.get("title"), [])
    told["batches"] = [read(f"story/{name}") for name in TOLD_BRIEFLY]
    for batch in told["batches"]:
        batch["factories"] = [whole(firm, batch, place, words) for place, firm in enumerate(batch["factories"])]
    told["batches"][-1]["factories"][:0] = [*told["factories"], numbers["factory"]]
    told["events"] = [asked(read("story/event"), told["batches"]), *told["events"]]
    return told


def asked(event: dict, batches: list[dict]) -> dict:
    """To the event come its alumni and every firm of the batch that was recruited there, each with people of its team."""
    known = {firm["name"]: firm for batch in batches for firm in batch["factories"]}
    new = [{"firm": firm["name"], "of_team": [1, 2 + nth % 2]} for nth, firm in enumerate(batches[-1]["factories"])]
    event["guests"] = [guests_of(known[one["firm"]], one["of_team"], nth) for nth, one in enumerate([*event["guests"], *new])]
    for slot in event["agenda"]:
        if "firm" in slot:
            speaker = known[slot["firm"]]["team"][0]
            slot |= {"speaker": speaker["name"], "role": speaker["job"]}
    return event


def guests_of(firm: dict, places: list[int], nth: int) -> dict:
    people = [{key: firm["team"][place - 1][key] for key in ("name", "sex", "level")} for place in places]
    reached = {"firm_ur": firm["name_ur"], "city": firm["city"], "phone": f"+9230055502{nth:02d}"}
    return {"firm": firm["name"], **reached, "answer": "yes", "people": people}
