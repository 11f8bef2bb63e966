"""The structure of a PNG file (ISO/IEC 15948:2004, and its third edition for EXIF): its chunks."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.header import Format, Header
from restoration.formats.metadata import short_exif

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
NEEDED: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
#: What a picture looks like depends on these, its colours, its print size and its animation included.
_SHOWN: Final = NEEDED | frozenset(
    {b"cHRM", b"cICP", b"cLLI", b"gAMA", b"iCCP", b"mDCV", b"sBIT", b"sRGB"}
    | {b"bKGD", b"hIST", b"pHYs", b"sPLT"}
    | {b"acTL", b"fcTL", b"fdAT"}
)


@dataclass(frozen=True, slots=True)
class Chunk:
    kind: bytes
    start: int
    end: int
    body: memoryview


def read_header(data: bytes) -> Header:
    """Size and depth, from IHDR.

    Raises:
        TruncatedFile: the file ends within IHDR.
        CorruptFile: it has no IHDR, or an impossible one.
    """
    return parse_header(next(read_chunks(data)))


def strip(data: bytes) -> bytes:
    """The same coded picture with the metadata that is kept on writing, and nothing else beside it or behind.

    Raises:
        TruncatedFile: the file ends within a chunk.
    """
    chunks = list(read_chunks(data))
    block = next((bytes(chunk.body) for chunk in chunks if chunk.kind == b"eXIf"), None)
    exif = short_exif(block)
    kept = [data[chunk.start : chunk.end] for chunk in chunks if chunk.kind in _SHOWN]
    return b"".join([SIGNATURE, kept[0], b"" if exif is None else write_chunk(b"eXIf", exif), *kept[1:]])


def read_chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks of a file to its end; raises TruncatedFile where that is missing."""
    place, view = len(SIGNATURE), memoryview(data)
    while True:
        if place + 12 > len(data):
            raise TruncatedFile(format=Format.PNG)
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise TruncatedFile(format=Format.PNG)
        yield Chunk(kind, place, end, view[place + 8 : end - 4])
        if kind == b"IEND":
            return
        place = end


def parse_header(first: Chunk) -> Header:
    """What IHDR, the first chunk, says; raises as `read_header`."""
    if first.kind != b"IHDR" or len(first.body) != 13:
        raise CorruptFile(format=Format.PNG, reason="header")
    width, height, bits, kind = struct.unpack_from(">IIBB", first.body)
    if not width or not height or bits not in (1, 2, 4, 8, 16) or kind not in CHANNELS:
        raise CorruptFile(format=Format.PNG, reason="header")
    return Header(Format.PNG, width, height, 16 if bits == 16 else 8)


def write_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk as it is written."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
