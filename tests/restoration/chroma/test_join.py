"""Promises of the join: small chroma gets the picture's edges, lightness stays, and no seam is left."""

import cv2
import numpy as np
import pytest
from skimage import data

from restoration import color
from restoration.chroma import join


def small_chroma(pixels: color.Words, width: int, height: int) -> color.Float:
    chroma = np.ascontiguousarray(color.pixels_to_lab(pixels)[..., 1:])
    return np.asarray(cv2.resize(chroma, (width, height), interpolation=cv2.INTER_AREA))


@pytest.fixture(scope="module")
def astronaut() -> color.Words:
    return np.asarray(data.astronaut(), dtype=np.uint16) * 257  # type: ignore[no-untyped-call]


def test_joined_colour_keeps_lightness_even_where_it_is_too_vivid(astronaut: color.Words) -> None:
    joined = join.join_chroma(astronaut, small_chroma(astronaut, 64, 64), vividness=2.0)
    assert np.abs(color.lightness(joined) - color.lightness(astronaut)).max() < 0.5


def test_small_chroma_brings_the_picture_nearly_back(astronaut: color.Words) -> None:
    chroma = small_chroma(astronaut, 64, 64)
    truth = color.pixels_to_lab(astronaut)[..., 1:]
    joined = color.pixels_to_lab(join.join_chroma(astronaut, chroma))[..., 1:]
    plain = cv2.resize(chroma, (512, 512), interpolation=cv2.INTER_LINEAR)
    assert np.square(joined - truth).mean() < 0.9 * np.square(plain - truth).mean()


def test_no_chroma_gives_grey_of_the_same_lightness(astronaut: color.Words) -> None:
    joined = join.join_chroma(astronaut, small_chroma(astronaut, 64, 64), vividness=0.0)
    assert (np.ptp(joined.astype(np.int32), axis=2) <= 1).all()


def test_strips_of_chroma_meet_without_a_seam(astronaut: color.Words) -> None:
    level = color.lightness(astronaut)
    field = join.chroma_field(small_chroma(astronaut, 64, 64), level, 512, 512)
    whole = field.rows(0, level)
    pieces = [field.rows(top, level[top : top + 37]) for top in range(0, 512, 37)]
    assert np.abs(np.concatenate(pieces) - whole).max() < 1e-3


def test_colour_does_not_bleed_over_an_edge_of_lightness() -> None:
    width, height = 960, 720
    right = np.arange(width) + 0.4 * np.arange(height)[:, None] > 600
    level: color.Float = np.where(right, 70, 30).astype(np.float32)
    truth: color.Float = np.where(right[..., None], [40, -30], [-30, 20]).astype(np.float32)
    small = np.asarray(cv2.resize(truth, (64, 48), interpolation=cv2.INTER_AREA), dtype=np.float32)
    reduced = np.asarray(cv2.resize(level, (384, 288), interpolation=cv2.INTER_AREA), np.float32)
    field = join.chroma_field(small, reduced, width, height)
    error = np.abs(field.rows(0, level) - truth).max(axis=2)
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
    join.join_chroma(pixels, chroma, checkpoint=seen.append)
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(StopError):
        join.join_chroma(pixels, chroma, checkpoint=stop)


def test_pictures_of_one_pixel_or_one_row_join_as_well() -> None:
    for height, width in ((1, 1), (1, 300), (300, 1)):
        pixels = np.full((height, width, 3), 30000, np.uint16)
        joined = join.join_chroma(pixels, np.full((2, 2, 2), 20, np.float32))
        assert joined.shape == pixels.shape
        assert np.abs(color.pixels_to_lab(joined)[..., 1:] - 20).max() < 0.1
