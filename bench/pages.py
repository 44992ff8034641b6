"""`python -m bench.pages`: pages and writes of the portal as multiples of what bare Flask does on this machine, in one run."""

from __future__ import annotations

import argparse
import sys

from bench import measuring, wire
from bench.load import need_wrk
from bench.place import HERE, Place, prepare
from bench.report import Report
from bench.subjects import Subject, subjects, unchanged


def main() -> int:
    options = arguments()
    need_wrk()
    say("growing a programme of 500 projects …")
    place = prepare()
    try:
        place.start()
        report = measure(place, options)
    finally:
        place.stop()
    (HERE / "report.md").write_text(report.text(), encoding="utf-8")
    print(report.text())
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of each round")
    parser.add_argument(
        "--only", nargs="*", default=[], help="codes of subjects: module lesson enterprise projects home action confirm unchanged"
    )
    parser.add_argument("--gate", action="store_true", help="one short round: does everything still answer?")
    options = parser.parse_args()
    if options.gate:
        options.rounds, options.seconds = 1, 1
    return options


def measure(place: Place, options: argparse.Namespace) -> Report:
    report = Report(options.seconds)
    all_ = {one.code: one for one in everything(place)}
    chosen = [one for code, one in all_.items() if not options.only or code in options.only]
    say("cold: each server anew …")
    report.cold_floors = measuring.cold_floors(place)
    report.figures = [measuring.begin(place, one) for one in chosen]
    measuring.warm(place, report.figures)
    for nth in range(options.rounds):
        say(f"round {nth + 1} of {options.rounds} …")
        for letter, one in measuring.play(place, report.figures, options.seconds, nth).items():
            report.floors.setdefault(letter, []).append(one)
    report.memory = place.portal.pss_megabytes()
    if {"home", "projects"} <= all_.keys():
        report.wire = measuring.on_the_wire(place, all_)
        if not options.gate:
            say("first paint on a slow phone …")
            report.paints = measuring.paints(place, all_["home"])
    if not options.gate and any(one.code == "module" for one in chosen):  # beside them the module's page is asked for
        say("slow phones …")
        report.crowd = measuring.slow_clients(place, all_["module"], options.seconds, min(options.rounds, 3))
    return report


def everything(place: Place) -> list[Subject]:
    found = subjects(place.app, place.grown)
    module = next(one for one in found if one.code == "module")
    tagged = wire.with_tags(place.portal, module.requests.people)
    return [*found, unchanged(module, tagged)] if tagged else found


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
