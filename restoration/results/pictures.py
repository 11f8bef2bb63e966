"""Pictures made of a photo: turned, reduced, put side by side, and small enough to be sent."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from restoration.photo import Edit, Format, Photo, encode
from restoration.results.wanted import Wanted

PREVIEW_PX = 2048
"""Longest side of what browsers are shown."""
COMPARISON_PX = 1600
"""Longest side of each half of a comparison."""
_GAP = 0.008
_WHITE = np.uint8(255)

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class File:
    """One result: a name such as "restored" or "preview.restored", and its file."""

    name: str
    media_type: str
    width: int
    height: int
    data: bytes = field(repr=False)


def turned(photo: Photo, wanted: Wanted) -> Photo:
    """Cropped, then turned clockwise."""
    if not wanted.turned:
        return photo
    left, top, width, height = wanted.crop or (0.0, 0.0, 1.0, 1.0)
    x, y = round(left * photo.width), round(top * photo.height)
    x2, y2 = max(x + 1, round((left + width) * photo.width)), max(y + 1, round((top + height) * photo.height))

    def turn(array: Any) -> Any:
        return np.ascontiguousarray(np.rot90(array[y:y2, x:x2], -(wanted.rotate // 90)))

    alpha = None if photo.alpha is None else turn(photo.alpha)
    return replace(photo, pixels=turn(photo.pixels), alpha=alpha, original=None)


def preview(name: str, photo: Photo) -> File:
    """What browsers are shown of it."""
    return _jpeg(name, reduced(photo, _size(photo, PREVIEW_PX)), quality=88)


def before_and_after(before: Photo, after: Photo) -> File:
    """Two versions side by side, before on the left, with a thin white gap between, as an sRGB JPEG.

    Each is at most 1600 pixels long. Pictures much wider than tall stand one above the other, before on top.
    Transparent parts are shown on white.
    """
    width, height = size = _size(before, COMPARISON_PX)
    stacked = width > 1.8 * height
    gap_px = max(4, round(max(width, height) * _GAP))
    gap = np.full((gap_px, width, 3) if stacked else (height, gap_px, 3), _WHITE)
    first, second = (reduced(photo, size) for photo in (before, after))
    return _jpeg("compare", np.concatenate([first, gap, second], axis=0 if stacked else 1), quality=90)


def fitting(name: str, photo: Photo, edit: Edit, limit_bytes: int) -> File:
    """A JPEG below `limit_bytes`: first of lower quality, then smaller."""
    for quality in (92, 85, 75):
        data = encode(photo, Format.JPEG, quality=quality, edit=edit)
        if len(data) <= limit_bytes:
            return File(name, "image/jpeg", photo.width, photo.height, data)
    longest_px = max(photo.width, photo.height)
    while True:
        longest_px = longest_px * 2 // 3
        small = reduced(photo, _size(photo, longest_px))
        wide = small.astype(np.uint16) * np.uint16(257)
        fitting = replace(photo, pixels=wide, alpha=None, original=None, profile=None, depth=8)
        data = encode(fitting, Format.JPEG, quality=80, edit=edit)
        if len(data) <= limit_bytes or longest_px < 64:
            return File(name, "image/jpeg", small.shape[1], small.shape[0], data)


def reduced(photo: Photo, size: tuple[int, int]) -> Bytes:
    """The picture at `size` (width, height), as (H, W, 3) uint8 sRGB, on white."""
    small = cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA)
    if photo.alpha is not None:
        alpha = cv2.resize(photo.alpha, size, interpolation=cv2.INTER_AREA) / np.float32(65535)
        small = 65535 - (65535 - small.astype(np.float32)) * alpha[..., None]
    return eight_bit(small)


def eight_bit(words: npt.NDArray[Any]) -> Bytes:
    """Samples of 16 bits, (H, W, C) uint16 or float32 0..65535, rounded to uint8 0..255."""
    return np.asarray(cv2.convertScaleAbs(words, alpha=1 / 257), np.uint8)


def _size(photo: Photo, longest_px: int) -> tuple[int, int]:
    """Width and height of the photo at no more than `longest_px`."""
    scale = min(1.0, longest_px / max(photo.width, photo.height))
    return max(1, round(photo.width * scale)), max(1, round(photo.height * scale))


def _jpeg(name: str, pixels: Bytes, *, quality: int) -> File:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "jpeg", quality=quality)
    return File(name, "image/jpeg", pixels.shape[1], pixels.shape[0], buffer.getvalue())
