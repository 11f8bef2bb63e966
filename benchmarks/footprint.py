"""One photograph in a process of its own: ``python -m benchmarks.footprint`` is run by the latency benchmark.

Prints one line of JSON: seconds from the start of the process to a ready engine, seconds of the engine's work
and of writing both versions, and the peak of resident memory before and after writing.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import networks
from restoration.engine import Engine, EngineSettings, Request
from restoration.photo import encode
from restoration.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Footprint:
    """What one photograph cost; memory in bytes."""

    ready_seconds: float
    engine_seconds: float
    writing_seconds: float
    idle_bytes: int
    engine_peak_bytes: int
    writing_peak_bytes: int
    ran: tuple[str, ...]


def everything() -> Recipe:
    """Every stage at work, as a photograph in need of all of them would have it."""
    return Recipe(repair=0.5, inpaint=1.0, clean=1.0, fading=0.5, cast=0.5, contrast=0.5, colorize=True)


def enlarged() -> Recipe:
    """Nothing but four times the width and height."""
    return Recipe(repair=0.0, inpaint=0.0, scale=4)


RECIPES: Mapping[str, Callable[[], Recipe]] = {"everything": everything, "enlarged": enlarged}
"""What can be measured, by name."""


def settings(weights: Path | None, threads: int) -> EngineSettings:
    """The engine's settings, with the networks of a folder if there is one."""
    return EngineSettings(threads=threads, models=networks.found(weights) if weights else {})


def peak_bytes() -> int:
    """The most memory that this process has had resident.

    Not ``ru_maxrss`` where it can be helped: on Linux a child inherits in it what its parent had.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


async def measure(
    source: bytes, weights: Path | None, threads: int, born: float, recipe: Recipe
) -> Footprint:
    """Restore and write one photograph; ``born`` is when the process was started, of ``time.time``."""
    async with Engine(settings(weights, threads)) as engine:
        ready, idle = time.time() - born, peak_bytes()
        started = time.perf_counter()
        result = await engine.restore(Request(source, recipe=recipe))
        worked, engine_peak = time.perf_counter(), peak_bytes()
        for version, photo in result.photos.items():
            encode(photo, edit=result.edits[version])
        written = time.perf_counter()
    ran = tuple(report.stage for report in result.stages if report.ran)
    return Footprint(ready, worked - started, written - worked, idle, engine_peak, peak_bytes(), ran)


def main(arguments: Sequence[str]) -> None:
    """Arguments: the photograph, the folder of networks or ``-``, threads, its start, the recipe."""
    photograph, weights, threads, born, recipe = arguments
    folder = None if weights == "-" else Path(weights)
    source, asked = Path(photograph).read_bytes(), RECIPES[recipe]()
    result = asyncio.run(measure(source, folder, int(threads), float(born), asked))
    print(json.dumps(asdict(result)))


if __name__ == "__main__":
    main(sys.argv[1:])
