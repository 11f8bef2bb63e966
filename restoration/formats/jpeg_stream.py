"""The structure of a JPEG file (ITU-T T.81, annex B): its segments, its frame, and where its scans end."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile, UnsupportedFormat
from restoration.formats.header import Format, Header
from restoration.formats.metadata import short_exif

APP0, APP1, APP2, APP13, APP14 = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
EXIF, ICC = b"Exif\0\0", b"ICC_PROFILE\0"
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_HUFFMAN: Final = frozenset({0xC0, 0xC1, 0xC2})
_READ: Final = _HUFFMAN | {0xC9, 0xCA}
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDD})
_NEEDED: Final = _TABLES | _FRAMES | {APP0, APP14}
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MAXIMUM_SCANS: Final = 100  # a progressive picture needs about ten; thousands keep a decoder busy for hours


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker with its content; `start` and `end` are places in the file."""

    marker: int
    body: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A JPEG file taken apart.

    Attributes:
        data: the whole file.
        segments: those up to and with the header of the first scan.
        end: where the end marker is, None if there is none.
        scans: how many scans begin in it.
    """

    data: bytes = field(repr=False)
    segments: tuple[Segment, ...]
    end: int | None
    scans: int = 1

    @property
    def header(self) -> Header:
        """Size and depth; raises as `read_header` does."""
        return _header(_frame(self.segments))

    @property
    def huffman_coded(self) -> bool:
        """Whether coded data ends where the picture does (arithmetic coding may leave out its last bytes)."""
        return _frame(self.segments).marker in _HUFFMAN

    def bodies(self, marker: int, prefix: bytes) -> list[bytes]:
        """What follows the prefix in each segment of a kind."""
        found = [segment.body for segment in self.segments if segment.marker == marker]
        return [body.removeprefix(prefix) for body in found if body.startswith(prefix)]

    def essence(self, *without: int) -> bytes:
        """The file with nothing in it but what the picture needs: a decoder sees what was checked here.

        Segments with a marker of `without` are left out too.
        """
        wanted = _NEEDED.difference(without)
        needed = [self.data[s.start : s.end] for s in self.segments[:-1] if s.marker in wanted]
        scans = self.data[self.segments[-1].start : self.end]
        return b"".join([b"\xff\xd8", *needed, scans, b"\xff\xd9"])


def read_header(data: bytes) -> Header:
    """Size and depth, from the frame header.

    Raises:
        TruncatedFile: the file ends before its first scan.
        CorruptFile: there is no frame header, or one without a size.
        UnsupportedFormat: a lossless or hierarchical JPEG.
    """
    return _header(_frame(read_segments(data)))


def strip(data: bytes) -> bytes:
    """The same coded picture with the metadata that is kept on writing, and nothing else beside it or behind.

    Raises:
        TruncatedFile: the file ends within a segment.
        CorruptFile: it has no picture.
    """
    stream = take_apart(data)
    exif = short_exif(next(iter(stream.bodies(APP1, EXIF)), None))
    jfif = [b"JFIF\0" + body[:7] + b"\0\0" for body in stream.bodies(APP0, b"JFIF\0") if len(body) >= 7]
    segments = [write_segment(APP0, body) for body in jfif[:1]]  # without its thumbnail
    segments += [] if exif is None else [write_segment(APP1, EXIF + exif)]
    segments += [write_segment(APP2, ICC + piece) for piece in stream.bodies(APP2, ICC)]
    return b"".join([b"\xff\xd8", *segments, stream.essence(APP0)[2:]])


def take_apart(data: bytes, *, salvage: bool = False) -> Stream:
    """Find the segments and the end of a file; with `salvage`, one cut off between scans is taken too.

    Raises:
        TruncatedFile: it ends within a segment.
        CorruptFile: it has no picture, or more scans than any picture needs.
    """
    segments = tuple(read_segments(data))
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
        place = start + 2 + _length(data, start)
    if place > len(data) and not salvage:
        raise TruncatedFile(format=Format.JPEG)
    return Stream(data, segments, end, scans)


def read_segments(data: bytes) -> Iterator[Segment]:
    """The segments up to and with the header of the first scan; raises as `take_apart` does."""
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
        end = place + 2 + _length(data, place)
        if end > len(data):
            raise TruncatedFile(format=Format.JPEG)
        yield Segment(marker, data[place + 4 : end], place, end)
        if marker == _SOS:
            return
        place = max(end, place + 4)


def _length(data: bytes, place: int) -> int:
    return int.from_bytes(data[place + 2 : place + 4], "big")


def _frame(segments: Iterator[Segment] | tuple[Segment, ...]) -> Segment:
    for segment in segments:
        if segment.marker in _FRAMES:
            return segment
    raise CorruptFile(format=Format.JPEG, reason="no frame")


def _header(frame: Segment) -> Header:
    if frame.marker not in _READ:
        raise UnsupportedFormat(format=Format.JPEG, reason="compression", detail=f"SOF{frame.marker & 15}")
    if len(frame.body) < 6:
        raise CorruptFile(format=Format.JPEG, reason="frame")
    precision, height, width = struct.unpack_from(">BHH", frame.body)
    if not width or not height:
        raise CorruptFile(format=Format.JPEG, reason="size")
    return Header(Format.JPEG, width, height, 16 if precision > 8 else 8)


def write_segment(marker: int, body: bytes) -> bytes:
    """A segment as it is written."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
