"""One row per format: how to read its header, and how to strip it, without a decoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from restoration.formats import (
    bmp_header,
    gif_header,
    isobmff,
    jp2_header,
    jpeg_stream,
    jxl_header,
    pdf_header,
    png_stream,
    raw_header,
    tiff_layout,
    webp_stream,
)
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
        Format.GIF: Structure(gif_header.read_header),
        Format.JXL: Structure(jxl_header.read_header),
        Format.JP2: Structure(jp2_header.read_header),
        Format.RAW: Structure(raw_header.read_header),
        Format.PDF: Structure(pdf_header.read_header),
    }
)
