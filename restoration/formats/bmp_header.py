"""The header of a Windows bitmap."""

from __future__ import annotations

import struct
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.header import Format, Header

OLD_HEADER: Final = 12


def read_header(data: bytes) -> Header:
    """Size, from the bitmap's own header.

    Raises:
        TruncatedFile: the file ends within its header.
        CorruptFile: it has no size.
    """
    if len(data) < 26 or len(data) < 14 + int.from_bytes(data[14:18], "little"):
        raise TruncatedFile(format=Format.BMP)
    old = int.from_bytes(data[14:18], "little") == OLD_HEADER
    width, height = struct.unpack_from("<HH" if old else "<ii", data, 18)
    if width <= 0 or height == 0:
        raise CorruptFile(format=Format.BMP, reason="size")
    return Header(Format.BMP, width, abs(height))
