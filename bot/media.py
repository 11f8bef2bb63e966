"""How formats are called on the web."""

from __future__ import annotations

from collections.abc import Mapping

from restoration.formats.header import Format

MEDIA_TYPES: Mapping[Format, str] = {
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WEBP: "image/webp",
    Format.TIFF: "image/tiff",
    Format.HEIC: "image/heic",
    Format.AVIF: "image/avif",
    Format.BMP: "image/bmp",
    Format.GIF: "image/gif",
    Format.JXL: "image/jxl",
    Format.JP2: "image/jp2",
    Format.RAW: "image/x-dcraw",
    Format.PDF: "application/pdf",
}
