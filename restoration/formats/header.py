"""What a file says of its picture before any pixel is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from restoration.errors import TooManyPixels

Depth = Literal[8, 16]


class Format(StrEnum):
    """A kind of file that can be read as a photograph."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    HEIC = "heic"
    AVIF = "avif"
    BMP = "bmp"
    GIF = "gif"
    JXL = "jxl"
    JP2 = "jp2"
    RAW = "raw"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Header:
    """Format, size in pixels as stored (before any turning) and bits per channel in memory (8 or 16).

    Of some raw pictures only their decoder knows the size: it is 0 × 0 then, and the decoder is asked first.
    """

    format: Format
    width: int
    height: int
    depth: Depth = 8

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.width * self.height / 1e6

    def require_at_most(self, megapixels: float) -> None:
        """Refuse a picture larger than `megapixels`.

        Raises:
            TooManyPixels: it is larger.
        """
        if self.megapixels > megapixels:
            raise TooManyPixels(megapixels=round(self.megapixels, 1), limit=megapixels)
