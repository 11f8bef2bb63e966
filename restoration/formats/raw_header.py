"""Whether a file is a raw sensor picture, and what it says of its size (DNG 1.7, and cameras' own kinds)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from restoration.errors import TruncatedFile
from restoration.formats.header import Format, Header
from restoration.formats.ifd import Directory, open_directory

_SENSOR: Final = frozenset({32803, 34892})
_DNG_VERSION, _SUB_DIRECTORIES, _EXIF = 50706, 330, 0x8769
#: Tags of width and height: TIFF's own, EXIF's, Panasonic's.
_SIZES: Final = ((256, 257), (0xA002, 0xA003), (2, 3))


def is_raw(data: bytes) -> bool:
    """Whether a TIFF file holds a sensor's picture rather than a finished one."""
    if data[8:10] == b"CR":
        return True
    try:
        directories = list(_directories(data))
    except (ValueError, struct.error):
        return False
    return any(
        _DNG_VERSION in directory.entries or directory.number(262, -1) in _SENSOR for directory in directories
    )


def read_header(data: bytes) -> Header:
    """The largest size that is stated, 0 × 0 in files that are not built like TIFF.

    Raises:
        TruncatedFile: the file ends before its directory.
    """
    if data[:2] not in (b"II", b"MM"):
        return Header(Format.RAW, 0, 0, 16)
    try:
        sizes = [
            (directory.number(across, 0), directory.number(down, 0))
            for directory in _directories(data)
            for across, down in _SIZES
        ]
    except (ValueError, struct.error) as error:
        raise TruncatedFile(format=Format.RAW) from error
    width, height = max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    return Header(Format.RAW, width, height, 16)


def _directories(data: bytes) -> Iterator[Directory]:
    main = open_directory(data)
    yield main
    yield main.child(_EXIF)
    yield from main.children(_SUB_DIRECTORIES)
