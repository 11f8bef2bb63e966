"""Photographs that come with packages, and what time and files do to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data
from sklearn.datasets import load_sample_image

Words = npt.NDArray[np.uint16]

PHOTOGRAPHS = ("astronaut", "chelsea", "coffee", "rocket", "china.jpg", "flower.jpg")
"""Clean modern colour photographs of 0.14 to 0.27 megapixels."""


@cache
def photograph(name: str) -> Words:
    """One of PHOTOGRAPHS as (H, W, 3) uint16 sRGB, read-only."""
    load: Callable[[], object] = (
        (lambda: load_sample_image(name)) if name.endswith(".jpg") else getattr(data, name)
    )
    pixels = np.asarray(load(), dtype=np.uint16) * np.uint16(257)
    pixels.flags.writeable = False
    return pixels


def words(unit: npt.NDArray[np.floating]) -> Words:
    """uint16 of 0..1, clipped, by 8-bit steps as a file has them."""
    eight_bit = np.asarray(np.rint(np.clip(unit, 0, 1) * 255), dtype=np.uint16)
    return eight_bit * np.uint16(257)


def unit(pixels: Words) -> npt.NDArray[np.float64]:
    """0..1 of uint16."""
    return pixels / 65535


def noisy(pixels: Words, sigma_8bit: float, seed: int = 0) -> Words:
    """White noise in every channel."""
    noise = np.random.default_rng(seed).normal(0, sigma_8bit / 255, pixels.shape)
    return words(unit(pixels) + noise)


def grainy(pixels: Words, sigma_8bit: float, seed: int = 0) -> Words:
    """Film grain: noise of luminance, alike in neighbouring pixels."""
    grain = cv2.GaussianBlur(np.random.default_rng(seed).normal(size=pixels.shape[:2]), (0, 0), 0.8)
    grain = np.asarray(grain) * sigma_8bit / 255 / np.asarray(grain).std()
    return words(unit(pixels) + grain[..., None])


def compressed(pixels: Words, quality: int) -> Words:
    """Through a JPEG file."""
    eight_bit = (pixels // 257).astype(np.uint8)[..., ::-1]
    _, coded = cv2.imencode(".jpg", np.ascontiguousarray(eight_bit), [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded[..., ::-1], dtype=np.uint16) * np.uint16(257)


def blurred(pixels: Words, sigma_px: float) -> Words:
    """Out of focus."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma_px), dtype=np.uint16)


def grey(pixels: Words) -> Words:
    """Without colour."""
    luma = unit(pixels) @ np.array([0.299, 0.587, 0.114])
    return np.repeat(words(luma)[..., None], 3, axis=2)


def toned(pixels: Words, shadow: tuple[float, float, float], paper: tuple[float, float, float]) -> Words:
    """A print of one tone: grey from the colour `shadow` to the colour `paper`, both 0..1."""
    level = unit(grey(pixels))
    return words(np.array(shadow) + (np.array(paper) - np.array(shadow)) * level)


def sepia(pixels: Words) -> Words:
    """A brown print with full contrast."""
    return toned(pixels, (0.06, 0.03, 0.01), (0.96, 0.90, 0.78))


def flat(pixels: Words, contrast: float) -> Words:
    """Contrast lost about the middle of the range."""
    return words(0.5 + (unit(pixels) - 0.5) * contrast)


def faded_dyes(pixels: Words) -> Words:
    """A colour print whose dyes lost density, cyan the most, so that its shadows are light and red."""
    density = -np.log10(np.maximum(unit(pixels) ** 2.2, 5e-3)) * np.array([0.42, 0.66, 0.6])
    return words((10 ** -(density + np.array([0.01, 0.03, 0.06]))) ** (1 / 2.2))
