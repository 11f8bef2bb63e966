"""Scenes to put into a condition: upright crops of photographs of every collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from training.data import Collection, Picture, Pixels, load
from training.degradation import MaskCollection
from training.degradation.condition import Labels, condition

SHARDS = {"photos": 0.45, "faces": 0.2, "colour": 0.35}
"""Where scenes come from and how often."""

_SHORT_SIDE_PX = (190, 320)
_SOFT_FROM = 1.3


class Scenes:
    """Upright crops of photographs of every collection, of one split."""

    def __init__(self, chosen: Mapping[str, Sequence[Picture]]) -> None:
        """Photographs by the name of their collection, one of `SHARDS`."""
        self._pictures = {
            name: [picture.pixels for picture in found] for name, found in chosen.items() if found
        }
        self._shares = np.array([SHARDS[name] for name in self._pictures])
        self._shares /= self._shares.sum()
        self.sources: dict[str, int] = {}
        for found in chosen.values():
            for picture in found:
                self.sources[picture.source] = self.sources.get(picture.source, 0) + 1

    def draw(self, rng: np.random.Generator) -> tuple[Pixels, float]:
        """A crop of a drawn shape and size, mirrored in half of the cases, and how far it was enlarged."""
        name = list(self._pictures)[int(rng.choice(len(self._pictures), p=self._shares))]
        pictures = self._pictures[name]
        pixels = pictures[int(rng.integers(len(pictures)))]
        height, width = pixels.shape[:2]
        keep = 1 - 0.25 * float(rng.random()) * np.array([rng.random(), rng.random()])
        high, wide = max(8, round(height * keep[0])), max(8, round(width * keep[1]))
        top, left = int(rng.integers(height - high + 1)), int(rng.integers(width - wide + 1))
        part = pixels[top : top + high, left : left + wide]
        scale = float(rng.uniform(*_SHORT_SIDE_PX)) / min(high, wide)
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=way), np.uint8)
        return np.ascontiguousarray(part[:, ::-1] if rng.random() < 0.5 else part), scale

    def sample(
        self, rng: np.random.Generator, masks: MaskCollection | None
    ) -> tuple[npt.NDArray[np.uint16], Labels]:
        """A picture (H, W, 3) uint16 in a drawn condition, and its labels."""
        scene, scale = self.draw(rng)
        others = [self.draw(rng)[0] for _ in range(3)]
        picture, labels = condition(scene, rng, masks, others=others)
        if scale > _SOFT_FROM:  # enlarged, and soft for a reason that is no blur of ours
            labels.conditions["blur"] = float("nan")
        return np.asarray(np.rint(picture * np.float32(65535)), np.uint16), labels


def collections_of(
    data: Path, *, permissive_only: bool = False, limit: int | None = None
) -> dict[str, Collection]:
    """The collections of `SHARDS` that lie in a folder."""
    return {
        name: load(data, name, permissive_only=permissive_only, limit=limit)
        for name in SHARDS
        if list(data.glob(f"{name}-*.tar"))
    }
