"""Condition: what a picture is, its tonality and which way is up, on drawn conditions.

The rule that decided tonality before is measured on the same pictures; it knows three tonalities, so that
both are compared on those too. Without the network there is nothing but the rule, and a photograph upright.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from benchmarks.bench import Bench, Suite
from benchmarks.pictures import DataMissing, held_out_photographs
from benchmarks.report import Bar, Row
from restoration.diagnosis import NETWORK, Tonality, analyse
from restoration.pipeline import asking
from restoration.sessions import Stop
from restoration.verdict import KINDS, TURNS
from training.degradation import MaskCollection
from training.scenes import SHARDS, Scenes

NAME = "condition"
K = TypeVar("K", str, int)
USUAL = 300
FULL = 3000
BARS = {"kind": Bar(98), "tonality": Bar(98), "turn": Bar(97)}
CALIBRATION_BAR = Bar(3, at_least=False)
BINS = 15

COARSE = {
    "neutral": Tonality.MONOCHROME,
    "toned": Tonality.SEPIA,
    "tinted": Tonality.COLOUR,
    "colour": Tonality.COLOUR,
    "layer_lost": Tonality.COLOUR,
}
"""The three tonalities that the rule knows."""

SURE = 0.9
_SUBJECTS = {
    "kind": "kind of a picture",
    "tonality": "tonality of a photograph",
    "turn": "which way is up",
    "coarse": "in colour, without, or of one tone",
}


@dataclass(slots=True)
class Answers:
    """Of one question: how sure each answer was, and whether it was right; the same of the rule."""

    sure: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    rule: list[bool] = field(default_factory=list)

    def calibration_percent(self) -> float:
        """Expected calibration error in %, over bins of equal width (Guo et al., 2017)."""
        sure, right = np.array(self.sure), np.array(self.right, np.float64)
        bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
        gaps = [abs(float((sure[bins == b] - right[bins == b]).sum())) for b in range(BINS)]
        return 100 * sum(gaps) / len(right)


def measure(bench: Bench) -> list[Row]:
    """Ask of each picture what it is, and count what was right."""
    scenes, masks = drawn_from(bench)
    answers = {name: Answers() for name in _SUBJECTS}
    ask = asking(bench.sessions, Stop())
    for index in range(bench.most(USUAL) or FULL):
        bench.progress(f"{NAME}: {index}")
        pixels, labels = scenes.sample(bench.rng(index), masks)
        condition, by_rule = analyse(pixels, ask), analyse(pixels)
        verdict = condition.verdict
        if verdict is None:
            raise DataMissing("There is no answer of the network condition.")
        _count(answers["kind"], verdict.kind, labels.kind, rule=labels.kind == KINDS[0])
        _count(answers["turn"], verdict.turn, TURNS[labels.turn], rule=labels.turn == 0)
        if labels.tonality is not None and labels.kind == KINDS[0]:
            _count(answers["tonality"], verdict.tonality, labels.tonality, rule=False)
            coarse = COARSE[labels.tonality]
            answers["coarse"].right.append(condition.tonality is coarse)
            answers["coarse"].rule.append(by_rule.tonality is coarse)
    return [row for name, found in answers.items() for row in figures(bench, name, found)]


def drawn_from(bench: Bench) -> tuple[Scenes, MaskCollection | None]:
    """Scenes of the held-out photographs, and the shapes of damage."""
    shapes = bench.data / "damage.tar"
    found = {name: held_out_photographs(bench.data, name) for name in SHARDS if _there(bench, name)}
    return Scenes(found), MaskCollection.load(shapes) if shapes.exists() else None


def figures(bench: Bench, name: str, answers: Answers) -> list[Row]:
    """The rows of one question."""
    if not answers.right:
        return []
    count, subject = len(answers.right), _SUBJECTS[name]
    beside = {} if name == "tonality" else {"rule": 100 * float(np.mean(answers.rule))}
    right = 100 * float(np.mean(answers.right))
    rows = [Row(NAME, subject, "right %", right, count, bench.seed, bar=BARS.get(name), beside=beside)]
    if answers.sure:
        error = answers.calibration_percent()
        rows.append(Row(NAME, subject, "calibration error %", error, count, bench.seed, bar=CALIBRATION_BAR))
        sure = np.array(answers.sure) >= SURE
        if sure.any():
            of_sure = 100 * float(np.mean(np.array(answers.right)[sure]))
            note = f"of {int(sure.sum())} answers that were at least 90 % sure"
            rows.append(Row(NAME, subject, "right % of the sure", of_sure, count, bench.seed, note=note))
    return rows


def _count(answers: Answers, shares: Mapping[K, float], truth: K, *, rule: bool) -> None:
    likely = max(shares, key=shares.__getitem__)
    answers.sure.append(float(shares[likely]))
    answers.right.append(likely == truth)
    answers.rule.append(rule)


def _there(bench: Bench, name: str) -> bool:
    return bool(list(bench.data.glob(f"{name}-*.tar")))


SUITE = Suite(NAME, (NETWORK,), measure)
