"""Random fields and conversions that every part of the degradation model draws from.

All pictures inside the package are C-contiguous float32 in 0..1, sRGB-encoded unless a name says `linear`.
"""

import math
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Picture: TypeAlias = npt.NDArray[np.float32]
Mask: TypeAlias = npt.NDArray[np.uint8]
Colour: TypeAlias = npt.NDArray[np.float32]  # (3,): sRGB-encoded, 0..1


def unit(clean: npt.NDArray[np.uint8] | Picture) -> Picture:
    """Copy a patch (H, W, 3), uint8 0..255 or float32 0..1, to float32 0..1."""
    if clean.ndim != 3 or clean.shape[2] != 3:
        raise ValueError(f"a patch is (height, width, 3), not {clean.shape}")
    if clean.dtype == np.uint8:
        return np.multiply(clean, np.float32(1 / 255), dtype=np.float32)
    return np.array(clean, dtype=np.float32, order="C")


def eight_bit(picture: Picture) -> npt.NDArray[np.uint8]:
    """Round float32 0..1 to uint8 0..255, saturating."""
    scaled = np.clip(picture, 0.0, 1.0)
    return np.asarray(cv2.convertScaleAbs(scaled, alpha=255.0), np.uint8)


def clip(picture: Picture) -> Picture:
    """Clip a picture to 0..1 in place and return it."""
    return np.clip(picture, 0.0, 1.0, out=picture)


def is_grey(picture: Picture) -> bool:
    """Whether the three channels of a picture are the same (looked at on a sparse grid)."""
    sample = picture[::7, ::7]
    return bool(
        np.array_equal(sample[..., 0], sample[..., 1]) and np.array_equal(sample[..., 1], sample[..., 2])
    )


def luminance(picture: Picture) -> Picture:
    """Luma (H, W) of an sRGB-encoded picture, 0..1 (Rec. 601 weights)."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float32)


def three(plane: Picture) -> Picture:
    """Repeat a plane (H, W) in three channels."""
    return np.asarray(cv2.merge([plane, plane, plane]), np.float32)


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """A uniform draw."""
    return low + (high - low) * float(rng.random())


def log_between(rng: np.random.Generator, low: float, high: float) -> float:
    """A draw uniform in the logarithm: small values as often as large ones."""
    return math.exp(between(rng, math.log(low), math.log(high)))


def chance(rng: np.random.Generator, probability: float) -> bool:
    """True with this probability; always takes one draw."""
    return float(rng.random()) < probability


def white(shape: tuple[int, ...], rng: np.random.Generator) -> Picture:
    """White Gaussian noise of unit deviation."""
    return rng.standard_normal(shape, dtype=np.float32)


def grains(height: int, width: int, channels: int, size: float, rng: np.random.Generator) -> Picture:
    """Correlated Gaussian noise of unit deviation, (H, W, channels); `size` is the blur's sigma in pixels."""
    field = white((height, width, channels), rng)
    if size > 0.25:
        cv2.GaussianBlur(field, (0, 0), size, dst=field, borderType=cv2.BORDER_REFLECT_101)
        field = field.reshape(height, width, channels)
        deviation = cv2.meanStdDev(field.reshape(height, -1))[1][0, 0]
        field *= np.float32(1.0 / max(float(deviation), 1e-6))
    return field


def clouds(height: int, width: int, cell: float, rng: np.random.Generator, octaves: int = 1) -> Picture:
    """A smooth field (H, W), roughly -1..1, of features `cell` pixels wide; octaves halve cell and weight."""
    reduction = max(1, int(cell / 2 ** (octaves - 1) / 4))  # the smallest features still span four pixels
    low, wide = max(4, -(-height // reduction)), max(4, -(-width // reduction))
    total = np.zeros((low, wide), np.float32)
    weight = 0.5
    for _ in range(octaves):
        coarse = white((max(3, round(height / cell) + 2), max(3, round(width / cell) + 2)), rng)
        fine = cv2.resize(coarse, (wide, low), interpolation=cv2.INTER_CUBIC)
        cv2.scaleAdd(fine, weight, total, dst=total)
        cell, weight = max(cell / 2, 1.0), weight / 2
    if reduction == 1:
        return total
    return np.asarray(cv2.resize(total, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def blend(picture: Picture, alpha: Picture, colour: Colour) -> None:
    """Move a picture (H, W, 3) towards a colour (3,) by alpha (H, W) 0..1, in place."""
    keep = 1.0 - alpha
    cv2.multiply(picture, cv2.merge([keep, keep, keep]), dst=picture)
    red, green, blue = (float(value) for value in colour)
    cv2.add(picture, cv2.merge([alpha * red, alpha * green, alpha * blue]), dst=picture)


def multiply(picture: Picture, gains: Picture | tuple[Picture, Picture, Picture]) -> None:
    """Multiply a picture (H, W, 3) by one plane (H, W), or by one for each channel, in place."""
    planes = gains if isinstance(gains, tuple) else (gains, gains, gains)
    cv2.multiply(picture, cv2.merge(planes), dst=picture)


def add(picture: Picture, plane: Picture) -> None:
    """Add a plane (H, W) to each channel of a picture (H, W, 3), in place."""
    cv2.add(picture, cv2.merge([plane, plane, plane]), dst=picture)
