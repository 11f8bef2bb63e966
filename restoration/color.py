"""sRGB and CIELAB, and the join of a small predicted chroma to the untouched full-resolution lightness.

CIELAB is that of CIE 15 for the white point D65, primaries and transfer function are those of IEC
61966-2-1. The matrices carry the white point in them, so that a grey (R = G = B) has a* = b* = 0. OpenCV's
own conversion is off by up to 0.6 (it interpolates in small tables), hence this one, which is about as
fast.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from restoration.hints import ColorHint, spread_hints
from restoration.recipe import Hint

Float = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint16]

_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_TO_XYZ = (_XYZ / _XYZ.sum(axis=1, keepdims=True)).astype(np.float32)  # X/Xn, Y/Yn, Z/Zn
_FROM_XYZ = np.linalg.inv(_XYZ / _XYZ.sum(axis=1, keepdims=True)).astype(np.float32)
_DELTA = 6.0 / 29.0
_STRIP_PIXELS = 1 << 18
_FIELD_PX = 512
_GAMUT_STEPS = 14
_BACK_PROJECTIONS = 2
_JOIN_THREADS = min(4, os.cpu_count() or 1)


def srgb_to_linear(encoded: Float) -> Float:
    """Undo the sRGB transfer function; any shape, float32, 0..1 to 0..1."""
    bright = _power((encoded + 0.055) * (1 / 1.055), 2.4)
    return np.where(encoded <= 0.04045, encoded * (1 / 12.92), bright).astype(np.float32, copy=False)


def linear_to_srgb(linear: Float) -> Float:
    """Apply the sRGB transfer function; any shape, float32, 0..1 to 0..1."""
    bright = _power(linear, 1 / 2.4) * np.float32(1.055) - np.float32(0.055)
    return np.where(linear <= 0.0031308, linear * np.float32(12.92), bright).astype(np.float32, copy=False)


def srgb_to_lab(rgb: Float) -> Float:
    """CIELAB (D65) of sRGB; (..., 3) float32 0..1 to (..., 3) float32 with L* 0..100 first, then a*, b*."""
    return _linear_to_lab(srgb_to_linear(rgb))


def lab_to_srgb(lab: Float) -> Float:
    """sRGB of CIELAB (D65); (..., 3) float32 to (..., 3) float32 0..1.

    A colour outside sRGB moves towards the grey of its own L* until it fits: it loses chroma, never lightness
    or hue.
    """
    flat = lab.reshape(-1, 3)
    linear = _lab_to_linear(flat)
    outside = np.flatnonzero(~_inside(linear))
    if outside.size:
        linear[outside] = _lab_to_linear(_reduce_chroma(flat[outside]))
    return linear_to_srgb(np.clip(linear, 0, 1)).reshape(lab.shape)


def rgb_chroma(color: str) -> tuple[float, float]:
    """a*, b* of sRGB "#rrggbb"."""
    channels = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)], np.float32)
    _, a, b = srgb_to_lab(channels / np.float32(255))
    return float(a), float(b)


def placed(hint: Hint) -> ColorHint:
    """A hint of a recipe with a*, b* of its colour."""
    a, b = rgb_chroma(hint.color)
    return ColorHint(hint.x, hint.y, a, b)


def pixels_to_lab(pixels: Words) -> Float:
    """CIELAB (D65) of uint16 sRGB pixels; (..., 3) to (..., 3) float32. For a strip or a small picture."""
    return _linear_to_lab(np.take(_linear_table(), pixels))


def lightness(pixels: Words) -> Float:
    """L* 0..100 float32 (H, W) of (H, W, 3) uint16 sRGB pixels, for a strip, a tile or a small picture."""
    luminance = _mix(_TO_XYZ[1:2], np.take(_linear_table(), pixels))[..., 0]
    return np.float32(116) * _f(luminance) - np.float32(16)


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
        count = guide_lightness.shape[0]
        low = self.planes.shape[0]
        centre = (np.arange(top, top + count, dtype=np.float32) + 0.5) * (low / self.height) - 0.5
        above = np.clip(np.floor(centre), 0, low - 1).astype(np.intp)
        weight = np.clip(centre - above, 0, 1)[:, None, None].astype(np.float32)
        below = np.minimum(above + 1, low - 1)
        narrow = self.planes[above] * (1 - weight) + self.planes[below] * weight
        model = cv2.resize(narrow[..., :4], (self.width, count), interpolation=cv2.INTER_LINEAR)
        bounds = cv2.resize(narrow[..., 4:], (self.width, count), interpolation=cv2.INTER_LINEAR)
        level = np.clip(guide_lightness, bounds[..., 0], bounds[..., 1])[..., None]
        return np.asarray(model[..., :2] * level + model[..., 2:], dtype=np.float32)


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


def upsample_chroma(chroma: Float, guide_lightness: Float) -> Float:
    """Bring chroma (h, w, 2) float32 to the size of `guide_lightness` (H, W) float32 L*, along its edges."""
    height, width = guide_lightness.shape
    reduced = cv2.resize(guide_lightness, _reduced_size(width, height, chroma), interpolation=cv2.INTER_AREA)
    return chroma_field(chroma, np.asarray(reduced), width, height).rows(0, guide_lightness)


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
        lab = np.dstack([level, field.rows(top, level)])
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


def strips(height: int, width: int) -> Iterator[tuple[int, int]]:
    """First and past-the-end row of strips of about a quarter of a megapixel, from top to bottom."""
    rows = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, rows):
        yield top, min(top + rows, height)


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
    fitted = _joint_bilateral(chroma, guide)
    for _ in range(_BACK_PROJECTIONS):
        again = cv2.resize(fitted, (chroma.shape[1], chroma.shape[0]), interpolation=cv2.INTER_AREA)
        fitted += _joint_bilateral(chroma - again, guide)
    return fitted


def _joint_bilateral(chroma: Float, guide: Float) -> Float:
    """Chroma at the guide's size: mean of the 3 x 3 nearest, weighted by distance and likeness of L*."""
    low_height, low_width = chroma.shape[:2]
    height, width = guide.shape
    small = np.asarray(cv2.resize(guide, (low_width, low_height), interpolation=cv2.INTER_AREA))
    down = (np.arange(height, dtype=np.float32) + 0.5) * (low_height / height) - 0.5
    across = (np.arange(width, dtype=np.float32) + 0.5) * (low_width / width) - 0.5
    # Planes, widened once per step across: numpy is slow at gathering by two indices and at short rows.
    planes = [small, *(np.ascontiguousarray(chroma[..., channel]) for channel in range(2))]
    total = np.zeros((2, height, width), np.float32)
    weights = np.zeros((height, width), np.float32)
    for step_across in range(-1, 2):
        column, near_column = _neighbour(across, step_across, low_width)
        level, red_green, yellow_blue = (plane[:, column] for plane in planes)
        for step_down in range(-1, 2):
            row, near_row = _neighbour(down, step_down, low_height)
            weight = guide - level[row]
            weight *= weight
            weight *= np.float32(-1 / (2 * 6.0**2))
            np.exp(weight, out=weight)
            weight += np.float32(1e-6)
            weight *= near_row[:, None] * near_column
            total[0] += weight * red_green[row]
            total[1] += weight * yellow_blue[row]
            weights += weight
    total /= weights
    return np.ascontiguousarray(total.transpose(1, 2, 0))


