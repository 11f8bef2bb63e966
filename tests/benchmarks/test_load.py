"""The service under load is measured as people meet it: over HTTP, in processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.load.measures import memory_rows
from benchmarks.load.memory import KINDS, Memory, measured
from tests.doubles.tiny_networks import tiny_networks

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody counts shared pages")
def test_memory_is_told_by_what_the_process_is() -> None:
    # A process of its own: that of the tests may have a database below it.
    words = "import subprocess; p = subprocess.Popen(['sleep', '60']); input(print(flush=True)); p.kill()"
    with subprocess.Popen(
        [sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = measured(process.pid)
        process.communicate(b"\n")
    assert found["serve"].resident >= found["serve"].proportional > 1e6
    assert 0 < found["PostgreSQL"].resident < 10e6  # whatever is below and no worker
    assert found["worker"] == Memory(0, 0)


def test_memory_that_grows_is_not_called_flat() -> None:
    steady = [dict.fromkeys(KINDS, Memory(100_000_000, 120_000_000)) for _ in range(500)]
    leaking = [dict.fromkeys(KINDS, Memory(100_000_000 + 100_000 * i, 120_000_000)) for i in range(500)]
    assert memory_rows(steady)[-1].met
    growth = memory_rows(leaking)[-1]
    assert growth.met is False
    assert growth.value == pytest.approx(100 * (148.95 / 108.95 - 1), abs=0.5)


@pytest.mark.peers
def test_every_figure_is_measured_of_a_real_service(tmp_path: Path) -> None:
    tiny_networks(tmp_path)
    counts = ["--people", "3", "--rounds", "2", "--idle", "2", "--photos", "10"]
    words = [sys.executable, "-m", "benchmarks.load", *counts, "--weights", str(tmp_path)]
    file = tmp_path / "load.json"
    subprocess.run([*words, "--json", str(file)], cwd=ROOT, check=True, capture_output=True)
    rows = {(row["subject"], row["measure"]): row for row in json.loads(file.read_text("utf-8"))["figures"]}
    assert rows["3 at once", "p95, ms"]["count"] == 6
    overhead, engine = rows["accepted to told, less engine", "p50, ms"], rows["engine", "p50, ms"]
    assert 0 < rows["accepted to begun", "p50, ms"]["value"] < overhead["value"]
    assert engine["value"] > 0
    assert all(rows[kind, "proportional, MB"]["value"] > 10 for kind in KINDS)
