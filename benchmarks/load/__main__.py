"""The service under load: ``python -m benchmarks.load [--json FILE] [--photos N] [--weights DIR]``.

`heirloom serve` runs in processes of its own, on a disk, with the shipped networks; people with the page open
send it a synthetic old print over HTTP. Run it with nothing else at work: the people share the machine.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import networks, report
from benchmarks.footprint import everything
from benchmarks.latency import machine, remarks
from benchmarks.load.measures import Tell, at_once, over_many, when_idle
from benchmarks.load.service import started
from benchmarks.load.visitor import Form
from benchmarks.old_print import HEIGHT, WIDTH, old_print, scanned
from benchmarks.report import Row

SMALL = ((320, 240), (360, 270), (280, 210), (400, 300))
"""Sizes of the photos over which memory is watched."""


def main(
    people: Annotated[int, typer.Option(min=2, help="Who send at the same moment.")] = 50,
    rounds: Annotated[int, typer.Option(min=1, help="How often they do.")] = 5,
    idle: Annotated[int, typer.Option(min=1, help="Photos sent one at a time.")] = 20,
    photos: Annotated[int, typer.Option(min=0, help="Small photos over which memory is watched.")] = 500,
    weights: Annotated[
        Path | None, typer.Option(help="Folder of NAME.onnx; the shipped ones by default.")
    ] = None,
    threads: Annotated[int, typer.Option(help="Of each network; 0 is one per core.")] = 0,
    json: Annotated[Path | None, typer.Option(help="Also write the figures here.")] = None,
) -> None:
    """Measure what the service adds to the engine's time, and what it needs."""
    facts = machine(threads)
    found = networks.found(weights)
    absent = networks.missing(found, networks.NAMES)
    with Console(stderr=True).status("a first start") as status:
        rows = asyncio.run(
            _figures(found if weights else None, threads, (people, rounds, idle, photos), status.update)
        )
    report.publish(rows, "Service", json, machine=facts, networks=networks.digests(found), missing=absent)
    for sentence in remarks(facts, absent):
        typer.echo(sentence)


async def _figures(
    weights: dict[str, Path] | None, threads: int, counts: tuple[int, int, int, int], tell: Tell
) -> list[Row]:
    people, rounds, idle, photos = counts
    picture, recipe = old_print(), everything().to_mapping()
    whole = Form(scanned(picture, WIDTH, HEIGHT), recipe)
    small = [Form(scanned(picture, width, height), recipe) for width, height in SMALL]
    async with started(weights, threads) as service:
        rows = await when_idle(service, whole, idle, tell)
        rows += await at_once(service, whole, people, rounds, tell)
        if photos and sys.platform == "linux":  # elsewhere nobody counts shared pages
            rows += await over_many(service, small, photos, tell)
    return rows


if __name__ == "__main__":
    typer.run(main)
