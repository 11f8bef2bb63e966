"""From the samples of a TIFF file, of whatever bits and colours, to a raster."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from restoration.errors import CorruptFile, UnsupportedFormat
from restoration.formats.depths import from_float, stretched, twelve_in_sixteen
from restoration.formats.header import Format
from restoration.formats.lab import lab_to_words
from restoration.formats.raster import Model, Raster, Samples, straight
from restoration.formats.tiff_layout import (
    CHANNELS,
    CIELAB,
    FLOAT,
    JPEG,
    LABS,
    PALETTE,
    WHITE_IS_ZERO,
    YCBCR,
    Layout,
)

_PREMULTIPLIED, _STRAIGHT = 1, 2
_MAX_SAMPLE_VALUE = 281


def colored(array: npt.NDArray[np.generic], layout: Layout) -> Raster:
    """A raster of decoded samples, (H, W) or (H, W, channels) of any type TIFF knows.

    Raises:
        UnsupportedFormat: its values cannot be understood as a photograph's.
        CorruptFile: its palette does not fit.
    """
    channels = CHANNELS[layout.photometric]
    if layout.photometric == PALETTE:
        return Raster(_from_palette(array if array.ndim == 2 else array[..., 0], layout), Model.RGB)
    if layout.photometric in LABS:
        signed = layout.photometric == CIELAB
        return Raster(lab_to_words(array, bits=layout.bits, signed=signed), Model.RGB)
    samples = _full_range(array, layout)
    if layout.photometric == WHITE_IS_ZERO:
        samples = np.invert(samples)
    colour = samples if samples.ndim == 2 else samples[..., 0] if channels == 1 else samples[..., :channels]
    if layout.photometric == YCBCR and layout.compression != JPEG:
        colour = _from_ycbcr(colour, layout)
    raster = Raster(colour, {1: Model.GREY, 3: Model.RGB, 4: Model.CMYK}[channels])
    extra = layout.directory.number(338, 0)
    if extra not in (_PREMULTIPLIED, _STRAIGHT) or layout.channels == channels:
        return raster
    raster = replace(raster, alpha=samples[..., channels])
    return straight(raster) if extra == _PREMULTIPLIED else raster


def _full_range(array: npt.NDArray[np.generic], layout: Layout) -> Samples:
    if layout.kind == FLOAT:
        return from_float(np.array(array, dtype=np.float32), Format.TIFF)
    if layout.bits > 16:
        return (np.asarray(array, dtype=np.uint32) >> np.uint32(layout.bits - 16)).astype(np.uint16)
    samples = stretched(array, layout.bits)
    stated = layout.directory.number(_MAX_SAMPLE_VALUE, 0) or None
    if layout.bits == 16 and twelve_in_sixteen(np.asarray(samples, dtype=np.uint16), stated):
        return stretched(samples, 12)
    return samples


def _from_palette(indices: npt.NDArray[np.generic], layout: Layout) -> Samples:
    levels = 1 << layout.bits
    table = np.array(layout.directory.numbers(320), dtype=np.uint16)
    if layout.bits > 8 or len(table) != 3 * levels:
        raise CorruptFile(format=Format.TIFF, reason="palette")
    if table.max(initial=0) > 255:  # else by a writer who forgot that palettes have 16 bits
        table >>= 8
    return np.asarray(table.reshape(3, levels).T.astype(np.uint8)[np.asarray(indices, dtype=np.uint8)])


def _from_ycbcr(colour: Samples, layout: Layout) -> Samples:
    if colour.dtype != np.uint8:
        raise UnsupportedFormat(format=Format.TIFF, reason="samples", detail=f"YCbCr, {layout.bits} bits")
    height, width = colour.shape[:2]
    image = Image.frombytes("YCbCr", (width, height), np.ascontiguousarray(colour).tobytes())
    return np.asarray(image.convert("RGB"), dtype=np.uint8)
