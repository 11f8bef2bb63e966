"""What a process of its own costs: its start, and its memory with large photographs."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.bench import Bytes
from benchmarks.footprint import Footprint
from benchmarks.old_print import scanned
from benchmarks.report import Bar, Row

GB = 1e9


def at_most(limit: float) -> Bar:
    """A bar from above."""
    return Bar(limit, at_least=False)


LARGE = (
    ("12 megapixels", 4000, 3000, at_most(35), at_most(1.5)),
    ("50 megapixels", 8160, 6120, None, at_most(2.5)),
)
"""What is scanned, its width and height, and the bars of seconds and of gigabytes."""


def spawn(source: bytes, weights: Path | None, threads: int, recipe: str = "everything") -> Footprint:
    """Restore one photograph in a fresh process, by a recipe of ``benchmarks.footprint``.

    Raises ``subprocess.CalledProcessError`` when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        photograph = Path(folder) / "print.jpg"
        photograph.write_bytes(source)
        place = str(weights.resolve()) if weights else "-"
        arguments = [str(photograph), place, str(threads), repr(time.time()), recipe]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.footprint", *arguments], stdout=subprocess.PIPE, check=True
        )
    figures = json.loads(done.stdout)
    return Footprint(**figures | {"ran": tuple(figures["ran"])})


def start_row(source: bytes, weights: Path | None, threads: int, runs: int) -> Row:
    """Seconds from the start of a process to an engine that takes photographs."""
    prints = [spawn(source, weights, threads) for _ in range(min(runs, 3))]
    beside = {
        "engine's first photograph, s": statistics.median(one.engine_seconds for one in prints),
        "memory before it, GB": prints[0].idle_bytes / GB,
        "peak, GB": prints[0].engine_peak_bytes / GB,
    }
    median = statistics.median(one.ready_seconds for one in prints)
    return Row("process", "start", "to a ready engine, s", median, len(prints), beside=beside)


def enlarging_rows(picture: Bytes, threads: int) -> list[Row]:
    """Seconds and peak memory of 512 x 400 enlarged to 2048 x 1600; none where nothing can enlarge."""
    cost = spawn(scanned(picture, 512, 400), None, threads, "enlarged")
    if "scale" not in cost.ran:
        return []
    of, writing = "512 x 400 to 2048 x 1600", {"with writing": cost.writing_peak_bytes / GB}
    return [
        Row("process", of, "engine, s", cost.engine_seconds, 1, bar=at_most(40)),
        Row("process", of, "peak, GB", cost.engine_peak_bytes / GB, 1, bar=at_most(0.7), beside=writing),
    ]


def large_rows(
    picture: Bytes, weights: Path | None, threads: int, progress: Callable[[str], object], *, complete: bool
) -> list[Row]:
    """Seconds and peak memory of large photographs, each in a fresh process."""
    rows = []
    for subject, width, height, seconds_bar, memory_bar in LARGE:
        progress(subject)
        cost = spawn(scanned(picture, width, height), weights, threads)
        seconds = {"writing": cost.writing_seconds}
        memory = {"with writing": cost.writing_peak_bytes / GB}
        bars = (seconds_bar, memory_bar) if complete else (None, None)
        note = f"ran: {', '.join(cost.ran)}"
        rows += [
            Row(
                "process",
                subject,
                "engine, s",
                cost.engine_seconds,
                1,
                bar=bars[0],
                beside=seconds,
                note=note,
            ),
            Row("process", subject, "peak, GB", cost.engine_peak_bytes / GB, 1, bar=bars[1], beside=memory),
        ]
    return rows
