"""Smoothing that stops at edges."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float32]

_KERNEL = np.array([1, 4, 6, 4, 1], np.float32) / 16


def edge_avoiding_mean(
    values: Float, weight: Float, guide: Float, *, spacings: tuple[int, ...], likeness: float
) -> Float:
    """The mean of what lies around and is alike in the guide; (h, w, C) float32 to a new array alike.

    `weight` (h, w) >= 0 says how much each place counts, `guide` (h, w) is where edges are looked for and
    `likeness` the standard deviation there of what still belongs together. One round of 5 x 5 places for
    each of `spacings` (pixels from place to place) reaches far at little cost: the edge-avoiding à-trous
    transform (Dammertz, Sewtz, Hanika and Lensch, 2010).
    """
    height, width = guide.shape
    for spacing in spacings:
        reach = 2 * spacing
        wide = [
            np.pad(plane, [(reach, reach)] * 2 + [(0, 0)] * (plane.ndim - 2), mode="edge")
            for plane in (guide, weight, values * weight[..., None])
        ]
        total, counted = np.zeros_like(values), np.zeros_like(guide)
        everywhere = np.zeros_like(guide)
        for row, share_down in enumerate(_KERNEL):
            for column, share_across in enumerate(_KERNEL):
                top, left = row * spacing, column * spacing
                level, trust, value = (plane[top : top + height, left : left + width] for plane in wide)
                alike = np.exp(np.square(level - guide) * np.float32(-0.5 / likeness**2))
                alike *= share_down * share_across
                total += value * alike[..., None]
                counted += trust * alike
                everywhere += alike
        values = total / (counted + np.float32(1e-6))[..., None]
        weight = counted / everywhere
    return values
