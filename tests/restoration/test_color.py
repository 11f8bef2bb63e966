"""Promises of colour: exact CIELAB, both ways."""

import numpy as np
import pytest
from skimage import data
from skimage.color import rgb2lab

from restoration import color


@pytest.fixture(scope="module")
def astronaut() -> color.Words:
    return np.asarray(data.astronaut(), dtype=np.uint16) * 257  # type: ignore[no-untyped-call]


def test_lab_is_that_of_the_reference_implementation(astronaut: color.Words) -> None:
    rgb = np.concatenate([astronaut.reshape(-1, 3)[::7], np.eye(3, dtype=np.uint16) * 65535])
    expected = rgb2lab(rgb / 65535)
    assert np.abs(color.pixels_to_lab(rgb) - expected).max() < 0.01
    assert np.abs(color.srgb_to_lab((rgb / 65535).astype(np.float32)) - expected).max() < 0.01


def test_lab_and_back_gives_every_colour_to_a_fraction_of_a_16_bit_step() -> None:
    levels = np.linspace(0, 1, 18, dtype=np.float32)
    cube = np.stack(np.meshgrid(levels, levels, levels), axis=-1)
    assert np.abs(color.lab_to_srgb(color.srgb_to_lab(cube)) - cube).max() < 2e-5


def test_grey_has_no_chroma() -> None:
    grey = np.repeat(np.arange(65536, dtype=np.uint16)[:, None], 3, axis=1)
    assert np.abs(color.pixels_to_lab(grey)[:, 1:]).max() < 1e-3


def test_transfer_function_meets_the_standard_at_known_points() -> None:
    encoded = np.array([0.0, 0.04045, 0.5, 1.0], np.float32)
    linear = np.array([0.0, 0.0031308, 0.2140411, 1.0], np.float32)
    assert color.srgb_to_linear(encoded) == pytest.approx(linear, abs=1e-6)
    assert color.linear_to_srgb(linear) == pytest.approx(encoded, abs=1e-6)


def test_colour_outside_srgb_loses_chroma_but_not_lightness_or_hue() -> None:
    hue = np.deg2rad(np.arange(0, 360, 15))
    level = np.repeat(np.array([5, 50, 95], np.float32), hue.size)
    wanted = np.column_stack([level, np.tile(150 * np.cos(hue), 3), np.tile(150 * np.sin(hue), 3)])
    shown = color.srgb_to_lab(color.lab_to_srgb(wanted.astype(np.float32)))
    assert np.abs(shown[:, 0] - level).max() < 0.05
    radius = np.hypot(shown[:, 1], shown[:, 2])
    assert radius.max() < 150
    assert radius.min() > 1
    turned = (shown[:, 1] * wanted[:, 2] - shown[:, 2] * wanted[:, 1]) / (150 * radius)
    assert np.abs(turned).max() < 0.02
