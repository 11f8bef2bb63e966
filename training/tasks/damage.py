"""Training of the damage detector on synthetic marks of every sort and on what only looks like them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

from training.degradation import Damaged, damage
from training.degradation.fields import log_between
from training.losses import balanced_bce, charbonnier, soft_dice
from training.networks.squares import DamageDetector
from training.sheets import sheet
from training.tasks.photographs import Floats, planes, run, unit
from training.tasks.squares import SquareTask
from training.tasks.task import Arrays

POSITIVE_WEIGHT = 3.0
WEIGHTS = {"opaque": 1.0, "translucent": 0.5, "writing": 0.3, "density": 6.0}
SOUND_WEIGHT = 0.2
"""Of the density's error where nothing translucent lies."""

HELD_OUT_SCALES = (1.0, 2.0, 1.0, 3.0, 0.7)


def auc(scores: npt.NDArray[np.floating], truth: npt.NDArray[np.bool_]) -> float:
    """Area under the ROC curve, by ranks in 4,096 steps of the scores 0..1."""
    bins = np.clip((scores * 4095).astype(np.int64), 0, 4095)
    positive = np.bincount(bins[truth], minlength=4096).astype(np.float64)
    negative = np.bincount(bins[~truth], minlength=4096).astype(np.float64)
    below = np.cumsum(negative) - negative
    pairs = positive.sum() * negative.sum()
    return float((positive * (below + 0.5 * negative)).sum() / pairs) if pairs else float("nan")


def scan_scale(rng: np.random.Generator) -> float:
    """How much finer a print was scanned than its marks are drawn: 0.5 to 4 times, often as it is."""
    kind = float(rng.random())
    return 1.0 if kind < 0.35 else log_between(rng, 1.0, 4.0) if kind < 0.85 else log_between(rng, 0.55, 1.0)


class Damage(SquareTask):
    """Samples are (pixels (3, S, S), sorts (3, S, S) of 0 and 1, density (3, S, S))."""

    NETWORK = DamageDetector
    side = 192
    batch = 12
    learning_rate = 8e-4

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        return {"pixels": (1, 3, 160, 192)}

    def sample(self, rng: np.random.Generator) -> Arrays:
        scale = scan_scale(rng)
        drawn = max(48, round(self.side / scale))
        clean = self.photographs.crop(drawn, rng)
        return self._arrays(damage(clean, rng, self.masks, self.side / drawn))

    @staticmethod
    def _arrays(damaged: Damaged) -> Arrays:
        marks = damaged.marks
        sorts = np.stack([marks.opaque, marks.translucent, marks.writing]).astype(np.float32)
        return planes(damaged.image), sorts, planes(marks.density)

    def loss(self, network: nn.Module, batch: tuple[Tensor, ...]) -> Tensor:
        seen, sorts, density = batch
        odds, thickness = cast(DamageDetector, network).answers(seen)
        opaque, translucent, writing = sorts[:, :1], sorts[:, 1:2], sorts[:, 2:]
        shines = (1 - opaque) * (1 - writing)
        total = WEIGHTS["opaque"] * (
            balanced_bce(odds[:, :1], opaque, POSITIVE_WEIGHT) + 0.5 * soft_dice(odds[:, :1], opaque)
        )
        for index, name in ((1, "translucent"), (2, "writing")):
            total = total + WEIGHTS[name] * balanced_bce(
                odds[:, index : index + 1], sorts[:, index : index + 1], 2.0
            )
        weight = shines * (SOUND_WEIGHT + translucent)
        return total + WEIGHTS["density"] * charbonnier(thickness, density, weight)

    def _held_out(self, count: int) -> Iterator[Damaged]:
        for index, (clean, rng) in enumerate(self.photographs.held_out(256, count)):
            scale = HELD_OUT_SCALES[index % len(HELD_OUT_SCALES)]
            drawn = round(256 / scale) // 2 * 2 if scale > 1 else 256
            yield damage(clean[:drawn, :drawn], rng, self.masks, 256 / drawn)

    def validate(self, network: nn.Module) -> Mapping[str, float]:
        scores, truths, errors, stained, false_area = [], [], [], [], []
        for damaged in self._held_out(48):
            pixels, sorts, density = self._arrays(damaged)
            answer = run(network, pixels)
            scores.append(answer[:3].reshape(3, -1))
            truths.append(sorts.reshape(3, -1) > 0.5)
            errors.append(np.abs(answer[3:] - density)[:, sorts[1] > 0.5].ravel())
            stained.append(density[:, sorts[1] > 0.5].ravel())
        for clean, _ in self.photographs.held_out(256, 24):
            false_area.append(float((run(network, planes(unit(clean)))[0] > 0.5).mean()))
        score, truth = np.concatenate(scores, 1), np.concatenate(truths, 1)
        hits = float(((score[0] > 0.5) & truth[0]).sum())
        return {
            "auc": auc(score[0], truth[0]),
            "auc_translucent": auc(score[1], truth[1]),
            "auc_writing": auc(score[2], truth[2]),
            "f1": 2 * hits / float((score[0] > 0.5).sum() + truth[0].sum() + 1e-9),
            "density_error_share": float(
                np.concatenate(errors).sum() / (np.concatenate(stained).sum() + 1e-9)
            ),
            "false_area_percent": float(np.mean(false_area)) * 100,
        }

    def preview(self, network: nn.Module) -> npt.NDArray[np.uint8]:
        rows: list[list[Floats]] = [[], [], [], []]
        for damaged in self._held_out(16):
            pixels, sorts, _ = self._arrays(damaged)
            answer = run(network, pixels)
            rows[0].append(damaged.image)
            rows[1].append(answer[:3].transpose(1, 2, 0))
            rows[2].append(sorts.transpose(1, 2, 0))
            rows[3].append(
                np.clip(damaged.image * np.exp(answer[3:].transpose(1, 2, 0) * answer[1][..., None]), 0, 1)
            )
        return sheet(rows)
