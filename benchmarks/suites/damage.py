"""Detection of damage: synthetic on held-out photographs, annotated on film, and none at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

import cv2
import numpy as np

from benchmarks import metrics
from benchmarks.bench import Bench, Bytes, Floats, Suite
from benchmarks.compositing import annotated
from benchmarks.pictures import held_out_photographs, sheets, unit
from benchmarks.report import Bar, Row, mean, standard_error
from restoration.marks import OPAQUE
from restoration.stages import damage as stage
from training.degradation import MaskCollection, damage, degrade

NAME = "damage"
USUAL = 48
THRESHOLD = 0.5
"""Where the default recipe calls it damage."""

Pair = tuple[Floats, Bytes]
"""A picture (H, W, 3) float32 0..1 and its damage (H, W), 1 = repair."""

Maker = Callable[[Bytes, np.random.Generator], Pair]


def measure(bench: Bench) -> list[Row]:
    """AUC and F1 over all pixels of each kind of damage, and the false area on clean photographs."""
    photographs = [
        greyed(picture.pixels) if place % 2 else picture.pixels
        for place, picture in enumerate(held_out_photographs(bench.data, "photos", bench.most(USUAL)))
    ]
    masks = MaskCollection.load(bench.data / "damage.tar")
    rows: list[Row] = []
    for place, (subject, make, note) in enumerate(kinds(bench, masks)):
        bench.progress(f"{NAME}: {subject}")
        pairs = (make(pixels, bench.rng(place, index)) for index, pixels in enumerate(photographs))
        rows += detection(bench, subject, pairs, len(photographs), note)
    bench.progress(f"{NAME}: clean photographs")
    false = [float((probability(bench, unit(pixels)) > THRESHOLD).mean()) * 100 for pixels in photographs]
    of = "clean photographs"
    rows.append(
        Row(
            NAME,
            of,
            "false area %",
            mean(false),
            len(false),
            error=standard_error(false),
            bar=Bar(0.1, at_least=False),
        )
    )
    rows.append(Row(NAME, of, "worst false area %", max(false), len(false)))
    return rows


def kinds(bench: Bench, masks: MaskCollection) -> Iterator[tuple[str, Maker, str]]:
    """The kinds of damage with how each is laid on a photograph."""

    def synthetic(pixels: Bytes, rng: np.random.Generator) -> Pair:
        damaged = damage(pixels, rng, masks)
        return damaged.image, damaged.marks.opaque

    def old(pixels: Bytes, rng: np.random.Generator) -> Pair:
        degraded = degrade(pixels, rng, masks)
        return degraded.image, degraded.mask

    yield "synthetic damage", synthetic, "photographs held out, kinds of damage as in training"
    yield "whole old prints", old, "the same with all of decay, grain and scanning"
    for name, sheet in sheets(bench.data).items():
        yield f"annotated sheet {name}", partial(_annotated, sheet), "never trained on"


def _annotated(sheet: Bytes, pixels: Bytes, rng: np.random.Generator) -> Pair:
    return annotated(pixels, sheet, rng)


def detection(bench: Bench, subject: str, pairs: Iterator[Pair], count: int, note: str) -> list[Row]:
    """AUC, F1 at the default threshold and at the best one."""
    scores, truths = [], []
    for picture, mask in pairs:
        scores.append(probability(bench, picture).ravel())
        truths.append(mask.ravel() > 0)
    score, truth = np.concatenate(scores), np.concatenate(truths)
    best, threshold = metrics.best_f1(score, truth)
    seed = bench.seed
    published = {"BOPBTL": 0.91}
    return [
        Row(
            NAME,
            subject,
            "AUC",
            metrics.auc(score, truth),
            count,
            seed,
            bar=Bar(0.91),
            published=published,
            note=f"{note}; published: on its authors' pictures",
        ),
        Row(
            NAME,
            subject,
            f"F1 at {THRESHOLD}",
            metrics.f1(score > THRESHOLD, truth),
            count,
            seed,
            note=f"{truth.mean() * 100:.2f} % of the pixels are damaged",
        ),
        Row(
            NAME, subject, "best F1", best, count, seed, note=f"at {threshold:.3f}, chosen on these pictures"
        ),
    ]


def probability(bench: Bench, picture: Floats) -> Floats:
    """Probability of damage (H, W) float32 of a picture (H, W, 3) float32 0..1, unrounded."""
    return bench.run(stage.NETWORK, stage.MULTIPLE, pixels=picture)[..., OPAQUE]


def greyed(pixels: Bytes) -> Bytes:
    """The picture without colour, (H, W, 3) uint8."""
    return cast(Bytes, cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB))


SUITE = Suite(NAME, (stage.NETWORK,), measure)
