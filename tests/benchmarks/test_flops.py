"""Operations are counted as they are by hand, and time is put to the network that took it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from benchmarks.accounts import asked
from benchmarks.flops import ShapeUnknown, convolution_flops, plain_network
from benchmarks.timing import TimedSessions
from restoration.sessions import Stop
from tests.doubles.tiny_networks import smoother, tiny_networks


def test_the_plain_network_s_operations_are_those_worked_out_by_hand() -> None:
    by_hand = 8 * 256 * 256 * 64 * (64 * 3 * 3) * 2
    assert convolution_flops(plain_network(), {"input": (1, 64, 256, 256)}) == by_hand


def test_a_grouped_convolution_of_free_size_counts_only_its_own_channels(tmp_path: Path) -> None:
    model = onnx.load(smoother(tmp_path / "clean.onnx"))
    assert convolution_flops(model, {"pixels": (1, 3, 32, 48)}) == 32 * 48 * 3 * 9 * 2


def test_a_size_that_is_not_given_is_not_guessed(tmp_path: Path) -> None:
    model = onnx.load(smoother(tmp_path / "clean.onnx"))
    with pytest.raises(ShapeUnknown):
        convolution_flops(model, {})


def test_accounts_hold_every_call_with_its_shapes(tmp_path: Path) -> None:
    networks = tiny_networks(tmp_path)
    sessions = TimedSessions(networks, threads=1)
    picture = np.zeros((1, 3, 32, 48), np.float32)
    for _ in range(2):
        sessions.get("clean").run({"pixels": picture}, Stop())
    account = sessions.accounts["clean"]
    assert account.calls == 2
    assert account.shapes == {(("pixels", (1, 3, 32, 48)),): 2}
    assert 0 < account.seconds == sessions.seconds
    assert asked(onnx.load(networks["clean"]), account) == 2 * 32 * 48 * 3 * 9 * 2
