"""The join of a small predicted chroma to the untouched full-resolution lightness."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from restoration.chroma.hints import ColorHint, spread_hints
from restoration.color import Float, Words, lab_to_srgb, lightness, rgb_chroma, strips
from restoration.recipe import Hint

_Near = tuple[npt.NDArray[np.intp], Float]
"""Of every row or column: that of the small picture, and how much it weighs by distance."""

_FIELD_PX = 512
_BACK_PROJECTIONS = 2
_JOIN_THREADS = min(4, os.cpu_count() or 1)


def placed(hint: Hint) -> ColorHint:
    """A hint of a recipe with a*, b* of its colour."""
    a, b = rgb_chroma(hint.color)
    return ColorHint(hint.x, hint.y, a, b)


@dataclass(frozen=True, slots=True)
class ChromaField:
    """Chroma as a function of place and lightness, from which any strip of rows of the full picture is drawn.

    `planes` is (h, w, 6) float32: slope and offset of a*, b* against L*, then the lowest and highest L* seen
    nearby, beyond which chroma is not extrapolated (He, Sun, Tang, "Guided Image Filtering", 2010).
    """

    planes: Float
    width: int
    height: int

    def rows(self, top: int, guide_lightness: Float) -> Float:
        """Chroma a*, b* (n, width, 2) float32 of rows `top`.. whose L* is `guide_lightness` (n, width)."""
        return np.asarray(cv2.merge(self.channels(top, guide_lightness)), np.float32)

    def channels(self, top: int, guide_lightness: Float) -> tuple[Float, Float]:
        """As `rows`, a* and b* (n, width) each for itself."""
        count = guide_lightness.shape[0]
        low = self.planes.shape[0]
        centre = (np.arange(top, top + count, dtype=np.float32) + 0.5) * (low / self.height) - 0.5
        above = np.clip(np.floor(centre), 0, low - 1).astype(np.intp)
        weight = np.clip(centre - above, 0, 1)[:, None, None].astype(np.float32)
        below = np.minimum(above + 1, low - 1)
        narrow = self.planes[above] * (1 - weight) + self.planes[below] * weight
        # OpenCV is several times as fast as numpy at each of these, and at one plane as at many.
        wide = [
            np.asarray(cv2.resize(plane, (self.width, count), interpolation=cv2.INTER_LINEAR), np.float32)
            for plane in cv2.split(narrow)
        ]
        level = cv2.min(cv2.max(guide_lightness, wide[4]), wide[5])
        a, b = (cv2.add(cv2.multiply(wide[at], level), wide[at + 2]) for at in (0, 1))
        return np.asarray(a, np.float32), np.asarray(b, np.float32)


def chroma_field(
    chroma: Float,
    guide_lightness: Float,
    width: int,
    height: int,
    hints: Sequence[ColorHint] = (),
) -> ChromaField:
    """Fit small chroma to the edges of a reduced guide.

    `chroma` is (h, w, 2) float32 a*, b*; `guide_lightness` is L* of the whole picture reduced (by area) to
    a few hundred pixels, (h', w') float32; `width` and `height` are those of the full picture. A joint
    bilateral filter (Kopf et al., "Joint Bilateral Upsampling", 2007) brings chroma to the guide's size,
    where `hints` are spread in it; a linear model in L* brings it from there to any size.
    """
    fitted = _fitted(np.ascontiguousarray(chroma, dtype=np.float32), guide_lightness)
    fitted = spread_hints(fitted, guide_lightness, hints)
    mean = _box(guide_lightness)
    variance = np.maximum(_box(guide_lightness * guide_lightness) - mean * mean, 0)
    average = _box(fitted)
    covariance = _box(fitted * guide_lightness[..., None]) - average * mean[..., None]
    texture = 5.0**2  # that much L* of texture carries no colour
    slope = np.asarray(covariance / (variance[..., None] + texture), dtype=np.float32)
    offset = average - slope * mean[..., None]
    window = np.ones((3, 3), np.uint8)
    bounds = np.dstack([cv2.erode(guide_lightness, window), cv2.dilate(guide_lightness, window)])
    planes = np.concatenate([_box(slope), _box(offset), bounds], axis=2).astype(np.float32, copy=False)
    return ChromaField(planes, width, height)


def join_chroma(
    pixels: Words,
    chroma: Float,
    vividness: float = 1.0,
    checkpoint: Callable[[float], object] | None = None,
    hints: Sequence[ColorHint] = (),
) -> Words:
    """Give a picture the predicted chroma and keep its lightness; (H, W, 3) uint16 sRGB to a new array alike.

    `chroma` is (h, w, 2) float32 a*, b* of the whole picture at any smaller size, `vividness` scales it, and
    `hints` are obeyed as they are. The work goes strip by strip; `checkpoint` gets the share done (0..1)
    after each and may raise to stop.
    """
    height, width = pixels.shape[:2]
    scaled = chroma * np.float32(vividness)
    field = chroma_field(scaled, _reduced_lightness(pixels, chroma), width, height, hints)
    joined = np.empty_like(pixels)

    def join(top: int, bottom: int) -> int:
        level = lightness(pixels[top:bottom])
        lab = np.asarray(cv2.merge((level, *field.channels(top, level))), np.float32)
        joined[top:bottom] = np.rint(lab_to_srgb(lab) * np.float32(65535))
        return bottom

    # numpy and OpenCV let go of the interpreter's lock, so strips run side by side; few at a time stay small.
    with ThreadPoolExecutor(_JOIN_THREADS) as pool:
        ends = [pool.submit(join, top, bottom) for top, bottom in strips(height, width)]
        try:
            for end in ends:
                bottom = end.result()
                if checkpoint is not None:
                    checkpoint(bottom / height)
        finally:
            for end in ends:
                end.cancel()
    return joined


def _reduced_size(width: int, height: int, chroma: Float) -> tuple[int, int]:
    scale = min(1.0, max(_FIELD_PX, *chroma.shape[:2]) / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _reduced_lightness(pixels: Words, chroma: Float) -> Float:
    height, width = pixels.shape[:2]
    reduced = cv2.resize(pixels, _reduced_size(width, height, chroma), interpolation=cv2.INTER_AREA)
    return lightness(np.asarray(reduced, dtype=np.uint16))


def _fitted(chroma: Float, guide: Float) -> Float:
    """Chroma at the guide's size that follows its edges and, averaged down again, is what was predicted.

    What the filter lost on the way is projected back (Irani and Peleg, "Improving Resolution by Image
    Registration", 1991): without it, joined colours are paler than plain interpolation makes them.
    """
    enlarge = _JointBilateral(guide, *chroma.shape[:2])
    fitted = enlarge(chroma)
    for _ in range(_BACK_PROJECTIONS):
        again = cv2.resize(fitted, (chroma.shape[1], chroma.shape[0]), interpolation=cv2.INTER_AREA)
        fitted += enlarge(chroma - again)
    return fitted


class _JointBilateral:
    """Enlarges to a guide's size: mean of the 3 x 3 nearest, weighted by distance and likeness of L*.

    The weights are those of the guide alone, so that they are found once for all that is enlarged.
    """

    def __init__(self, guide: Float, low_height: int, low_width: int) -> None:
        """`guide` is L* (H, W); what is enlarged has `low_height` rows of `low_width`."""
        height, width = guide.shape
        small = np.asarray(
            cv2.resize(guide, (low_width, low_height), interpolation=cv2.INTER_AREA), np.float32
        )
        down = (np.arange(height, dtype=np.float32) + 0.5) * (low_height / height) - 0.5
        across = (np.arange(width, dtype=np.float32) + 0.5) * (low_width / width) - 0.5
        rows = [_neighbour(down, step, low_height) for step in (-1, 0, 1)]
        columns = [_neighbour(across, step, low_width) for step in (-1, 0, 1)]
        self._rows, self._columns = [row for row, _ in rows], [column for column, _ in columns]
        weights = [[_weight(guide, small, row, column) for row in rows] for column in columns]
        total = 1 / np.sum([weight for column in weights for weight in column], axis=0)
        self._shares = [[weight * total for weight in column] for column in weights]

    def __call__(self, chroma: Float) -> Float:
        """Chroma (h, w, 2) float32 to (H, W, 2)."""
        planes = [np.ascontiguousarray(chroma[..., channel]) for channel in range(2)]
        with ThreadPoolExecutor(min(2, _JOIN_THREADS)) as pool:
            return np.dstack([*pool.map(self._enlarged, planes)])

    def _enlarged(self, plane: Float) -> Float:
        total: Float = np.zeros_like(self._shares[0][0])
        # Widened once per step across: numpy is slow at gathering by two indices and at short rows.
        for column, shares in zip(self._columns, self._shares, strict=True):
            wide = plane[:, column]
            for row, share in zip(self._rows, shares, strict=True):
                total += share * wide[row]
        return total


def _weight(guide: Float, small: Float, row: _Near, column: _Near) -> Float:
    weight: Float = guide - small[:, column[0]][row[0]]
    weight *= weight
    weight *= np.float32(-1 / (2 * 6.0**2))
    np.exp(weight, out=weight)
    weight += np.float32(1e-6)
    weight *= row[1][:, None] * column[1]
    return weight


def _neighbour(position: Float, step: int, count: int) -> _Near:
    nearest = np.rint(position) + step
    weight = np.exp(-((nearest - position) ** 2) / (2 * 0.5**2)).astype(np.float32)
    return np.clip(nearest, 0, count - 1).astype(np.intp), weight


def _box(plane: Float) -> Float:
    return np.asarray(cv2.blur(plane, (3, 3), borderType=cv2.BORDER_REFLECT), dtype=np.float32)