def _neighbour(position: Float, step: int, count: int) -> tuple[npt.NDArray[np.intp], Float]:
    nearest = np.rint(position) + step
    weight = np.exp(-((nearest - position) ** 2) / (2 * 0.5**2)).astype(np.float32)
    return np.clip(nearest, 0, count - 1).astype(np.intp), weight


def _box(plane: Float) -> Float:
    return np.asarray(cv2.blur(plane, (3, 3), borderType=cv2.BORDER_REFLECT), dtype=np.float32)


def _reduce_chroma(lab: Float) -> Float:
    """The same L* and hue with the most chroma that sRGB can show, by bisection; (n, 3) to (n, 3)."""
    fits = np.zeros(len(lab), np.float32)
    fails = np.ones(len(lab), np.float32)
    for _ in range(_GAMUT_STEPS):
        share = (fits + fails) / 2
        linear = _lab_to_linear(np.column_stack([lab[:, 0], lab[:, 1:] * share[:, None]]))
        inside = _inside(linear)
        fits, fails = np.where(inside, share, fits), np.where(inside, fails, share)
    reduced = np.column_stack([np.clip(lab[:, 0], 0, 100), lab[:, 1:] * fits[:, None]])
    return reduced.astype(np.float32, copy=False)


def _inside(linear: Float) -> npt.NDArray[np.bool_]:
    red, green, blue = linear[:, 0], linear[:, 1], linear[:, 2]  # numpy is slow at reducing an axis of three
    lowest = np.minimum(np.minimum(red, green), blue)
    highest = np.maximum(np.maximum(red, green), blue)
    return np.asarray((lowest >= -1e-6) & (highest <= 1 + 1e-6))


def _linear_to_lab(linear: Float) -> Float:
    f = _f(_mix(_TO_XYZ, linear))
    lab = np.empty_like(f)
    lab[..., 0] = 116 * f[..., 1] - 16
    lab[..., 1] = 500 * (f[..., 0] - f[..., 1])
    lab[..., 2] = 200 * (f[..., 1] - f[..., 2])
    return lab


def _lab_to_linear(lab: Float) -> Float:
    f = np.empty_like(lab)
    f[..., 1] = (lab[..., 0] + 16) * np.float32(1 / 116)
    f[..., 0] = f[..., 1] + lab[..., 1] * np.float32(1 / 500)
    f[..., 2] = f[..., 1] - lab[..., 2] * np.float32(1 / 200)
    xyz = np.where(f > _DELTA, f * f * f, (f - np.float32(4 / 29)) * np.float32(3 * _DELTA**2))
    return _mix(_FROM_XYZ, xyz)


def _mix(matrix: Float, values: Float) -> Float:
    """Multiply the last axis by a matrix of k rows; (..., 3) to (..., k). BLAS would use threads for it."""
    mixed = cv2.transform(values.reshape(1, -1, 3), matrix)
    return np.asarray(mixed, dtype=np.float32).reshape(*values.shape[:-1], len(matrix))


def _f(ratio: Float) -> Float:
    return np.where(
        ratio > _DELTA**3, np.cbrt(ratio), ratio * np.float32(1 / (3 * _DELTA**2)) + np.float32(4 / 29)
    ).astype(np.float32, copy=False)


def _power(values: Float, exponent: float) -> Float:
    """Raise to a power, vectorised on every processor; what is negative comes back meaningless but finite."""
    return np.asarray(cv2.pow(values, exponent), dtype=np.float32).reshape(values.shape)


@cache
def _linear_table() -> Float:
    """Linear light 0..1 of every uint16 sRGB value."""
    return srgb_to_linear(np.linspace(0, 1, 65536, dtype=np.float32))
