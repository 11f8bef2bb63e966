"""Windows bitmaps, read only: what is written instead is PNG."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Final

import numpy as np
from PIL import BmpImagePlugin

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.bmp_header import OLD_HEADER, read_header
from restoration.formats.edge import translated
from restoration.formats.header import Format, Header
from restoration.formats.raster import Raster, from_channels

_UNCOMPRESSED: Final = (0, 3, 6)
_MODES: Final = {"1": "L", "P": "RGB", "PA": "RGBA"}


def decode(data: bytes) -> Raster:
    """Decode a whole file.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
    """
    header = read_header(data)
    _require_enough(header, data)
    with translated(Format.BMP):
        image = BmpImagePlugin.BmpImageFile(BytesIO(data))
        if image.size != (header.width, header.height):
            raise CorruptFile(format=Format.BMP, reason="size")
        image.load()
        picture = image.convert(_MODES[image.mode]) if image.mode in _MODES else image
        return from_channels(np.asarray(picture, dtype=np.uint8))


def _require_enough(header: Header, data: bytes) -> None:
    """Tell a cut file from a broken one; only uncompressed bitmaps (nearly all) say how long they are."""
    (offset,) = struct.unpack_from("<I", data, 10)
    old = int.from_bytes(data[14:18], "little") == OLD_HEADER
    bits = int.from_bytes(data[24:26] if old else data[28:30], "little")
    compression = 0 if old else int.from_bytes(data[30:34], "little")
    stride = (header.width * bits + 31) // 32 * 4
    if compression in _UNCOMPRESSED and offset + stride * header.height > len(data):
        raise TruncatedFile(format=Format.BMP)
