"""Bleeding: colour that does not change where the light does, on photographs much larger than the chroma.

Two questions. Of the network with the join: how much of the change of colour near edges of luminance lies
beside them instead of on them. Of the join alone: how far colour is off near such edges when the small
chroma is the true one, beside plain bicubic enlargement.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from benchmarks import metrics
from benchmarks.bench import Bench, Bytes, Floats, greyed, unit_of
from benchmarks.pictures import held_out_photographs, unit
from benchmarks.report import Row, mean, standard_error
from restoration.chroma.join import join_chroma
from restoration.color import srgb_to_lab
from restoration.recipe import Recipe
from restoration.stages import colorize as stage

USUAL = 24
EDGE_STEP = 4.0
"""Change of L* per pixel, after a blur of one pixel, that makes an edge."""

ON_PX, BESIDE_PX = 1.5, 6.0
"""Distance from an edge up to which a change of colour is on it, and up to which it is beside it."""

NEAR_PX = 2.0


def rows(bench: Bench, suite: str) -> list[Row]:
    """Both figures, on held-out photographs of the larger set."""
    offs: dict[str, list[float]] = {"stage": [], "truth": []}
    errors: dict[str, list[float]] = {"join": [], "bicubic": []}
    for photograph in held_out_photographs(bench.data, "photos", bench.most(USUAL)):
        bench.progress(f"{suite}: bleeding, {photograph.name}")
        truth = srgb_to_lab(unit(photograph.pixels))
        distance = edge_distance(truth[..., 0])
        near = distance <= NEAR_PX
        if not near.any():
            continue
        grey = greyed(truth)
        canvas = bench.canvas_of(grey, Recipe(colorize=True))
        small = reduced(truth[..., 1:], stage.reduced_lightness(grey).shape)
        stage.run(canvas)
        offs["stage"].append(beside_edges(srgb_to_lab(unit_of(canvas.pixels)), distance))
        offs["truth"].append(beside_edges(truth, distance))
        joined = srgb_to_lab(unit_of(join_chroma(grey, small)))
        bicubic = np.dstack([truth[..., :1], enlarged(small, truth.shape)])
        for name, lab in (("join", joined), ("bicubic", bicubic)):
            errors[name].append(float(metrics.delta_e_2000(lab[near], truth[near]).mean()))
    of, count = "larger photographs", len(errors["join"])
    beside, join = [100 * value for value in offs["stage"]], errors["join"]
    return [
        Row(
            suite,
            of,
            "colour changes beside edges %",
            mean(beside),
            count,
            error=standard_error(beside),
            beside={"truth": 100 * mean(offs["truth"])},
            note="of those within 6 px of an edge of L*",
        ),
        Row(
            suite,
            of,
            "CIEDE2000 at edges, true chroma",
            mean(join),
            count,
            error=standard_error(join),
            beside={"bicubic": mean(errors["bicubic"])},
            note="the join alone",
        ),
    ]


def edge_distance(lightness: Floats) -> Floats:
    """Distance in pixels (H, W) to the nearest edge of L* (H, W)."""
    soft = cv2.GaussianBlur(lightness, (0, 0), 1.0)
    edges = slope(cast(Floats, soft)[..., None]) > EDGE_STEP
    return cast(Floats, cv2.distanceTransform(cast(Bytes, (~edges).astype(np.uint8)), cv2.DIST_L2, 5))


def slope(planes: Floats) -> Floats:
    """Change per pixel (H, W) of planes (H, W, C), over all of them."""
    total = np.zeros(planes.shape[:2], np.float32)
    for channel in range(planes.shape[2]):
        plane = np.ascontiguousarray(planes[..., channel])
        total += np.square(cv2.Sobel(plane, cv2.CV_32F, 1, 0)) + np.square(cv2.Sobel(plane, cv2.CV_32F, 0, 1))
    steepness: Floats = (np.sqrt(total) / 8).astype(np.float32)
    return steepness


def beside_edges(lab: Floats, distance: Floats) -> float:
    """Share 0..1 of the change of a*, b* around edges that lies beside them; NaN where there is none."""
    change = slope(lab[..., 1:])
    on = float(change[distance <= ON_PX].sum())
    beside = float(change[(distance > ON_PX) & (distance <= BESIDE_PX)].sum())
    return beside / (on + beside) if on + beside > 0 else float("nan")


def reduced(chroma: Floats, seen: tuple[int, ...]) -> Floats:
    """True chroma (h, w, 2) as small as the network gives it for a picture seen at (height, width)."""
    return cast(Floats, cv2.resize(chroma, (seen[1] // 4, seen[0] // 4), interpolation=cv2.INTER_AREA))


def enlarged(chroma: Floats, shape: tuple[int, ...]) -> Floats:
    """Chroma brought to (H, W) without a look at the picture."""
    return cast(Floats, cv2.resize(chroma, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC))
