"""Tone: prints that faded and yellowed by the degradation model's chemistry, whose fresh look is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks import metrics
from benchmarks.bench import Bench, Bytes, Floats, Suite, unit_of
from benchmarks.pictures import held_out_photographs, unit
from benchmarks.report import Bar, Row, mean, standard_error
from restoration.color import srgb_to_lab
from restoration.recipe import Recipe
from restoration.stages import tone as stage
from training.degradation.decay import age, develop

NAME = "tone"
USUAL = 40
KINDS = ("colour", "monochrome")
CLIP_BAR = Bar(0.5, at_least=False)
FULL = "full strength"
"""The stage with its strengths set by hand, to tell its work from the choice of the recipe."""

TAIL_PERCENT = 0.5
"""What the percentile stretch gives away at either end."""

Method = Callable[[Bytes], Floats]


@dataclass(slots=True)
class Scores:
    """One method's figures by picture: PSNR in dB, mean CIEDE2000, newly clipped pixels in %."""

    psnr: list[float] = field(default_factory=list)
    delta_e: list[float] = field(default_factory=list)
    clipped: list[float] = field(default_factory=list)

    def add(self, output: Floats, faded: Bytes, truth: Floats) -> None:
        """Count one picture."""
        self.psnr.append(metrics.psnr(output, truth))
        difference = metrics.delta_e_2000(srgb_to_lab(output), srgb_to_lab(truth))
        self.delta_e.append(float(difference.mean()))
        self.clipped.append(clipped_percent(output, faded))


def measure(bench: Bench) -> list[Row]:
    """Fidelity to the fresh print and clipping, of the stage and of its baselines."""
    photographs = held_out_photographs(bench.data, "photos", bench.most(USUAL))
    methods: dict[str, Method] = {
        "stage": lambda faded: toned(bench, faded, None),
        FULL: lambda faded: toned(bench, faded, Recipe(fading=1.0, cast=1.0, contrast=0.4)),
        "nothing": unit,
        "stretch + grey world": stretched,
    }
    rows: list[Row] = []
    for place, kind in enumerate(KINDS):
        scores = {name: Scores() for name in methods}
        left = 0
        for index, photograph in enumerate(photographs):
            bench.progress(f"{NAME}: {kind}, {photograph.name}")
            faded, truth = printed(photograph.pixels, kind, bench.rng(place, index))
            for name, method in methods.items():
                output = method(faded)
                scores[name].add(output, faded, truth)
                left += name == "stage" and bool(np.array_equal(output, unit(faded)))
        rows += figures(bench, f"{kind} prints, faded", scores, f"left as it was: {left}")
    return rows


def figures(bench: Bench, subject: str, scores: dict[str, Scores], note: str) -> list[Row]:
    """The rows of one kind of print; the bar is the better baseline."""
    ours, peers = scores["stage"], {name: entry for name, entry in scores.items() if name != "stage"}
    psnr = {name: mean(entry.psnr) for name, entry in peers.items()}
    baselines = [name for name in peers if name != FULL]
    delta_e = {name: mean(entry.delta_e) for name, entry in peers.items()}
    worst = {name: max(entry.clipped) for name, entry in peers.items()}
    count, seed = len(ours.psnr), bench.seed
    return [
        Row(
            NAME,
            subject,
            "PSNR dB",
            mean(ours.psnr),
            count,
            seed,
            standard_error(ours.psnr),
            Bar(round(max(psnr[name] for name in baselines), 2)),
            beside=psnr,
            note=note,
        ),
        Row(
            NAME,
            subject,
            "CIEDE2000",
            mean(ours.delta_e),
            count,
            seed,
            standard_error(ours.delta_e),
            Bar(round(min(delta_e[name] for name in baselines), 2), at_least=False),
            beside=delta_e,
        ),
        Row(NAME, subject, "worst clipped %", max(ours.clipped), count, seed, bar=CLIP_BAR, beside=worst),
    ]


def printed(pixels: Bytes, kind: str, rng: np.random.Generator) -> tuple[Bytes, Floats]:
    """A print long after, (H, W, 3) uint8, and as it was when new, float32 0..1."""
    fresh = develop(unit(pixels), kind, rng, {})
    aged = age(fresh.copy(), kind, rng, 1.0, {}).picture
    return np.rint(np.clip(aged, 0, 1) * 255).astype(np.uint8), fresh


def toned(bench: Bench, faded: Bytes, recipe: Recipe | None) -> Floats:
    """What the stage makes of it, by the automatic recipe where none is given; float32 0..1."""
    canvas = bench.canvas(faded, recipe or Recipe())
    if recipe is None:
        canvas.recipe = Recipe.automatic(canvas.condition)
    if stage.wanted(canvas) is None:
        stage.run(canvas)
    return unit_of(canvas.pixels)


def stretched(faded: Bytes) -> Floats:
    """The classical pair: grey world gains, then a stretch between percentiles of the luma."""
    picture = unit(faded)
    means = picture.mean(axis=(0, 1), dtype=np.float64)
    balanced = picture * (means.mean() / np.maximum(means, 1e-6)).astype(np.float32)
    luma = balanced @ np.array([0.299, 0.587, 0.114], np.float32)
    low, high = np.percentile(luma, (TAIL_PERCENT, 100 - TAIL_PERCENT))
    output: Floats = np.clip((balanced - low) / max(high - low, 1e-3), 0, 1).astype(np.float32)
    return output


def clipped_percent(output: Floats, before: Bytes) -> float:
    """Share in % of the pixels with a channel at black or white that was not there before."""
    there: npt.NDArray[np.bool_] = (before == 0) | (before == 255)
    now = (output <= 0) | (output >= 1)
    return float((now & ~there).any(axis=2).mean()) * 100


SUITE = Suite(NAME, (), measure)
