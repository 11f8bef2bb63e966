"""What the first directory of a TIFF file (TIFF 6.0, BigTIFF) says of its picture."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile, UnsupportedFormat
from restoration.formats import jp2_header, jpeg_stream, jxl_header, webp_stream
from restoration.formats.header import Format, Header
from restoration.formats.ifd import Directory, open_directory

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR, CIELAB, ICCLAB = 0, 1, 2, 3, 5, 6, 8, 9
LABS: Final = frozenset({CIELAB, ICCLAB})
#: Channels of each photometric interpretation that is read, without the extra ones.
CHANNELS: Final = {
    WHITE_IS_ZERO: 1, BLACK_IS_ZERO: 1, RGB: 3, PALETTE: 1, CMYK: 4, YCBCR: 3, CIELAB: 3, ICCLAB: 3
}  # fmt: skip
JPEG: Final = 7
UNSIGNED, FLOAT = 1, 3
#: Compressions whose pieces are pictures with a header of their own, looked at before they are decoded.
PICTURES: Final = {
    JPEG: jpeg_stream.read_header,
    33003: jp2_header.read_header,
    33004: jp2_header.read_header,
    33005: jp2_header.read_header,
    34712: jp2_header.read_header,
    34927: webp_stream.read_header,
    50001: webp_stream.read_header,
    50002: jxl_header.read_header,
    52546: jxl_header.read_header,
}
#: None, CCITT, LZW, deflate, PackBits, LZMA, Zstandard: their decoders can be told when to stop.
_COMPRESSIONS: Final = frozenset({1, 2, 3, 4, 5, 8, 32773, 32946, 34925, 50000, *PICTURES})


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
        deep = self.bits > 8 or self.photometric in LABS
        return Header(Format.TIFF, self.width, self.height, 16 if deep else 8)


def read_header(data: bytes) -> Header:
    """Size and depth of the first page.

    Raises:
        TruncatedFile: the file ends before its directory.
        CorruptFile: its directory makes no sense.
        UnsupportedFormat: samples, colours or a compression that are not read here; `reason` says which of
            them, `detail` TIFF's own number for it.
    """
    return read_layout(data).header


def read_layout(data: bytes) -> Layout:
    """What is said; raises as `read_header`."""
    try:
        directory = open_directory(data)
    except (ValueError, struct.error) as error:
        raise TruncatedFile(format=Format.TIFF) from error
    photometric = directory.number(262, BLACK_IS_ZERO)
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
    _require_readable(layout, uniform=len(bits) == 1 and (len(kinds) == 1 or photometric in LABS))
    return layout


def _require_readable(layout: Layout, *, uniform: bool) -> None:
    lab = layout.photometric in LABS
    reason = detail = ""
    if layout.photometric not in CHANNELS or layout.channels < CHANNELS[layout.photometric]:
        reason, detail = "photometric", f"{layout.photometric}"
    elif layout.compression not in _COMPRESSIONS:
        reason, detail = "compression", f"{layout.compression}"
    elif layout.channels > 8:
        reason, detail = "channels", f"{layout.channels}"
    elif lab and layout.bits not in (8, 16):
        reason, detail = "samples", f"Lab, {layout.bits} bits"
    elif not uniform or not (lab or layout.kind in (UNSIGNED, FLOAT)) or not 1 <= layout.bits <= 32:
        reason, detail = "samples", f"{layout.bits} bits, SampleFormat {layout.kind}"
    if reason:
        raise UnsupportedFormat(format=Format.TIFF, reason=reason, detail=detail)
