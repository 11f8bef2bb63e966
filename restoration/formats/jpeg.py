"""JPEG files (ITU-T T.81; JFIF; Adobe's inverted CMYK; ICC profiles in pieces)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import imagecodecs
import numpy as np

from restoration.errors import CorruptFile, TruncatedFile, UnsupportedFormat
from restoration.formats.edge import translated
from restoration.formats.header import Format, Header
from restoration.formats.metadata import Metadata, plausible_dpi, read_exif, write_exif
from restoration.formats.raster import Model, Raster, Samples, from_channels

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_HUFFMAN_DCT: Final = frozenset({0xC0, 0xC1, 0xC2})
_READ_FRAMES: Final = _HUFFMAN_DCT | {0xC9, 0xCA}
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDD})
_EXIF, _XMP, _ICC = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"ICC_PROFILE\0"
_PIECE: Final = 65533 - len(_ICC) - 2
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
#: Coded data that no encoder writes behind a whole picture; a half one would show it.
_DEBRIS: Final = bytes(range(1, 200)) * 4
_FULL_CHROMA_FROM: Final = 90
_MAXIMUM_SCANS: Final = 100  # a progressive picture needs about ten; thousands keep a decoder busy for hours


@dataclass(frozen=True, slots=True)
class _Segment:
    marker: int
    body: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stream:
    """A JPEG file taken apart: segments up to the first scan, and where scans begin and the end marker is."""

    segments: tuple[_Segment, ...]
    frame: _Segment
    scans: int
    end: int | None

    def bodies(self, marker: int, prefix: bytes) -> list[bytes]:
        """What follows the prefix in each segment of a kind."""
        return [
            s.body[len(prefix) :] for s in self.segments if s.marker == marker and s.body.startswith(prefix)
        ]


def read_header(data: bytes) -> Header:
    """Size and depth, from the frame header.

    Raises:
        TruncatedFile: the file ends before its first scan.
        CorruptFile: there is no frame header, or one without a size.
        UnsupportedFormat: a lossless or hierarchical JPEG.
    """
    return _header(_frame(_segments(data)))


def decode(data: bytes) -> Raster:
    """Decode a whole file.

    Raises:
        TruncatedFile: part of the picture is missing.
        CorruptFile: it cannot be decoded.
    """
    stream = _take_apart(data)
    header = _header(stream.frame)
    whole = _essence(data, stream)
    with translated(Format.JPEG):
        samples = imagecodecs.jpeg8_decode(whole)
        if samples.shape[:2] != (header.height, header.width):
            raise CorruptFile(format=Format.JPEG, reason="size")
        if stream.frame.marker in _HUFFMAN_DCT:
            disturbed = imagecodecs.jpeg8_decode(whole[:-2] + _DEBRIS + whole[-2:])
            if not np.array_equal(samples, disturbed):
                raise TruncatedFile(format=Format.JPEG)
            del disturbed
    if samples.dtype == np.uint16:
        samples = (samples.astype(np.uint32) * 65535 // 4095).astype(np.uint16)
    return _described(_raster(samples, inverted=bool(stream.bodies(_APP14, b"Adobe"))), stream)


def encode(raster: Raster, *, quality: int, xmp: bytes | None) -> bytes:
    """Write grey or RGB samples (uint8); chroma is halved below quality 90."""
    grey = raster.model is Model.GREY
    with translated(Format.JPEG):
        coded = bytes(
            imagecodecs.jpeg8_encode(
                np.ascontiguousarray(raster.samples),
                quality,
                subsampling=None if grey else "444" if quality >= _FULL_CHROMA_FROM else "420",
                optimize=True,
            )
        )
    start = next(segment.end for segment in _segments(coded) if segment.marker == _APP0)
    return b"".join([b"\xff\xd8", *_written_segments(raster, xmp), coded[start:]])


def _segments(data: bytes) -> Iterator[_Segment]:
    """Segments up to and with the first scan header."""
    place = 2
    while True:
        place = data.find(b"\xff", place)
        while place >= 0 and data[place + 1 : place + 2] == b"\xff":
            place += 1
        if place < 0 or place + 4 > len(data):
            raise TruncatedFile(format=Format.JPEG)
        marker = data[place + 1]
        if marker in (0, 1, _SOI) or 0xD0 <= marker <= 0xD7:
            place += 2
            continue
        if marker == _EOI:
            raise CorruptFile(format=Format.JPEG, reason="no picture")
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if end > len(data):
            raise TruncatedFile(format=Format.JPEG)
        yield _Segment(marker, data[place + 4 : end], place, end)
        if marker == _SOS:
            return
        place = max(end, place + 4)


def _frame(segments: Iterator[_Segment]) -> _Segment:
    for segment in segments:
        if segment.marker in _FRAMES:
            return segment
    raise CorruptFile(format=Format.JPEG, reason="no frame")


def _header(frame: _Segment) -> Header:
    if frame.marker not in _READ_FRAMES:
        raise UnsupportedFormat(format=Format.JPEG, reason="lossless or hierarchical")
    if len(frame.body) < 6:
        raise CorruptFile(format=Format.JPEG, reason="frame")
    precision, height, width = struct.unpack_from(">BHH", frame.body)
    if not width or not height:
        raise CorruptFile(format=Format.JPEG, reason="size")
    return Header(Format.JPEG, width, height, 16 if precision > 8 else 8)


def _take_apart(data: bytes) -> _Stream:
    segments = tuple(_segments(data))
    place, end, scans = segments[-1].end, None, 1
    for match in _MARKER.finditer(data, place):
        start, marker = match.start(), data[match.start() + 1]
        if start < place:
            continue
        if marker == _EOI:
            end = start
            break
        scans += marker == _SOS
        if scans > _MAXIMUM_SCANS:
            raise CorruptFile(format=Format.JPEG, reason="scans")
        place = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    if place > len(data):
        raise TruncatedFile(format=Format.JPEG)
    return _Stream(segments, _frame(iter(segments)), segments[-1].start, end)


def _essence(data: bytes, stream: _Stream) -> bytes:
    """The file with nothing in it but what the picture needs: the decoder sees what was checked here."""
    kept = [
        data[segment.start : segment.end]
        for segment in stream.segments[:-1]
        if segment.marker in _TABLES | _FRAMES or segment.marker in (_APP0, _APP14)
    ]
    return b"".join([b"\xff\xd8", *kept, data[stream.scans : stream.end], b"\xff\xd9"])


def _raster(samples: Samples, *, inverted: bool) -> Raster:
    if samples.ndim == 3 and samples.shape[2] == 4:
        return Raster(np.invert(samples) if inverted else samples, Model.CMYK)
    return from_channels(samples)


def _described(raster: Raster, stream: _Stream) -> Raster:
    metadata, orientation = read_exif(next(iter(stream.bodies(_APP1, _EXIF)), None))
    jfif = next(iter(stream.bodies(_APP0, b"JFIF\0")), b"")
    if metadata.dots_per_inch is None and len(jfif) >= 7 and jfif[2] in (1, 2):
        across, down = struct.unpack_from(">HH", jfif, 3)
        factor = 2.54 if jfif[2] == 2 else 1.0
        metadata = replace(metadata, dots_per_inch=plausible_dpi(across * factor, down * factor))
    pieces = sorted(stream.bodies(_APP2, _ICC), key=lambda piece: piece[:1])
    profile = b"".join(piece[2:] for piece in pieces) or None
    return replace(raster, metadata=metadata, orientation=orientation, profile=profile)


def _written_segments(raster: Raster, xmp: bytes | None) -> Iterator[bytes]:
    yield _segment(_APP0, _jfif(raster.metadata))
    exif = write_exif(raster.metadata)
    if exif is not None:
        yield _segment(_APP1, _EXIF + exif)
    if xmp is not None:
        yield _segment(_APP1, _XMP + xmp)
    profile = raster.profile or b""
    pieces = [profile[place : place + _PIECE] for place in range(0, len(profile), _PIECE)]
    if len(pieces) < 256:
        for number, piece in enumerate(pieces, start=1):
            yield _segment(_APP2, _ICC + bytes([number, len(pieces)]) + piece)


def _jfif(metadata: Metadata) -> bytes:
    across, down = metadata.dots_per_inch or (1, 1)
    unit = 0 if metadata.dots_per_inch is None else 1
    return b"JFIF\0\1\1" + struct.pack(
        ">BHHBB", unit, min(round(across), 65535), min(round(down), 65535), 0, 0
    )


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
