"""Photographs of which a part is lost: what is there is worked on, and what is not is shown as grey."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from restoration.findings import Condition, Finding, Region

Words = npt.NDArray[np.uint16]

GREY = 0x8000


@dataclass(frozen=True, slots=True)
class Lost:
    """How many rows and columns of an upright photograph its file does not hold, at each edge."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0

    @classmethod
    def rows(cls, number: int, orientation: int) -> Lost:
        """The last `number` rows as stored, after turning by the EXIF `orientation` (1..8)."""
        edge = {1: "bottom", 2: "bottom", 3: "top", 4: "top", 5: "right", 6: "left", 7: "left", 8: "right"}
        return cls(**{edge[orientation]: number})

    def enlarged(self, factor: int) -> Lost:
        """The same of a picture that is `factor` times as wide and high."""
        return Lost(*(factor * number for number in (self.top, self.bottom, self.left, self.right)))

    def completed(self, array: Words, value: int = GREY) -> Words:
        """(H, W) or (H, W, 3) of the part that is there, with what is lost around it as `value`."""
        margins = [(self.top, self.bottom), (self.left, self.right)] + [(0, 0)] * (array.ndim - 2)
        return np.pad(array, margins, constant_values=value)

    def completed_mask(self, mask: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """A mask (H, W) of the part that is there, 0 around it."""
        return np.pad(mask, [(self.top, self.bottom), (self.left, self.right)])

    def told(self, condition: Condition, height: int, width: int) -> Condition:
        """The condition of the whole picture, from that of the (height, width) that are there.

        Regions are moved to their place in the whole, and a finding `missing` says which part is lost: its
        `share` 0..1, 0 where the file only lacks detail.
        """
        full_height, full_width = height + self.top + self.bottom, width + self.left + self.right

        def moved(finding: Finding) -> Finding:
            if finding.region is None:
                return finding
            region = finding.region
            return replace(
                finding,
                region=Region(
                    (region.left * width + self.left) / full_width,
                    (region.top * height + self.top) / full_height,
                    region.width * width / full_width,
                    region.height * height / full_height,
                ),
            )

        share = 1 - height * width / (full_height * full_width)
        missing = Finding("missing", share, 1.0, self._region(full_height, full_width), {"share": share})
        return replace(condition, findings=(*map(moved, condition.findings), missing))

    def _region(self, height: int, width: int) -> Region | None:
        rows, columns = (self.top + self.bottom) / height, (self.left + self.right) / width
        if rows:
            return Region(0.0, 0.0 if self.top else 1 - rows, 1.0, rows)
        if columns:
            return Region(0.0 if self.left else 1 - columns, 0.0, columns, 1.0)
        return None
