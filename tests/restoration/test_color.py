"""Promises of colour: exact CIELAB, and chroma that joins without touching lightness or leaving seams."""

import cv2
import numpy as np
import pytest
from skimage import data
from skimage.color import rgb2lab

from restoration import color


def small_chroma(pixels: color.Words, width: int, height: int) -> color.Float:
    chroma = np.ascontiguousarray(color.pixels_to_lab(pixels)[..., 1:])
    return np.asarray(cv2.resize(chroma, (width, height), interpolation=cv2.INTER_AREA))


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


def test_joined_colour_keeps_lightness_even_where_it_is_too_vivid(astronaut: color.Words) -> None:
    joined = color.join_chroma(astronaut, small_chroma(astronaut, 64, 64), vividness=2.0)
    assert np.abs(color.lightness(joined) - color.lightness(astronaut)).max() < 0.5


def test_small_chroma_brings_the_picture_nearly_back(astronaut: color.Words) -> None:
    chroma = small_chroma(astronaut, 64, 64)
    truth = color.pixels_to_lab(astronaut)[..., 1:]
    joined = color.pixels_to_lab(color.join_chroma(astronaut, chroma))[..., 1:]
    plain = cv2.resize(chroma, (512, 512), interpolation=cv2.INTER_LINEAR)
    assert np.square(joined - truth).mean() < 0.9 * np.square(plain - truth).mean()


def test_no_chroma_gives_grey_of_the_same_lightness(astronaut: color.Words) -> None:
    joined = color.join_chroma(astronaut, small_chroma(astronaut, 64, 64), vividness=0.0)
    assert (np.ptp(joined.astype(np.int32), axis=2) <= 1).all()


def test_strips_of_chroma_meet_without_a_seam(astronaut: color.Words) -> None:
    level = color.lightness(astronaut)
    field = color.chroma_field(small_chroma(astronaut, 64, 64), level, 512, 512)
    whole = field.rows(0, level)
    pieces = [field.rows(top, level[top : top + 37]) for top in range(0, 512, 37)]
    assert np.abs(np.concatenate(pieces) - whole).max() < 1e-3


def test_colour_does_not_bleed_over_an_edge_of_lightness() -> None:
    width, height = 960, 720
    right = np.arange(width) + 0.4 * np.arange(height)[:, None] > 600
    level: color.Float = np.where(right, 70, 30).astype(np.float32)
    truth: color.Float = np.where(right[..., None], [40, -30], [-30, 20]).astype(np.float32)
    small = np.asarray(cv2.resize(truth, (64, 48), interpolation=cv2.INTER_AREA), dtype=np.float32)
    error = np.abs(color.upsample_chroma(small, level) - truth).max(axis=2)
    plain = np.abs(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR) - truth).max(axis=2)
    assert (plain > 5).mean() > 0.02
    assert (error > 5).mean() < 0.002


def test_joining_reports_each_strip_and_can_be_stopped() -> None:
    class StopError(Exception):
        pass

    def stop(done: float) -> None:
        if done > 0.4:
            raise StopError

    pixels = np.full((900, 1000, 3), 30000, np.uint16)
    chroma = np.zeros((8, 8, 2), np.float32)
    seen: list[float] = []
    color.join_chroma(pixels, chroma, checkpoint=seen.append)
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(StopError):
        color.join_chroma(pixels, chroma, checkpoint=stop)


def test_pictures_of_one_pixel_or_one_row_join_as_well() -> None:
    for height, width in ((1, 1), (1, 300), (300, 1)):
        pixels = np.full((height, width, 3), 30000, np.uint16)
        joined = color.join_chroma(pixels, np.full((2, 2, 2), 20, np.float32))
        assert joined.shape == pixels.shape
        assert np.abs(color.pixels_to_lab(joined)[..., 1:] - 20).max() < 0.1
