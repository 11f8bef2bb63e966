"""One row per format: how to read its header, and how to strip it, without a decoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from restoration.formats import bmp_header, isobmff, jpeg_stream, png_stream, tiff_layout, webp_stream
from restoration.formats.header import Format, Header


@dataclass(frozen=True, slots=True)
class Structure:
    """How a format's header is read, and how a file loses all metadata but what is kept on writing, where
    that needs no coding anew."""

    read_header: Callable[[bytes], Header]
    strip: Callable[[bytes], bytes] | None = None


STRUCTURES: Final[Mapping[Format, Structure]] = MappingProxyType(
    {
        Format.JPEG: Structure(jpeg_stream.read_header, jpeg_stream.strip),
        Format.PNG: Structure(png_stream.read_header, png_stream.strip),
        Format.WEBP: Structure(webp_stream.read_header, webp_stream.strip),
        Format.TIFF: Structure(tiff_layout.read_header),
        Format.HEIC: Structure(isobmff.read_heic_header),
        Format.AVIF: Structure(isobmff.read_avif_header),
        Format.BMP: Structure(bmp_header.read_header),
    }
)
