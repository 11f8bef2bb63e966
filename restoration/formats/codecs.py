"""One row per format: how to read its header and its pixels, and how to write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from restoration.formats import bmp, heif, jpeg, png, tiff, tiff_writer, webp
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
    """How a format is read, how its pictures are written (by itself or as the format `instead`), and how a
    file loses all metadata but what is kept on writing, where that needs no coding anew."""

    read_header: Callable[[bytes], Header]
    decode: Callable[[bytes], Raster]
    writer: Writer | None = None
    instead: Format | None = None
    strip: Callable[[bytes], bytes] | None = None


CODECS: Final[Mapping[Format, Codec]] = MappingProxyType(
    {
        Format.JPEG: Codec(
            jpeg.read_header,
            jpeg.decode,
            Writer(jpeg.encode, deep=False, alpha=False, grey=True, longest_side=65_500),
            strip=jpeg.strip,
        ),
        Format.PNG: Codec(
            png.read_header,
            png.decode,
            Writer(png.encode, deep=True, alpha=True, grey=True, longest_side=1_000_000),
            strip=png.strip,
        ),
        Format.WEBP: Codec(
            webp.read_header,
            webp.decode,
            Writer(webp.encode, deep=False, alpha=True, grey=False, longest_side=16_383),
            strip=webp.strip,
        ),
        Format.TIFF: Codec(
            tiff.read_header,
            tiff.decode,
            Writer(tiff_writer.encode, deep=True, alpha=True, grey=True, longest_side=2**31 - 1),
        ),
        Format.HEIC: Codec(heif.read_heic_header, heif.decode_heic, instead=Format.JPEG),
        Format.AVIF: Codec(heif.read_avif_header, heif.decode_avif, instead=Format.JPEG),
        Format.BMP: Codec(bmp.read_header, bmp.decode, instead=Format.PNG),
    }
)
