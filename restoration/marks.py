"""What lies on a photograph, by sort, at the size at which it was looked for."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from restoration.tiles import Float

Bytes = npt.NDArray[np.uint8]

OPAQUE, TRANSLUCENT, WRITING = range(3)
SORTS = ("opaque", "translucent", "writing")
"""Damage that hides the picture; stains that it shines through; what somebody wrote or stamped on it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The detector's answer for a picture of (h, w) pixels.

    Attributes:
        probability: (3, h, w) uint8, 0..255 for 0..1, by sort.
        density: (h, w, 3) float16: the natural logarithm of the share by which a stain lowered the encoded
            red, green and blue; meant where something translucent is likely.
    """

    probability: Bytes
    density: npt.NDArray[np.float16]

    @classmethod
    def nothing(cls, height: int, width: int) -> Marks:
        """No marks yet, to be written."""
        return cls(np.zeros((len(SORTS), height, width), np.uint8), np.zeros((height, width, 3), np.float16))

    def write(self, top: int, rows: Float) -> None:
        """Take rows (n, w, 6) of the network's answer in place, from row ``top`` on."""
        area = slice(top, top + len(rows))
        share = np.clip(rows[..., : len(SORTS)], 0, 1).transpose(2, 0, 1)
        self.probability[:, area] = (share * 255 + 0.5).astype(np.uint8)
        self.density[area] = rows[..., len(SORTS) :]

    def joined(self, smaller: Marks, doubt: float = 0.0) -> Marks:
        """These marks with those that show more in a smaller copy, whose log-odds count ``doubt`` less."""
        height, width = self.probability.shape[1:]
        if doubt:
            smaller = Marks(doubted(doubt)[smaller.probability], smaller.density)
        size = (width, height)
        planes = [cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in smaller.probability]
        other = np.asarray(np.stack(planes), np.uint8)
        density = cv2.resize(smaller.density.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
        more = (other[TRANSLUCENT] > self.probability[TRANSLUCENT])[..., None]
        return Marks(
            np.maximum(self.probability, other), np.where(more, density.astype(np.float16), self.density)
        )

    def without(self, protected: npt.NDArray[np.bool_]) -> Marks:
        """These marks with no damage and no stain where (h, w) something is protected."""
        probability = self.probability.copy()
        probability[:WRITING, protected] = 0
        return Marks(probability, self.density)


def doubted(doubt: float) -> Bytes:
    """A table (256,) uint8 from probabilities 0..255 to those with ``doubt`` taken off their log-odds."""
    share = (np.arange(256) + 0.5) / 256
    odds = np.log(share / (1 - share)) - doubt
    return np.asarray(np.floor(256 / (1 + np.exp(-odds))), np.uint8)
