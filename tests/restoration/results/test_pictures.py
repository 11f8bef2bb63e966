"""The promises of `restoration/results/pictures.py`."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from restoration.photo import Photo
from restoration.results.pictures import before_and_after, eight_bit


def plain(width: int, height: int, value: int, alpha: int | None = None) -> Photo:
    """A photograph of one grey, 0..255."""
    pixels = np.full((height, width, 3), value * 257, np.uint16)
    return Photo(pixels, None if alpha is None else np.full((height, width), alpha * 257, np.uint16))


def shown(before: Photo, after: Photo) -> Image.Image:
    """The comparison as a viewer sees it."""
    picture = Image.open(io.BytesIO(before_and_after(before, after).data))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    return picture


def test_before_is_left_and_after_is_right_with_white_between() -> None:
    picture = shown(plain(300, 400, 40), plain(300, 400, 200))
    width, height = picture.size
    assert height == 400
    assert picture.getpixel((150, 200)) == pytest.approx((40, 40, 40), abs=3)
    assert picture.getpixel((width // 2, 200)) == pytest.approx((255, 255, 255), abs=3)
    assert picture.getpixel((width - 150, 200)) == pytest.approx((200, 200, 200), abs=3)


def test_wide_pictures_stand_one_above_the_other() -> None:
    width, height = shown(plain(900, 300, 40), plain(900, 300, 200)).size
    assert (width, height > 600) == (900, True)


@pytest.mark.parametrize(("width", "height"), [(3000, 4000), (8000, 1000), (20, 5000)])
def test_each_side_is_at_most_1600_pixels_long(width: int, height: int) -> None:
    assert max(shown(plain(width, height, 40), plain(width, height, 60)).size) < 2 * 1600 + 50


def test_transparent_parts_are_white() -> None:
    picture = shown(plain(64, 64, 0, alpha=0), plain(64, 64, 0, alpha=255))
    assert picture.getpixel((10, 30)) == pytest.approx((255, 255, 255), abs=3)
    assert picture.getpixel((picture.width - 10, 30)) == pytest.approx((0, 0, 0), abs=3)


def test_small_pictures_are_not_blown_up() -> None:
    assert shown(plain(30, 20, 1), plain(30, 20, 1)).height == 20


def test_every_value_of_sixteen_bits_is_rounded_to_the_nearest_of_eight() -> None:
    every = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    exactly = (every.astype(np.uint32) * 255 + 32767) // 65535
    assert np.array_equal(eight_bit(every), exactly)
    assert np.array_equal(eight_bit(every.astype(np.float32)), exactly)
