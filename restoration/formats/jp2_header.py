"""What a JPEG 2000 file (ISO/IEC 15444-1) says of its picture, read without a decoder."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.boxes import read_boxes
from restoration.formats.header import Format, Header

CODESTREAM: Final = b"\xff\x4f\xff\x51"
_SOT, _SOC_END, _EOC = b"\xff\x90", 2, b"\xff\xd9"
_XMP: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_EXIF: Final = b"JpgTiffExif->JP2"
_RESTRICTED_ICC: Final = 2
_MOST_TILES: Final = 65535


@dataclass(frozen=True, slots=True)
class Stream:
    """A file taken apart: its coded picture, size, channels and bits, and the blocks beside the picture."""

    coded: memoryview = field(repr=False)
    width: int
    height: int
    channels: int
    bits: int
    profile: bytes | None = field(default=None, repr=False)
    exif: bytes | None = field(default=None, repr=False)
    xmp: bytes | None = field(default=None, repr=False)

    @property
    def header(self) -> Header:
        """Size and depth."""
        return Header(Format.JP2, self.width, self.height, 16 if self.bits > 8 else 8)


def read_header(data: bytes) -> Header:
    """Size and depth; raises as `read_stream`."""
    return read_stream(data).header


def read_stream(data: bytes | memoryview) -> Stream:
    """Read what is said, in a bare stream or one in boxes.

    Raises:
        TruncatedFile: the file ends too early.
        CorruptFile: it holds no picture.
    """
    if bytes(data[:4]) == CODESTREAM:
        return _stream(memoryview(data), {})
    found: dict[str, bytes] = {}
    for kind, body in read_boxes(data, Format.JP2):
        if kind == b"jp2h":
            for inner, colour in read_boxes(body, Format.JP2):
                if inner == b"colr" and colour[:1] == bytes([_RESTRICTED_ICC]):
                    found.setdefault("profile", bytes(colour[3:]))
        elif kind == b"uuid" and bytes(body[:16]) in (_XMP, _EXIF):
            found["xmp" if bytes(body[:16]) == _XMP else "exif"] = bytes(body[16:])
        elif kind == b"jp2c":
            return _stream(body, found)
    raise TruncatedFile(format=Format.JP2)


def _stream(coded: memoryview, found: dict[str, bytes]) -> Stream:
    if len(coded) < 42:
        raise TruncatedFile(format=Format.JP2)
    if bytes(coded[:4]) != CODESTREAM:
        raise CorruptFile(format=Format.JP2, reason="no picture")
    right, bottom, left, top = struct.unpack_from(">4I", coded, 8)
    channels = int.from_bytes(coded[40:42], "big")
    depths = [(coded[place] & 127) + 1 for place in range(42, 42 + 3 * channels, 3) if place < len(coded)]
    if right <= left or bottom <= top or not depths:
        raise CorruptFile(format=Format.JP2, reason="size")
    return Stream(coded, right - left, bottom - top, channels, max(depths), **found)


def require_whole(stream: Stream) -> None:
    """Walk the parts of the coded picture; raises TruncatedFile where one goes on behind the end."""
    coded, place = stream.coded, _SOC_END
    for _ in range(_MOST_TILES * 256):
        marker = bytes(coded[place : place + 2])
        if marker == _EOC:
            return
        if len(marker) < 2:
            raise TruncatedFile(format=Format.JP2)
        step = 2 + int.from_bytes(coded[place + 2 : place + 4], "big")
        if marker == _SOT:
            step = int.from_bytes(coded[place + 6 : place + 10], "big")
            if step == 0:  # to the end marker
                step = len(coded) - 2 - place
        if step < 2:
            raise CorruptFile(format=Format.JP2, reason="parts")
        place += step
    raise CorruptFile(format=Format.JP2, reason="parts")
