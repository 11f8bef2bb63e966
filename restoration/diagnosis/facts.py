"""Exact facts of the pixels that no network is asked for: how many levels there are, and how far they reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from restoration.diagnosis.sample import Words

FEW_GREYS = 40
FEW_COLOURS = 256
_MOST_PIXELS = 1_000_000
_FEWEST_PIXELS = 4096
_COARSE = 3  # bits of each channel that a first count leaves out


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted.

    Attributes:
        colours: different colours at 8 bits a channel, at most 257: more need no telling apart.
        few_levels: whether there are too few for a scan: a palette, 4 bits, a fax.
        reach: the largest value of any channel, 0..1; 12 bits that were stored in 16 end at 1/16.
    """

    colours: int
    few_levels: bool
    reach: float


def facts_of(pixels: Words) -> Facts:
    """Facts of (H, W, 3) uint16 pixels; of a large picture, of rows spread over it."""
    height, width = pixels.shape[:2]
    step = max(1, height * width // _MOST_PIXELS)
    rows = pixels[::step]
    colours, grey = _count(rows)
    many = height * width >= _FEWEST_PIXELS
    return Facts(colours, many and colours <= (FEW_GREYS if grey else FEW_COLOURS), float(rows.max()) / 65535)


def _count(rows: Words) -> tuple[int, bool]:
    """Different colours, and whether all are grey; counting ends where there are more than a palette holds."""
    bytes_ = (rows >> 8).astype(np.uint32)
    red, green, blue = (bytes_[..., channel].ravel() for channel in range(3))
    coarse = np.bincount((red >> _COARSE) << 10 | (green >> _COARSE) << 5 | blue >> _COARSE, minlength=32768)
    if np.count_nonzero(coarse) > FEW_COLOURS:
        return FEW_COLOURS + 1, False
    colours = np.unique(red << 16 | green << 8 | blue)
    grey = bool(
        ((colours >> 16) == (colours & 255)).all() and ((colours >> 8 & 255) == (colours & 255)).all()
    )
    return min(FEW_COLOURS + 1, len(colours)), grey
