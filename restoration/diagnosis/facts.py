"""Exact facts of the pixels that no network is asked for: whether there are but few levels."""

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
_FALLING = 0.05
_COARSE = 3  # bits of each channel that a first count of colours leaves out


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted.

    Attributes:
        few_levels: whether there are too few for a scan: a palette, 4 bits, a fax.
    """

    few_levels: bool


def facts_of(pixels: Words) -> Facts:
    """Facts of (H, W, 3) uint16 pixels; of a large picture, of rows spread over it.

    Levels are counted at 8 bits. A grey picture has few when its one channel has; a picture of a single tone
    or of few pixels says nothing.
    """
    height, width = pixels.shape[:2]
    rows = pixels[:: max(1, height * width // _MOST_PIXELS)]
    few = height * width >= _FEWEST_PIXELS and _few((rows >> 8).astype(np.uint32))
    return Facts(few)


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
    colours = np.unique(green << 16 | red << 8 | blue)
    return len(colours) <= FEW_COLOURS and not _one_tone(colours)


def _one_tone(colours: npt.NDArray[np.uint32]) -> bool:
    """Whether colours (n,), sorted by their green, rise together, as greys through a curve do."""
    steps = [np.diff((colours >> shift & 255).astype(np.int32)) for shift in (0, 8)]
    return all(float((step < 0).mean()) < _FALLING for step in steps)
