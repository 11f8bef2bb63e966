"""Bring back black, white and neutral of a faded print with one smooth curve per channel, in closed form.

Worked out on density (-log10 of linear light), where a print that fades loses a share: scaling the density
back up restores the midtones too, which a stretch between two percentiles leaves too light. A photograph in
colour has a curve per channel, as its dyes fade apart. A print of one tone has a curve of lightness, and
keeps its hue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from restoration.canvas import Canvas
from restoration.color import lab_to_srgb, linear_to_srgb, srgb_to_lab, srgb_to_linear, strips
from restoration.diagnosis import Tonality
from restoration.diagnosis.sample import take_sample
from restoration.diagnosis.tonality import tone_curve
from restoration.diagnosis.tones import ToneRange, tone_range

Float = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint16]

_IDEAL_BLACK, _IDEAL_WHITE = 2.1, 0.04  # densities: L* 8 and L* 96
_MOST_GAIN, _MOST_LIFT, _MOST_APART = 2.0, 0.5, 1.5
_SHOULDER, _TOE = 0.88, 0.008
_MOST_CONTRAST = 0.5
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
_LEVELS, _KNOTS = 65536, 513
_SLOPE_OVER = 128  # levels: a difference of neighbours would be lost in rounding
_EVEN = 0.05  # densities nearer than this are one even tone: there is nothing to stretch


@dataclass(frozen=True, slots=True)
class Strengths:
    """How far fading, cast and contrast are corrected, 0..1 each."""

    fading: float = 0.0
    cast: float = 0.0
    contrast: float = 0.0


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    recipe = canvas.recipe
    return None if recipe.fading > 0 or recipe.cast > 0 or recipe.contrast > 0 else "not_needed"


def run(canvas: Canvas) -> Mapping[str, float]:
    """Apply the curves to the pixels in place, strip by strip."""
    recipe = canvas.recipe
    strengths = Strengths(recipe.fading, recipe.cast, recipe.contrast)
    curves = tone_curves(take_sample(canvas.pixels).small, canvas.condition.tonality, strengths)
    if canvas.grey:
        curves[:] = curves[1]
    pixels = canvas.writable()
    for top, bottom in strips(canvas.height, canvas.width):
        for channel in range(3):
            pixels[top:bottom, :, channel] = np.take(curves[channel], pixels[top:bottom, :, channel])
        canvas.checkpoint(bottom / canvas.height)
    return {"fading": strengths.fading, "cast": strengths.cast, "contrast": strengths.contrast}


def tone_curves(small: Words, tonality: Tonality, strengths: Strengths) -> Words:
    """Curves (3, 65536) uint16 of sRGB-encoded values, predicted from a reduced picture (h, w, 3) uint16.

    They rise everywhere, so nothing is clipped; all strengths 0 give the identity. A monochrome picture has
    the same curve three times.
    """
    tones = tone_range(small)
    if float((_density(tones.black) - _density(tones.white)) @ _LUMINANCE) < _EVEN:
        return np.tile(np.arange(_LEVELS, dtype=np.uint16), (3, 1))
    if tonality is Tonality.COLOUR:
        curves = _channel_curves(tones, strengths)
    else:
        curves = _lightness_curves(small, tones, tonality, strengths)
    return np.asarray(np.rint(np.clip(curves, 0, 1) * np.float32(_LEVELS - 1)), dtype=np.uint16)


def _channel_curves(tones: ToneRange, strengths: Strengths) -> Float:
    """Each channel from its own black and white, as far as the cast goes, to those that all share."""
    black, white = _density(tones.black), _density(tones.white)
    shared_black, shared_white = float(black @ _LUMINANCE), float(white.min())
    apart = (black - white) / max(shared_black - shared_white, 0.05)
    black = white + (shared_black - shared_white) * np.clip(apart, 1 / _MOST_APART, _MOST_APART)
    levels = np.linspace(0, 1, _LEVELS, dtype=np.float32)
    to_black, to_white = _target(shared_black, shared_white, strengths.fading)
    # Many a scene holds no white, but few hold no shadow: the blacks are balanced first, then the whites.
    of_black, of_white = min(1.0, 2 * strengths.cast), strengths.cast**1.7
    curves = []
    for channel in range(3):
        from_black = shared_black + of_black * (float(black[channel]) - shared_black)
        from_white = shared_white + of_white * (float(white[channel]) - shared_white)
        gain = (to_black - to_white) / max(from_black - from_white, 0.05)
        curves.append(_contrasted(_curve(levels, from_white, to_white, gain), strengths.contrast))
    return np.stack(curves)


def _lightness_curves(small: Words, tones: ToneRange, tonality: Tonality, strengths: Strengths) -> Float:
    """One curve of luminance; each channel follows the tone of the print along it."""
    luminance_black = float(_density(tones.black) @ _LUMINANCE)
    luminance_white = float(_density(tones.white) @ _LUMINANCE)
    to_black, to_white = _target(luminance_black, luminance_white, strengths.fading)
    gain = (to_black - to_white) / max(luminance_black - luminance_white, 0.05)
    levels = np.linspace(0, 1, _LEVELS, dtype=np.float32)
    curve = _contrasted(_curve(levels, luminance_white, to_white, gain), strengths.contrast)
    if tonality is Tonality.MONOCHROME:
        return np.stack([curve, curve, curve])
    knots = np.linspace(0, 1, _KNOTS, dtype=np.float32)
    source, target = _toned(small, knots, np.interp(knots, levels, curve).astype(np.float32), strengths.cast)
    rising = np.maximum.accumulate(source + np.arange(_KNOTS, dtype=np.float32)[:, None] * 1e-7, axis=0)
    return np.stack([np.interp(levels, rising[:, c], target[:, c]) for c in range(3)]).astype(np.float32)


def _toned(small: Words, before: Float, after: Float, cast: float) -> tuple[Float, Float]:
    """The tone of a print at greys `before` and `after` (n,) 0..1: sRGB (n, 3) each.

    Lighter paper can hold less chroma, so none comes nearer to the limit of sRGB than the print did.
    """
    source, target = (srgb_to_lab(np.repeat(grey[:, None], 3, axis=1)) for grey in (before, after))
    tint, darkest, lightest = tone_curve(small, source[:, 0])
    chroma = np.hypot(tint[:, 0], tint[:, 1])
    seen = (source[:, 0] >= darkest) & (source[:, 0] <= lightest)
    fullness = chroma / np.maximum(_most_chroma(source[:, 0], tint), 1e-3)
    limit = float(np.clip(fullness[seen].max(initial=0.0), 0.7, 0.97))
    for lab, share in ((source, 1.0), (target, 1.0 - cast)):
        held = np.minimum(1.0, limit * _most_chroma(lab[:, 0], tint) / np.maximum(chroma, 1e-3))
        lab[:, 1:] = tint * (held * share)[:, None]
    return lab_to_srgb(source), lab_to_srgb(target)


def _most_chroma(level: Float, tint: Float) -> Float:
    """The most chroma (n,) that sRGB can show at L* `level` (n,) in the hue of `tint` (n, 2)."""
    hue = tint / np.maximum(np.hypot(tint[:, 0], tint[:, 1]), 1e-6)[:, None]
    vivid = srgb_to_lab(lab_to_srgb(np.column_stack([level, 180 * hue]).astype(np.float32)))
    return np.asarray(np.hypot(vivid[:, 1], vivid[:, 2]), dtype=np.float32)


def _target(black: float, white: float, fading: float) -> tuple[float, float]:
    """Densities of black and white after the correction; never less contrast than there was."""
    ideal_white = min(white, max(_IDEAL_WHITE, white - _MOST_LIFT))
    reach = min(max(_IDEAL_BLACK - ideal_white, black - white), _MOST_GAIN * (black - white))
    return black + fading * (ideal_white + reach - black), white + fading * (ideal_white - white)


def _curve(levels: Float, from_white: float, to_white: float, gain: float) -> Float:
    """Density scaled about white, with a shoulder that leads smoothly from 0.88 to white."""
    density = (_density(levels) - np.float32(from_white)) * np.float32(gain) + np.float32(to_white)
    core = linear_to_srgb(np.power(np.float32(10), -density).astype(np.float32))
    # A toe, so that a channel that is nearly dark, as in a vivid colour, keeps its shades.
    toe = min(1.0, max(0.0, 2 - 2 / gain)) * _TOE
    core += np.float32(toe) * (1 - np.exp(levels * np.float32(-1 / (2 * _TOE))))
    core[0] = 0
    start = int(np.searchsorted(core, _SHOULDER))
    if start >= _LEVELS - _SLOPE_OVER:
        return core * np.float32(1 / max(core[-1], 1e-6))
    rise = float(core[start + _SLOPE_OVER]) - float(core[start - _SLOPE_OVER])
    slope = rise / (2 * _SLOPE_OVER) * (_LEVELS - 1)
    room = 1 - float(levels[start])
    steep = slope * room / (1 - float(core[start]))
    past = levels[start:] - levels[start]
    core[start:] = core[start] + slope * past / (1 + (steep - 1) / room * past)
    return core


def _contrasted(curve: Float, contrast: float) -> Float:
    """Steeper midtones at the cost of the ends; black, white and the middle stay."""
    share = np.float32(_MOST_CONTRAST * contrast)
    return curve + share * (curve * curve * (3 - 2 * curve) - curve)


def _density(encoded: Float) -> Float:
    return -np.log10(np.maximum(srgb_to_linear(np.asarray(encoded, dtype=np.float32)), np.float32(1e-7)))
