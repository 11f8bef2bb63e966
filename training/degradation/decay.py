"""Print decay: what light, air and chemistry do to the dyes, the silver and the paper of a photograph.

Tone is worked out on density (-log10 of linear reflectance), where a dye that fades loses a share of its
value and a stain adds one; both become one curve per channel.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation.fields import Colour, Picture, between, blend, chance, clouds, multiply

_LEVELS = 4096
_DEEPEST = 2.3  # density of the blackest black of a print
_PROCESSES = ("monochrome", "sepia", "colour")


@dataclass(slots=True)
class Print:
    """A picture on paper: pixels (H, W, 3) float32 0..1, the colours of its bare paper and deepest black."""

    picture: Picture
    paper: Colour
    black: Colour

    @property
    def grey(self) -> bool:
        """Whether paper and black, and so all tones, are neutral."""
        return bool(np.ptp(self.paper) < 1e-3 and np.ptp(self.black) < 1e-3)


def process(rng: np.random.Generator, monochrome: float, sepia: float) -> str:
    """Draw the process of a print with these probabilities: monochrome, sepia, or else colour."""
    place = float(rng.random())
    return _PROCESSES[0 if place < monochrome else 1 if place < monochrome + sepia else 2]


def develop(picture: Picture, kind: str, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    """The picture as the process saw it when new: grey by a drawn sensitivity to colours, or unchanged.

    Early plates were blind to red (orthochromatic): lips and skin dark, sky white.
    """
    if kind == "colour":
        return picture
    if chance(rng, 0.7):
        weights = np.array([0.299, 0.587, 0.114])
    else:
        red = between(rng, 0.05, 0.35)
        weights = np.array([red, 0.75 - red / 2, 0.25 - red / 2])
    strengths["red_sensitivity"] = float(weights[0])
    plane = cv2.transform(picture, weights[None, :].astype(np.float32))
    return np.asarray(cv2.merge([plane, plane, plane]), np.float32)


def age(
    picture: Picture, kind: str, rng: np.random.Generator, most: float, strengths: dict[str, float]
) -> Print:
    """Fade, yellow and tone a picture by curves of density; `most` 0..1 bounds how far."""
    share = most * float(rng.random()) ** 0.8
    fade = share * between(rng, 0.1, 0.7)
    layers = np.full(3, 1.0 - fade)
    base = np.zeros(3)
    if kind == "colour":  # cyan fades in the dark, magenta in the light; yellow stains take their place
        layers -= share * np.array([0.45, 0.3, 0.2])[rng.permutation(3)] * rng.random(3)
        base += share * np.array([0.02, 0.06, 0.2]) * rng.random(3)
    elif kind == "sepia":
        tone = between(rng, 0.3, 1.0)
        layers *= 1.0 + tone * np.array([-0.24, 0.0, 0.22])
        base += np.array([0.03, 0.09, 0.26]) * tone * between(rng, 0.2, 1.0)
    elif chance(rng, 0.35):  # a neutral print on paper that yellowed a little
        base += np.array([0.01, 0.025, 0.07]) * share * 1.5
    base += share * 0.22 * float(rng.random()) ** 2  # dirt over all
    exposure, flare = between(rng, 1.0 - 0.2 * most, 1.0 + 0.25 * most), 0.05 * share * float(rng.random())
    table = density_curves(layers * exposure, base, flare)
    strengths |= {"fading": fade, "stain_blue": float(base[2]), "exposure": exposure, "flare": flare}
    return Print(through(picture, table), table[:, -1].copy(), table[:, 0].copy())


def through(picture: Picture, curves: Picture) -> Picture:
    """A picture (H, W, 3) with each channel through its curve, (3, levels), both 0..1."""
    index = (picture * np.float32(_LEVELS - 1) + np.float32(0.5)).astype(np.uint16)
    np.minimum(index, _LEVELS - 1, out=index)
    changed = np.empty_like(picture)
    for channel in range(3):
        np.take(curves[channel], index[..., channel], out=changed[..., channel])
    return changed


def density_curves(layers: npt.NDArray[np.float64], base: npt.NDArray[np.float64], flare: float) -> Picture:
    """Curves (3, levels) from sRGB-encoded to sRGB-encoded: density scaled per layer, base density added."""
    encoded = np.linspace(0.0, 1.0, _LEVELS)
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    density = np.minimum(-np.log10(np.maximum(linear, 1e-4)), _DEEPEST)
    light = 10.0 ** -(density[None, :] * layers[:, None] + base[:, None]) * (1.0 - flare) + flare
    light = np.clip(light, 0.0, 1.0)
    curves = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(curves, np.float32)


def rim(height: int, width: int, rng: np.random.Generator) -> Picture:
    """A field (H, W) 0..1 that grows towards one or two borders, unevenly, as air reaches a print."""
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle, start = between(rng, 0, 2 * math.pi), between(rng, -0.4, 0.8)
    field = x * np.float32(math.cos(angle)) + y * np.float32(math.sin(angle)) - np.float32(start)
    if chance(rng, 0.4):
        field = np.maximum(field, x * x * np.float32(1.2) + y * y * np.float32(0.5) - np.float32(start + 0.3))
    field += clouds(height, width, max(height, width) * 0.3, rng, octaves=2) * np.float32(0.3)
    return np.clip(field, 0.0, 1.0)


def uneven(sheet: Print, rng: np.random.Generator, most: float, strengths: dict[str, float]) -> Print:
    """Let parts of a print age by themselves, in place: fading, browned rims, silver mirroring, vignette."""
    height, width = sheet.picture.shape[:2]
    if chance(rng, 0.35):
        amount = between(rng, 0.1, 0.75) * most
        fade = clouds(height, width, max(height, width) * between(rng, 0.25, 0.8), rng, octaves=3)
        blend(sheet.picture, np.clip(fade * 0.6, 0, 1) * np.float32(amount), sheet.paper * np.float32(0.97))
        strengths["local_fading"] = amount
    if chance(rng, 0.35):
        amount = between(rng, 0.1, 0.6) * most
        brown = np.ones(3) if sheet.grey else np.array([0.9, 0.74, 0.45])
        field = rim(height, width, rng)
        red, green, blue = (1.0 - field * np.float32(amount * (1.0 - 0.95 * share)) for share in brown)
        multiply(sheet.picture, (red, green, blue))
        strengths["browned_rim"] = amount
    if chance(rng, 0.2):
        amount = between(rng, 0.15, 0.7) * most
        dark = np.clip(1.0 - 2.2 * sheet.picture[..., 1], 0.0, 1.0)
        silver = np.full(3, 0.62) if sheet.grey else np.array([0.58, 0.62, 0.68])
        blend(sheet.picture, rim(height, width, rng) * dark * np.float32(amount), silver.astype(np.float32))
        strengths["silver_mirroring"] = amount
    if chance(rng, 0.3):
        amount = between(rng, 0.1, 0.55) * most
        # light falls off with the fourth power of the field angle's cosine; encoded, the exponent is 4 / 2.2
        x = np.linspace(-1, 1, width, dtype=np.float32)[None, :] - np.float32(between(rng, -0.6, 0.6))
        y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] - np.float32(between(rng, -0.6, 0.6))
        fall = np.asarray(np.minimum(x * x + y * y, np.float32(2.0)), np.float32)
        multiply(sheet.picture, np.float32(1.0) - fall * np.float32(amount / 2))
        strengths["vignette"] = amount
    return sheet
