"""Looking at a photograph without restoring it: its condition with its damage, and a picture of both."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from restoration.canvas import Canvas
from restoration.diagnosis import Condition, analyse
from restoration.photo import Photo
from restoration.pipeline import asking
from restoration.recipe import Recipe
from restoration.sessions import Sessions, Stop
from restoration.stages import STAGES

_LOOKING = ("develop", "damage")
_MARKED = np.array([1.0, 0.1, 0.1], np.float32)
_FRAME = (0, 60000, 20000)
FRAMED = 0.5
"""Probability from which on the corners of a print within a larger frame are drawn."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was seen: the photograph, its condition, and (H, W) uint8 255 where damage lies, None without."""

    photo: Photo
    condition: Condition
    mask: npt.NDArray[np.uint8] | None


def examine(photo: Photo, sessions: Sessions) -> Examination:
    """Diagnose a photograph and search it for damage as the automatic recipe does.

    Raises:
        RestorationError: a network cannot be used.
    """
    stop = Stop()
    condition = analyse(photo.pixels, asking(sessions, stop))
    canvas = Canvas(
        photo.pixels, Recipe.automatic(condition), condition, sessions, grey=photo.grey, stop=stop
    )
    for entry in STAGES:
        if entry.name in _LOOKING and entry.wanted(canvas) is None and all(map(sessions.has, entry.models)):
            entry.run(canvas)
    return Examination(photo, canvas.condition, canvas.mask)


def overlay(examination: Examination) -> Photo:
    """The photograph with damage in red, and the corners of a print within a larger frame in green."""
    photo, mask, verdict = examination.photo, examination.mask, examination.condition.verdict
    pixels = photo.pixels.copy()
    if mask is not None:
        found = mask > 0
        pixels[found] = (pixels[found] * np.float32(0.3) + _MARKED * np.float32(0.7 * 65535)).astype(
            np.uint16
        )
    if verdict is not None and verdict.framed >= FRAMED:
        size = np.array([photo.width, photo.height], np.float32)
        corners = np.rint(np.array(verdict.corners, np.float32) * size).astype(np.int32)
        drawn = np.zeros((photo.height, photo.width), np.uint8)
        cv2.polylines(drawn, [corners], True, 255, max(2, min(photo.width, photo.height) // 200))
        pixels[drawn > 0] = _FRAME
    return photo.with_pixels(pixels)
