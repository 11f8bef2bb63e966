"""The before/after picture."""

from __future__ import annotations

import io
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from restoration.photo import Photo

LONGEST_PX = 1600
_GAP = 0.008
_WHITE = np.uint8(255)


def before_and_after(before: Photo, after: Photo) -> bytes:
    """Put two versions side by side, before on the left, with a thin white gap between, as an sRGB JPEG.

    Each is at most 1600 pixels long. Pictures much wider than tall stand one above the other, before on top.
    Transparent parts are shown on white.
    """
    scale = min(1.0, LONGEST_PX / max(before.width, before.height))
    width, height = max(1, round(before.width * scale)), max(1, round(before.height * scale))
    stacked = width > 1.8 * height
    gap_px = max(4, round(max(width, height) * _GAP))
    gap = np.full((gap_px, width, 3) if stacked else (height, gap_px, 3), _WHITE)
    first, second = (_reduced(photo, (width, height)) for photo in (before, after))
    joined = np.concatenate([first, gap, second], axis=0 if stacked else 1)
    buffer = io.BytesIO()
    Image.fromarray(joined).save(buffer, "jpeg", quality=90)
    return buffer.getvalue()


def _reduced(photo: Photo, size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """The picture at `size` (width, height) as (H, W, 3) uint8, sRGB, on white."""
    small = cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA)
    if photo.alpha is not None:
        alpha = cv2.resize(photo.alpha, size, interpolation=cv2.INTER_AREA) / np.float32(65535)
        small = 65535 - (65535 - small.astype(np.float32)) * alpha[..., None]
    return eight_bit(small)


def eight_bit(words: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Samples of 16 bits, (H, W, C) uint16 or float32 0..65535, rounded to uint8 0..255."""
    return np.asarray(cv2.convertScaleAbs(words, alpha=1 / 257), np.uint8)
