"""What the three tasks on full-resolution patches share: the photographs and their crops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from training.data import Pixels, load, random_crop

Floats = npt.NDArray[np.float32]


class Photographs:
    """The ``photos`` shards, with random crops for training and fixed ones for figures."""

    def __init__(self, data: Path, *, permissive_only: bool = False, limit: int | None = None) -> None:
        self.collection = load(data, "photos", permissive_only=permissive_only, limit=limit)

    def sources(self) -> dict[str, int]:
        """Training pictures by source."""
        return self.collection.sources()

    def crop(self, side: int, rng: np.random.Generator, *, smallest_scale: float = 0.6) -> Pixels:
        """A random square (side, side, 3) uint8 of a training picture, a third of them made grey."""
        pictures = self.collection.train
        pixels = pictures[int(rng.integers(len(pictures)))].pixels
        scale = 1.0 if rng.random() < 0.5 else float(rng.uniform(smallest_scale, 1.3))
        crop = random_crop(pixels, side, rng, scale=scale)
        return greyed(crop) if rng.random() < 0.35 else crop

    def held_out(self, side: int, count: int) -> list[tuple[Pixels, np.random.Generator]]:
        """Fixed squares of held-out pictures, each with a generator of its own; every third one grey."""
        squares = []
        for index, picture in enumerate(self.collection.held_out[:count]):
            rng = np.random.default_rng([99, index])
            crop = random_crop(picture.pixels, side, rng)
            squares.append((greyed(crop) if index % 3 == 2 else crop, rng))
        return squares


def greyed(pixels: Pixels) -> Pixels:
    """The picture without colour, (H, W, 3) uint8 with equal channels."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.repeat(grey[..., None], 3, axis=2)


def unit(pixels: npt.NDArray[np.uint8]) -> Floats:
    """uint8 to float32 0..1."""
    return np.asarray(pixels, np.float32) / np.float32(255)


def planes(image: npt.NDArray[np.float32]) -> Floats:
    """Channels first, contiguous float32: (H, W, C) -> (C, H, W), (H, W) -> (1, H, W)."""
    first = image[None] if image.ndim == 2 else image.transpose(2, 0, 1)
    return np.ascontiguousarray(first, dtype=np.float32)


def run(network: nn.Module, *arrays: Floats, call: Callable[..., Tensor] | None = None) -> Floats:
    """Feed single samples (C, H, W) through a network (or ``call``) without gradients."""
    device = next(network.parameters()).device
    with torch.no_grad():
        output = (call or network)(*(torch.from_numpy(array)[None].to(device) for array in arrays))
    result: Floats = output[0].float().cpu().numpy()
    return result


def psnr(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> float:
    """Peak signal-to-noise ratio in dB of arrays with range 0..1."""
    return float(-10 * np.log10(max(float(np.mean((a - b) ** 2)), 1e-10)))
