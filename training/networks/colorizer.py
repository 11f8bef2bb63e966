"""The colouriser: luminance in, a distribution over ab bins, and its annealed mean out.

After Zhang, Isola and Efros, "Colorful Image Colorization" (2016): classification over quantised ab with
class rebalancing, decoded by the annealed mean; here with a plain U-Net and a pooled global branch.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

NEAR = 14.0
"""Standard deviation in a*, b* of what counts as the same colour."""

REBALANCE_UNDONE = 0.27
"""How much of the rebalancing is taken back, as a power of its weights: a network that was taught to think
rare colours likely finds too many of them, one that was not finds none."""

UNSURE, SURE = 0.15, 0.4
"""Confidence up to which the plain mean of all likely colours is taken, which is pale, and from which on the
sharpened one is: a network that does not know paints blue blotches with the sharpened mean."""

COLOURFUL = 25.0
"""Chroma from which on a colour is fully avoided by the second suggestion."""

LEAST_AWAY = 0.02
"""Weight that the first suggestion's colours keep in the second: where nothing else is likely, it stays."""


def normed(inputs: int, outputs: int, *, stride: int = 1) -> nn.Sequential:
    """3x3 convolution, batch norm (folded away at export) and ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Colorizer(nn.Module):
    """Chroma from luminance.

    ``lightness`` (N, 1, H, W) float, L* / 100 -> (N, 5, H / 4, W / 4): a*, b* of the first suggestion and of
    the second in CIELAB units, and the confidence 0..1 in the first, the probability of chroma near it; H and
    W multiples of 16. ``bins`` (Q, 2) are the quantised ab values, ``rebalance`` (Q,) the weights that
    training gives them.
    """

    multiple = 16

    def __init__(self, bins: Tensor, rebalance: Tensor, *, temperature: float = 0.6) -> None:
        super().__init__()
        self.register_buffer("bins", bins.float())
        self.register_buffer("rebalance", rebalance.float())
        self.temperature = temperature
        self.unshuffle = nn.PixelUnshuffle(2)
        self.level2 = nn.Sequential(normed(4, 64), normed(64, 64))
        self.level3 = nn.Sequential(normed(64, 128, stride=2), normed(128, 128), normed(128, 128))
        self.level4 = nn.Sequential(normed(128, 256, stride=2), normed(256, 256), normed(256, 256))
        self.level5 = nn.Sequential(normed(256, 384, stride=2), normed(384, 384), normed(384, 384))
        self.context = nn.Sequential(nn.Linear(384, 384), nn.ReLU(inplace=True), nn.Linear(384, 384))
        self.mix = normed(384, 384)
        self.up4 = nn.Sequential(nn.Conv2d(384, 4 * 256, 1), nn.PixelShuffle(2))
        self.decode4 = nn.Sequential(normed(256, 256), normed(256, 256))
        self.up3 = nn.Sequential(nn.Conv2d(256, 4 * 128, 1), nn.PixelShuffle(2))
        self.decode3 = nn.Sequential(normed(128, 192), normed(192, 192))
        self.classify = nn.Conv2d(192, len(bins), 1)

    def logits(self, lightness: Tensor) -> Tensor:
        """Scores (N, Q, H / 4, W / 4) of the ab bins."""
        level3 = self.level3(self.level2(self.unshuffle(lightness - 0.5)))
        level4 = self.level4(level3)
        level5 = self.level5(level4)
        context = self.context(level5.mean((2, 3)))
        mixed = self.mix(level5 + context[:, :, None, None])
        decoded = self.decode4(self.up4(mixed) + level4)
        decoded = self.decode3(self.up3(decoded) + level3)
        return cast(Tensor, self.classify(decoded))

    def decode(self, logits: Tensor) -> Tensor:
        """Planes (N, 5, h, w) of scores (N, Q, h, w), as :meth:`forward` gives them."""
        undone = REBALANCE_UNDONE * torch.log(cast(Tensor, self.rebalance))
        logits = logits.float() - undone[None, :, None, None]
        bins = cast(Tensor, self.bins)
        shares = torch.softmax(logits, 1)
        sharp = self._annealed_mean(logits)
        # Squared distance of every bin to the suggestion, without a tensor of all differences.
        distance = (
            bins.square().sum(1)[None, :, None, None]
            - 2 * torch.einsum("nchw,qc->nqhw", sharp, bins)
            + sharp.square().sum(1, keepdim=True)
        )
        near = torch.exp(-distance.clamp(min=0) / (2 * NEAR**2))
        confidence = (shares * near).sum(1, keepdim=True)
        mean = torch.einsum("nqhw,qc->nchw", shares, bins)
        trust = ((confidence - UNSURE) / (SURE - UNSURE)).clamp(0, 1)
        first = mean + trust * (sharp - mean)
        # White walls stay white: what has hardly a colour is not given another.
        colourful = (first.square().sum(1, keepdim=True).sqrt() / COLOURFUL).clamp(max=1)
        second = self._annealed_mean(logits + colourful * torch.log(LEAST_AWAY + 1 - near))
        second = mean + trust * (second - mean)
        return torch.cat([first, second, confidence], 1)

    def _annealed_mean(self, logits: Tensor) -> Tensor:
        """Chroma (N, 2, h, w): the mean of the bins under the shares sharpened by the temperature."""
        shares = torch.softmax(logits / self.temperature, 1)
        return torch.einsum("nqhw,qc->nchw", shares, cast(Tensor, self.bins))

    def forward(self, lightness: Tensor) -> Tensor:
        return self.decode(self.logits(lightness))
