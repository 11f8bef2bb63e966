"""Fading and colour cast, from the ends of the tones of each channel and from what should be neutral."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from restoration.analysis.findings import Finding, Tonality, ramp
from restoration.analysis.sample import Float, Words, reduce
from restoration.color import pixels_to_lab

_TAIL_PERCENT = 0.5
_CAST_PX = 160


@dataclass(frozen=True, slots=True)
class ToneRange:
    """Darkest and lightest tone of red, green and blue but for 0.5 % of pixels; (3,) float32 encoded 0..1."""

    black: Float
    white: Float


def tone_range(small: Words) -> ToneRange:
    """Tone range of a reduced picture (h, w, 3) uint16, in which dust and grain are averaged out."""
    encoded = small.reshape(-1, 3).astype(np.float32) / np.float32(65535)
    black, white = np.percentile(encoded, (_TAIL_PERCENT, 100 - _TAIL_PERCENT), axis=0)
    return ToneRange(np.asarray(black, dtype=np.float32), np.asarray(white, dtype=np.float32))


def fading_finding(small: Words, tonality: Tonality) -> Finding:
    """Finding "fading": no channel reaches black any more, and the paper no longer white.

    A low-key picture has its blacks, a high-key picture its whites, a vivid one at least one dark channel.
    Fog and a pale dress look like fading, so a colour photograph needs both ends lifted; for one without
    colour, which is most likely old, either end tells.
    """
    tones = tone_range(small)
    black, white = float(tones.black.min()), float(tones.white.max())
    reach = white - black
    if tonality is Tonality.COLOUR:
        severity = ramp(reach, 0.80, 0.30) * ramp(black, 0.10, 0.17) * ramp(white, 0.94, 0.87)
    else:
        severity = max(
            ramp(reach, 0.86, 0.30) * max(ramp(black, 0.07, 0.14), ramp(white, 0.86, 0.72)),
            ramp(black, 0.10, 0.40),
        )
    return Finding(
        "fading",
        severity,
        0.5 + 0.5 * ramp(severity, 0.0, 0.3),
        figures={
            "black_8bit": black * 255,
            "white_8bit": white * 255,
            "contrast_ratio": reach,
        },
    )


def cast_finding(small: Words, tonality: Tonality) -> Finding:
    """Finding "cast": a tint that lies over everything, in CIELAB units scaled to L* 50.

    Two pictures are known. Faded dyes: no channel reaches black, the whites disagree, and the tint of the
    whites is the tint of the rest. Yellowed paper: the whites are evenly warm and nothing in the picture is
    neutral. A sunset has its blacks and no even white; a red dress leaves the rest neutral. The tone of a
    sepia print is no cast.
    """
    look = _look(small)
    dyes = (
        ramp(look.black, 0.06, 0.09)
        * ramp(look.white_reach, 0.98, 0.95)
        * ramp(look.disagreement, 0.10, 0.16)
        * ramp(look.agreement, 0.05, 0.15)
        * ramp(look.least_tint, -4, -1)
        * ramp(look.middle_tint, 50, 38)
    )
    paper = (
        ramp(look.white_low, 0.82, 0.76)
        * ramp(look.white_tint, 14, 20)
        * ramp(look.white_tint, 50, 42)
        * ramp(look.white_unevenness, 4.5, 2.5)
        * ramp(look.neutral_share, 0.04, 0.015)
        * ramp(look.middle_tint, 45, 36)
        * ramp(look.warmth, 0.4, 0.6)
        * ramp(look.least_tint, 1, 4)
        * ramp(look.agreement, 0.4, 0.6)
    )
    sure = max(dyes, paper) if tonality is Tonality.COLOUR else 0.0
    return Finding(
        "cast",
        sure * ramp(look.white_tint, 3, 40) ** 0.5,
        sure if sure > 0.5 else 1 - sure,
        figures={
            "white_tint_lab": look.white_tint,
            "middle_tint_lab": look.middle_tint,
            "hue_deg": look.hue,
            "neutral_share": look.neutral_share,
        },
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """Tints are a*, b* times 66 / (L* + 16), which a gain in linear light shifts alike at every lightness."""

    black: float  # lowest black point of the channels
    white_low: float  # lowest white point
    white_reach: float  # highest white point
    disagreement: float  # of the white points
    white_tint: float
    white_unevenness: float
    middle_tint: float
    least_tint: float  # of the 5 % that are least tinted, along the tint of the middle
    neutral_share: float
    agreement: float  # of the white's hue with the middle's, -1..1
    warmth: float  # share of yellow in the middle's tint, -1..1
    hue: float


def _look(small: Words) -> _Look:
    reduced = reduce(small, _CAST_PX)
    tones = tone_range(reduced)
    lab = pixels_to_lab(reduced).reshape(-1, 3)
    tint = lab[:, 1:] * (66 / (lab[:, :1] + 16))
    lit = (lab[:, 0] > 4) & (lab[:, 0] < 98.5)
    inner = tint[lit] if np.count_nonzero(lit) > 100 else tint
    middle = np.median(inner, axis=0)
    middle_tint = float(np.hypot(*middle))
    light = lab[:, 0] >= np.percentile(lab[:, 0], 98)
    white = np.median(tint[light], axis=0)
    white_tint = float(np.hypot(*white))
    return _Look(
        black=float(tones.black.min()),
        white_low=float(tones.white.min()),
        white_reach=float(tones.white.max()),
        disagreement=float(np.ptp(tones.white)),
        white_tint=white_tint,
        white_unevenness=float(lab[light, 1:].std(axis=0).max()),
        middle_tint=middle_tint,
        least_tint=float(np.percentile(inner @ (middle / max(middle_tint, 1e-6)), 5)),
        neutral_share=float((np.hypot(inner[:, 0], inner[:, 1]) < 5).mean()),
        agreement=float(middle @ white) / (middle_tint * white_tint + 10),
        warmth=float(middle[1]) / max(middle_tint, 1e-6),
        hue=float(np.degrees(np.arctan2(middle[1], middle[0]))),
    )
