"""What people put on a print on purpose: captions, dates of a camera, handwriting, stamps, scribbles."""

import math
from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from training.degradation.fields import Colour, Mask, between, chance, log_between
from training.degradation.sheet import Sheet
from training.degradation.strokes import Ink, somewhere, wander

_LETTERS = "ABCDEFGHIJKLMNOPRSTUVWZabcdefghiklmnoprstuvwz0123456789 .,-"
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_SEGMENTS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
_ENDS = {
    "a": ((0, 0), (1, 0)),
    "b": ((1, 0), (1, 1)),
    "c": ((1, 1), (1, 2)),
    "d": ((0, 2), (1, 2)),
    "e": ((0, 1), (0, 2)),
    "f": ((0, 0), (0, 1)),
    "g": ((0, 1), (1, 1)),
}
"""Segments of a digit by the corners (x, y) that they join, on a grid of 1 x 2."""


def caption(sheet: Sheet, rng: np.random.Generator) -> None:
    """Printed letters in one to three lines, light or dark, some on a strip of their own."""
    height, width = sheet.size
    plane = np.zeros((height, width), np.uint8)
    size = log_between(rng, 6.0, 40.0)
    x, y = between(rng, -0.1, 0.6) * width, between(rng, 0.02, 0.9) * height
    for line in range(int(rng.integers(1, 4))):
        _put(plane, _words(rng), (x, y + line * 1.25 * size), size, rng)
    dark = chance(rng, 0.5)
    if chance(rng, 0.3):
        strip = np.zeros_like(plane)
        strip[max(0, round(y - 0.3 * size)) : max(0, round(y + 4 * size))] = 255
        sheet.cover(strip, np.full(3, 0.92 if dark else 0.06, np.float32), 0.95, repair=False)
    sheet.write(plane, np.full(3, between(rng, 0.0, 0.2) if dark else between(rng, 0.75, 1.0), np.float32))
    sheet.strengths["caption"] = size


def date(sheet: Sheet, rng: np.random.Generator) -> None:
    """The date of a camera: glowing digits in a corner, or a month and a year in the border."""
    height, width = sheet.size
    size = log_between(rng, 6.0, 26.0)
    x, y = between(rng, 0.05, 0.6) * width, between(rng, 0.05, 0.9) * height
    if chance(rng, 0.5):
        plane = np.zeros((height, width), np.uint8)
        text = f"{_MONTHS[int(rng.integers(12))]} {int(rng.integers(30, 99)) + 1900 * int(rng.integers(2))}"
        _put(plane, text, (x, y), size, rng)
        colour = np.full(3, between(rng, 0.05, 0.45), np.float32)
    else:
        plane = _digits(height, width, (x, y), size, rng)
        colour = np.array([1.0, between(rng, 0.3, 0.75), between(rng, 0.05, 0.35)], np.float32)
        if sheet.grey:
            colour[:] = between(rng, 0.8, 1.0)
    if chance(rng, 0.5):
        plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), between(rng, 0.4, 1.0)), np.uint8)
    sheet.write(plane, colour, between(rng, 0.6, 1.0))
    sheet.strengths["date"] = size


def handwriting(sheet: Sheet, rng: np.random.Generator) -> None:
    """A word or a line written by hand: loops that lean and run on, with a pen's or a pencil's breadth."""
    height, width = sheet.size
    ink = Ink(height, width)
    size, lean = log_between(rng, 5.0, 30.0), between(rng, -0.1, 0.6)
    heading = 0.1 * float(rng.standard_normal())
    x, y = between(rng, -0.05, 0.5) * width, between(rng, 0.05, 0.95) * height
    for _ in range(int(rng.integers(1, 6))):
        path = _word(int(rng.integers(2, 9)), size, lean, rng)
        turn = np.array([[math.cos(heading), math.sin(heading)], [-math.sin(heading), math.cos(heading)]])
        placed = (path @ turn + (x, y)).astype(np.float32)
        ink.stroke(placed, log_between(rng, 0.6, 0.12 * size + 0.7), between(rng, 0.6, 1.0))
        x, y = float(placed[-1, 0]) + 0.7 * size, float(placed[:, 1].mean())
    sheet.write(ink.coverage(), _dye(sheet, rng), between(rng, 0.45, 0.95))
    sheet.strengths["handwriting"] = size


def stamp(sheet: Sheet, rng: np.random.Generator) -> None:
    """A round or square stamp: an outline twice, letters inside, unevenly inked."""
    height, width = sheet.size
    ink = Ink(height, width)
    centre, radius = np.array(somewhere(height, width, rng)), between(rng, 0.06, 0.2) * min(height, width)
    steps = 40 if chance(rng, 0.7) else 4
    angle = np.linspace(0, 2 * math.pi, steps + 1) + between(rng, 0, 1)
    for share in (1.0, 0.86):
        ring = centre + np.stack([np.cos(angle), np.sin(angle)], axis=-1) * radius * share
        ink.stroke(ring.astype(np.float32), between(rng, 0.8, 2.0), between(rng, 0.5, 1.0))
    plane = ink.coverage()
    _put(plane, _words(rng)[:8], (centre[0] - 0.7 * radius, centre[1] - 0.2 * radius), 0.4 * radius, rng)
    sheet.write(plane, _dye(sheet, rng), between(rng, 0.4, 0.9))
    sheet.strengths["stamp"] = radius


