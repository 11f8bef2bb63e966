"""Training of the network that tells what a picture is and in which condition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, cast

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restoration.diagnosis.viewing import FIGURES, PICTURE_PX, PIECE_PX
from restoration.verdict import WIDTHS
from training.networks.condition import Condition as ConditionNetwork
from training.networks.lite import packaged_weights, pretrained
from training.sheets import sheet
from training.tasks.task import Arrays

Floats = npt.NDArray[np.float32]

STARTS = {"kind": 0, "tonality": 1, "turn": 2, "several": 3, "framed": 4, "old": 5, "loss": 6, "stain": 9}
STARTS |= {"corners": 12, "conditions": 20}
"""Where in the labels (25,) each part begins; classes are one number there."""

CLASSES = ("kind", "tonality", "turn")
CHANCES = ("several", "framed", "old")
VALUES = {"loss": 4.0, "stain": 4.0, "corners": 20.0, "conditions": 1.0}
"""Parts that are values, and what their error weighs."""

BINS = 15
EXPORTED_MOST = 256
"""An exported network begins at the pictures and not at their features, so it is measured on fewer."""

_SCALED = ("pooled", "figures")
_NAMES = ("pooled", "mid", "deep", "piece", "figures", "labels")


class Condition:
    """Samples are what the encoder made of a picture, its piece, its figures and its labels.

    The data is the folder that ``python -m training.conditions`` wrote.
    """

    quantized: ClassVar[bool] = False
    kept_in_float: ClassVar[tuple[str, ...]] = ()
    sizes: ClassVar[tuple[int, ...]] = (2,)
    batch = 64
    learning_rate = 1.5e-3

    def __init__(
        self, data: Path, *, permissive_only: bool = False, limit: int | None = None, side: int | None = None
    ) -> None:
        """`permissive_only` and `side` were decided when the pictures were made."""
        self._folder = data
        self._train = [np.load(data / "train" / f"{name}.npy", mmap_mode="r")[:limit] for name in _NAMES]

    def sources(self) -> dict[str, int]:
        counts: dict[str, int] = json.loads((self._folder / "sources.json").read_text(encoding="utf-8"))
        return counts

    def network(self) -> nn.Module:
        network = ConditionNetwork()
        beside = self._folder / "encoder.pth"
        network.encoder = pretrained(beside if beside.exists() else packaged_weights())
        network.encoder.requires_grad_(False)
        pool, figures = (
            np.asarray(self._train[_NAMES.index(name)], np.float32) for name in ("pooled", "figures")
        )
        for name, rows in (("pooled", pool), ("", figures.reshape(len(figures), -1))):
            prefix = f"{name}_" if name else ""
            getattr(network, f"{prefix}middle").copy_(torch.from_numpy(rows.mean(axis=0)))
            getattr(network, f"{prefix}spread").copy_(torch.from_numpy(rows.std(axis=0) + 1e-3))
        return network

    @staticmethod
    def network_from(state: Mapping[str, Tensor]) -> nn.Module:
        return ConditionNetwork()

    def sample(self, rng: np.random.Generator) -> Arrays:
        index = int(rng.integers(len(self._train[0])))
        rows = (np.asarray(array[index], np.float32) for array in self._train)
        return tuple(row if row.ndim == 3 else row[:, None, None] for row in rows)

    @staticmethod
    def inputs(sample: Arrays) -> Arrays:
        return sample[:5]

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        return {
            "picture": (1, 3, PICTURE_PX, PICTURE_PX),
            "piece": (1, 3, PIECE_PX, PIECE_PX),
            "figures": (1, FIGURES, 1, 1),
        }

    def loss(self, network: nn.Module, batch: tuple[Tensor, ...]) -> Tensor:
        *seen, labels = batch
        # Figures are exact and few: half precision would cost them more than it wins.
        with torch.autocast(labels.device.type, enabled=False):
            output = cast(ConditionNetwork, network).answers(*seen)
        return losses(output.flatten(1), labels.flatten(1))

    def validate(self, network: nn.Module) -> Mapping[str, float]:
        outputs, labels = self.held_out(network)
        return figures_of(outputs, labels)

    def held_out(self, network: nn.Module) -> tuple[Floats, Floats]:
        """Outputs (n, OUTPUTS) on the held-out pictures, and their labels (n, 25)."""
        folder = self._folder / "held_out"
        labels = np.load(folder / "labels.npy")
        if isinstance(network, ConditionNetwork):  # its encoder has seen them already
            arrays = [np.load(folder / f"{name}.npy") for name in _NAMES[:5]]
            with torch.no_grad():
                tensors = [torch.from_numpy(array.astype(np.float32)) for array in arrays]
                return np.asarray(network.answers(*tensors).flatten(1).numpy(), np.float32), labels
        names = ("picture", "piece", "figures")
        views = [np.load(folder / f"{name}.npy", mmap_mode="r")[:EXPORTED_MOST] for name in names]
        labels = labels[:EXPORTED_MOST]
        rows = []
        with torch.no_grad():
            for row in zip(*views, strict=True):
                rows.append(network(*(torch.from_numpy(view[None].astype(np.float32)) for view in row)))
        return np.asarray(torch.cat(rows).flatten(1).numpy(), np.float32), labels

    def preview(self, network: nn.Module) -> npt.NDArray[np.uint8]:
        pictures = np.load(self._folder / "held_out" / "picture.npy", mmap_mode="r")[:24]
        planes = [np.asarray(picture, np.float32).transpose(1, 2, 0) for picture in pictures]
        return sheet([planes[first : first + 8] for first in range(0, len(planes) - len(planes) % 8, 8)])

    def calibrate(self, network: nn.Module) -> dict[str, float]:
        """Set the network's temperatures by the held-out pictures, and return them."""
        found = {}
        condition = cast(ConditionNetwork, network)
        for temperature in condition.temperature.values():
            temperature.data.fill_(1.0)
        outputs, labels = self.held_out(network)
        for name in (*CLASSES, *CHANCES):
            found[name] = best_temperature(*known(name, outputs, labels))
            condition.temperature[name].data.fill_(found[name])
        return found


