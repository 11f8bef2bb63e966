"""JPEG XL files, read only: what is written instead is PNG, which keeps their depth."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import imagecodecs
import numpy as np

from restoration.errors import CorruptFile, RestorationError, TruncatedFile
from restoration.formats.depths import from_float, stretched
from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.jxl_header import read_stream
from restoration.formats.metadata import read_exif
from restoration.formats.raster import Raster, from_channels

_TURNED: Final = 5  # EXIF orientations from here on swap width and height


def decode(data: bytes) -> Raster:
    """Decode the picture; the decoder turns it upright.

    Raises:
        TruncatedFile: part of the picture is missing.
        CorruptFile: it cannot be decoded.
    """
    stream = read_stream(data)
    with translated(Format.JXL):
        try:
            samples = imagecodecs.jpegxl_decode(data, index=0)
        except imagecodecs.JpegxlError as error:
            raise _read_error(error) from error
        size = (stream.height, stream.width)
        if samples.shape[:2] != (size[::-1] if stream.orientation >= _TURNED else size):
            raise CorruptFile(format=Format.JXL, reason="size")
        if samples.dtype.kind == "f":
            samples = from_float(np.asarray(samples, dtype=np.float32), Format.JXL)
        elif samples.dtype == np.uint16:
            samples = stretched(samples, stream.bits)
        raster = from_channels(samples)
    metadata, _ = read_exif(stream.exif)
    return replace(raster, metadata=metadata.with_blocks(xmp=stream.xmp))


def _read_error(error: Exception) -> RestorationError:
    """libjxl asks for more input where a file is cut short."""
    if "NEED_MORE_INPUT" in str(error):
        return TruncatedFile(format=Format.JXL)
    return CorruptFile(format=Format.JXL, reason=str(error))
