"""Samples of any depth, in the whole range of uint8 or uint16."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from restoration.errors import UnsupportedFormat
from restoration.formats.header import Format
from restoration.formats.raster import Samples

_HIGHEST_LIGHT: Final = 1.5
_LOWEST_BYTES: Final = 32.0  # a brightest value between the two may be light beyond white: nobody can tell
_HIGHEST_BYTES: Final = 255.5
_TWELVE, _TEN = 4095, 1023


def stretched(samples: npt.NDArray[np.generic], bits: int) -> Samples:
    """Unsigned samples of `bits` (1..16), 0 .. 2**bits - 1, in the whole range of uint8 (up to 8 bits) or
    uint16."""
    largest = 255 if bits <= 8 else 65535
    dtype = np.dtype(np.uint8 if bits <= 8 else np.uint16)
    if bits in (8, 16):
        return np.asarray(samples, dtype=dtype)
    levels = (1 << bits) - 1
    table = np.minimum(np.arange(65536, dtype=np.uint32), levels) * largest // levels
    indices = np.asarray(samples, dtype=np.uint16)
    spread: Samples = table.astype(dtype)[indices]
    return spread


def from_float(array: npt.NDArray[np.float32], format: Format) -> npt.NDArray[np.uint16]:
    """Samples of nominal range 0..1, or 0..255 as some programs write them, clipped to it; alters `array`.

    Raises:
        UnsupportedFormat: a picture in another range cannot be told from light.
    """
    brightest = float(np.fmax.reduce(array, axis=None, initial=0.0))
    if _LOWEST_BYTES <= brightest <= _HIGHEST_BYTES:
        array *= np.float32(1 / 255)
    elif not brightest <= _HIGHEST_LIGHT:
        raise UnsupportedFormat(format=format, reason="float_range", detail=f"{brightest:.4g}")
    clipped = np.clip(np.nan_to_num(array, copy=False), 0.0, 1.0, out=array)
    return (clipped * np.float32(65535) + np.float32(0.5)).astype(np.uint16)


def twelve_in_sixteen(samples: npt.NDArray[np.uint16], stated: int | None = None) -> bool:
    """Whether 16-bit samples are those of 12 bits, as scanners write them: none is above 4095, some above
    1023.

    A photograph that were so dark in 16 bits would show nothing lighter than a sixteenth of white.

    Args:
        samples: of any shape.
        stated: the largest value that the file says it may hold; None = it says nothing.
    """
    if stated is not None and stated != _TWELVE:
        return False
    return _TEN < int(samples.max(initial=0)) <= _TWELVE
