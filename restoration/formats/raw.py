"""Raw sensor pictures (DNG and the cameras' own kinds), read only, through LibRaw: an optional package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

import numpy as np

from restoration.errors import CorruptFile, TruncatedFile, UnsupportedFormat
from restoration.formats.edge import translated
from restoration.formats.header import Format, Header
from restoration.formats.metadata import read_exif
from restoration.formats.raster import Model, Raster

_TIFF_LIKE: Final = (b"II", b"MM")
#: The brightest thousandth may clip: a sensor's exposure leaves room that the picture does not need.
_DEVELOPED: Final = {"use_camera_wb": True, "output_bps": 16, "auto_bright_thr": 0.001}


def measure(data: bytes) -> Header:
    """The size of the picture that `decode` makes.

    Raises:
        UnsupportedFormat: LibRaw is not installed.
        TruncatedFile: the file ends too early.
        CorruptFile: LibRaw cannot open it.
    """
    with _opened(data) as file:
        return Header(Format.RAW, file.sizes.width, file.sizes.height, 16)


def decode(data: bytes) -> Raster:
    """Develop the picture in sRGB, 16 bits, with the camera's white balance, upright; raises as `measure`."""
    with _opened(data) as file:
        samples = np.ascontiguousarray(file.postprocess(**_DEVELOPED))
    metadata, _ = read_exif(data) if data[:2] in _TIFF_LIKE else read_exif(None)
    return replace(Raster(samples, Model.RGB), metadata=metadata)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        import rawpy
    except ImportError as error:
        raise UnsupportedFormat(format=Format.RAW, reason="extra", detail="archive") from error
    with translated(Format.RAW):
        try:
            with rawpy.imread(BytesIO(data)) as file:
                yield file
        except rawpy.LibRawIOError as error:
            raise TruncatedFile(format=Format.RAW) from error
        except rawpy.LibRawError as error:
            raise CorruptFile(format=Format.RAW, reason=type(error).__name__) from error
