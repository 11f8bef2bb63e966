"""sRGB and CIELAB, both ways.

CIELAB is that of CIE 15 for the white point D65, primaries and transfer function are those of IEC
61966-2-1. The matrices carry the white point in them, so that a grey (R = G = B) has a* = b* = 0. OpenCV's
own conversion is off by up to 0.6 (it interpolates in small tables), hence this one, which is about as
fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint16]

_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_TO_XYZ = (_XYZ / _XYZ.sum(axis=1, keepdims=True)).astype(np.float32)  # X/Xn, Y/Yn, Z/Zn
_FROM_XYZ = np.linalg.inv(_XYZ / _XYZ.sum(axis=1, keepdims=True)).astype(np.float32)
_DELTA = 6.0 / 29.0
_STRIP_PIXELS = 1 << 18
_GAMUT_STEPS = 14


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


def pixels_to_lab(pixels: Words) -> Float:
    """CIELAB (D65) of uint16 sRGB pixels; (..., 3) to (..., 3) float32. For a strip or a small picture."""
    return _linear_to_lab(np.take(_linear_table(), pixels))


def lightness(pixels: Words) -> Float:
    """L* 0..100 float32 (H, W) of (H, W, 3) uint16 sRGB pixels, for a strip, a tile or a small picture."""
    luminance = _mix(_TO_XYZ[1:2], np.take(_linear_table(), pixels))[..., 0]
    return np.float32(116) * _f(luminance) - np.float32(16)


def strips(height: int, width: int) -> Iterator[tuple[int, int]]:
    """First and past-the-end row of strips of about a quarter of a megapixel, from top to bottom."""
    rows = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, rows):
        yield top, min(top + rows, height)


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
