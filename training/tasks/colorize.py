"""Training of the colouriser: quantised ab, soft encoding, class rebalancing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, cast

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from training.data import Collection, Picture, load, random_crop
from training.losses import soft_cross_entropy
from training.networks.colorizer import Colorizer
from training.sheets import sheet
from training.tasks.task import Arrays

BIN_STEP = 10.0
NEIGHBOURS = 5
GREY_CHROMA = 4.0
"""Mean chroma below which a picture counts as grey and teaches nothing."""

SQUEEZED = ("nc_flickr8k", "unclear_csc411_flickr", "unclear_intel_scenes")
"""Sources whose pictures were squeezed to a square; their proportions are undone at random."""

Floats = npt.NDArray[np.float32]


def to_lab(rgb: npt.NDArray[np.uint8]) -> Floats:
    """CIELAB (H, W, 3) float32 of RGB sRGB uint8: L* 0..100."""
    return cast(Floats, cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2Lab))


def from_lab(lab: Floats) -> Floats:
    """RGB (H, W, 3) float32 0..1, clipped, of CIELAB."""
    return np.clip(cast(Floats, cv2.cvtColor(lab, cv2.COLOR_Lab2RGB)), 0, 1)


def chroma_quarter(lab: Floats) -> Floats:
    """a*, b* (2, H / 4, W / 4) by area averaging."""
    height, width = lab.shape[:2]
    small = cv2.resize(lab[..., 1:], (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small.transpose(2, 0, 1))


def bins_and_prior(pictures: tuple[Picture, ...], *, most: int = 3000) -> tuple[Floats, Floats]:
    """The ab bins (Q, 2) that occur in the pictures, and their shares (Q,)."""
    counts = np.zeros((24, 24))
    for picture in pictures[:: max(1, len(pictures) // most)]:
        small = cv2.resize(picture.pixels, (32, 32), interpolation=cv2.INTER_AREA)
        ab = to_lab(cast("npt.NDArray[np.uint8]", small))[..., 1:].reshape(-1, 2)
        index = np.clip(np.round(ab / BIN_STEP).astype(int) + 12, 0, 23)
        np.add.at(counts, (index[:, 0], index[:, 1]), 1)
    kept = np.argwhere(counts > counts.sum() * 2e-6)
    shares = counts[kept[:, 0], kept[:, 1]]
    return ((kept - 12) * BIN_STEP).astype(np.float32), (shares / shares.sum()).astype(np.float32)


def age_lightness(lightness: Floats, rng: np.random.Generator) -> Floats:
    """Make clean luminance (H, W), 0..1, look like an old scan: blur, contrast, grain; 40 % stay clean."""
    if rng.random() < 0.4:
        return lightness
    if rng.random() < 0.5:
        lightness = cast(Floats, cv2.GaussianBlur(lightness, (0, 0), float(rng.uniform(0.4, 1.6))))
    if rng.random() < 0.7:
        black, white = rng.uniform(0, 0.2), rng.uniform(0.75, 1.0)
        lightness = (black + (white - black) * lightness ** rng.uniform(0.7, 1.5)).astype(np.float32)
    if rng.random() < 0.6:
        grain = rng.standard_normal(lightness.shape, np.float32)
        if rng.random() < 0.5:
            grain = cast(Floats, cv2.GaussianBlur(grain, (0, 0), 0.7)) * 2
        lightness = lightness + grain * np.float32(rng.uniform(0.01, 0.08))
    return np.clip(lightness, 0, 1).astype(np.float32)


class Colorize:
    """The colouriser's task; samples are (lightness (1, S, S), ab (2, S / 4, S / 4)).

    ``side`` is S in pixels, a multiple of 16, 128 when None. Small squares of whole scenes teach what is
    what at a third of the cost; a last part at 128 px teaches the edges.
    """

    quantized = False  # it runs on a small picture: nothing to win
    kept_in_float: ClassVar[tuple[str, ...]] = ()
    sizes: ClassVar[tuple[int, ...]] = (1, 2, 3)

    def __init__(
        self,
        data: Path,
        *,
        permissive_only: bool = False,
        limit: int | None = None,
        side: int | None = None,
    ) -> None:
        self.side = side or 128
        self.batch = 32
        self.learning_rate = 2e-3
        colour = load(data, "colour", permissive_only=permissive_only, limit=limit)
        try:
            photos = load(data, "photos", permissive_only=permissive_only, limit=limit)
        except FileNotFoundError:
            photos = Collection((), (), 0)
        coloured = [p for p in colour.train + photos.train if self._is_coloured(p)]
        self.pictures = tuple(coloured)
        self.held_out = tuple(p for p in colour.held_out if self._is_coloured(p))
        self.collection = Collection(self.pictures, self.held_out, colour.excluded + photos.excluded)
        bins, prior = bins_and_prior(self.pictures)
        self.bins = torch.from_numpy(bins)
        rebalance = 1 / (0.5 * prior + 0.5 / len(prior))
        self.rebalance = torch.from_numpy((rebalance / (prior * rebalance).sum()).astype(np.float32))

    @staticmethod
    def _is_coloured(picture: Picture) -> bool:
        small = cast(
            "npt.NDArray[np.uint8]", cv2.resize(picture.pixels, (24, 24), interpolation=cv2.INTER_AREA)
        )
        return float(np.hypot(*to_lab(small)[..., 1:].reshape(-1, 2).T).mean()) > GREY_CHROMA

    def sources(self) -> dict[str, int]:
        return self.collection.sources()

    def network(self) -> nn.Module:
        return Colorizer(self.bins, self.rebalance)

    @staticmethod
    def network_from(state: Mapping[str, Tensor]) -> nn.Module:
        return Colorizer(state["bins"], state["rebalance"])

    @staticmethod
    def inputs(sample: Arrays) -> Arrays:
        return sample[:1]

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        return {"lightness": (1, 1, 192, 256)}

    def sample(self, rng: np.random.Generator) -> Arrays:
        picture = self.pictures[int(rng.integers(len(self.pictures)))]
        pixels = picture.pixels
        shortest = min(pixels.shape[:2])
        if picture.source in SQUEEZED and rng.random() < 0.8:
            stretch = float(rng.uniform(0.75, 1.35))
            size = (round(pixels.shape[1] * max(stretch, 1)), round(pixels.shape[0] * max(1 / stretch, 1)))
            pixels = cast("npt.NDArray[np.uint8]", cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR))
        lowest = self.side / shortest
        crop = random_crop(pixels, self.side, rng, scale=float(rng.uniform(lowest, lowest * 1.4)))
        lab = to_lab(crop)
        lightness = age_lightness(lab[..., 0] / np.float32(100), rng)
        return np.ascontiguousarray(lightness[None]), chroma_quarter(lab)

    def _encode(self, chroma: Tensor) -> Tensor:
        """Soft shares (N, Q, h, w) of the five nearest bins to chroma (N, 2, h, w)."""
        n, _, h, w = chroma.shape
        flat = chroma.permute(0, 2, 3, 1).reshape(-1, 2)
        distance, nearest = torch.cdist(flat, self.bins.to(flat)).topk(NEIGHBOURS, largest=False)
        weight = torch.exp(-(distance**2) / (2 * 5.0**2)) + 1e-8
        shares = torch.zeros(len(flat), len(self.bins), device=flat.device)
        shares.scatter_(1, nearest, weight / weight.sum(1, keepdim=True))
        return shares.reshape(n, h, w, -1).permute(0, 3, 1, 2)

    def loss(self, network: nn.Module, batch: tuple[Tensor, ...]) -> Tensor:
        lightness, chroma = batch
        with torch.no_grad():
            shares = self._encode(chroma)
            weight = torch.einsum("nqhw,q->nhw", shares, self.rebalance.to(shares))
        return soft_cross_entropy(cast(Colorizer, network).logits(lightness), shares, weight)

    def validate(self, network: nn.Module) -> Mapping[str, float]:
        errors, colourful, truth_colourful = [], [], []
        for picture in self.held_out[:200]:
            lab = self._validation_lab(picture)
            restored = self._colorize(network, lab)
            truth = from_lab(lab)
            errors.append(float(np.mean((restored - truth) ** 2)))
            colourful.append(colourfulness(restored))
            truth_colourful.append(colourfulness(truth))
        return {
            "psnr_rgb_db": float(np.mean(-10 * np.log10(np.maximum(errors, 1e-10)))),
            "colourfulness": float(np.mean(colourful)),
            "colourfulness_of_truth": float(np.mean(truth_colourful)),
            "uncoloured": float(np.mean(np.array(colourful) < 4)),
        }

    @staticmethod
    def _validation_lab(picture: Picture) -> Floats:
        height, width = (side // 16 * 16 for side in picture.pixels.shape[:2])
        return to_lab(np.ascontiguousarray(picture.pixels[:height, :width]))

    @staticmethod
    def _colorize(network: nn.Module, lab: Floats) -> Floats:
        device = next(network.parameters()).device
        lightness = torch.from_numpy(lab[None, None, ..., 0] / 100).to(device)
        with torch.no_grad():
            chroma = network(lightness)[0, :2].float().cpu().numpy().transpose(1, 2, 0)
        full = cv2.resize(chroma, lab.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        joined = np.dstack([lab[..., :1], full]).astype(np.float32)
        return from_lab(joined)

    def preview(self, network: nn.Module) -> npt.NDArray[np.uint8]:
        rows: list[list[Floats]] = [[], [], []]
        for picture in self.held_out[:48:3]:
            lab = self._validation_lab(picture)
            grey = np.repeat(lab[..., :1] / np.float32(100), 3, axis=2)
            for row, image in zip(rows, (grey, self._colorize(network, lab), from_lab(lab)), strict=True):
                row.append(image[:128, :128])
        return sheet(rows)


def colourfulness(rgb: npt.NDArray[np.floating]) -> float:
    """Hasler and Suesstrunk's colourfulness (2003) of RGB (H, W, 3) float 0..1; in 8-bit units."""
    red, green, blue = (rgb[..., channel].astype(np.float64) * 255 for channel in range(3))
    rg, yb = red - green, (red + green) / 2 - blue
    return float(np.hypot(rg.std(), yb.std()) + 0.3 * np.hypot(rg.mean(), yb.mean()))
