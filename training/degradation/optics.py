"""Optics: what a lens, a shaky hand or an enlargement takes from a picture; geometry stays where it was."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation.fields import Picture, between, blend, chance, log_between

_DOWN = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)
_UP = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)


def _normal(kernel: npt.NDArray[np.floating]) -> Picture:
    return np.asarray(kernel / kernel.sum(), np.float32)


def scaled(picture: Picture, scale: float, rng: np.random.Generator) -> Picture:
    """A picture enlarged or reduced `scale` times, by a drawn method; sizes are rounded."""
    height, width = picture.shape[:2]
    ways = _DOWN if scale < 1 else _UP
    size = (round(width * scale), round(height * scale))
    grown = cv2.resize(picture, size, interpolation=ways[int(rng.integers(len(ways)))])
    return np.clip(np.asarray(grown, np.float32), 0.0, 1.0)


def gaussian_kernel(sigma_long: float, sigma_short: float, angle: float) -> Picture:
    """An oriented Gaussian, square and odd-sided, summing to 1; sigmas in pixels, angle in radians."""
    radius = max(1, math.ceil(2.6 * sigma_long))
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1].astype(np.float32)
    along, across = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    kernel = np.exp(-0.5 * ((along / sigma_long) ** 2 + (across / sigma_short) ** 2)).astype(np.float32)
    return _normal(kernel)


def disc_kernel(radius: float) -> Picture:
    """The circle of confusion of a defocused lens, its rim antialiased; radius in pixels."""
    reach = math.ceil(radius)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0.0, 1.0).astype(np.float32)
    return _normal(kernel)


def motion_kernel(length: float, angle: float) -> Picture:
    """A straight smear of `length` pixels at `angle` radians, one pixel wide and antialiased."""
    reach = math.ceil(length / 2) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    along, across = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    kernel = np.clip(length / 2 + 0.5 - np.abs(along), 0, 1) * np.clip(1 - np.abs(across), 0, 1)
    return _normal(kernel)


def blur(picture: Picture, rng: np.random.Generator, most: float, strengths: dict[str, float]) -> Picture:
    """Soften a picture by a Gaussian, a defocus disc or a short motion of deviation up to `most` pixels."""
    sigma = log_between(rng, 0.3, max(most, 0.31))
    angle = between(rng, 0.0, math.pi)
    kind = float(rng.random())
    strengths["blur_sigma"] = math.hypot(sigma, strengths.get("blur_sigma", 0.0))
    if kind < 0.45:
        return np.asarray(
            cv2.GaussianBlur(picture, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101), np.float32
        )
    if kind < 0.70:
        kernel = gaussian_kernel(sigma * 1.3, sigma * between(rng, 0.45, 0.9), angle)
    elif kind < 0.90:
        kernel = disc_kernel(max(0.6, 2.0 * sigma))  # a disc of radius r deviates by r / 2 on each axis
    else:
        kernel = motion_kernel(max(1.5, 3.4 * sigma), angle)
    return np.asarray(cv2.filter2D(picture, -1, kernel, borderType=cv2.BORDER_REFLECT_101), np.float32)


def resample(
    picture: Picture, rng: np.random.Generator, least: float, strengths: dict[str, float]
) -> Picture:
    """Reduce to `least`..1 of the size and enlarge again, by interpolators drawn for each way."""
    height, width = picture.shape[:2]
    scale = between(rng, least, 0.98)
    small = (max(8, round(width * scale)), max(8, round(height * scale)))
    strengths["resample_scale"] = scale * strengths.get("resample_scale", 1.0)
    reduced = cv2.resize(picture, small, interpolation=_DOWN[int(rng.integers(len(_DOWN)))])
    return np.asarray(
        cv2.resize(reduced, (width, height), interpolation=_UP[int(rng.integers(len(_UP)))]), np.float32
    )


def sharpen(picture: Picture, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    """Scanner or phone sharpening: an unsharp mask with its halo."""
    if not chance(rng, 0.15):
        return picture
    amount, sigma = between(rng, 0.2, 1.0), between(rng, 0.6, 1.6)
    soft = cv2.GaussianBlur(picture, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101)
    strengths["sharpen_amount"] = amount
    return np.asarray(cv2.addWeighted(picture, 1 + amount, soft, -amount, 0.0), np.float32)


def glare(picture: Picture, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    """The reflex of a lamp on a glossy print taken with a phone: light added, broad and smooth; in place."""
    height, width = picture.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :] - np.float32(between(rng, -1.2, 1.2))
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] - np.float32(between(rng, -1.2, 1.2))
    amount, reach = between(rng, 0.05, 0.35), between(rng, 0.3, 1.0)
    lamp = np.exp((x * x + y * y) * np.float32(-0.5 / reach**2)) * np.float32(amount)
    blend(picture, lamp, np.ones(3, np.float32))
    strengths["glare"] = amount
    return picture
