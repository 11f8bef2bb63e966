"""What the network `condition` is shown: a small copy, a piece at full resolution, and exact figures."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log, radians, sin

import cv2
import numpy as np

from restoration.color import pixels_to_lab
from restoration.diagnosis.blockiness import blockiness_finding
from restoration.diagnosis.blur import blur_finding
from restoration.diagnosis.noise import noise_finding
from restoration.diagnosis.sample import Float, Sample, Words, reduce
from restoration.diagnosis.tonality import tonality_finding
from restoration.findings import Finding

PICTURE_PX = 160
PIECE_PX = 48
_FINER_PX = 512
_SMALL_PX = 128
_LEVELS_PX = 256
_PERCENTILES = (0.5, 2, 10, 25, 50, 75, 90, 98, 99.5)


@dataclass(frozen=True, slots=True)
class Measured:
    """Findings of the closed-form estimators that the network is told of."""

    tonality: Finding
    blur: Finding
    blockiness: Finding


def measured(sample: Sample) -> Measured:
    """What the estimators find in a sample."""
    return Measured(tonality_finding(sample.small), blur_finding(sample), blockiness_finding(sample, 1.0))


def views(pixels: Words, sample: Sample, findings: Measured) -> dict[str, Float]:
    """The network's inputs by name, of (H, W, 3) uint16 sRGB pixels, their sample and what was found in it.

    `picture` (1, 3, 160, 160) is the whole of it, stretched to a square, `piece` (1, 3, 48, 48) its centre at
    full resolution, both 0..1; `figures` is (1, FIGURES, 1, 1).
    """
    return {
        "picture": _planes(whole(pixels)),
        "piece": _planes(piece(pixels)),
        "figures": figures(pixels, sample, findings)[None, :, None, None],
    }


def whole(pixels: Words) -> Words:
    """The picture reduced to (160, 160, 3), whatever its proportions."""
    size = (PICTURE_PX, PICTURE_PX)
    return np.asarray(cv2.resize(reduce(pixels, _FINER_PX), size, interpolation=cv2.INTER_AREA), np.uint16)


def piece(pixels: Words, side: int = PIECE_PX) -> Words:
    """The centre (side, side, 3) at full resolution; a smaller picture is mirrored."""
    height, width = pixels.shape[:2]
    top, left = max(0, (height - side) // 2), max(0, (width - side) // 2)
    part = pixels[top : top + side, left : left + side]
    missing = side - part.shape[0], side - part.shape[1]
    return np.asarray(np.pad(part, ((0, missing[0]), (0, missing[1]), (0, 0)), "symmetric"), np.uint16)


def figures(pixels: Words, sample: Sample, findings: Measured) -> Float:
    """Figures (FIGURES,) float32, of the order of 1: tones, rims, levels, chroma and wear."""
    small = reduce(sample.small, _SMALL_PX)
    parts = (
        _tones(small),
        _rims(pixels),
        _levels(pixels),
        _chroma(small, findings.tonality),
        _wear(pixels, sample, findings),
    )
    return np.concatenate(parts).astype(np.float32)


FIGURES = 68


def _planes(pixels: Words) -> Float:
    scaled = pixels.astype(np.float32) * np.float32(1 / 65535)
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])


def _tones(small: Words) -> Float:
    """Percentiles by channel (27), and how the channels go together (3)."""
    flat = small.reshape(-1, 3).astype(np.float32) * np.float32(1 / 65535)
    levels = np.percentile(flat, _PERCENTILES, axis=0).ravel()
    with np.errstate(invalid="ignore", divide="ignore"):
        together = np.nan_to_num(np.corrcoef(flat.T), nan=1.0)[np.triu_indices(3, 1)]
    return np.concatenate([levels, together]).astype(np.float32)


def _rims(pixels: Words) -> Float:
    """Mean and deviation of each channel in the outermost ring and in the next (12)."""
    small = reduce(pixels, _SMALL_PX).astype(np.float32) * np.float32(1 / 65535)
    rings = []
    for near, far in ((0.0, 0.025), (0.025, 0.08)):
        ring = _ring(small, near, far)
        rings += [ring.mean(axis=0), ring.std(axis=0) * 3]
    return np.concatenate(rings)


def _ring(small: Float, near: float, far: float) -> Float:
    height, width = small.shape[:2]
    inside = np.zeros((height, width), np.bool_)
    outer, inner = round(near * min(height, width)), max(1, round(far * min(height, width)))
    inside[outer : height - outer, outer : width - outer] = True
    inside[inner : height - inner, inner : width - inner] = False
    return small[inside] if inside.any() else small.reshape(-1, 3)


def _levels(pixels: Words) -> Float:
    """How many levels and colours there are in a piece, and how much the most frequent fill (8)."""
    part = piece(pixels, _LEVELS_PX) >> 8
    green = np.sort(np.bincount(part[..., 1].ravel(), minlength=256))[::-1]
    fives = part >> 3  # five bits of each channel are enough to count colours by
    colours = np.bincount((fives[..., 0] << 10 | fives[..., 1] << 5 | fives[..., 2]).ravel(), minlength=32768)
    share = green / green.sum()
    return np.array(
        [
            np.log2(np.count_nonzero(green)) / 8,
            np.log2(np.count_nonzero(colours)) / 15,
            *(share[:count].sum() for count in (1, 2, 8, 16)),
            float(np.array_equal(part[..., 0], part[..., 1]) and np.array_equal(part[..., 1], part[..., 2])),
            (part[:, 1:, 1] == part[:, :-1, 1]).mean(),
        ],
        np.float32,
    )


def _chroma(small: Words, tonality: Finding) -> Float:
    """The tone of the whole and what is left beside it, chroma, and light (11)."""
    tone = tonality.figures
    lab = pixels_to_lab(small).reshape(-1, 3)
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = radians(tone["tone_hue_deg"])
    strength = tone["tone_lab"] / 20
    return np.array(
        [
            strength,
            min(strength, 1) * cos(hue),
            min(strength, 1) * sin(hue),
            log(1 + tone["off_tone_lab"]),
            log(1 + tone["unevenness_lab"]),
            *(np.log1p(np.percentile(chroma, (50, 90, 99))) / 2),
            (lab[:, 0] > 95).mean(),
            (lab[:, 0] < 5).mean(),
            lab[:, 0].std() / 25,
        ],
        np.float32,
    )


def _wear(pixels: Words, sample: Sample, findings: Measured) -> Float:
    """Noise, blocks and blur by the closed-form estimators, proportions, and how flat it is (7)."""
    noise = noise_finding(sample, 1.0, False).figures
    height, width = pixels.shape[:2]
    plane = sample.small[..., 1].astype(np.float32) * np.float32(1 / 257)
    steps = np.abs(np.diff(plane, axis=1))
    return np.array(
        [
            log(1 + noise["sigma_8bit"]) / 2,
            log(1 + noise["floor_8bit"]) / 2,
            log(1 + findings.blockiness.figures["step_8bit"]),
            log(1 + findings.blur.figures["sigma_px"]),
            log(width / height),
            (steps < 0.5).mean(),
            (steps > 30).mean() * 4,
        ],
        np.float32,
    )
