"""Emulsion and sensor: white noise, correlated film grain, halftone screens."""

import math

import cv2
import numpy as np

from training.degradation.fields import (
    Picture,
    between,
    clip,
    grains,
    is_grey,
    log_between,
    luminance,
    multiply,
    three,
    white,
)


def gaussian_noise(
    picture: Picture, sigma: float, rng: np.random.Generator, *, grey: bool = False
) -> Picture:
    """Add white Gaussian noise in place; `sigma` in 8-bit steps, `grey`: the same in all channels."""
    height, width = picture.shape[:2]
    noise = white((height, width), rng) if grey else white((height, width, 3), rng)
    cv2.scaleAdd(three(noise) if grey else noise, sigma / 255.0, picture, dst=picture)
    return picture


def shot_noise(picture: Picture, sigma: float, rng: np.random.Generator) -> Picture:
    """Add sensor noise whose variance grows with the light, in place; `sigma` in 8-bit steps at mid grey."""
    noise = white(picture.shape, rng)
    noise *= np.sqrt(np.maximum(picture, 0.0) * 1.8 + 0.1)
    cv2.scaleAdd(noise, sigma / 255.0, picture, dst=picture)
    return picture


def film_grain(
    picture: Picture, rng: np.random.Generator, most: float, strengths: dict[str, float]
) -> Picture:
    """Add film grain in place: correlated over 0.4-1.8 px, strongest where half the crystals develop.

    The variance follows density's binomial law, l (1 - l), over a floor (base fog). `most` bounds the
    deviation in 8-bit steps at mid grey. Black-and-white stock has one layer, colour stock three.
    """
    height, width = picture.shape[:2]
    amount, size = log_between(rng, min(2.0, most / 2), most), between(rng, 0.35, 1.8)
    if is_grey(picture) or rng.random() < 0.35:
        grain = three(grains(height, width, 1, size, rng))
    else:
        grain = grains(height, width, 3, size, rng)
    light = clip(luminance(picture))
    law = np.sqrt(light * (1.0 - light) * np.float32(3.4) + np.float32(0.15)) * np.float32(amount / 255.0)
    multiply(grain, law)
    picture += grain
    strengths["grain_sigma"], strengths["grain_size"] = amount, size
    return picture


def halftone(picture: Picture, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    """Print a picture through a screen of dots, soft as in a scan of a newspaper or a postcard; in place."""
    height, width = picture.shape[:2]
    pitch, softness, blend = between(rng, 2.6, 6.0), between(rng, 0.12, 0.4), between(rng, 0.25, 0.8)
    grey = is_grey(picture)
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    base = between(rng, 0.0, math.pi / 2)
    for channel, turn in enumerate((0.26, 1.31, 0.79)):
        angle = base if grey else base + turn
        u = (x * math.cos(angle) + y * math.sin(angle)) * np.float32(2 * math.pi / pitch)
        v = (y * math.cos(angle) - x * math.sin(angle)) * np.float32(2 * math.pi / pitch)
        screen = 0.5 + 0.25 * (np.cos(u) + np.cos(v))
        dots = np.clip((picture[..., channel] - screen) / np.float32(softness) + 0.5, 0.0, 1.0)
        picture[..., channel] += np.float32(blend) * (dots - picture[..., channel])
    strengths["halftone_pitch"], strengths["halftone_blend"] = pitch, blend
    return clip(picture)
