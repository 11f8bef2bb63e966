"""The structure of a GIF file (GIF89a): the size of its canvas, and whether its first picture is whole."""

from __future__ import annotations

import struct
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.header import Format, Header

_SCREEN_END: Final = 13
_EXTENSION, _PICTURE, _TRAILER = 0x21, 0x2C, 0x3B


def read_header(data: bytes) -> Header:
    """The size of the canvas.

    Raises:
        TruncatedFile: the file ends within its header.
        CorruptFile: it has no size.
    """
    if len(data) < _SCREEN_END:
        raise TruncatedFile(format=Format.GIF)
    width, height = struct.unpack_from("<HH", data, 6)
    if not width or not height:
        raise CorruptFile(format=Format.GIF, reason="size")
    return Header(Format.GIF, width, height)


def require_first_picture(data: bytes) -> None:
    """Walk the blocks up to the end of the first picture.

    Raises:
        TruncatedFile: the file ends before.
        CorruptFile: it holds no picture.
    """
    try:
        place = _SCREEN_END + _palette_bytes(data[10])
        while data[place] != _PICTURE:
            if data[place] != _EXTENSION:
                raise CorruptFile(format=Format.GIF, reason="no picture")
            place = _behind_blocks(data, place + 2)
        _behind_blocks(data, place + 11 + _palette_bytes(data[place + 9]))
    except IndexError as error:
        raise TruncatedFile(format=Format.GIF) from error


def _palette_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += 1 + data[place]
    return place + 1
