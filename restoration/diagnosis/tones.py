"""Fading and colour cast, from the ends of the tones of each channel and from what should be neutral.

What tells a print that faded from a scene without shadows is how abruptly its darkest tones end: what was
black lies together on one lifted tone, where mist and brown cloth have ever fewer darker pixels. How much
that weighs beside how far black and white are lifted was fitted by logistic regression: for colour on 1,600
photographs of the training set as they are, against 128 of it through the degradation model's fading (a share
of 0.1 to 0.7 of the density lost); without colour on those 128 in fresh grey and sepia against faded ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from restoration.color import pixels_to_lab
from restoration.diagnosis.sample import Float, Words, reduce
from restoration.findings import Finding, Tonality, ramp

_TAIL_PERCENT = 0.5
_CAST_PX = 160
_TOE_PERCENT = (0.1, 0.5)
_LOG_FLOOR = 0.02  # five of 255 steps: less is nothing that an eye or a JPEG tells apart
_MOST_LIFTED = 0.3  # lighter still are mist and snow at least as often as blacks that faded
_LOST_LOG_ODDS = (-0.5, 1.0)  # from where on a loss of density is suspected, and believed
_AGED_LOG_ODDS = (-3.5, -1.5)  # the same where the paper says already that the print is old
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


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
    """Finding "fading": no channel reaches black any more, or the whites of a print without colour are dim.

    A low-key picture has its blacks and few light tones; a high-key picture, mist or cloth that fills the
    frame has no mass of equally dark tones, as shadows that were lifted have; a vivid picture has at least
    one dark channel. A photograph without colour is more likely old, so less is asked there.
    """
    tones = tone_range(small)
    black, white = float(tones.black.min()), float(tones.white.max())
    reach = white - black
    lost = ramp(_lost_log_odds(small, tonality), *_LOST_LOG_ODDS)
    flat = ramp(reach, 0.80, 0.30) * lost
    if tonality is Tonality.COLOUR:
        flat *= ramp(black, 0.10, 0.17) * ramp(white, 0.94, 0.87)
        severity = ramp(max(ramp(black, 0.10, 0.35) * lost, flat), 0.14, 1.0)
    else:
        flat *= ramp(black, 0.06, 0.12) * ramp(white, 0.96, 0.90)
        dim = ramp(white, 0.74, 0.45) * _hardness(small, black, white)[1] * ramp(reach, 0.25, 0.45)
        severity = ramp(max(ramp(black, 0.05, 0.30) * lost, flat, dim), 0.08, 0.8)
    return Finding(
        "fading",
        severity,
        0.5 + 0.5 * ramp(severity, 0.0, 0.3),
        figures={"black_8bit": black * 255, "white_8bit": white * 255, "contrast_ratio": reach},
    )


def cast_finding(small: Words, tonality: Tonality) -> Finding:
    """Finding "cast": a tint that lies over everything, in CIELAB units scaled to L* 50.

    Two kinds are known. Faded dyes leave lifted blacks that disagree between the channels; up to severity
    0.5, as the whites say little then. Yellowed paper leaves even, warm whites and nothing neutral
    anywhere; but so does evening light, so that the print must have faded too. A red dress leaves the rest
    neutral. The tone of a sepia print is no cast.
    """
    look = _look(small)
    dyes, paper = (_faded_dyes(look), _yellowed_paper(look)) if tonality is Tonality.COLOUR else (0.0, 0.0)
    if dyes or paper:
        log_odds = _lost_log_odds(small, tonality)
        dyes, paper = dyes * ramp(log_odds, *_LOST_LOG_ODDS), paper * ramp(log_odds, *_AGED_LOG_ODDS)
    sure = max(dyes, paper)
    return Finding(
        "cast",
        sure,
        0.5 + abs(sure - 0.25) if sure < 0.5 else sure,
        figures={
            "white_tint_lab": look.white_tint,
            "middle_tint_lab": look.middle_tint,
            "hue_deg": look.hue,
            "black_apart_8bit": look.black_apart * 255,
            "neutral_share": look.neutral_share,
        },
    )


def _lost_log_odds(small: Words, tonality: Tonality) -> float:
    """How much more likely a print has lost density than not, from its darkest tones and its lightest."""
    tones = tone_range(small)
    black, white = float(tones.black.min()), float(tones.white.max())
    luma = small.reshape(-1, 3).astype(np.float32) @ (_LUMA / np.float32(65535))
    darkest, dark, middle = (float(level) for level in np.percentile(luma, (*_TOE_PERCENT, 50)))
    lifted, toe = math.log(min(black, _MOST_LIFTED) + _LOG_FLOOR), math.log(dark - darkest + _LOG_FLOOR)
    if tonality is Tonality.COLOUR:
        return 4.8 * lifted - 4.4 * toe - 8.1 * white + 1.1 * middle - 0.4
    return 4.8 * lifted - 4.4 * toe - 1.0 * white + 0.2 * middle - 5.2


def _hardness(small: Words, black: float, white: float) -> tuple[float, float]:
    """How close the darkest and the lightest tones lie together, 0..1, as lifted shadows and dim paper."""
    luma = small.reshape(-1, 3).astype(np.float32) @ (_LUMA / np.float32(65535))
    darkest, dark, light, lightest = (float(level) for level in np.percentile(luma, (0.2, 3, 97, 99.8)))
    near_black, near_white = (max(0.30 * shift - 0.01, 1e-3) for shift in (black, 1 - white))
    return (
        ramp(dark - darkest, 1.3 * near_black, 0.8 * near_black),
        ramp(lightest - light, 1.3 * near_white, 0.8 * near_white),
    )


def _faded_dyes(look: _Look) -> float:
    lifted = ramp(look.black, 0.11, 0.20) * ramp(look.black_low, 0.06, 0.09)
    evidence = look.hardness * lifted * ramp(look.black_apart, 0.02, 0.08)
    return 0.5 * ramp(evidence, 0.35, 0.9)


def _yellowed_paper(look: _Look) -> float:
    evidence = (
        ramp(look.white_low, 0.82, 0.76),
        ramp(look.white_tint, 14, 20),
        ramp(look.white_tint, 50, 42),
        ramp(look.white_unevenness, 4.5, 2.5),
        ramp(look.neutral_share, 0.04, 0.015),
        ramp(look.middle_tint, 45, 36),
        ramp(look.warmth, 0.4, 0.6),
        ramp(look.least_tint, 1, 4),
        ramp(look.agreement, 0.4, 0.6),
    )
    return 0.7 * ramp(math.prod(evidence), 0.15, 0.9) * math.sqrt(ramp(look.white_tint, 3, 40))


@dataclass(frozen=True, slots=True)
class _Look:
    """Tints are a*, b* times 66 / (L* + 16), which a gain in linear light shifts alike at every lightness."""

    black: float  # mean black point of the channels
    black_low: float
    white_low: float  # lowest white point
    black_apart: float  # between the black points of the channels
    hardness: float
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
        black=float(tones.black.mean()),
        black_low=float(tones.black.min()),
        white_low=float(tones.white.min()),
        black_apart=float(np.ptp(tones.black)),
        hardness=_hardness(reduced, float(tones.black.min()), float(tones.white.max()))[0],
        white_tint=white_tint,
        white_unevenness=float(lab[light, 1:].std(axis=0).max()),
        middle_tint=middle_tint,
        least_tint=float(np.percentile(inner @ (middle / max(middle_tint, 1e-6)), 5)),
        neutral_share=float((np.hypot(inner[:, 0], inner[:, 1]) < 5).mean()),
        agreement=float(middle @ white) / (middle_tint * white_tint + 10),
        warmth=float(middle[1]) / max(middle_tint, 1e-6),
        hue=float(np.degrees(np.arctan2(middle[1], middle[0]))),
    )
