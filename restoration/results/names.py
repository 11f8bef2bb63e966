"""How files of a format are named, and how formats are called on the web."""

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

SUFFIXES: Mapping[Format, tuple[str, ...]] = {
    Format.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Format.PNG: (".png",),
    Format.WEBP: (".webp",),
    Format.TIFF: (".tif", ".tiff"),
    Format.HEIC: (".heic", ".heif", ".hif"),
    Format.AVIF: (".avif",),
    Format.BMP: (".bmp", ".dib"),
    Format.GIF: (".gif",),
    Format.JXL: (".jxl",),
    Format.JP2: (".jp2", ".j2k", ".j2c", ".jpf", ".jpx"),
    Format.RAW: (".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf", ".rw2", ".pef", ".srw"),
    Format.PDF: (".pdf",),
}
"""How files of a format end, the usual ending first."""


def usual_suffix(media_type: str) -> str:
    """How files of a media type end; ".bin" for one that no format here has."""
    endings = {MEDIA_TYPES[format]: suffixes[0] for format, suffixes in SUFFIXES.items()}
    return endings.get(media_type, ".bin")
