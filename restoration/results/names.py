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
}

SUFFIXES: Mapping[Format, tuple[str, ...]] = {
    Format.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Format.PNG: (".png",),
    Format.WEBP: (".webp",),
    Format.TIFF: (".tif", ".tiff"),
    Format.HEIC: (".heic", ".heif", ".hif"),
    Format.AVIF: (".avif",),
    Format.BMP: (".bmp", ".dib"),
}
"""How files of a format end, the usual ending first."""
