"""Reading the first page of TIFF files (TIFF 6.0, BigTIFF), checked before it is decoded."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Final

import numpy as np
import tifffile

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.metadata import read_directory
from restoration.formats.raster import Raster
from restoration.formats.tiff_layout import PICTURES, Layout, read_layout
from restoration.formats.tiff_samples import colored

_XMP, _IPTC = 700, 33723
_MAXIMUM_SEGMENTS: Final = 2**20
_MAXIMUM_TILE: Final = 2**24  # pixels


def decode(data: bytes) -> Raster:
    """Decode the first page.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
        UnsupportedFormat: as in `read_header`.
    """
    layout = read_layout(data)
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
        return _described(colored(array, layout), layout)


def _require_segments(layout: Layout) -> None:
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
        if layout.compression in PICTURES:
            coded = PICTURES[layout.compression](directory.data[offset : offset + count])
            if coded.width > width or coded.height > height:
                raise CorruptFile(format=Format.TIFF, reason="segment size")


def _described(raster: Raster, layout: Layout) -> Raster:
    metadata, orientation = read_directory(layout.directory)
    metadata = metadata.with_blocks(xmp=layout.directory.raw(_XMP), iptc=layout.directory.raw(_IPTC))
    profile = layout.directory.raw(34675)
    return replace(raster, metadata=metadata, orientation=orientation, profile=profile)
