"""Find scratches, dust, creases, tears and spots: the mask of what is to be filled."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10, sqrt

import cv2
import numpy as np
import numpy.typing as npt

from restoration import tiles
from restoration.canvas import Canvas
from restoration.diagnosis import Tonality, damage_findings
from restoration.tiles import Float, Tile

NETWORK = "damage"
MULTIPLE = 16

WORKING_PIXELS = 2_000_000
"""The detector sees the picture at most this large: damage of a larger scan is larger as well."""

SURE_LOGIT = 6.0
SENSITIVITY = 7.0
POSSIBLE_BELOW = 2.0
"""Log-odds of a sure mark at the neutral sensitivity, how much a sensitivity from 0 to 1 takes off, and how
much lower the rest of a mark may be."""

NEUTRAL = 0.5
NEVER = 256
"""Sensitivity at which nothing is added to the log-odds, and what no probability reaches."""

LIKELY_LOGIT = 2.0
WORN_SHARE, WORN_SHARE_NEAR = 0.003, 0.005
WORN_GAIN = 3.0
WORN_MOST = 2.9
NEAR = 0.15
"""Share of likely pixels from which on a picture counts as worn, and the same near a place; the log-odds that
a tenfold share takes off, and the most that is taken off; how far near is, as a share of the shorter side."""

Bytes = npt.NDArray[np.uint8]
Thresholds = npt.NDArray[np.uint16]


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    if canvas.mask is not None:
        return "painted"
    return None if canvas.recipe.repair > 0 else "switched_off"


def run(canvas: Canvas) -> Mapping[str, float]:
    """Set the mask where the detector is sure enough, and add what it found to the condition."""
    probability = detect(canvas, working_luminance(canvas.pixels))
    ease = worn(probability)
    sure, possible = thresholds(canvas.recipe.repair, ease)
    if fresh(canvas):
        sure = np.where(ease > 0, sure, np.uint16(NEVER))
    found = connected(probability, sure, possible)
    # What a sensitive search calls damage is damage in the report too, whatever its probability.
    certain = np.where(found, np.maximum(probability, 128), 0).astype(np.uint8)
    canvas.condition = canvas.condition.with_findings(*damage_findings(certain))
    if found.any():
        canvas.mask = full_mask(found, canvas.height, canvas.width)
    canvas.checkpoint(1)
    return {"area_percent": float(found.mean()) * 100, "threshold": float(sure.min()) / 255}


def fresh(canvas: Canvas) -> bool:
    """Whether this is a colour photograph with no sign of age, in which single marks are left alone.

    There they are stars, sparks, cables and cigarettes far more often than scratches. Whoever asks for more
    than the neutral sensitivity has them searched for.
    """
    condition = canvas.condition
    aged = any(condition.severity(code) > 0 for code in ("fading", "cast", "noise"))
    return condition.tonality is Tonality.COLOUR and not aged and canvas.recipe.repair <= NEUTRAL


def worn(probability: Bytes) -> Float:
    """Log-odds (h, w) by which the search may be less strict at each place, 0 in a clean picture.

    Where there are many likely marks a doubtful one is probably damage too; in a clean photograph it is a
    twig or a highlight. One strictness for both either spares the twigs or finds the scratches. Both the
    whole picture and what is near must be worn: the teeth of a clean face stay in a picture with a worn rim.
    """
    likely = (probability >= _bytes(LIKELY_LOGIT)).astype(np.float32)
    side = max(32, int(min(likely.shape) * NEAR)) | 1
    near = np.asarray(cv2.blur(likely, (side, side)), np.float32)
    everywhere = WORN_GAIN * log10(max(float(likely.mean()), 1e-9) / WORN_SHARE)
    here = np.float32(WORN_GAIN) * np.log10(np.maximum(near, 1e-9) / np.float32(WORN_SHARE_NEAR))
    return np.clip(np.minimum(here, np.float32(everywhere)), 0, WORN_MOST)


def thresholds(repair: float, worn: Float | float = 0.0) -> tuple[Thresholds, Thresholds]:
    """Probabilities (0..255) from which a mark is sure, and possible, at a sensitivity 0..1."""
    odds = SURE_LOGIT + SENSITIVITY * (NEUTRAL - repair) - worn
    return _bytes(odds), _bytes(odds - POSSIBLE_BELOW)


def _bytes(logit: Float | float) -> Thresholds:
    """The probability of log-odds on the scale 1..255."""
    return np.asarray(np.maximum(1, np.rint(255 / (1 + np.exp(-np.asarray(logit))))), np.uint16)


def connected(probability: Bytes, sure: Thresholds, possible: Thresholds) -> npt.NDArray[np.bool_]:
    """Marks that are sure somewhere, in their whole possible extent (Canny's hysteresis, 1986)."""
    count, labels = cv2.connectedComponents((probability >= possible).astype(np.uint8), connectivity=8)
    kept = np.zeros(count, np.bool_)
    kept[labels[probability >= sure]] = True
    kept[0] = False
    found: npt.NDArray[np.bool_] = kept[labels]
    return found


def working_luminance(pixels: npt.NDArray[np.uint16]) -> Float:
    """Luma (h, w) float32 0..1 of the picture at working resolution."""
    height, width = pixels.shape[:2]
    scale = min(1.0, sqrt(WORKING_PIXELS / (height * width)))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = pixels if scale == 1 else cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    luma: Float = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32) * np.float32(1 / 65535)
    return luma


def detect(canvas: Canvas, luminance: Float) -> Bytes:
    """Probability of damage (h, w) uint8 0..255 of luminance (h, w) float32 0..1."""
    height, width = luminance.shape
    probability = np.empty((height, width), np.uint8)
    total = tiles.count(height, width)
    done = 0

    def process(tile: Tile) -> Float:
        nonlocal done
        canvas.checkpoint(done / total)
        batch = tiles.padded(luminance[tile.window], MULTIPLE)[None, None]
        output = canvas.run(NETWORK, luminance=np.ascontiguousarray(batch))[0, 0]
        done += 1
        kept: Float = output[: tile.rows.length, : tile.columns.length, None]
        return kept

    def write(top: int, rows: Float, _share: Float) -> None:
        probability[top : top + len(rows)] = (np.clip(rows[..., 0], 0, 1) * 255 + 0.5).astype(np.uint8)

    tiles.feathered(height, width, 1, process, write)
    return probability


def full_mask(found: npt.NDArray[np.bool_], height: int, width: int) -> Bytes:
    """The mask (height, width) uint8 0 | 255: what was found, grown by the soft edge that damage has."""
    mask = found.astype(np.uint8) * np.uint8(255)
    mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3)))  # type: ignore[assignment]
    if mask.shape != (height, width):
        mask = cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[assignment]
        mask = np.where(mask > 127, np.uint8(255), np.uint8(0))
    return mask
