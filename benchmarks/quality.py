"""Quality: ``python -m benchmarks.quality [NAME...] [--data DIR] [--weights DIR] [--json FILE] [--full]``.

Measures harm, damage, inpaint, denoise, jpeg, tone and color, or those named, and prints the figures with the
published ones beside. The data folder holds the tar files that training reads; nothing is extracted.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from benchmarks import networks, report
from benchmarks.bench import SEED, Bench
from benchmarks.pictures import DataMissing
from benchmarks.report import Row
from benchmarks.suites import SUITES
from restoration.sessions import Sessions

DATA_VARIABLE = "HEIRLOOM_BENCHMARK_DATA"
WRONG_USE = 2


def main(
    names: Annotated[
        list[str] | None, typer.Argument(help=f"Of {', '.join(SUITES)}; all by default.")
    ] = None,
    data: Annotated[Path | None, typer.Option(envvar=DATA_VARIABLE, help="Folder of the tar files.")] = None,
    weights: Annotated[
        Path | None, typer.Option(help="Folder of NAME.onnx; the shipped ones by default.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Also write the figures here.")] = None,
    full: Annotated[bool, typer.Option("--full", help="All pictures, however long it takes.")] = False,
    seed: Annotated[int, typer.Option(help="Of all noise, damage and masks.")] = SEED,
    threads: Annotated[int, typer.Option(help="Of each network; 0 is one per core.")] = 0,
) -> None:
    """Measure the quality of the networks and stages."""
    unknown = [name for name in names or () if name not in SUITES]
    if unknown:
        _leave(f"There is no figure called {unknown[0]}: there are {', '.join(SUITES)}.")
    if data is None:
        _leave(f"Name the folder of the tar files with --data, or in {DATA_VARIABLE}.")
    found = networks.found(weights)
    sessions = Sessions(found, threads=threads)
    with Console(stderr=True).status("") as status:
        bench = Bench(data, sessions, full, seed, status.update)
        try:
            rows, left_out, seconds = measure(bench, names or list(SUITES), found)
        except DataMissing as error:
            _leave(str(error))
    title = "Quality" + (" (all pictures)" if full else " (a part of the pictures)")
    facts = {"networks": networks.digests(found), "left_out": left_out, "seconds": seconds, "full": full}
    report.publish(rows, title, json, **facts, seed=seed)
    for name, absent in left_out.items():
        typer.echo(
            f"{name} was not measured: there is no {', '.join(f'{network}.onnx' for network in absent)}."
        )


def measure(
    bench: Bench, names: list[str], found: dict[str, Path]
) -> tuple[list[Row], dict[str, tuple[str, ...]], dict[str, float]]:
    """The rows of what can be measured, the networks that the rest lacks, and the seconds of each."""
    rows: list[Row] = []
    left_out: dict[str, tuple[str, ...]] = {}
    seconds: dict[str, float] = {}
    for name in names:
        suite = SUITES[name]
        absent = networks.missing(found, suite.networks)
        if absent:
            left_out[name] = absent
            continue
        started = time.perf_counter()
        rows += suite.measure(bench)
        seconds[name] = round(time.perf_counter() - started, 1)
    return rows, left_out, seconds


def _leave(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(WRONG_USE)


if __name__ == "__main__":
    typer.run(main)
