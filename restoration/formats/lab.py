"""CIELAB as TIFF files store it (TIFF 6.0, section 23; TIFF Technical Note 4), to sRGB."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from restoration.color import linear_to_srgb, strips

Float = npt.NDArray[np.float32]

_WHITE_D50: Final = np.array([0.9642, 1.0, 0.8249], np.float32)
#: XYZ relative to D50 to linear sRGB, with Bradford's adaptation to D65 (Lindbloom).
_TO_SRGB: Final = np.array(
    [
        [3.1338561, -1.6168667, -0.4906146],
        [-0.9787684, 1.9161415, 0.0334540],
        [0.0719453, -0.2289914, 1.4052427],
    ],
    np.float32,
)
_DELTA: Final = np.float32(6 / 29)


def lab_to_words(samples: npt.NDArray[np.generic], *, bits: int, signed: bool) -> npt.NDArray[np.uint16]:
    """sRGB-encoded uint16 (H, W, 3) of CIELAB under D50, (H, W, 3) of 8 or 16 bits, clipped to sRGB.

    `signed` says how a* and b* are stored: as two's complement (CIELAB), or about the middle of the range
    (ICC's way).
    """
    height, width = samples.shape[:2]
    words = np.empty((height, width, 3), np.uint16)
    for top, bottom in strips(height, width):
        rgb = linear_to_srgb(np.clip(_linear(_decoded(samples[top:bottom], bits, signed)), 0, 1))
        words[top:bottom] = (rgb * np.float32(65535) + np.float32(0.5)).astype(np.uint16)
    return words


def _decoded(strip: npt.NDArray[np.generic], bits: int, signed: bool) -> Float:
    """L* 0..100, a* and b* about -128..127."""
    steps = np.float32(1 if bits == 8 else 256)
    white = np.float32(255 if bits == 8 else 65535 if signed else 65280)
    stored = np.asarray(strip, dtype=np.uint8 if bits == 8 else np.uint16)
    lightness = stored[..., :1].astype(np.float32) * (np.float32(100) / white)
    if signed:
        chroma = stored[..., 1:3].view(np.int8 if bits == 8 else np.int16).astype(np.float32) / steps
    else:
        chroma = stored[..., 1:3].astype(np.float32) / steps - np.float32(128)
    return np.concatenate([lightness, chroma], axis=-1)


def _linear(lab: Float) -> Float:
    level = (lab[..., 0] + 16) / np.float32(116)
    roots = np.stack([level + lab[..., 1] / 500, level, level - lab[..., 2] / 200], axis=-1)
    cubes = np.where(roots > _DELTA, roots**3, 3 * _DELTA**2 * (roots - np.float32(4 / 29)))
    return np.asarray((cubes * _WHITE_D50) @ _TO_SRGB.T, dtype=np.float32)
