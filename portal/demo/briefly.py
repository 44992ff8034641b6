"""A factory told in a few lines, made as whole as one that is told at length: its people named, its projects put on their days."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal import clock

STEPS = (("planned", 7), ("in_progress", 12), ("implemented", 40), ("verified", 68))  # so many days after it was logged
APART = 3  # days between the same thing at two factories of a batch


class Words:
    """What many factories share: names, jobs, places, captions. Each person is another one."""

    def __init__(self, facts: dict):
        self.facts, self.met = facts, {"f": 0, "m": 0}

    def person(self, sex: str) -> dict[str, str]:
        first, family, nth = self.facts["women" if sex == "f" else "men"], self.facts["families"], self.met[sex]
        self.met[sex] += 1
        also = nth + (9 if sex == "f" else 0)  # the first woman and the first man are of two families
        (one, one_ur), (other, other_ur) = first[nth % len(first)], family[also % len(family)]
        return {"name": f"{one} {other}", "name_ur": f"{one_ur} {other_ur}", "sex": "female" if sex == "f" else "male"}

    def area(self, name: str) -> dict[str, str]:
        return {"name": name, "name_ur": self.facts["areas"][name]}

    def caption(self, scene: str, title: str) -> str:
        return self.facts["scenes"][scene][is_urdu(title)]

    def not_tracked(self, title: str, place: int) -> str:
        said = self.facts["not_tracked"]["ur" if is_urdu(title) else "en"]
        return said[place % len(said)]


def is_urdu(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def day(when: int | date) -> int:
    return when if isinstance(when, int) else (when - clock.today()).days


def whole(firm: dict, batch: dict, place: int, words: Words) -> dict[str, Any]:
    trainer = firm.get("trainer") or batch["trainers"][place % len(batch["trainers"])]
    team = [member(firm["name"], nth, who, words) for nth, who in enumerate(firm["team"].split(), 1)]
    areas = [words.area(name) | ({} if nth else {"pilot": True}) for nth, name in enumerate(firm["areas"])]
    told = {**firm, "city": firm.get("city", "Karachi"), "trainer": trainer, "areas": areas, "team": team}
    told["projects"] = [project(told, one, nth, batch, place, words) for nth, one in enumerate(firm["projects"])]
    told["training"] = training(told, batch, place)
    return told


def member(firm: str, nth: int, who: str, words: Words) -> dict[str, str]:
    """`who` is as in "f.checker": a woman who checks quality."""
    sex, job = who.split(".")
    said, said_ur, level, *more = words.facts["jobs"][job]
    held = {"job": said, "job_ur": said_ur, "level": level, "employment": more[0] if more else "permanent"}
    return {"key": f"{firm}/{nth}", **words.person(sex), **held}


def project(firm: dict, told: dict, nth: int, batch: dict, place: int, words: Words) -> dict[str, Any]:
    """Logged on its day of the batch, then step by step, as far as the story says."""
    begun, title = day(batch["projects"][nth]) + APART * place, told["title"]
    by = firm["team"][told.get("by", 3) - 1]["key"]
    last = told.get("until", "verified")
    far = [to for to, _after in STEPS].index(last) + 1 if last != "idea" else 0
    steps: list[dict] = [{"to": to, "day": begun + after, "by": by} for to, after in STEPS[:far]]
    is_used = far > 2
    if is_used:
        steps[2]["result"] = told["result"]
    if far > 3:
        steps[3]["by"] = firm["trainer"]
    before, after = told["scenes"].split()
    photos = [(1, "before", before)] + ([(42, "after", after)] if is_used else [])
    shown = [
        {"kind": kind, "scene": scene, "caption": words.caption(scene, title), "by": by, "day": begun + on} for on, kind, scene in photos
    ]
    whole_one = {
        **told,
        "by": by,
        "owner": by,
        "day": begun,
        "steps": steps,
        "photos": shown,
        "area": firm["areas"][told.get("area", 0)]["name"],
    }
    whole_one["module"] = told.get("module") or batch["modules"][nth]
    if did := told.get("did"):
        whole_one["actions"] = [{"text": did, "owner": by, "due": begun + 38, **({"done": begun + 36} if is_used else {})}]
    if is_used:
        whole_one["measure"] = (
            {**told["measure"], "by": by, "at_once": True}
            if "measure" in told
            else {"not_tracked": words.not_tracked(title, place), "by": by}
        )
    return whole_one


def training(firm: dict, batch: dict, place: int) -> list[dict]:
    """The gates and the completion of each module, a few days apart at each factory, until it left."""
    until = day(firm["left"]["day"]) if "left" in firm else None
    found = []
    for told in batch["training"][: firm.get("modules_begun", len(batch["training"]))]:
        facts: dict[str, Any] = {"factory": firm["name"], "module": told["module"]}
        for gate in ("class", "visits"):
            if gate in told and (until is None or day(told[f"{gate}_day"]) < until):
                facts |= {gate: told[gate][place % len(told[gate])], f"{gate}_day": day(told[f"{gate}_day"])}
        if until is None:
            facts |= {deed: day(told[deed]) + APART * place for deed in ("proposed", "confirmed") if deed in told}
        found.append(facts)
    return found