def scribble(sheet: Sheet, rng: np.random.Generator) -> None:
    """A few strokes of ink or crayon without a meaning."""
    height, width = sheet.size
    ink, (x, y) = Ink(height, width), somewhere(height, width, rng)
    for _ in range(int(rng.integers(1, 4))):
        start = (x + between(rng, -9, 9), y + between(rng, -9, 9))
        path = wander(start, between(rng, 0, 6.3), between(rng, 0.1, 0.6) * width, 0.08, rng)
        ink.stroke(path, log_between(rng, 0.8, 3.5), between(rng, 0.6, 1.0))
    sheet.write(ink.coverage(), _dye(sheet, rng), between(rng, 0.5, 0.95))
    sheet.strengths["scribble"] = 1.0


KINDS: tuple[tuple[float, Callable[[Sheet, np.random.Generator], None]], ...] = (
    (0.35, caption),
    (0.25, date),
    (0.20, handwriting),
    (0.10, stamp),
    (0.10, scribble),
)
"""What is written on prints, with how often."""


def written(sheet: Sheet, rng: np.random.Generator) -> None:
    """One kind of writing, drawn by how often it is met."""
    shares = [share for share, _ in KINDS]
    KINDS[int(rng.choice(len(KINDS), p=shares))][1](sheet, rng)


def _words(rng: np.random.Generator) -> str:
    return "".join(_LETTERS[int(i)] for i in rng.integers(0, len(_LETTERS), int(rng.integers(4, 22))))


def _dye(sheet: Sheet, rng: np.random.Generator) -> Colour:
    """Ink: dark grey on a print without colour, else blue-black, red or black."""
    if sheet.grey:
        return np.full(3, between(rng, 0.05, 0.3), np.float32)
    dyes = ([0.1, 0.15, 0.45], [0.5, 0.1, 0.15], [0.08, 0.08, 0.1])
    dye = np.array(dyes[int(rng.integers(3))]) + 0.1 * rng.random(3)
    return dye.astype(np.float32)


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size_px)


def _put(plane: Mask, text: str, at: tuple[float, float], size: float, rng: np.random.Generator) -> None:
    """Write text of `size` pixels with its top left corner `at` (x, y), in place; one of nine faces."""
    face = int(rng.integers(10))
    if face < 8:  # the Hershey fonts of OpenCV
        layer, scale = np.zeros_like(plane), size / 30.0
        place = (round(at[0]), round(at[1] + size))
        cv2.putText(
            layer, text, place, face, scale, 255.0, max(1, round(scale * between(rng, 1, 2.4))), cv2.LINE_AA
        )
    else:  # Pillow's own
        image = Image.new("L", plane.shape[::-1])
        ImageDraw.Draw(image).text(at, text, 255, font=_font(max(6, round(size))))
        layer = np.asarray(image, np.uint8)
    cv2.max(plane, layer, dst=plane)


def _digits(height: int, width: int, at: tuple[float, float], size: float, rng: np.random.Generator) -> Mask:
    """Two to six digits of seven segments, `size` pixels high."""
    ink, x = Ink(height, width), at[0]
    breadth = max(0.7, size * between(rng, 0.07, 0.14))
    for _ in range(int(rng.integers(2, 7))):
        for segment in _SEGMENTS[int(rng.integers(10))]:
            ends = np.array(_ENDS[segment], np.float32) * (0.5 * size)
            ink.stroke((ends * 0.86 + (x + 0.04 * size, at[1])).astype(np.float32), breadth)
        x += size * (0.75 if chance(rng, 0.7) else 1.1)
    return ink.coverage()


def _word(letters: int, size: float, lean: float, rng: np.random.Generator) -> np.ndarray:
    """A word (N, 2) in pixels from the origin: loops of drawn height, connected, leaning to the right."""
    t = np.linspace(0, letters, 14 * letters)
    knots = np.arange(letters + 1)
    tall = np.interp(t, knots, rng.choice([0.45, 0.5, 1.0, -0.5], letters + 1, p=[0.4, 0.35, 0.15, 0.1]))
    loop = 0.35 * np.interp(t, knots, rng.random(letters + 1))
    x = t * 0.55 * size + loop * size * np.cos(2 * math.pi * t)
    y = -tall * size * (0.5 - 0.5 * np.cos(2 * math.pi * t)) + 0.05 * size * np.sin(2.7 * t)
    return np.stack([x - lean * y, y], axis=-1)
