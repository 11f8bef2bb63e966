"""JPEG 2000 files, read only: what is written instead is TIFF, as whoever keeps them expects."""

from __future__ import annotations

from dataclasses import replace

import imagecodecs
import numpy as np

from restoration.errors import CorruptFile, UnsupportedFormat
from restoration.formats.depths import stretched
from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.jp2_header import read_stream, require_whole
from restoration.formats.metadata import read_exif
from restoration.formats.raster import Raster, from_channels

_DEEPEST = 16


def decode(data: bytes) -> Raster:
    """Decode the picture.

    Raises:
        TruncatedFile: part of the picture is missing.
        CorruptFile: it cannot be decoded.
        UnsupportedFormat: it has more than 16 bits or four channels.
    """
    stream = read_stream(data)
    if stream.bits > _DEEPEST or stream.channels > 4:
        detail = f"{stream.channels} × {stream.bits} bits"
        raise UnsupportedFormat(format=Format.JP2, reason="samples", detail=detail)
    require_whole(stream)
    with translated(Format.JP2):
        samples = imagecodecs.jpeg2k_decode(data)
        if samples.ndim > 2 and samples.shape[:2] != (stream.height, stream.width):
            samples = np.moveaxis(samples, 0, -1)
        if samples.shape[:2] != (stream.height, stream.width):
            raise CorruptFile(format=Format.JP2, reason="size")
        raster = from_channels(stretched(samples, stream.bits))
    metadata, orientation = read_exif(stream.exif)
    metadata = metadata.with_blocks(xmp=stream.xmp)
    return replace(raster, metadata=metadata, orientation=orientation, profile=stream.profile)
