"""Contact sheets: what a network does, to be looked at while it trains."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def sheet(rows: Sequence[Sequence[Floats]], *, columns: int = 8) -> npt.NDArray[np.uint8]:
    """A contact sheet (H, W, 3) uint8 RGB of equally large pictures (h, w, 3) float 0..1.

    Each column is a stack of the rows' pictures (input, output, truth); ``columns`` of them stand side by
    side, and what does not fill a band is left out. No pictures make a single black pixel.
    """
    across = min(columns, len(rows[0]))
    bands = [
        np.hstack(row[start : start + across])
        for start in range(0, len(rows[0]) - across + 1, max(1, across))
        for row in rows
        if across
    ]
    if not bands:
        return np.zeros((1, 1, 3), np.uint8)
    joined: npt.NDArray[np.uint8] = np.clip(np.vstack(bands) * 255 + 0.5, 0, 255).astype(np.uint8)
    return joined
