"""Promises of the border: paper around a picture is known, a sky above it is none."""

import cv2
import numpy as np
import pytest
from skimage import data

from restoration.chroma.borders import Border, find_border
from restoration.color import lightness
from restoration.stages.colorize import neutral_border
from restoration.tiles import Float


def portrait() -> Float:
    small = cv2.resize(data.astronaut(), (144, 144), interpolation=cv2.INTER_AREA)  # type: ignore[no-untyped-call]
    return lightness(np.asarray(small, np.uint16) * np.uint16(257))


def framed(tone: float, width: int = 6, *, worn: bool = False) -> Float:
    level = np.pad(portrait(), width, constant_values=tone)
    if worn:
        rng = np.random.default_rng(1)
        level += np.linspace(-4, 4, level.shape[1], dtype=np.float32)
        level[rng.random(level.shape) < 0.04] = 5
    return level.astype(np.float32)


@pytest.mark.parametrize(
    ("tone", "worn"), [(94, False), (80, True), (4, False)], ids=["paper", "worn paper", "film"]
)
def test_a_border_on_all_sides_is_known_to_a_pixel(tone: float, worn: bool) -> None:
    border = find_border(framed(tone, worn=worn))
    assert border is not None
    for found in (border.top, border.bottom, border.left, border.right):
        assert abs(found - 6) <= 1


def test_a_picture_without_a_border_has_none() -> None:
    assert find_border(portrait()) is None
    sky = portrait()
    sky[:20] = 85
    assert find_border(sky) is None
    assert find_border(np.full((96, 144), 60, np.float32)) is None


def test_paper_stays_neutral_and_the_picture_keeps_its_colour() -> None:
    level = framed(94, 8)
    chroma = np.full((40, 40, 2), 12, np.float32)
    joined = neutral_border(chroma, level)
    assert (joined[0] == 0).all()
    assert (joined[:, -1] == 0).all()
    assert (joined[4:-4, 4:-4] == 12).all()
    assert (neutral_border(chroma, portrait()) == 12).all()


def test_what_is_inside_is_one_and_the_border_nought() -> None:
    plane = Border(1, 2, 3, 4).inside(10, 12)
    assert plane.sum() == 7 * 5
    assert plane[1, 3] == plane[7, 7] == 1
