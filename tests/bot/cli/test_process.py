"""The promises of `heirloom` as a process: what it does when it is told to stop, piped, or out of room."""

from __future__ import annotations

import json
import os
import pty
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import pytest
import yaml

from tests.bot.cli.conftest import scratched
from tests.doubles.tiny_networks import slow, tiny_networks
from tests.waiting import PATIENCE_SECONDS

HEIRLOOM = [sys.executable, "-c", "from bot.cli import main; main()"]
ROOT = Path(__file__).parents[3]


def start(*arguments: object, config: Path, **more: object) -> subprocess.Popen[str]:
    """Start `heirloom` with its output in pipes."""
    process: subprocess.Popen[str] = subprocess.Popen(
        [*HEIRLOOM, *(str(argument) for argument in arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "HEIRLOOM_CONFIG": str(config), "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,  # type: ignore[call-overload]
    )
    return process


def await_folder(folder: Path, process: subprocess.Popen[str], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until a process has made a folder."""
    deadline = time.monotonic() + seconds
    while not folder.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def slow_config(tmp_path: Path) -> Path:
    """Settings whose network for cleaning takes many seconds."""
    models = tiny_networks(tmp_path / "networks") | {"clean": slow(tmp_path / "slow.onnx")}
    file = tmp_path / "settings.yaml"
    file.write_text(
        yaml.safe_dump(
            {"engine": {"threads": 1, "models": {name: str(path) for name, path in models.items()}}}
        )
    )
    return file


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A folder with two photographs."""
    for number in range(2):
        scratched(tmp_path / f"album/{number}.png", seed=number)
    return tmp_path / "album"


@pytest.fixture
def large_album(album: Path) -> Path:
    """The same, so large that the slow network takes minutes."""
    for path in album.iterdir():
        picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        assert picture is not None
        cv2.imwrite(str(path), cv2.resize(picture, (960, 640)))
    return album


@pytest.mark.parametrize(("told", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_told_to_stop_it_stops_at_once_leaves_nothing_half_written_and_goes_on_later(
    told: signal.Signals, code: int, large_album: Path, config: Path, slow_config: Path, tmp_path: Path
) -> None:
    (tmp_path / "recipe.yaml").write_text("{clean: 1.0}")
    arguments = ["restore", large_album, "--out", tmp_path / "out", "--recipe", tmp_path / "recipe.yaml"]
    process = start(*arguments, config=slow_config)
    await_folder(tmp_path / "out", process)
    time.sleep(0.8)  # in the middle of the network, mostly
    process.send_signal(told)
    since = time.monotonic()
    _, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert time.monotonic() - since < 30  # the whole takes minutes
    assert process.returncode == code, errors
    assert "2 photographs are left" in errors
    assert "Traceback" not in errors
    assert list((tmp_path / "out").iterdir()) == []
    done = start(*arguments, config=config)
    done.communicate(timeout=PATIENCE_SECONDS)
    assert done.returncode == 0
    assert len(list((tmp_path / "out").glob("*.report.json"))) == 2


def test_piped_it_prints_plain_lines_and_no_bar(album: Path, config: Path, tmp_path: Path) -> None:
    process = start("restore", album, "--out", tmp_path / "out", config=config)
    out, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert errors == ""
    assert "\x1b" not in out
    first, second, whole = out.splitlines()
    assert first.startswith("[1/2] ")
    assert second.startswith("[2/2] ")
    assert whole == "2 photographs restored, 0 done before, 0 failed."


def test_a_reader_that_goes_away_is_no_traceback(album: Path, config: Path, tmp_path: Path) -> None:
    process = start("restore", album, "--out", tmp_path / "out", "--json", config=config)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=PATIENCE_SECONDS) == 1
    assert "Traceback" not in errors


def test_json_on_a_narrow_terminal_is_still_one_line_each(album: Path, config: Path, tmp_path: Path) -> None:
    process = start("restore", album, "--out", tmp_path / "out", "--json", config=config)
    out, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert [json.loads(line)["state"] for line in out.splitlines()] == ["restored", "restored"]


def test_on_a_terminal_it_shows_how_far_it_is(album: Path, config: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*HEIRLOOM, "restore", str(album), "--out", str(tmp_path / "out")],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HEIRLOOM_CONFIG": str(config),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
        },
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    seen = b""
    while process.poll() is None or select.select([leader], [], [], 0)[0]:
        if select.select([leader], [], [], 0.1)[0]:
            try:
                seen += os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
    os.close(leader)
    assert process.wait(timeout=PATIENCE_SECONDS) == 0
    text = seen.decode()
    assert "1/2" in text
    assert "colouring" in text
    assert "2 photographs restored" in text


def test_a_write_that_the_system_refuses_is_a_sentence_and_leaves_no_piece(
    album: Path, config: Path, tmp_path: Path
) -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    process = start("restore", album / "0.png", "--out", tmp_path / "out", config=config, preexec_fn=little)
    _, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "cannot be written" in errors
    assert list((tmp_path / "out").iterdir()) == []
