"""The structure of a WebP file (RFC 9649): its chunks."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.header import Format, Header
from restoration.formats.metadata import short_exif

PICTURES: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
HAS_PROFILE, HAS_ALPHA, HAS_EXIF, HAS_XMP = 0x20, 0x10, 0x08, 0x04
_FRAME_HEADER: Final = 16  # bytes of an animation's frame before its own chunks
#: What a picture looks like depends on these, its colours and its animation included.
_SHOWN: Final = PICTURES | frozenset({b"VP8X", b"ICCP", b"ANIM", b"ANMF"})

Chunk = tuple[bytes, bytes]
"""Its kind, and its content."""


def read_header(data: bytes) -> Header:
    """The size of the canvas.

    Raises:
        TruncatedFile: the file ends before it tells its size.
        CorruptFile: it tells none.
    """
    for kind, body in read_chunks(data, 12):
        for width, height in sizes(kind, body):
            return Header(Format.WEBP, width, height)
    raise CorruptFile(format=Format.WEBP, reason="no picture")


def strip(data: bytes) -> bytes:
    """The same coded picture with the metadata that is kept on writing, and nothing else beside it or behind.

    Raises:
        TruncatedFile: the file ends within a chunk.
    """
    chunks = list(read_chunks(data, 12))
    exif = short_exif(next((body for kind, body in chunks if kind == b"EXIF"), None))
    kept = [(kind, body) for kind, body in chunks if kind in _SHOWN]
    if kept and kept[0][0] == b"VP8X":
        canvas = kept[0][1]
        flags = canvas[0] & ~(HAS_EXIF | HAS_XMP) | (HAS_EXIF if exif is not None else 0)
        kept[0] = (b"VP8X", bytes([flags]) + canvas[1:])
        kept += [] if exif is None else [(b"EXIF", exif)]
    return write_file(kept)


def read_chunks(data: bytes, place: int) -> Iterator[Chunk]:
    """The chunks of a RIFF file from `place` to the end it states."""
    end = 8 + int.from_bytes(data[4:8], "little") if place == 12 else len(data)
    while place + 8 <= end:
        kind, length = struct.unpack("<4sI", data[place : place + 8].ljust(8, b"\0"))
        if place + 8 + length > len(data):
            raise TruncatedFile(format=Format.WEBP)
        yield kind, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def sizes(kind: bytes, body: bytes) -> Iterator[tuple[int, int]]:
    """Every width and height a chunk states, those of the frames within it too."""
    if kind == b"VP8X" and len(body) >= 10:
        yield 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    elif kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) >= 10:
        width, height = struct.unpack_from("<HH", body, 6)
        yield width & 0x3FFF, height & 0x3FFF
    elif kind == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        packed = int.from_bytes(body[1:5], "little")
        yield 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    elif kind == b"ANMF":
        for inner in read_chunks(body, _FRAME_HEADER):
            yield from sizes(*inner)


def write_file(chunks: list[Chunk]) -> bytes:
    """A file of these chunks."""
    body = b"".join(_chunk(kind, content) for kind, content in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
