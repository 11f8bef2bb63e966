"""Where the time of one photograph goes: by stage, in and out of the networks, and how well they compute."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import onnx

from benchmarks.flops import ShapeUnknown, convolution_flops, peak_gflops
from benchmarks.footprint import everything
from benchmarks.report import Bar, Row
from benchmarks.timing import Account, TimedSessions
from restoration.photo import decode, encode
from restoration.pipeline import Choice, RestorationResult, restore_photo
from restoration.sessions import Stop

SUITE = "speed"
OUTSIDE_BAR = Bar(15, at_least=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """One photograph through the pipeline, in seconds."""

    decoding: float
    whole: float
    networks: float
    stages: Mapping[str, float]

    @property
    def outside_percent(self) -> float:
        """Share of the time that was not spent in ``Session.run``."""
        return 100 * (1 - self.networks / self.whole)


def photograph_rows(source: bytes, found: Mapping[str, Path], threads: int, runs: int) -> list[Row]:
    """Seconds by stage, of writing, and the share outside the networks; medians, networks in memory."""
    sessions = TimedSessions(found, threads=threads)
    visits = []
    for _ in range(runs + 1):
        visits.append(visit(source, sessions))
    visits = visits[1:]
    of = "1280 x 960"
    rows = [
        Row(
            SUITE,
            of,
            "outside Session.run %",
            statistics.median(one.outside_percent for one in visits),
            runs,
            bar=OUTSIDE_BAR if len(visits[0].stages) and found else None,
            beside={"s": statistics.median(one.whole - one.networks for one in visits)},
        ),
        Row(SUITE, of, "decoding, s", statistics.median(one.decoding for one in visits), runs),
    ]
    rows += [
        Row(SUITE, of, f"{stage}, s", statistics.median(one.stages[stage] for one in visits), runs)
        for stage in visits[0].stages
    ]
    rest = [one.whole - one.decoding - sum(one.stages.values()) for one in visits]
    rows.append(Row(SUITE, of, "diagnosis and the rest, s", statistics.median(rest), runs))
    rows.append(Row(SUITE, of, "writing both versions, s", writing(source, sessions, runs), runs))
    return rows


def visit(source: bytes, sessions: TimedSessions) -> Visit:
    """Decode and restore once, as the engine's thread does."""
    before = sessions.seconds
    started = time.perf_counter()
    photo = decode(source)
    decoded = time.perf_counter()
    result = restore_photo(photo, Choice(recipe=everything()), sessions, {}, Stop(), lambda _progress: None)
    ended = time.perf_counter()
    stages = {report.stage: report.seconds for report in result.stages if report.ran}
    return Visit(decoded - started, ended - started, sessions.seconds - before, stages)


def writing(source: bytes, sessions: TimedSessions, runs: int) -> float:
    """Median seconds of encoding all versions."""
    choice = Choice(recipe=everything())
    result = restore_photo(decode(source), choice, sessions, {}, Stop(), lambda _progress: None)
    return statistics.median(_written(result) for _ in range(runs))


def _written(result: RestorationResult) -> float:
    started = time.perf_counter()
    for version, photo in result.photos.items():
        encode(photo, edit=result.edits[version])
    return time.perf_counter() - started


def network_rows(source: bytes, found: Mapping[str, Path], threads: int, runs: int) -> list[Row]:
    """Each network's speed on this photograph, beside the machine's at plain convolutions."""
    sessions = TimedSessions(found, threads=threads)
    visit(source, sessions)  # loads them
    sessions.accounts.clear()
    peak = peak_gflops(threads)
    for _ in range(runs):
        visit(source, sessions)
    peak = max(peak, peak_gflops(threads))
    rows = [Row("networks", "3x3 convolution 64 -> 64 at 256 px", "peak, GFLOP/s", peak, 1)]
    for name, account in sessions.accounts.items():
        rows += _speed(name, found[name], account, peak, runs)
    return rows


def _speed(name: str, path: Path, account: Account, peak: float, runs: int) -> list[Row]:
    seconds = Row("networks", name, "s a photograph", account.seconds / runs, account.calls // runs)
    try:
        work = asked(onnx.load(path), account) / 1e9
    except ShapeUnknown as error:
        return [
            seconds,
            Row("networks", name, "GFLOP/s", float("nan"), runs, note=f"size of {error} unknown"),
        ]
    speed = work / account.seconds
    share = {"of the peak %": 100 * speed / peak, "GFLOP a photograph": work / runs}
    return [seconds, Row("networks", name, "GFLOP/s", speed, account.calls // runs, beside=share)]


def asked(model: onnx.ModelProto, account: Account) -> int:
    """Operations of all convolutions of all calls."""
    return sum(convolution_flops(model, dict(shapes)) * calls for shapes, calls in account.shapes.items())
