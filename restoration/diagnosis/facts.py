"""Exact facts of the pixels that no network is asked for: how many levels there are, how far they reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from restoration.diagnosis.sample import Words

FEW_LEVELS = 40
FEW_COLOURS = 256
"""Levels of each channel, and colours of a palette, that no scan and no camera is content with."""

_MOST_PIXELS = 1_000_000
_FEWEST_PIXELS = 4096
_COARSE = 3  # bits of each channel that a first count of colours leaves out


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted.

    Attributes:
        few_levels: whether there are too few for a scan: a palette, 4 bits, a fax.
        reach: the largest value of any channel, 0..1; 12 bits that were stored in 16 end at 1/16.
    """

    few_levels: bool
    reach: float


def facts_of(pixels: Words) -> Facts:
    """Facts of (H, W, 3) uint16 pixels; of a large picture, of rows spread over it.

    Levels are counted at 8 bits. A grey picture has few when its one channel has; a picture of a single tone
    or of few pixels says nothing.
    """
    height, width = pixels.shape[:2]
    rows = pixels[:: max(1, height * width // _MOST_PIXELS)]
    few = height * width >= _FEWEST_PIXELS and _few((rows >> 8).astype(np.uint32))
    return Facts(few, float(rows.max()) / 65535)


def _few(rows: npt.NDArray[np.uint32]) -> bool:
    red, green, blue = (rows[..., channel].ravel() for channel in range(3))
    levels = [int(np.count_nonzero(np.bincount(plane, minlength=256))) for plane in (red, green, blue)]
    if max(levels) == 1:
        return False
    if max(levels) <= FEW_LEVELS:
        return True
    if np.array_equal(red, green) and np.array_equal(green, blue):
        return False
    coarse = np.bincount((red >> _COARSE) << 10 | (green >> _COARSE) << 5 | blue >> _COARSE, minlength=32768)
    if np.count_nonzero(coarse) > FEW_COLOURS:
        return False
    return len(np.unique(red << 16 | green << 8 | blue)) <= FEW_COLOURS
