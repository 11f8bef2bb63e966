"""What the first directory of a TIFF file (TIFF 6.0, BigTIFF) says of its picture."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile, UnsupportedFormat
from restoration.formats.header import Format, Header
from restoration.formats.ifd import Directory, open_directory

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR = 0, 1, 2, 3, 5, 6
#: Channels of each photometric interpretation that is read, without the extra ones.
CHANNELS: Final = {WHITE_IS_ZERO: 1, BLACK_IS_ZERO: 1, RGB: 3, PALETTE: 1, CMYK: 4, YCBCR: 3}
JPEG: Final = 7
UNSIGNED, FLOAT = 1, 3
_SENSOR: Final = frozenset({32803, 34892})
_DNG_VERSION: Final = 50706
#: None, CCITT, LZW, JPEG, deflate, PackBits, LZMA, Zstandard: their decoders can be told when to stop.
_COMPRESSIONS: Final = frozenset({1, 2, 3, 4, 5, JPEG, 8, 32773, 32946, 34925, 50000})


@dataclass(frozen=True, slots=True)
class Layout:
    """What a directory says of its picture: `bits` and `kind` (SampleFormat) hold for every channel."""

    directory: Directory
    width: int
    height: int
    bits: int
    kind: int
    photometric: int
    channels: int
    compression: int

    @property
    def header(self) -> Header:
        """Size and depth."""
        return Header(Format.TIFF, self.width, self.height, 16 if self.bits > 8 else 8)


def read_header(data: bytes) -> Header:
    """Size and depth of the first page.

    Raises:
        TruncatedFile: the file ends before its directory.
        CorruptFile: its directory makes no sense.
        UnsupportedFormat: a raw sensor picture, or samples, colours or a compression that are not read here.
    """
    return read_layout(data).header


def read_layout(data: bytes) -> Layout:
    """What is said; raises as `read_header`."""
    try:
        directory = open_directory(data)
    except (ValueError, struct.error) as error:
        raise TruncatedFile(format=Format.TIFF) from error
    photometric = directory.number(262, BLACK_IS_ZERO)
    if _DNG_VERSION in directory.entries or photometric in _SENSOR:
        raise UnsupportedFormat(format="raw")
    bits, kinds = set(directory.numbers(258)) or {1}, set(directory.numbers(339)) or {UNSIGNED}
    layout = Layout(
        directory,
        directory.number(256, 0),
        directory.number(257, 0),
        max(bits),
        max(kinds),
        photometric,
        directory.number(277, 1),
        directory.number(259, 1),
    )
    if layout.width <= 0 or layout.height <= 0:
        raise CorruptFile(format=Format.TIFF, reason="size")
    _require_readable(layout, uniform=len(bits) == len(kinds) == 1)
    return layout


def _require_readable(layout: Layout, *, uniform: bool) -> None:
    reason = ""
    if layout.photometric not in CHANNELS or layout.channels < CHANNELS[layout.photometric]:
        reason = f"photometric {layout.photometric} with {layout.channels} channels"
    elif layout.compression not in _COMPRESSIONS:
        reason = f"compression {layout.compression}"
    elif not uniform or layout.kind not in (UNSIGNED, FLOAT) or not 1 <= layout.bits <= 32:
        reason = f"{layout.bits} bits of kind {layout.kind}"
    elif layout.channels > 8:
        reason = f"{layout.channels} channels"
    if reason:
        raise UnsupportedFormat(format=Format.TIFF, reason=reason)
