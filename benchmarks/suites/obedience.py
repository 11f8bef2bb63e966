"""Obedience: a few places are given their true colour, as a person would who knew it.

Asked are the colour at the place, that of the rest of the thing it lies on, and what hints are worth: how
much nearer the whole picture comes to the truth.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from benchmarks import metrics
from benchmarks.bench import Bench, Floats, greyed, unit_of
from benchmarks.pictures import held_out_photographs, unit
from benchmarks.report import Bar, Row, mean, standard_error
from restoration.color import srgb_to_lab
from restoration.recipe import Hint, Recipe
from restoration.stages import colorize as stage

USUAL = 40
HINTS = 3
TRIES = 60
LEAST_CHROMA = 12.0
"""A place without a colour of its own is no place for a hint."""

EVEN = 3.0
"""Most that a*, b* may vary within two pixels of a place."""

SAME_LIGHTNESS, SAME_CHROMA = 8.0, 6.0
"""Differences to a place up to which what lies around it is the same thing."""

AROUND = 0.05
"""How far around is, as a share of the longer side."""

BAR = Bar(5.0, at_least=False)

Place = tuple[int, int]


def rows(bench: Bench, suite: str) -> list[Row]:
    """Errors at and around the hints, and what they are worth, on held-out photographs."""
    at: dict[str, list[float]] = {"hinted": [], "not hinted": []}
    around: dict[str, list[float]] = {"hinted": [], "not hinted": []}
    fidelity: dict[str, list[float]] = {"hinted": [], "not hinted": []}
    for number, photograph in enumerate(held_out_photographs(bench.data, "photos", bench.most(USUAL))):
        truth = srgb_to_lab(unit(photograph.pixels))
        places = chosen(truth, bench.rng(number, 5))
        if not places:
            continue
        bench.progress(f"{suite}: hints, {photograph.name}")
        recipe = Recipe(colorize=True)
        told = replace(recipe, hints=tuple(hint(photograph.pixels, place) for place in places))
        for name, wanted in (("not hinted", recipe), ("hinted", told)):
            canvas = bench.canvas_of(greyed(truth), wanted)
            stage.run(canvas)
            picture = unit_of(canvas.pixels)
            error = metrics.delta_e_2000(srgb_to_lab(picture), truth)
            fidelity[name].append(metrics.psnr(picture, unit(photograph.pixels)))
            for place in places:
                at[name].append(float(error[spot(place)].mean()))
                around[name].append(float(error[alike(truth, place)].mean()))
    of = "photographs with three hints"

    def row(measure: str, figures: dict[str, list[float]], bar: Bar | None = None) -> Row:
        ours = figures["hinted"]
        return Row(
            suite,
            of,
            measure,
            mean(ours),
            len(ours),
            error=standard_error(ours),
            bar=bar,
            beside={"without hints": mean(figures["not hinted"])},
        )

    return [
        row("CIEDE2000 at a hint", at, BAR),
        row("CIEDE2000 around a hint", around),
        row("PSNR dB of the picture", fidelity),
    ]


def chosen(truth: Floats, rng: np.random.Generator) -> list[Place]:
    """Up to three places (row, column) of one even colour each, in CIELAB (H, W, 3), far from the border."""
    height, width = truth.shape[:2]
    places: list[Place] = []
    for _ in range(TRIES):
        row = int(rng.integers(height // 20 + 2, height - height // 20 - 2))
        column = int(rng.integers(width // 20 + 2, width - width // 20 - 2))
        patch = truth[spot((row, column))][..., 1:].reshape(-1, 2)
        if patch.std(axis=0).max() < EVEN and np.hypot(*patch.mean(axis=0)) > LEAST_CHROMA:
            places.append((row, column))
        if len(places) == HINTS:
            break
    return places


def spot(place: Place) -> tuple[slice, slice]:
    """The place with two pixels around it."""
    return slice(place[0] - 2, place[0] + 3), slice(place[1] - 2, place[1] + 3)


def hint(pixels: npt.NDArray[np.uint8], place: Place) -> Hint:
    """What a person would say who sees the true colour there."""
    height, width = pixels.shape[:2]
    red, green, blue = np.rint(pixels[spot(place)].reshape(-1, 3).mean(axis=0)).astype(int)
    return Hint((place[1] + 0.5) / width, (place[0] + 0.5) / height, f"#{red:02x}{green:02x}{blue:02x}")


def alike(truth: Floats, place: Place) -> npt.NDArray[np.bool_]:
    """The pixels near a place (H, W) that truly have its lightness and colour."""
    height, width = truth.shape[:2]
    rows, columns = np.ogrid[:height, :width]
    reach = AROUND * max(height, width)
    near = np.hypot(rows - place[0], columns - place[1]) <= reach
    difference = truth - truth[spot(place)].reshape(-1, 3).mean(axis=0)
    same = (np.abs(difference[..., 0]) < SAME_LIGHTNESS) & (
        np.hypot(difference[..., 1], difference[..., 2]) < SAME_CHROMA
    )
    found: npt.NDArray[np.bool_] = near & same
    return found
