"""Curves that make a picture of a negative, and open one that is too dark; in closed form, on density.

A negative holds density over the base of its film: the more light there was, the more. Each layer is laid
between its own least and most density, which takes the orange mask out and brings the layers into step; where
the film's bare rim is in the picture, its base is measured there.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from restoration.chroma.borders import find_border
from restoration.color import lightness, linear_to_srgb, srgb_to_linear

Float = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint16]

_LEVELS = 65536
_RANGE = 2.0  # densities from black to white of the picture that comes out
_TAILS = (0.5, 99.5)
_FAINTEST = 0.08  # densities: film with less than that between its ends holds no picture
_WHITE = 0.92  # where the lightest tones of an opened picture come to lie, in linear light
_MOST_STOPS = 5.0
_LIGHT_TAIL = 99.7


def negative_curves(small: Words, *, neutral: bool) -> Words:
    """Falling curves (3, 65536) uint16 of a reduced negative (h, w, 3) uint16 with its rim.

    `neutral` film gets three curves that make grey of it whatever the tint of its base.
    """
    density = _density(small)
    inner = density[_inside(small)]
    least, most = (np.percentile(inner, share, axis=0) for share in _TAILS)
    base = _base(small, density)
    if base is not None:
        least = np.minimum(least, base)
    reach = np.maximum(most - least, _FAINTEST)
    if neutral:
        reach[:] = reach.max()
        least = most - reach
    levels = np.arange(_LEVELS, dtype=np.float32)
    above = (_density(levels)[None, :] - least[:, None]) / reach[:, None]
    encoded = linear_to_srgb(np.power(np.float32(10), (np.clip(above, 0, 1.02) - 1) * np.float32(_RANGE)))
    # What is at the film's base is black, and not the grey that a finite range leaves.
    floor = float(linear_to_srgb(np.array([10**-_RANGE], np.float32))[0])
    lifted = (np.clip(encoded, 0, 1) - floor) / (1 - floor)
    return np.asarray(np.rint(np.clip(lifted, 0, 1) * (_LEVELS - 1)), np.uint16)


def missing_stops(small: Words) -> float:
    """Stops by which the lightest tones of a reduced picture (h, w, 3) lie below white, 0..5."""
    lightest = float(np.percentile(small.max(axis=2), _LIGHT_TAIL)) / 65535
    light = float(srgb_to_linear(np.array([lightest], np.float32))[0])
    return float(np.clip(np.log2(_WHITE / max(light, 1e-6)), 0, _MOST_STOPS))


def opening_curves(stops: float) -> Words:
    """Rising curves (3, 65536) uint16 that give a picture so many stops more light, with a soft shoulder."""
    levels = np.linspace(0, 1, _LEVELS, dtype=np.float32)
    light = srgb_to_linear(levels) * np.float32(2.0**stops)
    knee = np.float32(0.8)
    over = np.maximum(light - knee, 0)
    light = np.minimum(light, knee) + (1 - knee) * (1 - np.exp(-over / (1 - knee)))
    curve = np.asarray(np.rint(np.clip(linear_to_srgb(light), 0, 1) * (_LEVELS - 1)), np.uint16)
    return np.stack([curve] * 3)


def through(pixels: Words, curves: Words) -> Words:
    """Pixels (h, w, 3) through a curve for each channel; a new array."""
    return np.stack([np.take(curves[channel], pixels[..., channel]) for channel in range(3)], axis=-1)


def _base(small: Words, density: Float) -> npt.NDArray[np.float64] | None:
    """Densities (3,) of the film's bare rim, None where no rim is bright and plain enough to be one."""
    rim = ~_inside(small)
    if not rim.any() or rim.all():
        return None
    base = np.median(density[rim], axis=0)
    lighter = (density[~rim].mean(axis=1) < base.mean() - 0.03).mean()
    return np.asarray(base, np.float64) if lighter < 0.03 else None


def _inside(small: Words) -> npt.NDArray[np.bool_]:
    """Where the picture is and not the rim: (h, w)."""
    border = find_border(lightness(small))
    if border is None:
        height, width = small.shape[:2]
        inside = np.zeros((height, width), np.bool_)
        high, wide = round(height * 0.06), round(width * 0.06)
        inside[high : height - high, wide : width - wide] = True
        return inside
    return np.asarray(border.inside(*small.shape[:2]) > 0)


def _density(words: npt.NDArray[np.generic]) -> Float:
    encoded = np.asarray(words, np.float32) * np.float32(1 / 65535)
    return np.asarray(-np.log10(np.maximum(srgb_to_linear(encoded), np.float32(10**-4.0))), np.float32)
