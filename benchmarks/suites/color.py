"""Colour: held-out photographs made grey, coloured, and compared with what they were."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from benchmarks import metrics
from benchmarks.bench import Bench, Floats, Suite, Words, greyed, unit_of
from benchmarks.pictures import DataMissing, held_out_photographs, training_photographs, unit
from benchmarks.report import Bar, Row, mean, standard_error
from benchmarks.suites import bleeding, obedience
from restoration.color import lab_to_srgb, srgb_to_lab
from restoration.recipe import Recipe
from restoration.stages import colorize as stage

NAME = "color"
USUAL = 200
GREY_CHROMA = 4.0
"""Mean chroma below which a photograph is grey itself and left out, as in training."""

PRIOR_STEP = 16
"""Every so many-th training photograph is looked at for the mean chroma."""

PSNR_BAR = Bar(23.0)


@dataclass(slots=True)
class Scores:
    """One way of colouring: figures by picture, and the hues of all pictures together."""

    psnr: list[float] = field(default_factory=list)
    psnr_ab: list[float] = field(default_factory=list)
    colourfulness: list[float] = field(default_factory=list)
    hues: metrics.Doubles = field(default_factory=lambda: np.zeros(metrics.HUES))

    def add(self, picture: Floats, truth: Floats) -> None:
        """Count a coloured picture (H, W, 3) float32 0..1 against its truth."""
        lab, true_lab = srgb_to_lab(picture), srgb_to_lab(truth)
        self.psnr.append(metrics.psnr(picture, truth))
        self.psnr_ab.append(metrics.psnr(lab[..., 1:], true_lab[..., 1:], peak=255))
        self.colourfulness.append(metrics.colourfulness(picture))
        self.hues += metrics.hue_histogram(lab)

    @property
    def uncoloured(self) -> float:
        """Share of the pictures without colour, in %."""
        return 100 * mean([value < metrics.UNCOLOURED_BELOW for value in self.colourfulness])


def measure(bench: Bench) -> list[Row]:
    """Fidelity, liveliness and bleeding of the stage, beside grey and the mean colour."""
    average = mean_chroma(bench)
    scores = {name: Scores() for name in ("stage", "grey", "mean chroma", "truth")}
    drift = 0.0
    for photograph in held_out_photographs(bench.data, "colour", bench.most(USUAL)):
        truth = unit(photograph.pixels)
        lab = srgb_to_lab(truth)
        if np.hypot(lab[..., 1], lab[..., 2]).mean() < GREY_CHROMA:
            continue
        bench.progress(f"{NAME}: {photograph.name}")
        words = greyed(lab)
        grey = unit_of(words)
        coloured = colorized(bench, words)
        drift = max(drift, float(np.abs(srgb_to_lab(coloured)[..., 0] - srgb_to_lab(grey)[..., 0]).max()))
        flat = lab.copy()
        flat[..., 1:] = average
        for name, picture in (
            ("stage", coloured),
            ("grey", grey),
            ("mean chroma", lab_to_srgb(flat)),
            ("truth", truth),
        ):
            scores[name].add(picture, truth)
    return figures(scores, drift) + bleeding.rows(bench, NAME) + obedience.rows(bench, NAME)


def figures(scores: dict[str, Scores], drift: float) -> list[Row]:
    """The rows of the stage with the baselines beside."""
    ours, truth, count = scores["stage"], scores["truth"], len(scores["stage"].psnr)
    peers = {name: scores[name] for name in ("grey", "mean chroma")}
    of = "held-out photographs"
    live, real = mean(ours.colourfulness), mean(truth.colourfulness)

    def row(measure: str, value: float, **more: object) -> Row:
        return Row(NAME, of, measure, value, count, **more)  # type: ignore[arg-type]

    return [
        row(
            "PSNR dB",
            mean(ours.psnr),
            error=standard_error(ours.psnr),
            bar=PSNR_BAR,
            beside={name: mean(entry.psnr) for name, entry in peers.items()},
        ),
        row(
            "PSNR dB of a*, b*",
            mean(ours.psnr_ab),
            error=standard_error(ours.psnr_ab),
            beside={name: mean(entry.psnr_ab) for name, entry in peers.items()},
            note="peak 255",
        ),
        row(
            "colourfulness",
            live,
            error=standard_error(ours.colourfulness),
            beside={"truth": real, "mean chroma": mean(peers["mean chroma"].colourfulness)},
            published={"DeOldify": 21.0, "real photographs": 39.0},
            note="published: of other photographs",
        ),
        row("colourfulness, % of truth", 100 * live / real, bar=Bar(60), note="and at most 110"),
        row(
            "entropy of hues, bits",
            metrics.entropy(ours.hues),
            beside={"truth": metrics.entropy(truth.hues)},
            note="36 sectors, by chroma, all pictures together",
        ),
        row("uncoloured %", ours.uncoloured, bar=Bar(0, at_least=False), beside={"truth": truth.uncoloured}),
        row("largest change of L*", drift, bar=Bar(0.5, at_least=False)),
    ]


def mean_chroma(bench: Bench) -> Floats:
    """Mean a*, b* (2,) of photographs that are trained on."""
    means = [
        srgb_to_lab(unit(photograph.pixels))[..., 1:].mean(axis=(0, 1))
        for photograph in training_photographs(bench.data, "colour", PRIOR_STEP)
    ]
    if not means:
        raise DataMissing(f"The shards colour-NN.tar in {bench.data} hold no photograph that is trained on.")
    average: Floats = np.mean(means, axis=0).astype(np.float32)
    return average


def colorized(bench: Bench, grey: Words) -> Floats:
    """What the stage makes of a grey picture (H, W, 3) uint16, float32 0..1."""
    canvas = bench.canvas_of(grey, Recipe(colorize=True))
    stage.run(canvas)
    return unit_of(canvas.pixels)


SUITE = Suite(NAME, (stage.NETWORK,), measure)
