"""Masks: painted by a person, or of what was filled in."""

from __future__ import annotations

import io

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bot.restoring.pictures import PREVIEW_PX
from bot.restoring.values import File
from restoration.photo import decode


def painted_mask(file: bytes, original: bytes, megapixels: float) -> npt.NDArray[np.uint8]:
    """The painted mask at the size of the upright photo, (H, W) uint8, 255 where to fill."""
    source = decode(original, max_megapixels=megapixels)
    with Image.open(io.BytesIO(file), formats=["PNG"]) as picture:
        if picture.mode in ("RGBA", "LA"):  # painted on glass: what is opaque and not black counts
            alpha = np.asarray(picture.getchannel("A"))
            grey = np.asarray(picture.convert("L")).astype(np.uint16) * alpha // 255
        else:
            grey = np.asarray(picture.convert("L")).astype(np.uint16)
    painted = np.where(grey > 0, np.uint8(255), np.uint8(0))
    scaled = cv2.resize(painted, (source.width, source.height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(scaled, np.uint8)


def small_mask(mask: npt.NDArray[np.uint8]) -> bytes:
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
