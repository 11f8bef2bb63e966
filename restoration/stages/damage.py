"""Find what lies on a photograph, by sort: opaque damage, translucent stains, and writing.

The network looks at the picture at several sizes, because a finer scan shows the same crack wider.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import log10, sqrt

import cv2
import numpy as np
import numpy.typing as npt

from restoration import tiles
from restoration.canvas import Canvas
from restoration.diagnosis import Tonality, damage_findings, mark_findings
from restoration.marks import OPAQUE, WRITING, Marks
from restoration.tiles import Float, Tile

NETWORK = "damage"
MULTIPLE = 16
CHANNELS = 6
"""Of the network's answer: a probability for each sort of mark, and a density for red, green and blue."""

WORKING_PIXELS = 1_300_000
"""The detector sees the picture at most this large: damage of a larger scan is larger as well."""

LEVELS = 3
SMALLEST_PX = 96
"""Sizes at which the picture is looked at, each half of the one before, and the least shorter side."""

LEAST_SHARE = 0.00002
"""Share of the picture under which nothing is repaired unless more is asked for."""

EMPTY_OCTAVE = 0.45
"""A finest octave with less than this of the next one's detail was made by enlarging."""

COARSER_LOGIT = 2.5
"""By how much surer a smaller copy must be: what is wide is damage more seldom than what is thin."""

WRITTEN = 128
"""Probability, 0..255, from which a pixel belongs to writing."""

WRITING_REACH = 0.004
"""How far around writing nothing is altered, as a share of the longer side: letters have soft edges."""

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
    """Set the mask where the detector is sure enough, keep all marks, and add them to the condition."""
    marks = detect(canvas, working_picture(canvas.pixels))
    probability = marks.probability[OPAQUE].copy()
    protected = written(marks.probability)
    probability[protected] = 0
    ease = worn(probability)
    sure, possible = thresholds(canvas.recipe.repair, ease)
    if fresh(canvas):
        sure = np.where(ease > 0, sure, np.uint16(NEVER))
    found = connected(probability, sure, possible)
    if found.mean() < LEAST_SHARE and canvas.recipe.repair <= NEUTRAL:
        found[:] = False  # so little that nobody sees it, and that it is more likely a mistake
    canvas.marks = marks.without(protected)
    # What a sensitive search calls damage is damage in the report too, whatever its probability.
    certain = np.where(found, np.maximum(probability, 128), 0).astype(np.uint8)
    canvas.condition = canvas.condition.with_findings(*damage_findings(certain), *mark_findings(protected))
    if found.any():
        canvas.mask = full_mask(found, canvas.height, canvas.width)
    canvas.checkpoint(1)
    return {"area_percent": float(found.mean()) * 100, "threshold": float(sure.min()) / 255}


def written(probability: Bytes) -> npt.NDArray[np.bool_]:
    """Where writing stands (h, w), with its surroundings; ``probability`` (3, h, w) uint8 by sort."""
    seen = (probability[WRITING] >= WRITTEN) & (probability[WRITING] >= probability[OPAQUE])
    if not seen.any():
        return np.asarray(seen, np.bool_)
    reach = max(1, round(WRITING_REACH * max(seen.shape)))
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray(cv2.dilate(seen.astype(np.uint8), shape), np.bool_)


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


def working_picture(pixels: npt.NDArray[np.uint16]) -> Float:
    """The picture (h, w, 3) float32 0..1 at working resolution."""
    height, width = pixels.shape[:2]
    scale = min(1.0, sqrt(WORKING_PIXELS / (height * width)))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = pixels if scale == 1 else cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return tiles.to_unit(np.asarray(small, np.uint16))


def pyramid(picture: Float) -> list[Float]:
    """The picture (h, w, 3) at the finest size that shows something of its own, and at halves of it.

    A scan that is finer than its print has no detail in its finest octave. In photographs each octave holds
    about as much as the next (Field, 1987), so one that holds far less is empty.
    """
    levels = [picture]
    while len(levels) < LEVELS + 1 and min(levels[-1].shape[:2]) // 2 >= SMALLEST_PX:
        size = (levels[-1].shape[1] // 2, levels[-1].shape[0] // 2)
        levels.append(np.asarray(cv2.resize(levels[-1], size, interpolation=cv2.INTER_AREA), np.float32))
    octaves = [octave(fine, coarse) for fine, coarse in pairwise(levels)]
    first = 0
    while first + 1 < len(octaves) and octaves[first] < EMPTY_OCTAVE * octaves[first + 1]:
        first += 1
    return levels[first : first + LEVELS]


def octave(fine: Float, coarse: Float) -> float:
    """How much detail of ``fine`` (h, w, 3) its half ``coarse`` does not hold: deviation, 0..1."""
    size = (fine.shape[1], fine.shape[0])
    return float(np.std(fine - cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)))


def detect(canvas: Canvas, picture: Float) -> Marks:
    """What lies on a picture (h, w, 3) float32 0..1: at its own size, or where a smaller copy is surer."""
    levels = pyramid(picture)
    pixels = sum(level.shape[0] * level.shape[1] for level in levels)
    marks, done = Marks.nothing(*picture.shape[:2]), 0.0
    for number, level in enumerate(levels):
        share = level.shape[0] * level.shape[1] / pixels
        marks = marks.joined(detect_level(canvas, level, done, share), COARSER_LOGIT if number else 0.0)
        done += share
    return marks


def detect_level(canvas: Canvas, picture: Float, before: float = 0.0, share: float = 1.0) -> Marks:
    """What the network finds at one size; ``before`` and ``share`` of the whole search, for the progress."""
    height, width = picture.shape[:2]
    marks = Marks.nothing(height, width)
    total, done = tiles.count(height, width), 0

    def process(tile: Tile) -> Float:
        nonlocal done
        canvas.checkpoint(before + share * done / total)
        batch = tiles.padded(picture[tile.window], MULTIPLE).transpose(2, 0, 1)[None]
        output = canvas.run(NETWORK, pixels=np.ascontiguousarray(batch))[0]
        done += 1
        kept: Float = output[:, : tile.rows.length, : tile.columns.length].transpose(1, 2, 0)
        return kept

    def write(top: int, rows: Float, _share: Float) -> None:
        marks.write(top, rows)

    tiles.feathered(height, width, CHANNELS, process, write)
    return marks


def full_mask(found: npt.NDArray[np.bool_], height: int, width: int) -> Bytes:
    """The mask (height, width) uint8 0 | 255: what was found, grown by the soft edge that damage has."""
    mask = found.astype(np.uint8) * np.uint8(255)
    mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3)))  # type: ignore[assignment]
    if mask.shape != (height, width):
        mask = cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[assignment]
        mask = np.where(mask > 127, np.uint8(255), np.uint8(0))
    return mask
