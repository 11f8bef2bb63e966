"""Give a photograph plausible colours: chroma is predicted small and joined to the untouched lightness."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from restoration.canvas import Canvas
from restoration.chroma.borders import find_border
from restoration.chroma.join import join_chroma, placed
from restoration.chroma.smoothing import edge_avoiding_mean
from restoration.color import lightness
from restoration.diagnosis import Tonality
from restoration.tiles import Float, Words

NETWORK = "colorize"
MULTIPLE = 16

SHORT_SIDE_PX = 144
LONG_SIDE_PX = 288
"""The network sees the picture about this large: faces are known, and all of it is seen at once."""

CHROMA_LIGHTNESS = (0, 5, 10, 15, 20, 30, 50, 70, 80, 90, 97)
CHROMA_LIMIT = (3, 8, 13, 18, 24, 35, 45, 42, 30, 17, 6)
"""Chroma that photographs rarely exceed at these L*: their 75th percentile in the shadows, where a network
that is not sure tints dark cloth and rooms blue, the 90th elsewhere; measured on 613 colour photographs."""

SPACINGS = (1, 2, 4)
LIKENESS = 5.0
EVENED_GAIN = 1.16
"""How far, in places of the network's answer, and over how much L*, one thing is evened into one colour, and
the factor on chroma that makes up for the means: with it colourfulness stays what it was (on 200 held-out
photographs 60.7 instead of 60.4 % of the truth's, at the same PSNR)."""


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    if canvas.recipe.colorize:
        return None
    return "is_colour" if canvas.condition.tonality is Tonality.COLOUR else "not_asked"


def run(canvas: Canvas) -> Mapping[str, float]:
    """Replace the pixels by their colourised version, a new array."""
    recipe = canvas.recipe
    chroma, confidence = predict(canvas, reduced_lightness(canvas.pixels), alternative=recipe.alternative)
    canvas.checkpoint(0.3)
    canvas.pixels = join_chroma(
        canvas.pixels,
        chroma,
        recipe.vividness,
        lambda done: canvas.checkpoint(0.3 + 0.7 * done),
        [placed(hint) for hint in recipe.hints],
    )
    return {
        "mean_chroma": float(np.hypot(chroma[..., 0], chroma[..., 1]).mean()),
        "confidence": float(confidence.mean()),
    }


def reduced_lightness(pixels: Words) -> Float:
    """L* (h, w) float32 0..100 of the picture at the network's size."""
    height, width = pixels.shape[:2]
    scale = min(SHORT_SIDE_PX / min(height, width), LONG_SIDE_PX / max(height, width))
    size = tuple(max(MULTIPLE, round(side * scale / MULTIPLE) * MULTIPLE) for side in (width, height))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return lightness(np.asarray(cv2.resize(pixels, size, interpolation=method), dtype=np.uint16))


def predict(canvas: Canvas, level: Float, *, alternative: bool = False) -> tuple[Float, Float]:
    """Chroma a*, b* (h / 4, w / 4, 2) of L* (h, w), and the network's confidence in it (h / 4, w / 4), 0..1.

    With ``alternative`` the colours are the second suggestion wherever the network is unsure of the first. A
    network of an operator's that gives chroma alone has one suggestion, and is believed.
    """
    canvas.checkpoint(0)
    planes = canvas.run(NETWORK, lightness=np.ascontiguousarray(level[None, None] / 100))[0]
    if len(planes) < 5:
        planes = np.concatenate([planes, planes, np.ones_like(planes[:1])])
    first, second, confidence = planes[0:2], planes[2:4], planes[4]
    chroma = (second if alternative else first).transpose(1, 2, 0)
    return neutral_border(limited(evened(chroma, confidence, level), level), level), confidence


def neutral_border(chroma: Float, level: Float) -> Float:
    """Chroma (h, w, 2) without any on the border of a print or the frame of a film around L* (H, W)."""
    border = find_border(level)
    if border is None:
        return chroma
    inside = cv2.resize(border.inside(*level.shape), chroma.shape[1::-1], interpolation=cv2.INTER_AREA)
    return chroma * np.asarray(inside, np.float32)[..., None]


def evened(chroma: Float, confidence: Float, level: Float) -> Float:
    """Chroma (h, w, 2) in which a thing has one colour: what is sure spreads to what is not.

    Walls, backdrops and lawns come in blue and orange blotches otherwise. `confidence` (h, w), L* (H, W).
    """
    guide = np.asarray(cv2.resize(level, chroma.shape[1::-1], interpolation=cv2.INTER_AREA), np.float32)
    planes = np.ascontiguousarray(chroma, np.float32)
    mean = edge_avoiding_mean(planes, confidence, guide, spacings=SPACINGS, likeness=LIKENESS)
    return mean * np.float32(EVENED_GAIN)


def limited(chroma: Float, level: Float) -> Float:
    """Chroma (h, w, 2) eased towards what photographs hold at the lightness L* (H, W), keeping its hue."""
    small = cv2.resize(level, chroma.shape[1::-1], interpolation=cv2.INTER_AREA)
    limit = np.interp(small, CHROMA_LIGHTNESS, CHROMA_LIMIT).astype(np.float32)
    excess = np.hypot(chroma[..., 0], chroma[..., 1]) / limit
    eased: Float = (chroma / ((1 + excess**4) ** np.float32(0.25))[..., None]).astype(np.float32)
    return eased
