"""Paths of marks over a print, and the supersampled layer they are drawn on."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation.fields import Mask, between

Path = npt.NDArray[np.float32]  # (N, 2): x, y in pixels

_SUPERSAMPLING = 2
_FRACTION_BITS = 4
_TO_FIXED = _SUPERSAMPLING << _FRACTION_BITS


class Ink:
    """A layer at twice the resolution, so that widths below a pixel and their edges come out right."""

    def __init__(self, height: int, width: int) -> None:
        self._layer: Mask = np.zeros((height * _SUPERSAMPLING, width * _SUPERSAMPLING), np.uint8)
        self._size = (width, height)

    def stroke(self, path: Path, width: float, value: float = 1.0) -> None:
        """Draw an antialiased line of `width` pixels, opacity 0..1; under half a pixel it grows fainter."""
        if len(path) < 2:
            return
        thickness = max(1, round(width * _SUPERSAMPLING))
        level = 255.0 * value * min(1.0, width * _SUPERSAMPLING)
        cv2.polylines(self._layer, [_fixed(path)], False, (level,), thickness, cv2.LINE_AA, _FRACTION_BITS)

    def fill(self, outlines: list[Path], value: float = 1.0) -> None:
        """Fill outlines with an opacity 0..1."""
        for outline in outlines:
            cv2.fillPoly(self._layer, [_fixed(outline)], (255.0 * value,), cv2.LINE_AA, _FRACTION_BITS)

    def coverage(self) -> Mask:
        """The share of each pixel that is covered: (H, W) uint8, 0..255."""
        return np.asarray(cv2.resize(self._layer, self._size, interpolation=cv2.INTER_AREA), np.uint8)


def _fixed(path: Path) -> npt.NDArray[np.int32]:
    return np.rint(path * _TO_FIXED).astype(np.int32)


def wander(
    start: tuple[float, float], heading: float, length: float, bend: float, rng: np.random.Generator
) -> Path:
    """A smooth path of `length` pixels from `start` (x, y); `bend` is its mean curvature, radians a pixel."""
    count = max(3, min(96, round(length / 3.0)))
    step = length / count
    knots = max(3, count // 7)
    curvature = np.interp(np.linspace(0, knots - 1, count), np.arange(knots), rng.standard_normal(knots))
    angle = heading + np.cumsum(curvature) * (bend * step)
    path = np.empty((count + 1, 2), np.float32)
    path[0] = start
    path[1:, 0] = start[0] + np.cumsum(np.cos(angle)) * step
    path[1:, 1] = start[1] + np.cumsum(np.sin(angle)) * step
    return path


def jagged(
    start: tuple[float, float], end: tuple[float, float], roughness: float, rng: np.random.Generator
) -> Path:
    """A fractal line from `start` to `end` by midpoint displacement; `roughness` is a share of its length."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    levels = max(2, min(7, math.ceil(math.log2(max(length / 3.0, 2.0)))))
    offsets = np.zeros(2, np.float64)
    amount = roughness * length
    for _ in range(levels):
        finer = np.empty(2 * len(offsets) - 1)
        finer[::2] = offsets
        finer[1::2] = (offsets[1:] + offsets[:-1]) / 2 + rng.standard_normal(len(offsets) - 1) * amount
        offsets, amount = finer, amount * 0.55
    along = np.linspace(0.0, 1.0, len(offsets))
    normal = ((start[1] - end[1]) / max(length, 1e-6), (end[0] - start[0]) / max(length, 1e-6))
    path = np.empty((len(offsets), 2), np.float32)
    for axis in (0, 1):
        path[:, axis] = start[axis] + along * (end[axis] - start[axis]) + offsets * normal[axis]
    return path


def broken(path: Path, share: float, rng: np.random.Generator) -> list[Path]:
    """The pieces of a path of which `share` 0..1 is left, in runs of several points."""
    if share >= 0.999 or len(path) < 6:
        return [path]
    knots = max(3, len(path) // 4)
    wave = np.interp(np.linspace(0, knots - 1, len(path)), np.arange(knots), rng.random(knots))
    kept = wave < np.quantile(wave, share)
    cuts = np.flatnonzero(np.diff(kept.astype(np.int8))) + 1
    pieces = np.split(path, cuts)
    return [piece for piece, first in zip(pieces, [0, *cuts.tolist()], strict=True) if kept[first]]


def somewhere(height: int, width: int, rng: np.random.Generator) -> tuple[float, float]:
    """A point (x, y) on the picture or a little outside it."""
    return between(rng, -0.05, 1.05) * width, between(rng, -0.05, 1.05) * height


def across(
    height: int, width: int, rng: np.random.Generator
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Two points beyond opposite borders: the ends of a line that runs through the whole picture."""
    a, b = between(rng, 0.05, 0.95), between(rng, 0.05, 0.95)
    if rng.random() < 0.7:  # folded along one side: nearly parallel to the borders
        b = min(max(a + between(rng, -0.2, 0.2), 0.02), 0.98)
    if rng.random() < 0.5:
        return (-4.0, a * height), (width + 4.0, b * height)
    return (a * width, -4.0), (b * width, height + 4.0)


def outlines(
    centres: npt.NDArray[np.float64], radii: npt.NDArray[np.float64], rng: np.random.Generator
) -> list[Path]:
    """Ragged blobs around centres (N, 2), each of its own mean radius (N,) in pixels and elongation."""
    count, corners = len(radii), 9
    angle = np.linspace(0, 2 * math.pi, corners, endpoint=False)[None, :] + rng.random((count, 1)) * 6.3
    reach = radii[:, None] * (1.0 + 0.33 * rng.standard_normal((count, corners))).clip(0.35, 1.9)
    stretch = np.exp(0.35 * rng.standard_normal((count, 1)))
    u, v = reach * np.cos(angle) * stretch, reach * np.sin(angle) / stretch
    turn = rng.random((count, 1)) * math.pi
    x = centres[:, :1] + u * np.cos(turn) - v * np.sin(turn)
    y = centres[:, 1:] + u * np.sin(turn) + v * np.cos(turn)
    return list(np.stack([x, y], axis=-1).astype(np.float32))
