"""How large a picture may be printed before its pixels show."""

from __future__ import annotations

DOTS_PER_INCH = 300
"""What a print needs to look sharp at reading distance."""

_CENTIMETRES_PER_INCH = 2.54


def print_size_cm(width: int, height: int) -> tuple[float, float]:
    """Width and height in centimetres of a good print of a picture of so many pixels."""
    per_pixel = _CENTIMETRES_PER_INCH / DOTS_PER_INCH
    return width * per_pixel, height * per_pixel
