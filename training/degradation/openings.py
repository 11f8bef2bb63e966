"""Holes for the inpainting network: the shapes of damage, opaque and binary."""

from collections.abc import Callable

import cv2
import numpy as np

from training.degradation import shapes
from training.degradation.fields import Mask, between, chance
from training.degradation.masks import MaskCollection

_KINDS: tuple[tuple[float, Callable[[int, int, np.random.Generator], Mask]], ...] = (
    (0.30, lambda height, width, rng: shapes.scratches(height, width, rng, thickest=10.0)),
    (0.18, shapes.dust),
    (0.14, shapes.hairs),
    (0.12, lambda height, width, rng: shapes.cracks(height, width, rng, seam=chance(rng, 0.5))),
    (0.10, shapes.tear),
    (0.08, shapes.corner),
    (0.08, shapes.flakes),
)
_SHAPES = tuple(shape for _, shape in _KINDS)
_SHARES = tuple(share for share, _ in _KINDS)
_STAMPED = (
    ("real", 0.3, 0.9),
    ("hair", 0.3, 1.0),
    ("lint", 0.3, 1.0),
    ("scratches", 0.4, 1.0),
    ("smut", 0.15, 0.5),
)


def holes(height: int, width: int, rng: np.random.Generator, masks: MaskCollection | None = None) -> Mask:
    """Draw a mask to inpaint: (H, W) uint8, 1 = hole, never empty and never more than half of the picture.

    One to three kinds of thin damage widened by 0..4 px, as a careful mask is, and in 15 % a blob of up to
    a quarter of the side.
    """
    plane = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        np.maximum(plane, _thin(height, width, rng, masks), out=plane)
    grown = int(rng.integers(0, 5))
    binary = np.asarray(cv2.threshold(plane, 90, 1, cv2.THRESH_BINARY)[1], np.uint8)
    if grown:
        shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grown + 1, grown + 1))
        binary = np.asarray(cv2.dilate(binary, shape), np.uint8)
    if chance(rng, 0.15):
        radius = between(rng, 0.04, 0.125) * min(height, width)
        np.maximum(binary, shapes.blob(height, width, radius, 0.02, rng) >> 7, out=binary)
    share = cv2.countNonZero(binary) / (height * width)
    if share == 0.0 or share > 0.5:
        y, x = int(rng.integers(0, height - 8)), int(rng.integers(0, width - 8))
        binary[:] = 0
        binary[y : y + 8, x : x + 8] = 1
    return binary


def _thin(height: int, width: int, rng: np.random.Generator, masks: MaskCollection | None) -> Mask:
    if masks is not None and chance(rng, 0.35):
        kind, smallest, largest = _STAMPED[int(rng.integers(len(_STAMPED)))]
        plane = np.zeros((height, width), np.uint8)
        for _ in range(int(rng.integers(1, 4))):
            patch = masks.draw(kind, rng, smallest, largest)
            if patch is not None:
                scatter(plane, patch, rng)
        return plane
    shape = _SHAPES[int(rng.choice(len(_SHAPES), p=_SHARES))]
    return shape(height, width, rng)


def scatter(plane: Mask, patch: Mask, rng: np.random.Generator) -> None:
    """Lay a patch somewhere on a plane, in place, so that at least a part of it falls inside."""
    height, width = plane.shape
    top = int(rng.integers(-patch.shape[0] // 2, max(1, height - patch.shape[0] // 2)))
    left = int(rng.integers(-patch.shape[1] // 2, max(1, width - patch.shape[1] // 2)))
    shapes.paste(plane, patch, top, left)
