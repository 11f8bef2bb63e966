"""The damage stage: how sure a mark must be, in a clean photograph and in a worn one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from restoration.stages.damage import WORN_MOST, connected, thresholds, worn

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
