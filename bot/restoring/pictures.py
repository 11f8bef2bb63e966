"""Pictures made of a photo: turned, reduced, and small enough to be sent."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bot.comparison import eight_bit
from bot.restoring.values import File
from bot.store.wishes import Wanted
from restoration.photo import Edit, Format, Photo, encode

PREVIEW_PX = 2048
"""Longest side of what browsers are shown."""


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
    small = reduced(photo, PREVIEW_PX)
    buffer = io.BytesIO()
    Image.fromarray(small).save(buffer, "jpeg", quality=88)
    return File(name, "image/jpeg", small.shape[1], small.shape[0], buffer.getvalue())


def reduced(photo: Photo, longest_px: int) -> npt.NDArray[np.uint8]:
    """At most `longest_px` long, (H, W, 3) uint8 sRGB, on white."""
    scale = min(1.0, longest_px / max(photo.width, photo.height))
    size = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    small = cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA)
    if photo.alpha is not None:
        alpha = (
            cv2.resize(photo.alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32)[..., None] / 65535
        )
        small = (65535 - (65535 - small.astype(np.float32)) * alpha).astype(np.uint16)
    return eight_bit(small)


def fitting(name: str, photo: Photo, edit: Edit, limit_bytes: int) -> File:
    """A JPEG below `limit_bytes`: first of lower quality, then smaller."""
    for quality in (92, 85, 75):
        data = encode(photo, Format.JPEG, quality=quality, edit=edit)
        if len(data) <= limit_bytes:
            return File(name, "image/jpeg", photo.width, photo.height, data)
    longest_px = max(photo.width, photo.height)
    while True:
        longest_px = longest_px * 2 // 3
        small = reduced(photo, longest_px)
        wide = small.astype(np.uint16) * np.uint16(257)
        fitting = replace(photo, pixels=wide, alpha=None, original=None, profile=None, depth=8)
        data = encode(fitting, Format.JPEG, quality=80, edit=edit)
        if len(data) <= limit_bytes or longest_px < 64:
            return File(name, "image/jpeg", small.shape[1], small.shape[0], data)
