"""`python -m bench.simulate`: tables A, C, E and H into docs/methods; exit 1 if a false rate is too high."""

import argparse
import multiprocessing
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from . import kept
from .cells import Cell, Result, all_cells, run
from .page import BOUND, Looks, keyed, markdown
from .picture import picture

OUT = Path(__file__).resolve().parents[2] / "docs" / "methods"
FULL = 2500  # series a cell of a run whose figures may be quoted
SURE = 10_000  # series of a second look; the standard error at 3.5 % is then 0.18 points


def main() -> int:
    options = arguments()
    if options.afresh:
        shutil.rmtree(kept.ROOM, ignore_errors=True)
    cells = all_cells()
    with multiprocessing.Pool(options.cores) as workers:
        results = measured(workers, {cell: round(options.runs * cell.times) for cell in cells}, "all cells")
        suspects = {replace(result.cell, again=True): max(options.sure, options.runs) for result in results if too_high(result)}
        again = measured(workers, suspects, "second look") if suspects else []
    write(in_order(cells, results + again), Looks(options.runs, options.sure, options.runs < FULL, again), options.out)
    failed = [result for result in again if too_high(result)]
    for result in failed:
        print(f"{result.cell.name}: {result.percent('improved'):.2f} % of {result.runs:,}", file=sys.stderr)
    return 1 if failed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.simulate", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=FULL, help=f"series in a cell of table A; C has twice as many, E and H a fifth more (default {FULL})"
    )
    parser.add_argument("--sure", type=int, default=SURE, help=f"series of a second look (default {SURE})")
    parser.add_argument("--cores", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--afresh", action="store_true", help="forget the cells of a run that was broken off")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


def too_high(result: Result) -> bool:
    return result.cell.table == "A" and result.cell.rho <= 0.3 and result.percent("improved") > BOUND


def measured(workers, asked: Mapping[Cell, int], what: str) -> list[Result]:
    """Each cell once, with so many series: those of an earlier run that was broken off are taken as they are."""
    done = kept.recorded(asked)
    known = {result.cell for result in done}
    for result in workers.imap_unordered(run_of, [pair for pair in asked.items() if pair[0] not in known]):
        kept.record(result)
        done.append(result)
        show(len(done), len(asked), what)
    return done


def run_of(pair: tuple[Cell, int]) -> Result:
    return run(*pair)


def show(done: int, of: int, what: str) -> None:
    if not sys.stderr.isatty() and done % (of // 20 + 1) and done < of:
        return  # a log file needs no more than twenty lines
    filled, end = 40 * done // of, "\n" if done == of or not sys.stderr.isatty() else ""
    print(f"\r{what} [{'#' * filled}{'.' * (40 - filled)}] {done}/{of}", end=end, file=sys.stderr, flush=True)


def in_order(cells: list[Cell], results: Iterable[Result]) -> list[Result]:
    """One result a cell, the second look in place of the first, in the order of the tables."""
    latest = {replace(result.cell, again=False): result for result in results}
    return [replace(latest[cell], cell=cell) for cell in cells]


def write(results: list[Result], looks: Looks, out: Path) -> None:
    found = keyed(results)
    out.mkdir(parents=True, exist_ok=True)
    (out / "simulation.md").write_text(markdown(found, looks), encoding="utf-8")
    (out / "simulation.svg").write_text(picture(found), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
