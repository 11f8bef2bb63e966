"""Masks: painted by a person, or of what was filled in."""

from __future__ import annotations

import io

import cv2
import numpy as np
from PIL import Image

from restoration.results.pictures import PREVIEW_PX, Bytes, File


def painted_mask(file: bytes) -> Bytes:
    """A painted mask's PNG as (h, w) uint8, 255 where to fill."""
    with Image.open(io.BytesIO(file), formats=["PNG"]) as picture:
        grey = np.asarray(picture.convert("L")).astype(np.uint16)
        if picture.mode in ("RGBA", "LA"):  # painted on glass: what is opaque and not black counts
            grey = grey * np.asarray(picture.getchannel("A")) // 255
    return np.where(grey > 0, np.uint8(255), np.uint8(0))


def small_mask(mask: Bytes) -> bytes:
    """A PNG of one bit, at most as long as the previews; (H, W) in, non-zero where to fill."""
    height, width = mask.shape
    scale = min(1.0, PREVIEW_PX / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)  # what is thinner than a pixel stays
    buffer = io.BytesIO()
    Image.fromarray(small > 0).save(buffer, "png", optimize=True)
    return buffer.getvalue()


def mask_file(name: str, data: bytes) -> File:
    """A mask as a result."""
    with Image.open(io.BytesIO(data)) as picture:
        return File(name, "image/png", picture.width, picture.height, data)
