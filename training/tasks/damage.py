"""Training of the damage detector on synthetic damage and its hard negatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

from training.degradation import damage
from training.losses import balanced_bce, soft_dice
from training.networks.squares import DamageDetector
from training.sheets import sheet
from training.tasks.photographs import Floats, planes, run, unit
from training.tasks.squares import SquareTask
from training.tasks.task import Arrays

POSITIVE_WEIGHT = 3.0


def luminance(image: Floats) -> Floats:
    """Luma (H, W) of sRGB (H, W, 3), float 0..1: what the detector sees."""
    return cast(Floats, cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))


def auc(scores: npt.NDArray[np.floating], truth: npt.NDArray[np.bool_]) -> float:
    """Area under the ROC curve, by ranks in 4,096 steps of the scores 0..1."""
    bins = np.clip((scores * 4095).astype(np.int64), 0, 4095)
    positive = np.bincount(bins[truth], minlength=4096).astype(np.float64)
    negative = np.bincount(bins[~truth], minlength=4096).astype(np.float64)
    below = np.cumsum(negative) - negative
    pairs = positive.sum() * negative.sum()
    return float((positive * (below + 0.5 * negative)).sum() / pairs) if pairs else float("nan")


class Damage(SquareTask):
    """Samples are (luminance (1, S, S), mask (1, S, S))."""

    NETWORK = DamageDetector
    side = 192
    batch = 12
    learning_rate = 8e-4

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        return {"luminance": (1, 1, 160, 192)}

    def sample(self, rng: np.random.Generator) -> Arrays:
        image, mask = damage(self.photographs.crop(self.side, rng), rng, self.masks)
        return planes(luminance(image)), planes(mask)

    def loss(self, network: nn.Module, batch: tuple[Tensor, ...]) -> Tensor:
        seen, mask = batch
        logits = cast(DamageDetector, network).logits(seen)
        return balanced_bce(logits, mask, POSITIVE_WEIGHT) + 0.5 * soft_dice(logits, mask)

    def validate(self, network: nn.Module) -> Mapping[str, float]:
        scores, truths, false_area = [], [], []
        for clean, rng in self.photographs.held_out(256, 48):
            image, mask = damage(clean, rng, self.masks)
            scores.append(run(network, planes(luminance(image))).ravel())
            truths.append(mask.ravel() > 0.5)
            untouched = luminance(unit(clean))
            false_area.append(float((run(network, planes(untouched)) > 0.5).mean()))
        score, truth = np.concatenate(scores), np.concatenate(truths)
        hits = float(((score > 0.5) & truth).sum())
        return {
            "auc": auc(score, truth),
            "f1": 2 * hits / float((score > 0.5).sum() + truth.sum() + 1e-9),
            "false_area_percent": float(np.mean(false_area)) * 100,
        }

    def preview(self, network: nn.Module) -> npt.NDArray[np.uint8]:
        rows: list[list[Floats]] = [[], [], []]
        for clean, rng in self.photographs.held_out(256, 16):
            image, mask = damage(clean, rng, self.masks)
            found = run(network, planes(luminance(image)))[0]
            rows[0].append(image)
            rows[1].append(np.repeat(found[..., None], 3, axis=2))
            rows[2].append(np.repeat(mask[..., None], 3, axis=2).astype(np.float32))
        return sheet(rows)
