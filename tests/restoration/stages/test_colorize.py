"""The colorize stage: what the network sees, and what becomes of what it says."""

import numpy as np
import pytest

from restoration.stages.colorize import limited, reduced_lightness


@pytest.mark.parametrize(("height", "width"), [(960, 1280), (20, 3000), (3000, 20), (1, 1), (144, 200)])
def test_the_network_sees_a_small_picture_whose_sides_it_can_halve(height: int, width: int) -> None:
    level = reduced_lightness(np.full((height, width, 3), 32768, np.uint16))
    assert all(side % 16 == 0 and 16 <= side <= 288 for side in level.shape)
    np.testing.assert_allclose(level, level[0, 0], atol=1e-3)


def test_plausible_chroma_is_hardly_touched_and_its_hue_never() -> None:
    chroma = np.dstack([np.full((8, 8), 12.0), np.full((8, 8), 16.0)]).astype(np.float32)
    kept = limited(chroma, np.full((32, 32), 60, np.float32))
    np.testing.assert_allclose(kept, chroma, rtol=0.05)
    np.testing.assert_allclose(kept[..., 1] / kept[..., 0], 16 / 12, rtol=1e-5)


def test_blotches_and_tinted_shadows_are_eased() -> None:
    blotch = np.full((8, 8, 2), 90, np.float32)
    assert np.hypot(*limited(blotch, np.full((32, 32), 60, np.float32))[0, 0]) < 50
    tint = np.dstack([np.full((8, 8), 10.0), np.full((8, 8), -25.0)]).astype(np.float32)
    assert np.hypot(*limited(tint, np.full((32, 32), 6, np.float32))[0, 0]) < 10
