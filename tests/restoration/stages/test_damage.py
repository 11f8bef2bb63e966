"""The damage stage: how sure a mark must be, in a clean photograph and in a worn one."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from restoration.marks import OPAQUE, TRANSLUCENT, WRITING, Marks
from restoration.stages.damage import WORN_MOST, connected, pyramid, thresholds, worn, written

DOUBTFUL, SURE = 246, 254


def probabilities(sure_pixels: int) -> npt.NDArray[np.uint8]:
    """A picture of 400 x 400 with so many sure pixels in its top rows, and one doubtful mark of 300."""
    found = np.zeros((400, 400), np.uint8)
    found[:100].flat[:sure_pixels] = SURE
    found[300:303, 50:150] = DOUBTFUL
    return found


@pytest.mark.parametrize(("sure_pixels", "kept"), [(0, False), (40, False), (8000, True)])
def test_a_doubtful_mark_is_damage_only_in_a_worn_picture(sure_pixels: int, kept: bool) -> None:
    probability = probabilities(sure_pixels)
    mask = connected(probability, *thresholds(0.5, worn(probability)))
    assert bool(mask[301, 100]) is kept
    assert mask[:100].sum() == sure_pixels


def test_a_picture_counts_as_worn_by_degrees_and_within_limits() -> None:
    degrees = [float(worn(probabilities(pixels)).max()) for pixels in (0, 170, 400, 1600, 40_000)]
    assert degrees[0] == degrees[1] == 0
    assert degrees == sorted(degrees)
    assert 0 < degrees[2] < degrees[3] <= degrees[4] == pytest.approx(WORN_MOST)


def test_a_clean_place_in_a_worn_picture_is_judged_as_strictly_as_a_clean_picture() -> None:
    ease = worn(probabilities(8000))
    assert ease[:10].min() > 1
    assert ease[150:250].max() == 0
    assert ease[301, 100] > 1


def test_a_more_sensitive_search_asks_for_less_and_never_for_nothing() -> None:
    asked = [tuple(map(int, thresholds(repair, 2.0))) for repair in (0.0, 0.5, 1.0)]
    assert asked == sorted(asked, reverse=True)
    assert all(1 <= possible < sure <= 255 for sure, possible in asked[:2])
    assert min(asked[2]) >= 1


def detailed(height: int, width: int) -> npt.NDArray[np.float32]:
    """Detail in every octave, as in a photograph: (height, width, 3) float32."""
    rng, total = np.random.default_rng(1), np.zeros((height, width, 3), np.float32)
    for octave in range(5):
        size = (height >> octave, width >> octave, 3)
        total += cv2.resize(
            rng.standard_normal(size, np.float32), (width, height), interpolation=cv2.INTER_CUBIC
        )
    return total * np.float32(0.05) + np.float32(0.5)


def test_a_picture_is_looked_at_in_halves_down_to_a_size_that_still_shows_something() -> None:
    sizes = [level.shape[:2] for level in pyramid(detailed(400, 600))]
    assert sizes == [(400, 600), (200, 300), (100, 150)]
    assert len(pyramid(detailed(150, 600))) == 1


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_an_enlarged_scan_is_looked_at_in_the_size_of_its_detail(scale: int) -> None:
    plain = detailed(400, 600)
    enlarged = cv2.resize(plain, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    finest = pyramid(np.asarray(enlarged, np.float32))[0].shape[0]
    assert 400 <= finest <= 800


def test_what_shows_at_a_smaller_size_counts_at_the_full_one() -> None:
    large, small = Marks.nothing(80, 80), Marks.nothing(40, 40)
    small.probability[OPAQUE, 10:20, 10:20] = 240
    small.probability[TRANSLUCENT, 30:40] = 200
    small.density[30:40] = 0.5
    large.probability[OPAQUE, 70:74] = 230
    joined = large.joined(small)
    assert large.joined(small, 2.5).probability[OPAQUE, 30, 30] < 160
    assert joined.probability[OPAQUE, 30, 30] == 240
    assert joined.probability[OPAQUE, 72, 5] == 230
    assert joined.density[75, 40] == pytest.approx(0.5)
    assert not joined.density[:50].any()


def test_writing_is_protected_with_its_surroundings_and_doubtful_letters_are_not() -> None:
    marks = Marks.nothing(500, 500)
    marks.probability[WRITING, 100:110, 100:200] = 220
    marks.probability[OPAQUE, 90:120, 90:210] = 210
    marks.probability[WRITING, 300:310, 100:200] = 140
    marks.probability[OPAQUE, 300:310, 100:200] = 250
    protected = written(marks.probability)
    assert protected[98:112, 102:198].all()
    assert not protected[300:310].any()
    left = marks.without(protected)
    assert not left.probability[OPAQUE][protected].any()
    assert left.probability[OPAQUE, 305, 150] == 250
