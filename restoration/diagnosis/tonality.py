"""Whether a photograph is in colour, without colour, or of one tone as a sepia print.

A print of one tone has a chroma that follows from its lightness alone. What is left after that is taken out
is noise, or stains of the same hue; in a colour photograph it is the colours. A faded colour photograph
still holds them.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from restoration.color import pixels_to_lab
from restoration.diagnosis.sample import Float, Words, reduce
from restoration.findings import Finding, Tonality, ramp

Double = npt.NDArray[np.float64]

_LONGEST_PX = 128
_FIT_ROUNDS = 5
_NEUTRAL_CHROMA = 3.0


def tonality_finding(small: Words) -> Finding:
    """Finding whose code is a `Tonality`, of a reduced picture (h, w, 3) uint16; figures in CIELAB units."""
    lab = pixels_to_lab(reduce(small, _LONGEST_PX))
    chroma, tone = lab[..., 1:], _tone(lab[..., 0], _fit(lab))
    centre = tone.reshape(-1, 2).mean(axis=0)
    strength = float(np.hypot(*centre))
    along = (centre / max(strength, 1e-6)).astype(np.float32)
    rest = chroma - tone
    off_tone = float(
        np.percentile(np.abs(_smooth(rest, 3.0) @ np.array([-along[1], along[0]], np.float32)), 99.5)
    )
    uneven = float(np.percentile(np.linalg.norm(_smooth(rest, 1.5), axis=-1), 97))
    opposite = -float(np.percentile(_smooth(chroma, 1.5) @ along, 0.5))
    hue = float(np.degrees(np.arctan2(along[1], along[0])))
    excess = _excess(off_tone, uneven, opposite, hue, strength)
    code = _decide(excess, strength, uneven)
    return Finding(
        code.value,
        1.0,
        0.5 + 0.5 * ramp(abs(excess - 1), 0, 0.5),
        figures={
            "tone_lab": strength,
            "tone_hue_deg": hue,
            "off_tone_lab": off_tone,
            "unevenness_lab": uneven,
        },
    )


def _excess(off_tone: float, uneven: float, opposite: float, hue: float, strength: float) -> float:
    """How much more colour there is than a print of one tone may have: above 1 it is a colour photograph.

    Brown hues, and weak tones from purple to brown, are those of old prints, whose stains share the hue and
    grow with it; other hues are more often a colour photograph of sea, sky or leaves, so they are judged
    more strictly.
    """
    aged = 40 < hue < 115 or (-30 < hue < 115 and strength < 9) or strength < _NEUTRAL_CHROMA
    if aged:
        return max(off_tone / 3.2, uneven / (5.5 + 0.3 * strength), opposite / 3.5)
    return max(off_tone / 2.0, uneven / (3.5 + 0.12 * strength), opposite / 2.0)


def _decide(excess: float, strength: float, uneven: float) -> Tonality:
    if excess > 1:
        return Tonality.COLOUR
    return Tonality.MONOCHROME if strength < _NEUTRAL_CHROMA and uneven < 4 else Tonality.SEPIA


def tone_curve(small: Words, level: Float) -> tuple[Float, float, float]:
    """Chroma a*, b* (n, 2) of a print of one tone at L* `level` (n,), and its darkest and lightest L*."""
    lab = pixels_to_lab(reduce(small, _LONGEST_PX))
    darkest, lightest = (float(end) for end in np.percentile(lab[..., 0], (1, 99)))
    return _tone(np.clip(level, darkest, lightest), _fit(lab)), darkest, lightest


def _tone(level: Float, fit: Double) -> Float:
    return np.asarray(_terms(level) @ fit, dtype=np.float32)


def _terms(level: Float) -> Double:
    place = level.astype(np.float64) / 50 - 1
    return np.stack([np.ones_like(place), place, place * place], axis=-1)


def _fit(lab: Float) -> Double:
    """Chroma as a quadratic function of L*, fitted robustly: coefficients (3, 2)."""
    terms = _terms(lab[..., 0].reshape(-1))
    chroma = lab[..., 1:].reshape(-1, 2).astype(np.float64)
    weight = np.ones(len(terms))
    fit: Double = np.zeros((3, 2))
    for _ in range(_FIT_ROUNDS):
        weighted = terms * weight[:, None]
        fit = np.asarray(np.linalg.solve(weighted.T @ terms + 1e-2 * np.eye(3), weighted.T @ chroma))
        rest = np.linalg.norm(chroma - terms @ fit, axis=1)
        weight = 1 / (1 + np.square(rest / (2 * (np.median(rest) + 0.3))))
    return fit


def _smooth(chroma: Float, sigma_px: float) -> Float:
    return np.asarray(cv2.GaussianBlur(np.ascontiguousarray(chroma), (0, 0), sigma_px), dtype=np.float32)
