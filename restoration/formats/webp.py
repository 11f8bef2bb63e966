"""WebP files (RFC 9649)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import imagecodecs
import numpy as np

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.edge import translated
from restoration.formats.header import Format, Header
from restoration.formats.metadata import read_exif, write_exif
from restoration.formats.raster import Raster, from_channels

_LOSSLESS_FROM: Final = 100
_PICTURES: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
#: What a picture looks like depends on these, its colours and its animation included.
_SHOWN: Final = _PICTURES | frozenset({b"VP8X", b"ICCP", b"ANIM", b"ANMF"})
_HAS_PROFILE, _HAS_ALPHA, _HAS_EXIF, _HAS_XMP = 0x20, 0x10, 0x08, 0x04
_FRAME_HEADER: Final = 16  # bytes of an animation's frame before its own chunks

Chunk = tuple[bytes, bytes]


def read_header(data: bytes) -> Header:
    """The size of the canvas.

    Raises:
        TruncatedFile: the file ends before it tells its size.
        CorruptFile: it tells none.
    """
    for kind, body in _chunks(data, 12):
        for width, height in _sizes(kind, body):
            return Header(Format.WEBP, width, height)
    raise CorruptFile(format=Format.WEBP, reason="no picture")


def decode(data: bytes) -> Raster:
    """Decode a whole file; of an animation, its first picture.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
    """
    header = read_header(data)
    chunks = list(_chunks(data, 12))
    for width, height in (size for chunk in chunks for size in _sizes(*chunk)):
        if width > header.width or height > header.height:
            raise CorruptFile(format=Format.WEBP, reason="size")
    with translated(Format.WEBP):
        samples = imagecodecs.webp_decode(data, 0)
        if samples.shape[:2] != (header.height, header.width):
            raise CorruptFile(format=Format.WEBP, reason="size")
        raster = from_channels(samples)
    first = dict(reversed(chunks))
    metadata, orientation = read_exif(first.get(b"EXIF"))
    return replace(raster, metadata=metadata, orientation=orientation, profile=first.get(b"ICCP"))


def encode(raster: Raster, *, quality: int, xmp: bytes | None) -> bytes:
    """Write RGB samples with or without alpha (uint8); without loss at quality 100."""
    samples = raster.samples
    if raster.alpha is not None:
        samples = np.concatenate([samples, raster.alpha[..., np.newaxis]], axis=2)
    with translated(Format.WEBP):
        lossless = quality >= _LOSSLESS_FROM
        coded = bytes(imagecodecs.webp_encode(np.ascontiguousarray(samples), quality, lossless=lossless))
    pictures = [chunk for chunk in _chunks(coded, 12) if chunk[0] in _PICTURES]
    return _assembled(raster, pictures, xmp)


def strip(data: bytes) -> bytes:
    """The same coded picture with the metadata that is kept on writing, and nothing else beside it or behind.

    Raises:
        TruncatedFile: the file ends within a chunk.
    """
    chunks = list(_chunks(data, 12))
    exif = write_exif(*read_exif(next((body for kind, body in chunks if kind == b"EXIF"), None)))
    kept = [(kind, body) for kind, body in chunks if kind in _SHOWN]
    if kept and kept[0][0] == b"VP8X":
        canvas = kept[0][1]
        flags = canvas[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if exif is not None else 0)
        kept[0] = (b"VP8X", bytes([flags]) + canvas[1:])
        kept += [] if exif is None else [(b"EXIF", exif)]
    return _file(kept)


def _chunks(data: bytes, place: int) -> Iterator[Chunk]:
    """The chunks of a RIFF file from `place` to the end it states."""
    end = 8 + int.from_bytes(data[4:8], "little") if place == 12 else len(data)
    while place + 8 <= end:
        kind, length = struct.unpack("<4sI", data[place : place + 8].ljust(8, b"\0"))
        if place + 8 + length > len(data):
            raise TruncatedFile(format=Format.WEBP)
        yield kind, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _sizes(kind: bytes, body: bytes) -> Iterator[tuple[int, int]]:
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
        for inner in _chunks(body, _FRAME_HEADER):
            yield from _sizes(*inner)


def _assembled(raster: Raster, pictures: list[Chunk], xmp: bytes | None) -> bytes:
    """A file in the extended layout, the only one with room for metadata."""
    height, width = raster.samples.shape[:2]
    exif = write_exif(raster.metadata)
    flags = (
        (_HAS_PROFILE if raster.profile is not None else 0)
        | (_HAS_ALPHA if raster.alpha is not None else 0)
        | (_HAS_EXIF if exif is not None else 0)
        | (_HAS_XMP if xmp is not None else 0)
    )
    canvas = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks: list[tuple[bytes, bytes | None]] = [
        (b"VP8X", canvas),
        (b"ICCP", raster.profile),
        *pictures,
        (b"EXIF", exif),
        (b"XMP ", xmp),
    ]
    return _file([(kind, content) for kind, content in chunks if content is not None])


def _file(chunks: list[Chunk]) -> bytes:
    body = b"".join(_chunk(kind, content) for kind, content in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
