"""Training of the inpainter: holes of old photographs, filled from what is around them."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

from training.degradation import holes
from training.losses import charbonnier, gradient
from training.networks.squares import Inpainter
from training.sheets import sheet
from training.tasks.photographs import Floats, planes, psnr, run, unit
from training.tasks.squares import SquareTask
from training.tasks.task import Arrays


class Inpaint(SquareTask):
    """Samples are (clean (3, S, S), mask (1, S, S), 1 = hole)."""

    NETWORK = Inpainter
    side = 192
    batch = 12
    learning_rate = 8e-4

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        return {"pixels": (1, 3, 128, 192), "mask": (1, 1, 128, 192)}

    def sample(self, rng: np.random.Generator) -> Arrays:
        clean = unit(self.photographs.crop(self.side, rng))
        hole = holes(self.side, self.side, rng, self.masks).astype(np.float32)
        return planes(clean), planes(hole)

    @staticmethod
    def inputs(sample: Arrays) -> Arrays:
        clean, mask = sample
        return clean * (1 - mask), mask

    def loss(self, network: nn.Module, batch: tuple[Tensor, ...]) -> Tensor:
        clean, mask = batch
        filled = network(clean * (1 - mask), mask)
        return charbonnier(filled, clean, mask) + 0.5 * gradient(filled, clean, mask)

    def validate(self, network: nn.Module) -> Mapping[str, float]:
        scores: dict[str, list[float]] = {"network": [], "telea": [], "navier_stokes": []}
        for clean8, rng in self.photographs.held_out(256, 32):
            clean, mask = unit(clean8), holes(256, 256, rng, self.masks)
            hole = mask.astype(bool)
            if not hole.any():
                continue
            scores["network"].append(psnr(self._fill(network, clean, mask)[hole], clean[hole]))
            for name, method in (("telea", cv2.INPAINT_TELEA), ("navier_stokes", cv2.INPAINT_NS)):
                peer = cv2.inpaint(clean8, mask, 5, method).astype(np.float32) / 255
                scores[name].append(psnr(peer[hole], clean[hole]))
        return {f"hole_psnr_{name}_db": float(np.mean(values)) for name, values in scores.items()}

    @staticmethod
    def _fill(network: nn.Module, clean: Floats, mask: npt.NDArray[np.uint8]) -> Floats:
        hole = mask.astype(np.float32)
        filled = run(network, planes(clean * (1 - hole[..., None])), planes(hole))
        return np.clip(filled.transpose(1, 2, 0), 0, 1)

    def preview(self, network: nn.Module) -> npt.NDArray[np.uint8]:
        rows: list[list[Floats]] = [[], [], []]
        for clean8, rng in self.photographs.held_out(256, 16):
            clean, mask = unit(clean8), holes(256, 256, rng, self.masks)
            rows[0].append(clean * (1 - mask[..., None]).astype(np.float32))
            rows[1].append(self._fill(network, clean, mask))
            rows[2].append(clean)
        return sheet(rows)
