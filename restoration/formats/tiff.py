"""Reading the first page of TIFF files (TIFF 6.0, BigTIFF), checked before it is decoded."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

import numpy as np
import numpy.typing as npt
import tifffile
from PIL import Image

from restoration.errors import CorruptFile, TruncatedFile, UnsupportedFormat
from restoration.formats import jpeg
from restoration.formats.edge import translated
from restoration.formats.header import Format, Header
from restoration.formats.ifd import Directory, open_directory
from restoration.formats.metadata import read_directory
from restoration.formats.raster import Model, Raster, Samples, straight

_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _CMYK, _YCBCR = 0, 1, 2, 3, 5, 6
_CHANNELS: Final = {_WHITE_IS_ZERO: 1, _BLACK_IS_ZERO: 1, _RGB: 3, _PALETTE: 1, _CMYK: 4, _YCBCR: 3}
_SENSOR: Final = frozenset({32803, 34892})
_DNG_VERSION: Final = 50706
_JPEG: Final = 7
#: None, CCITT, LZW, JPEG, deflate, PackBits, LZMA, Zstandard: their decoders can be told when to stop.
_COMPRESSIONS: Final = frozenset({1, 2, 3, 4, 5, _JPEG, 8, 32773, 32946, 34925, 50000})
_UNSIGNED, _FLOAT = 1, 3
_PREMULTIPLIED, _STRAIGHT = 1, 2
_MAXIMUM_SEGMENTS: Final = 2**20
_MAXIMUM_TILE: Final = 2**24  # pixels
_HIGHEST_FLOAT: Final = 1.5


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the first directory says of its picture."""

    directory: Directory
    width: int
    height: int
    bits: int
    kind: int
    photometric: int
    channels: int
    compression: int

    @property
    def header(self) -> Header:
        return Header(Format.TIFF, self.width, self.height, 16 if self.bits > 8 else 8)


def read_header(data: bytes) -> Header:
    """Size and depth of the first page.

    Raises:
        TruncatedFile: the file ends before its directory.
        CorruptFile: its directory makes no sense.
        UnsupportedFormat: a raw sensor picture, or samples, colours or a compression that are not read here.
    """
    return _layout(data).header


def decode(data: bytes) -> Raster:
    """Decode the first page.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
        UnsupportedFormat: as in `read_header`.
    """
    layout = _layout(data)
    _require_segments(layout)
    with translated(Format.TIFF):
        with tifffile.TiffFile(BytesIO(data)) as file:
            page = file.pages.first
            if (page.imagewidth, page.imagelength) != (layout.width, layout.height):
                raise CorruptFile(format=Format.TIFF, reason="size")
            array = page.asarray(maxworkers=1)
        if page.planarconfig == 2 and array.ndim == 3:
            array = np.moveaxis(array, 0, -1)
        if array.shape[:2] != (layout.height, layout.width) or array.ndim not in (2, 3):
            raise CorruptFile(format=Format.TIFF, reason="size")
        return _described(_coloured(array, layout), layout)


def _layout(data: bytes) -> _Layout:
    try:
        directory = open_directory(data)
    except (ValueError, struct.error) as error:
        raise TruncatedFile(format=Format.TIFF) from error
    photometric = directory.number(262, _BLACK_IS_ZERO)
    if _DNG_VERSION in directory.entries or photometric in _SENSOR:
        raise UnsupportedFormat(format="raw")
    bits, kinds = set(directory.numbers(258)) or {1}, set(directory.numbers(339)) or {_UNSIGNED}
    layout = _Layout(
        directory,
        directory.number(256, 0),
        directory.number(257, 0),
        max(bits),
        max(kinds),
        photometric,
        directory.number(277, 1),
        directory.number(259, 1),
    )
    if layout.width <= 0 or layout.height <= 0:
        raise CorruptFile(format=Format.TIFF, reason="size")
    _require_readable(layout, uniform=len(bits) == len(kinds) == 1)
    return layout


