"""What a HEIF file (HEIC, AVIF; ISO/IEC 23008-12) says of its main picture, read without any decoder."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.header import Format, Header

_MAXIMUM_BOXES: Final = 100_000
#: EXIF orientation for a turn of n quarters to the left followed by a flip (None, top-bottom, left-right).
_ORIENTATIONS: Final = {
    (0, None): 1, (1, None): 8, (2, None): 3, (3, None): 6,
    (0, 0): 4, (1, 0): 5, (2, 0): 2, (3, 0): 7,
    (0, 1): 2, (1, 1): 7, (2, 1): 4, (3, 1): 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """The main picture: coded size, deepest channel in bits, how to turn it, ICC profile, EXIF and XMP."""

    width: int
    height: int
    bits: int = 8
    orientation: int = 1
    profile: bytes | None = field(default=None, repr=False)
    exif: bytes | None = field(default=None, repr=False)
    xmp: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    end: int


def read_heic_header(data: bytes) -> Header:
    """Size and depth of a HEIC file; raises as `read_item` does."""
    return _header(read_item(data, Format.HEIC), Format.HEIC)


def read_avif_header(data: bytes) -> Header:
    """Size and depth of an AVIF file; raises as `read_item` does."""
    return _header(read_item(data, Format.AVIF), Format.AVIF)


def _header(item: Item, format: Format) -> Header:
    return Header(format, item.width, item.height, 16 if item.bits > 8 else 8)


def read_item(data: bytes, format: Format) -> Item:
    """Read the main picture's properties.

    Raises:
        TruncatedFile: the file ends before its boxes do.
        CorruptFile: there is no picture, or the boxes contradict each other.
    """
    try:
        boxes = {box.kind: box for box in _boxes(data, 0, len(data), format)}
        if b"meta" not in boxes:
            raise CorruptFile(format=format, reason="no picture")
        meta = boxes[b"meta"]
        parts = {box.kind: box for box in _boxes(data, meta.start + 4, meta.end, format)}
        primary = _primary(data, parts[b"pitm"])
        properties = [
            (box.kind, data[box.start : box.end]) for box in _properties(data, parts, primary, format)
        ]
        return replace(
            _item(properties, _exif(data, parts, format)), xmp=_block(data, parts, b"mime", format)
        )
    except (KeyError, IndexError, struct.error) as error:
        raise CorruptFile(format=format, reason="boxes") from error


def _boxes(data: bytes, place: int, end: int, format: Format) -> Iterator[_Box]:
    for _ in range(_MAXIMUM_BOXES):
        if place + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", data, place)
        header = 8
        if size == 1 and place + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, place + 8)
            header = 16
        elif size == 0:
            size = end - place
        if size < header:
            raise CorruptFile(format=format, reason="boxes")
        if place + size > end:
            raise (
                TruncatedFile(format=format)
                if end == len(data)
                else CorruptFile(format=format, reason="boxes")
            )
        yield _Box(kind, place + header, place + size)
        place += size


def _primary(data: bytes, box: _Box) -> int:
    return _integer(data, box.start + 4, 2 if data[box.start] == 0 else 4)


def _integer(data: bytes, place: int, size: int) -> int:
    if place + size > len(data):
        raise IndexError
    return int.from_bytes(data[place : place + size], "big")


def _properties(data: bytes, parts: dict[bytes, _Box], primary: int, format: Format) -> Iterator[_Box]:
    """The property boxes of an item, in the order in which they apply."""
    inner = {box.kind: box for box in _boxes(data, parts[b"iprp"].start, parts[b"iprp"].end, format)}
    known = list(_boxes(data, inner[b"ipco"].start, inner[b"ipco"].end, format))
    box = inner[b"ipma"]
    id_size = 2 if data[box.start] == 0 else 4
    wide = 2 if data[box.start + 3] & 1 else 1
    count, place = _integer(data, box.start + 4, 4), box.start + 8
    for _ in range(min(count, _MAXIMUM_BOXES)):
        item, associations = _integer(data, place, id_size), _integer(data, place + id_size, 1)
        place += id_size + 1
        if item == primary:
            for index in range(associations):
                number = _integer(data, place + index * wide, wide) & (0x7FFF if wide == 2 else 0x7F)
                if number:
                    yield known[number - 1]
            return
        place += associations * wide


def _item(properties: list[tuple[bytes, bytes]], exif: bytes | None) -> Item:
    width, height, bits, turns, flip, profile = 0, 0, 8, 0, None, None
    for kind, body in properties:
        if kind == b"ispe":
            width, height = struct.unpack_from(">II", body, 4)
        elif kind == b"pixi":
            bits = max(body[5 : 5 + body[4]], default=8)
        elif kind == b"irot":
            turns = body[0] & 3
        elif kind == b"imir":
            flip = body[0] & 1
        elif kind == b"colr" and body[:4] in (b"prof", b"rICC"):
            profile = body[4:]
    if not width or not height:
        raise IndexError
    return Item(width, height, bits, _ORIENTATIONS[turns, flip], profile, exif)


def _exif(data: bytes, parts: dict[bytes, _Box], format: Format) -> bytes | None:
    """The EXIF block, None if there is none or it cannot be followed."""
    block = _block(data, parts, b"Exif", format)
    if block is None or len(block) < 8:
        return None
    return block[4 + int.from_bytes(block[:4], "big") :]


def _block(data: bytes, parts: dict[bytes, _Box], wanted: bytes, format: Format) -> bytes | None:
    """What the first item of a kind holds (`mime` items beside a picture are XMP)."""
    try:
        identity = next((number for number, kind in _items(data, parts, format) if kind == wanted), None)
        return None if identity is None else _content(data, parts, identity)
    except (KeyError, IndexError, struct.error):
        return None


def _items(data: bytes, parts: dict[bytes, _Box], format: Format) -> Iterator[tuple[int, bytes]]:
    box = parts[b"iinf"]
    start = box.start + (6 if data[box.start] == 0 else 8)
    for entry in _boxes(data, start, box.end, format):
        id_size = 2 if data[entry.start] == 2 else 4
        yield (
            _integer(data, entry.start + 4, id_size),
            data[entry.start + 6 + id_size : entry.start + 10 + id_size],
        )


def _content(data: bytes, parts: dict[bytes, _Box], identity: int) -> bytes | None:
    """An item's bytes by `iloc`, in all its three versions."""
    box = parts[b"iloc"]
    version, place = data[box.start], box.start + 6
    sizes = _integer(data, box.start + 4, 2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    id_size = 4 if version == 2 else 2
    count, place = _integer(data, place, id_size), place + id_size
    for _ in range(min(count, _MAXIMUM_BOXES)):
        item, place = _integer(data, place, id_size), place + id_size
        method = _integer(data, place, 2) & 15 if version else 0
        place += (2 if version else 0) + 2
        base, place = _integer(data, place, base_size), place + base_size
        extents, place = _integer(data, place, 2), place + 2
        step = (index_size if version else 0) + offset_size + length_size
        if item == identity and extents == 1 and method in (0, 1):
            place += step - offset_size - length_size
            start = base + _integer(data, place, offset_size) + (parts[b"idat"].start if method else 0)
            return data[start : start + _integer(data, place + offset_size, length_size)]
        place += extents * step
    return None
