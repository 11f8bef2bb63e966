"""What a JPEG XL file (ISO/IEC 18181) says of its picture, read without a decoder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.boxes import read_boxes
from restoration.formats.header import Format, Header

CODESTREAM: Final = b"\xff\x0a"
_ENOUGH: Final = 64  # bytes; everything asked for here stands within the first few
_RATIOS: Final = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_SIDE_BITS: Final = (9, 13, 18, 30)
_DEPTHS: Final = (8, 10, 12)


@dataclass(frozen=True, slots=True)
class Stream:
    """A file taken apart: size as stored, EXIF orientation, bits, and the blocks beside the picture."""

    width: int
    height: int
    orientation: int
    bits: int
    exif: bytes | None = field(default=None, repr=False)
    xmp: bytes | None = field(default=None, repr=False)

    @property
    def header(self) -> Header:
        """Size and depth."""
        return Header(Format.JXL, self.width, self.height, 16 if self.bits > 8 else 8)


def read_header(data: bytes) -> Header:
    """Size and depth; raises as `read_stream`."""
    return read_stream(data).header


def read_stream(data: bytes) -> Stream:
    """Read what is said, in a bare stream or one in boxes.

    Raises:
        TruncatedFile: the file ends too early.
        CorruptFile: it holds no picture.
    """
    if data.startswith(CODESTREAM):
        return _stream(data[:_ENOUGH], None, None)
    start, exif, xmp = b"", None, None
    for kind, body in read_boxes(data, Format.JXL):
        if kind in (b"jxlc", b"jxlp") and not start:
            start = bytes(body[(4 if kind == b"jxlp" else 0) :][:_ENOUGH])
        elif kind == b"Exif" and len(body) > 8:
            exif = bytes(body[4 + int.from_bytes(body[:4], "big") :])
        elif kind == b"xml ":
            xmp = bytes(body)
    if not start.startswith(CODESTREAM):
        raise CorruptFile(format=Format.JXL, reason="no picture")
    return _stream(start, exif, xmp)


class _Bits:
    """The bits of a codestream, least significant first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")
        self._left = 8 * len(data)

    def take(self, count: int) -> int:
        if count > self._left:
            raise TruncatedFile(format=Format.JXL)
        taken = self._value & ((1 << count) - 1)
        self._value >>= count
        self._left -= count
        return taken


def _stream(start: bytes, exif: bytes | None, xmp: bytes | None) -> Stream:
    bits = _Bits(start[2:])
    width, height = _size(bits)
    orientation, depth = _metadata(bits)
    return Stream(width, height, orientation, depth, exif, xmp)


def _size(bits: _Bits) -> tuple[int, int]:
    eighths = bits.take(1)
    height = _side(bits, eighths)
    ratio = bits.take(3)
    if not ratio:
        return _side(bits, eighths), height
    across, down = _RATIOS[ratio]
    return height * across // down, height


def _side(bits: _Bits, eighths: int) -> int:
    return 8 * (1 + bits.take(5)) if eighths else 1 + bits.take(_SIDE_BITS[bits.take(2)])


def _metadata(bits: _Bits) -> tuple[int, int]:
    """EXIF orientation and bits per channel; 16 where that is said too far in."""
    if bits.take(1):
        return 1, 8
    orientation = 1
    if bits.take(1):
        orientation = 1 + bits.take(3)
        if bits.take(1):
            _size(bits)
        if bits.take(1) or bits.take(1):  # a preview or an animation is described first
            return orientation, 16
    if bits.take(1):
        return orientation, 32
    choice = bits.take(2)
    return orientation, _DEPTHS[choice] if choice < 3 else 1 + bits.take(6)
