"""Make a positive of a negative, and give light to what is too dark, before anything else is done."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from restoration.canvas import Canvas
from restoration.color import strips
from restoration.development import missing_stops, negative_curves, opening_curves
from restoration.diagnosis.sample import SMALL_PX, Words, reduce


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    return None if canvas.recipe.invert or canvas.recipe.exposure > 0 else "not_needed"


def run(canvas: Canvas) -> Mapping[str, float]:
    """Apply the curves to the pixels in place, strip by strip."""
    recipe, small = canvas.recipe, reduce(canvas.pixels, SMALL_PX)
    neutral = canvas.grey or canvas.condition.kind == "negative_neutral"
    curves, stops = curves_of(small, invert=recipe.invert, neutral=neutral, exposure=recipe.exposure)
    pixels = canvas.writable()
    for top, bottom in strips(canvas.height, canvas.width):
        rows = pixels[top:bottom]
        if recipe.invert and neutral:  # one plane, so that a faint tint of the film leaves no colour
            rows[:] = np.take(curves[1], rows[..., 1])[..., None]
        else:
            for channel in range(3):
                rows[..., channel] = np.take(curves[channel], rows[..., channel])
        canvas.checkpoint(bottom / canvas.height)
    return {"inverted": float(recipe.invert), "stops": stops}


def curves_of(small: Words, *, invert: bool, neutral: bool, exposure: float) -> tuple[Words, float]:
    """Curves (3, 65536) uint16 for a reduced picture (h, w, 3) uint16 with its rim, and stops added."""
    if invert:
        return negative_curves(small, neutral=neutral), 0.0
    stops = exposure * missing_stops(small)
    return opening_curves(stops), stops
