"""From the samples of a TIFF file, of whatever bits and colours, to a raster."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from restoration.errors import CorruptFile, UnsupportedFormat
from restoration.formats.header import Format
from restoration.formats.raster import Model, Raster, Samples, straight
from restoration.formats.tiff_layout import (
    CHANNELS,
    FLOAT,
    JPEG,
    PALETTE,
    WHITE_IS_ZERO,
    YCBCR,
    Layout,
)

_PREMULTIPLIED, _STRAIGHT = 1, 2
_HIGHEST_FLOAT: Final = 1.5


def colored(array: npt.NDArray[np.generic], layout: Layout) -> Raster:
    """A raster of decoded samples, (H, W) or (H, W, channels) of any type TIFF knows.

    Raises:
        UnsupportedFormat: its values cannot be understood as a photograph's.
        CorruptFile: its palette does not fit.
    """
    channels = CHANNELS[layout.photometric]
    if layout.photometric == PALETTE:
        return Raster(_from_palette(array if array.ndim == 2 else array[..., 0], layout), Model.RGB)
    samples = _full_range(array, layout)
    if layout.photometric == WHITE_IS_ZERO:
        samples = np.invert(samples)
    colour = samples if samples.ndim == 2 else samples[..., 0] if channels == 1 else samples[..., :channels]
    if layout.photometric == YCBCR and layout.compression != JPEG:
        colour = _from_ycbcr(colour)
    raster = Raster(colour, {1: Model.GREY, 3: Model.RGB, 4: Model.CMYK}[channels])
    extra = layout.directory.number(338, 0)
    if extra not in (_PREMULTIPLIED, _STRAIGHT) or layout.channels == channels:
        return raster
    raster = replace(raster, alpha=samples[..., channels])
    return straight(raster) if extra == _PREMULTIPLIED else raster


def _full_range(array: npt.NDArray[np.generic], layout: Layout) -> Samples:
    if layout.kind == FLOAT:
        return _from_float(np.asarray(array, dtype=np.float32))
    if layout.bits == 8:
        return np.asarray(array, dtype=np.uint8)
    if layout.bits == 16:
        return np.asarray(array, dtype=np.uint16)
    if layout.bits > 16:
        return (np.asarray(array, dtype=np.uint32) >> np.uint32(layout.bits - 16)).astype(np.uint16)
    levels = (1 << layout.bits) - 1
    largest = 255 if layout.bits < 8 else 65535
    table = np.arange(levels + 1, dtype=np.uint32) * largest // levels
    indices = np.asarray(array, dtype=np.uint16)
    return table.astype(np.uint8)[indices] if largest == 255 else table.astype(np.uint16)[indices]


def _from_float(array: npt.NDArray[np.float32]) -> npt.NDArray[np.uint16]:
    """Samples of nominal range 0..1, clipped to it; a picture in another range cannot be told from light."""
    if not float(np.fmax.reduce(array, axis=None, initial=0.0)) <= _HIGHEST_FLOAT:
        raise UnsupportedFormat(format=Format.TIFF, reason="floating point beyond 0..1")
    clipped = np.clip(np.nan_to_num(array, copy=False), 0.0, 1.0, out=array)
    return (clipped * np.float32(65535) + np.float32(0.5)).astype(np.uint16)


def _from_palette(indices: npt.NDArray[np.generic], layout: Layout) -> Samples:
    levels = 1 << layout.bits
    table = np.array(layout.directory.numbers(320), dtype=np.uint16)
    if layout.bits > 8 or len(table) != 3 * levels:
        raise CorruptFile(format=Format.TIFF, reason="palette")
    if table.max(initial=0) > 255:  # else by a writer who forgot that palettes have 16 bits
        table >>= 8
    return np.asarray(table.reshape(3, levels).T.astype(np.uint8)[np.asarray(indices, dtype=np.uint8)])


def _from_ycbcr(colour: Samples) -> Samples:
    if colour.dtype != np.uint8:
        raise UnsupportedFormat(format=Format.TIFF, reason="deep YCbCr")
    height, width = colour.shape[:2]
    image = Image.frombytes("YCbCr", (width, height), np.ascontiguousarray(colour).tobytes())
    return np.asarray(image.convert("RGB"), dtype=np.uint8)