def _require_readable(layout: _Layout, *, uniform: bool) -> None:
    reason = ""
    if layout.photometric not in _CHANNELS or layout.channels < _CHANNELS[layout.photometric]:
        reason = f"photometric {layout.photometric} with {layout.channels} channels"
    elif layout.compression not in _COMPRESSIONS:
        reason = f"compression {layout.compression}"
    elif not uniform or layout.kind not in (_UNSIGNED, _FLOAT) or not 1 <= layout.bits <= 32:
        reason = f"{layout.bits} bits of kind {layout.kind}"
    elif layout.channels > 8:
        reason = f"{layout.channels} channels"
    if reason:
        raise UnsupportedFormat(format=Format.TIFF, reason=reason)


def _require_segments(layout: _Layout) -> None:
    """Check that the strips or tiles are all there and that none claims more than the picture needs."""
    directory = layout.directory
    tiled = 322 in directory.entries
    width = directory.number(322, 0) if tiled else layout.width
    height = directory.number(323, 0) if tiled else min(directory.number(278, layout.height), layout.height)
    offsets = directory.numbers(324) or directory.numbers(273)
    counts = directory.numbers(325) or directory.numbers(279)
    if width <= 0 or height <= 0 or not offsets or len(offsets) > _MAXIMUM_SEGMENTS:
        raise CorruptFile(format=Format.TIFF, reason="segments")
    if width * height > max(_MAXIMUM_TILE, 4 * layout.width * layout.height):
        raise CorruptFile(format=Format.TIFF, reason="tile size")
    planes = layout.channels if directory.number(284, 1) == 2 else 1
    needed = -(-layout.width // width) * -(-layout.height // height) * planes
    if counts and (len(counts) < needed or len(offsets) < needed):
        raise CorruptFile(format=Format.TIFF, reason="segments")
    for offset, count in zip(offsets, counts, strict=False):
        if offset + count > len(directory.data) or not count:
            raise TruncatedFile(format=Format.TIFF)
        if layout.compression == _JPEG:
            coded = jpeg.read_header(directory.data[offset : offset + count])
            if coded.width > width or coded.height > height:
                raise CorruptFile(format=Format.TIFF, reason="segment size")


def _coloured(array: npt.NDArray[np.generic], layout: _Layout) -> Raster:
    channels = _CHANNELS[layout.photometric]
    if layout.photometric == _PALETTE:
        return Raster(_from_palette(array if array.ndim == 2 else array[..., 0], layout), Model.RGB)
    samples = _full_range(array, layout)
    if layout.photometric == _WHITE_IS_ZERO:
        samples = np.invert(samples)
    colour = samples if samples.ndim == 2 else samples[..., 0] if channels == 1 else samples[..., :channels]
    if layout.photometric == _YCBCR and layout.compression != _JPEG:
        colour = _from_ycbcr(colour)
    raster = Raster(colour, {1: Model.GREY, 3: Model.RGB, 4: Model.CMYK}[channels])
    extra = layout.directory.number(338, 0)
    if extra not in (_PREMULTIPLIED, _STRAIGHT) or layout.channels == channels:
        return raster
    raster = replace(raster, alpha=samples[..., channels])
    return straight(raster) if extra == _PREMULTIPLIED else raster


def _full_range(array: npt.NDArray[np.generic], layout: _Layout) -> Samples:
    if layout.kind == _FLOAT:
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
    if not float(np.nanmax(array, initial=0.0)) <= _HIGHEST_FLOAT:
        raise UnsupportedFormat(format=Format.TIFF, reason="floating point beyond 0..1")
    clipped = np.clip(np.nan_to_num(array, copy=False), 0.0, 1.0, out=array)
    return (clipped * np.float32(65535) + np.float32(0.5)).astype(np.uint16)


def _from_palette(indices: npt.NDArray[np.generic], layout: _Layout) -> Samples:
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


def _described(raster: Raster, layout: _Layout) -> Raster:
    metadata, orientation = read_directory(layout.directory)
    profile = layout.directory.raw(34675)
    return replace(raster, metadata=metadata, orientation=orientation, profile=profile)
