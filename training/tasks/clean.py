"""Training of the cleaner: blind denoising, deblocking and deblurring."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

from training.degradation import blind
from training.degradation.digital import jpeg
from training.losses import charbonnier
from training.networks.squares import Cleaner
from training.sheets import sheet
from training.tasks.photographs import Floats, planes, psnr, run, unit
from training.tasks.squares import SquareTask
from training.tasks.task import Arrays


class Clean(SquareTask):
    """Samples are (degraded (3, S, S), clean (3, S, S))."""

    NETWORK = Cleaner
    kept_in_float = ("decoders.0",)  # the last rounding is seen most: with it in 8 bits 0.2 dB were lost
    side = 96
    batch = 16
    learning_rate = 6e-4

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        return {"pixels": (1, 3, 160, 192)}

    def sample(self, rng: np.random.Generator) -> Arrays:
        clean = self.photographs.crop(self.side, rng)
        degraded, _ = blind(clean, rng)
        return planes(degraded), planes(unit(clean))

    def loss(self, network: nn.Module, batch: tuple[Tensor, ...]) -> Tensor:
        degraded, clean = batch
        return charbonnier(network(degraded), clean)

    def validate(self, network: nn.Module) -> Mapping[str, float]:
        gains: dict[str, list[float]] = {
            "sigma25_db": [],
            "jpeg10_gain_db": [],
            "blind_gain_db": [],
            "clean_db": [],
        }
        for clean8, rng in self.photographs.held_out(192, 24):
            clean = unit(clean8)
            noisy = clean + rng.standard_normal(clean.shape, np.float32) * np.float32(25 / 255)
            blocky = jpeg(clean, 10, rng)
            blindly, _ = blind(clean8, rng)
            gains["sigma25_db"].append(psnr(self._clean(network, noisy), clean))
            gains["jpeg10_gain_db"].append(psnr(self._clean(network, blocky), clean) - psnr(blocky, clean))
            gains["blind_gain_db"].append(psnr(self._clean(network, blindly), clean) - psnr(blindly, clean))
            gains["clean_db"].append(psnr(self._clean(network, clean), clean))
        # Medians: an untouched square among the blind ones has an infinite figure of its own.
        return {name: float(np.median(values)) for name, values in gains.items()}

    @staticmethod
    def _clean(network: nn.Module, image: Floats) -> Floats:
        return np.clip(run(network, planes(image)).transpose(1, 2, 0), 0, 1)

    def preview(self, network: nn.Module) -> npt.NDArray[np.uint8]:
        rows: list[list[Floats]] = [[], [], []]
        for clean8, rng in self.photographs.held_out(192, 16):
            degraded, _ = blind(clean8, rng)
            rows[0].append(degraded)
            rows[1].append(self._clean(network, degraded))
            rows[2].append(unit(clean8))
        return sheet(rows)
