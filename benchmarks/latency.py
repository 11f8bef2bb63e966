"""Speed: ``python -m benchmarks.latency [--runs N] [--weights DIR] [--json FILE] [--small-only]``.

A synthetic old print of 1280 x 960 is restored and coloured; then 12 and 50 megapixels, each in a process of
its own. Medians; run it with nothing else at work, on the cores that are meant (``taskset -c 0,1``).
"""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import onnxruntime
import typer
from rich.console import Console

from benchmarks import networks, report
from benchmarks.accounts import network_rows, photograph_rows
from benchmarks.footprint import everything, settings
from benchmarks.fresh import enlarging_rows, large_rows, start_row
from benchmarks.old_print import HEIGHT, WIDTH, old_print, scanned
from benchmarks.report import Bar, Row
from restoration.engine import Engine, Request

BUSY_LOAD = 0.3
"""Load average, of processes that want to run, from which the figures are not to be trusted."""


def main(
    runs: Annotated[int, typer.Option(min=1, help="Of which the median is taken.")] = 5,
    weights: Annotated[
        Path | None, typer.Option(help="Folder of NAME.onnx; the shipped ones by default.")
    ] = None,
    threads: Annotated[int, typer.Option(help="Of each network; 0 is one per core.")] = 0,
    json: Annotated[Path | None, typer.Option(help="Also write the figures here.")] = None,
    small_only: Annotated[bool, typer.Option("--small-only", help="Leave out 12 and 50 megapixels.")] = False,
) -> None:
    """Measure the speed and the memory of the engine."""
    facts = machine(threads)
    found = networks.found(weights)
    absent = networks.missing(found, networks.NAMES)
    with Console(stderr=True).status("the photograph") as status:
        picture = old_print()
        source = scanned(picture, WIDTH, HEIGHT)
        status.update("1280 x 960")
        rows = [asyncio.run(engine_row(source, weights, threads, runs, complete=not absent))]
        rows += photograph_rows(source, found, threads, runs)
        status.update("each network beside the machine's peak")
        rows += network_rows(source, found, threads, runs)
        status.update("a process of its own")
        rows.append(start_row(source, weights, threads, runs))
        status.update("enlarging")
        rows += enlarging_rows(picture, threads)
        if not small_only:
            rows += large_rows(picture, weights, threads, status.update, complete=not absent)
    report.publish(
        rows, "Speed and memory", json, machine=facts, networks=networks.digests(found), missing=absent
    )
    for sentence in remarks(facts, absent):
        typer.echo(sentence)


async def engine_row(source: bytes, weights: Path | None, threads: int, runs: int, *, complete: bool) -> Row:
    """Seconds of ``Engine.restore`` for 1280 x 960 with everything on, networks in memory."""
    seconds = []
    async with Engine(settings(weights, threads)) as engine:
        for _ in range(runs + 1):
            started = time.perf_counter()
            await engine.restore(Request(source, recipe=everything()))
            seconds.append(time.perf_counter() - started)
    warm = seconds[1:]
    spread = {"first": seconds[0], "fastest": min(warm), "slowest": max(warm)}
    bar = Bar(3, at_least=False) if complete else None
    return Row("speed", "1280 x 960", "engine, s", statistics.median(warm), runs, bar=bar, beside=spread)


def machine(threads: int) -> dict[str, Any]:
    """What the figures depend on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return {
        "processor": processor(),
        "cores": len(affinity(0)) if affinity else os.cpu_count(),
        "threads": threads,
        "load_at_start": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "onnxruntime": onnxruntime.__version__,
    }


def processor() -> str:
    """The processor's name."""
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        for line in listing.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def remarks(facts: Mapping[str, Any], absent: tuple[str, ...]) -> list[str]:
    """What a reader of the figures must know."""
    said = []
    if absent:
        files = ", ".join(f"{name}.onnx" for name in absent)
        said.append(f"There is no {files}: those stages did not run, and bars on the whole are not judged.")
    if facts["load_at_start"] > BUSY_LOAD:
        said.append(
            f"Other work was running (load {facts['load_at_start']}): these figures are worth nothing."
        )
    return said


if __name__ == "__main__":
    typer.run(main)
