"""IPTC records (IIM 4.2) and Photoshop's image resources, in which JPEG files keep them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

PHOTOSHOP: Final = b"Photoshop 3.0\0"
_IIM: Final = 0x0404
_RESOURCE: Final = b"8BIM"
_DATA_SET: Final = 0x1C
_UTF8: Final = b"\x1b%G"


def iim_of(resources: bytes) -> bytes | None:
    """The IPTC records among image resources, None if there are none."""
    place = 0
    while resources[place : place + 4] == _RESOURCE and place + 12 <= len(resources):
        (identity,) = struct.unpack_from(">H", resources, place + 4)
        named = resources[place + 6] + 1
        start = place + 6 + named + named % 2
        size = int.from_bytes(resources[start : start + 4], "big")
        if identity == _IIM:
            return resources[start + 4 : start + 4 + size]
        place = start + 4 + size + size % 2
    return None


def resource_of(iim: bytes) -> bytes:
    """IPTC records as an image resource."""
    return _RESOURCE + struct.pack(">HHI", _IIM, 0, len(iim)) + iim + b"\0" * (len(iim) % 2)


def texts(iim: bytes | None) -> dict[int, list[str]]:
    """The texts of the application record by number: 120 is the caption, 25 a keyword, and so on."""
    found: dict[int, list[str]] = {}
    utf8 = False
    for record, number, value in _data_sets(iim or b""):
        if (record, number) == (1, 90):
            utf8 = value == _UTF8
        elif record == 2 and number != 0:
            found.setdefault(number, []).append(_text(value, utf8=utf8))
    return found


def _text(value: bytes, *, utf8: bool) -> str:
    """UTF-8 where that is said or so it reads, else Latin-1 as most writers had it."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if utf8 else "latin-1", "replace")


def _data_sets(iim: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 5 <= len(iim) and iim[place] == _DATA_SET:
        record, number, size = struct.unpack_from(">BBH", iim, place + 1)
        if size & 0x8000:  # an extended data set: nothing that describes a picture is so long
            return
        yield record, number, iim[place + 5 : place + 5 + size]
        place += 5 + size
