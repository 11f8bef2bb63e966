"""One row per format: how to read its header and its pixels, and how to write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from restoration.formats import bmp, gif, heif, jp2, jpeg, jxl, png, raw, tiff, tiff_writer, webp
from restoration.formats.header import Format, Header
from restoration.formats.raster import Raster


class Write(Protocol):
    """Bytes of a file from grey or RGB samples; `quality` 1..100 where the format loses any."""

    def __call__(self, raster: Raster, *, quality: int, xmp: bytes | None) -> bytes:
        """Write; an XMP packet goes where the format keeps such."""


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written, and what it can hold.

    Attributes:
        write: makes the file.
        deep: whether it holds 16 bits per channel.
        alpha: whether it holds transparency.
        grey: whether it holds a single channel.
        longest_side: its limit in pixels.
    """

    write: Write
    deep: bool
    alpha: bool
    grey: bool
    longest_side: int


@dataclass(frozen=True, slots=True)
class Codec:
    """How a format is read, and how its pictures are written: by itself or as the format `instead`.

    `measure` asks the decoder for the size, where the header alone does not always tell it; `salvage` decodes
    what there is of a file that is cut short.
    """

    decode: Callable[[bytes], Raster]
    writer: Writer | None = None
    instead: Format | None = None
    measure: Callable[[bytes], Header] | None = None
    salvage: Callable[[bytes], Raster] | None = None


CODECS: Final[Mapping[Format, Codec]] = MappingProxyType(
    {
        Format.JPEG: Codec(
            jpeg.decode,
            Writer(jpeg.encode, deep=False, alpha=False, grey=True, longest_side=65_500),
            salvage=jpeg.salvage,
        ),
        Format.PNG: Codec(
            png.decode,
            Writer(png.encode, deep=True, alpha=True, grey=True, longest_side=1_000_000),
        ),
        Format.WEBP: Codec(
            webp.decode,
            Writer(webp.encode, deep=False, alpha=True, grey=False, longest_side=16_383),
        ),
        Format.TIFF: Codec(
            tiff.decode,
            Writer(tiff_writer.encode, deep=True, alpha=True, grey=True, longest_side=2**31 - 1),
        ),
        Format.HEIC: Codec(heif.decode_heic, instead=Format.JPEG),
        Format.AVIF: Codec(heif.decode_avif, instead=Format.JPEG),
        Format.BMP: Codec(bmp.decode, instead=Format.PNG),
        Format.GIF: Codec(gif.decode, instead=Format.PNG),
        Format.JXL: Codec(jxl.decode, instead=Format.PNG),
        Format.JP2: Codec(jp2.decode, instead=Format.TIFF),
        Format.RAW: Codec(raw.decode, instead=Format.TIFF, measure=raw.measure),
    }
)
