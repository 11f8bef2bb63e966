"""Speed is measured where it is spent: by stage, in the networks, and in a process with memory of its own."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.accounts import photograph_rows
from benchmarks.fresh import spawn
from benchmarks.latency import remarks
from tests.benchmarks.shelf import photograph
from tests.doubles.tiny_networks import tiny_networks


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    tiny_networks(folder)
    return folder


@pytest.fixture(scope="module")
def source() -> bytes:
    picture = photograph(1)
    picture[10:14, 20:60] = 255  # what the tiny detector takes for damage
    return cv2.imencode(".png", picture)[1].tobytes()


def test_the_stages_and_the_rest_add_up_to_the_whole(source: bytes, weights: Path) -> None:
    found = {path.stem: path for path in weights.glob("*.onnx")}
    rows = {row.measure: row for row in photograph_rows(source, found, threads=1, runs=1)}
    stages = ("damage, s", "inpaint, s", "clean, s", "tone, s", "colorize, s")
    assert all(rows[stage].value > 0 for stage in stages)
    outside = rows["outside Session.run %"]
    whole = sum(row.value for name, row in rows.items() if name.endswith(", s") and "writing" not in name)
    assert 0 < outside.value < 100
    assert outside.beside["s"] == pytest.approx(whole * outside.value / 100)


def test_a_fresh_process_tells_its_own_peak_and_not_its_parent_s(source: bytes, weights: Path) -> None:
    ballast = np.ones(200_000_000, np.uint8)
    cost = spawn(source, weights, threads=1)
    assert cost.ran == ("damage", "inpaint", "clean", "tone", "colorize")
    slack = 4_000_000  # the kernel keeps these counters per processor and adds them up now and then
    assert 30e6 < cost.idle_bytes <= cost.engine_peak_bytes + slack
    assert cost.engine_peak_bytes <= cost.writing_peak_bytes + slack < ballast.nbytes * 1.5
    assert cost.engine_seconds > 0 < cost.ready_seconds


def test_a_busy_machine_and_missing_networks_are_said_openly() -> None:
    said = remarks({"load_at_start": 1.7}, ("clean",))
    assert "There is no clean.onnx" in said[0]
    assert "worth nothing" in said[1]
    assert remarks({"load_at_start": 0.0}, ()) == []
