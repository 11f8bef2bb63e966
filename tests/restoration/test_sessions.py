"""Sessions: loaded once, stopped at once, let go."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from restoration.errors import ModelInvalid, ModelMissing, ProviderMissing
from restoration.sessions import OnnxSession, Sessions, Stop, Stopped
from tests.doubles.tiny_networks import slow, smoother, tiny_networks
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
PIXELS = np.random.default_rng(1).random((1, 3, 64, 80), np.float32)


def test_a_network_is_loaded_once_and_again_after_being_let_go(tmp_path: Path) -> None:
    sessions = Sessions(tiny_networks(tmp_path), threads=1)
    first = sessions.get("clean")
    assert sessions.get("clean") is first
    before = sessions.loaded
    sessions.release()
    assert (before, sessions.loaded) == (("clean",), ())
    assert sessions.get("clean") is not first


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    session = OnnxSession("clean", smoother(tmp_path / "clean.onnx"), threads=2)
    once, twice = (session.run({"pixels": PIXELS}, Stop()) for _ in range(2))
    assert once.tobytes() == twice.tobytes()


def test_a_stop_ends_a_network_in_the_middle_of_its_work(tmp_path: Path) -> None:
    session = OnnxSession("clean", slow(tmp_path / "clean.onnx"), threads=1)
    pixels = np.zeros((1, 3, 512, 512), np.float32)
    stop = Stop()
    started = threading.Event()
    ended: list[BaseException] = []

    def work() -> None:
        started.set()
        try:
            session.run({"pixels": pixels}, stop)
        except Stopped as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    time.sleep(0.05)
    stop.ask()
    thread.join(timeout=PATIENCE_SECONDS)
    assert not thread.is_alive()
    assert len(ended) == 1


def test_a_stopped_work_starts_no_network(tmp_path: Path) -> None:
    session = OnnxSession("clean", smoother(tmp_path / "clean.onnx"), threads=1)
    stop = Stop()
    stop.ask()
    with pytest.raises(Stopped):
        session.run({"pixels": PIXELS}, stop)


def test_a_network_without_its_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as caught:
        OnnxSession("clean", tmp_path / "nowhere.onnx")
    assert caught.value.parameters["name"] == "clean"
    with pytest.raises(ModelMissing):
        Sessions({}).get("faces")


def test_a_file_that_is_no_network_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "clean.onnx"
    path.write_bytes(b"not a network")
    with pytest.raises(ModelInvalid) as caught:
        OnnxSession("clean", path)
    assert caught.value.parameters["reason"]


def test_a_network_that_wants_other_inputs_is_refused(tmp_path: Path) -> None:
    session = OnnxSession("clean", smoother(tmp_path / "clean.onnx"), threads=1)
    with pytest.raises(ModelInvalid):
        session.run({"luminance": PIXELS}, Stop())


def test_a_provider_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(ProviderMissing) as caught:
        Sessions({}, provider="abacus")
    assert "cpu" in str(caught.value.parameters["available"])


def test_no_thread_spins_while_a_loaded_network_idles(tmp_path: Path) -> None:
    session = OnnxSession("clean", smoother(tmp_path / "clean.onnx"), threads=2)
    session.run({"pixels": PIXELS}, Stop())
    time.sleep(0.05)
    before = time.process_time()
    time.sleep(0.4)
    assert time.process_time() - before < 0.1


def test_the_library_that_runs_networks_tells_its_maker_nothing(tmp_path: Path) -> None:
    """It would keep an id of this computer in the home folder, and send it with what it counts."""
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": ""}
    environ.pop("ORT_DISABLE_TELEMETRY", None)
    loads = "import restoration.sessions, sys; sys.exit('onnxruntime' not in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loads], env=environ, cwd=ROOT, check=False)
    assert done.returncode == 0
    assert not list(tmp_path.iterdir())