def known(name: str, outputs: Floats, labels: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Log-odds (n, classes) and true classes (n,) of the pictures of which a part is known."""
    truth = labels[:, STARTS[name]]
    start = list(WIDTHS).index(name)
    first = sum(list(WIDTHS.values())[:start])
    odds = outputs[:, first : first + WIDTHS[name]]
    if name in CHANCES:
        odds = np.concatenate([np.zeros_like(odds), odds], axis=1)
    there = ~np.isnan(truth)
    return odds[there], truth[there].astype(np.int64)


def losses(output: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropies of what is a class or a chance, absolute errors of values, over what is known."""
    total = output.new_zeros(())
    start = 0
    for name, width in WIDTHS.items():
        part, first = output[:, start : start + width], STARTS[name]
        start += width
        if name in CLASSES:
            truth = labels[:, first]
            there = ~torch.isnan(truth)
            total = total + F.cross_entropy(part[there], truth[there].long(), label_smoothing=0.01)
            continue
        truth = labels[:, first : first + width]
        there = ~torch.isnan(truth)
        if not there.any():
            continue
        if name in CHANCES:
            total = total + F.binary_cross_entropy_with_logits(part[there], truth[there])
        else:
            total = total + VALUES[name] * F.smooth_l1_loss(part[there], truth[there], beta=0.05)
    return total


def figures_of(outputs: Floats, labels: Floats) -> dict[str, float]:
    """Share right and calibration error of classes and chances, mean absolute errors of values."""
    found: dict[str, float] = {}
    for name in (*CLASSES, *CHANCES):
        odds, truth = known(name, outputs, labels)
        found[f"{name}_right"] = float((odds.argmax(axis=1) == truth).mean())
        found[f"{name}_calibration"] = calibration_error(softmax(odds), truth)
    start = 0
    for name, width in WIDTHS.items():
        if name in VALUES:
            error = np.abs(outputs[:, start : start + width] - labels[:, STARTS[name] : STARTS[name] + width])
            found[f"{name}_error"] = float(np.nanmean(error))
        start += width
    return found


def softmax(odds: Floats) -> Floats:
    """Probabilities (n, classes) of log-odds."""
    power = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(power / power.sum(axis=1, keepdims=True), np.float32)


def calibration_error(shares: Floats, truth: npt.NDArray[np.int64]) -> float:
    """Expected calibration error of the likeliest class, over 15 equal bins (Guo et al., 2017)."""
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == truth
    bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    gaps = [abs(float(sure[bins == b].sum() - right[bins == b].sum())) for b in range(BINS)]
    return float(sum(gaps) / max(1, len(truth)))


def best_temperature(odds: Floats, truth: npt.NDArray[np.int64]) -> float:
    """The temperature 0.4..3 that makes the truth most likely."""
    temperatures = np.geomspace(0.4, 3, 80)
    rows = np.arange(len(truth))
    likely = [np.log(softmax(odds / np.float32(t))[rows, truth] + 1e-9).mean() for t in temperatures]
    return round(float(temperatures[int(np.argmax(likely))]), 3)
