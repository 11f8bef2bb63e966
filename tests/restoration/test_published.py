"""A network whose weights another package carries computes what it would with its weights inside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from restoration.cards import cards, read_card
from restoration.engine import Engine, EngineSettings
from restoration.errors import ModelInvalid
from restoration.sessions import OnnxSession, Stop
from tests.doubles.published_network import LAST_NAME, PARAM, install, published, tiny_weights
from tests.doubles.tiny_networks import tiny_networks
from training.published import UnknownLayout, graph_of, whole


def test_weights_in_a_package_give_the_same_pixels_as_weights_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tiny_weights()
    monkeypatch.syspath_prepend(tmp_path / "site")
    stored = install(tmp_path / "site", weights)
    session = OnnxSession("upscale", published(tmp_path, weights, stored), threads=1, weights=stored)
    complete = whole(graph_of(PARAM, weights, LAST_NAME), weights).SerializeToString()
    pixels = np.random.default_rng(1).random((1, 3, 20, 17), np.float32)
    (expected,) = onnxruntime.InferenceSession(complete).run(None, {"pixels": pixels})
    np.testing.assert_array_equal(session.run({"pixels": pixels}, Stop()), expected)
    assert expected.shape == (1, 3, 80, 68)
    assert np.ptp(expected[0, 0, :4, :4]) < np.ptp(pixels[0, 0])


def test_what_the_layers_compute_is_what_they_say() -> None:
    weights = tiny_weights()
    complete = whole(graph_of(PARAM, weights, LAST_NAME), weights).SerializeToString()
    pixels = np.full((1, 3, 8, 8), 0.5, np.float32)
    (output,) = onnxruntime.InferenceSession(complete).run(None, {"pixels": pixels})
    kernels = []
    for position, shape in ((4 + 162 + 2 + 12, (2, 3, 3, 3)), (4 + 162 + 2 + 12 + 4 + 108 + 8, (3, 5, 3, 3))):
        kernels.append(np.frombuffer(weights, "<f2", int(np.prod(shape)), position + 4).reshape(shape))
    inner = kernels[0].astype(np.float32).sum(axis=(1, 2, 3)) * 0.5
    inner = np.where(inner < 0, 0.2 * inner, inner)
    joined = np.concatenate([np.full(3, 0.5, np.float32), inner])
    summed = (kernels[1].astype(np.float32).sum(axis=(2, 3)) * joined).sum(axis=1)
    np.testing.assert_allclose(output[0, :, 16, 16], 0.5 + 0.2 * summed, atol=1e-5)


def test_other_weights_than_the_graph_was_made_for_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tiny_weights()
    monkeypatch.syspath_prepend(tmp_path / "site")
    stored = install(tmp_path / "site", weights)
    path = published(tmp_path, weights, stored)
    (tmp_path / "site" / "tiny_upscaler" / LAST_NAME).write_bytes(tiny_weights(seed=2))
    with pytest.raises(ModelInvalid):
        OnnxSession("upscale", path, weights=read_card(path.with_suffix(".yaml")).weights)


@pytest.mark.parametrize(
    ("param", "weights"),
    [
        (PARAM, tiny_weights() + b"more"),
        (PARAM, tiny_weights()[:-8]),
        (PARAM.replace("Interp ", "Pooling"), tiny_weights()),
        (PARAM.replace("7767517", "7767516"), tiny_weights()),
        (PARAM.replace("4=1", "4=2"), tiny_weights()),
    ],
    ids=["bytes left over", "weights end early", "unknown layer", "another file", "another padding"],
)
def test_what_is_not_known_to_the_last_byte_is_not_converted(param: str, weights: bytes) -> None:
    with pytest.raises(UnknownLayout):
        graph_of(param, weights, LAST_NAME)


async def test_without_its_package_a_network_is_no_error_but_not_there(tmp_path: Path) -> None:
    weights = tiny_weights()
    stored = install(tmp_path / "nowhere", weights)
    models = {**tiny_networks(tmp_path / "tiny"), "upscale": published(tmp_path, weights, stored)}
    async with Engine(EngineSettings(models=models)) as engine:
        assert engine.cards["upscale"].lacks_package
        assert not engine.enlarges
        assert "upscale" not in engine.identities


def test_the_shipped_graph_carries_no_weights() -> None:
    card = next(card for card in cards() if card.name == "upscale")
    assert card.path.stat().st_size < 200_000
    assert card.weights is not None
    assert card.weights.extra == "hd"
