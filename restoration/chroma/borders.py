"""The border of a print or the frame of a film: what lies around the picture on all four sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float32]

SPREAD = 8.0
STEP = 6.0
"""How much L* a line of plain paper may spread (specks and writing left out), and how far it may be from the
tone of its side."""

LIKE = 14.0
"""How much L* the four sides may differ: paper browns unevenly."""

LEAST_PX = 2
MOST = 0.2
"""Thinnest border that is believed, and the widest as a share of the side."""


@dataclass(frozen=True, slots=True)
class Border:
    """Lines of plain border at each side of a picture."""

    top: int
    bottom: int
    left: int
    right: int

    def inside(self, height: int, width: int) -> Float:
        """1 in the picture and 0 on its border, (height, width) float32."""
        plane = np.zeros((height, width), np.float32)
        plane[self.top : height - self.bottom, self.left : width - self.right] = 1
        return plane


def find_border(level: Float) -> Border | None:
    """The border around a reduced picture of L* (h, w), None where there is none.

    A clear sky is plain at the top and a floor at the bottom; a border is plain, and of one tone, on all four
    sides, and ends before the picture does.
    """
    sides = [_plain(lines) for lines in (level, level[::-1], level.T, level.T[::-1])]
    tones = [tone for _, tone in sides]
    counts = [count for count, _ in sides]
    if min(counts) < LEAST_PX or max(tones) - min(tones) > LIKE:
        return None
    return Border(*counts)


def _plain(lines: Float) -> tuple[int, float]:
    """How many lines from the first on are plain and of one tone, 0 where they do not end, and that tone."""
    most = max(LEAST_PX + 1, int(len(lines) * MOST))
    low, middle, high = np.percentile(lines[: most + 1], (15, 50, 85), axis=1)
    tone = float(np.median(middle[1 : LEAST_PX + 1]))  # the first line may be the scanner's bed
    plain = (high - low < SPREAD) & (np.abs(middle - tone) < STEP)
    plain[0] = True
    ends = np.flatnonzero(~plain)
    return (int(ends[0]) if ends.size else 0), tone
