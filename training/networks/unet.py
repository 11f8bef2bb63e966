"""A plain residual U-Net that unshuffles its input first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

import torch
from torch import Tensor, nn


def convolution(inputs: int, outputs: int, *, stride: int = 1, dilation: int = 1) -> nn.Conv2d:
    """3x3 convolution that keeps the size (or halves it) with He initialisation."""
    layer = nn.Conv2d(inputs, outputs, 3, stride, padding=dilation, dilation=dilation)
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(cast(Tensor, layer.bias))
    return layer


class ResidualBlock(nn.Module):
    """``x + conv(relu(conv(x)))``; the second convolution starts small, so that depth does no harm."""

    def __init__(self, width: int, *, dilation: int = 1) -> None:
        super().__init__()
        self.first = convolution(width, width, dilation=dilation)
        self.second = convolution(width, width)
        with torch.no_grad():
            self.second.weight.mul_(0.1)

    def forward(self, features: Tensor) -> Tensor:
        return features + cast(Tensor, self.second(torch.relu(self.first(features))))


class UNet(nn.Module):
    """Plain U-Net (N, inputs, H, W) -> (N, outputs, H, W); H and W multiples of :attr:`multiple`.

    ``widths`` are the channels by level after unshuffling by ``unshuffle``; ``dilations`` those of the
    extra residual blocks in the middle. The last convolution starts at zero.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        widths: Sequence[int],
        *,
        blocks: int = 2,
        unshuffle: int = 2,
        dilations: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self.multiple = unshuffle * 2 ** (len(widths) - 1)
        self.unshuffle = nn.PixelUnshuffle(unshuffle)
        self.shuffle = nn.PixelShuffle(unshuffle)
        self.head = convolution(inputs * unshuffle**2, widths[0])

        def level(width: int) -> nn.Sequential:
            return nn.Sequential(*(ResidualBlock(width) for _ in range(blocks)))

        self.encoders = nn.ModuleList(level(width) for width in widths)
        self.downs = nn.ModuleList(convolution(a, b, stride=2) for a, b in pairwise(widths))
        self.middle = nn.Sequential(*(ResidualBlock(widths[-1], dilation=d) for d in dilations))
        self.ups = nn.ModuleList(
            nn.Sequential(nn.Conv2d(b, a * 4, 1), nn.PixelShuffle(2)) for a, b in pairwise(widths)
        )
        self.decoders = nn.ModuleList(level(width) for width in widths[:-1])
        self.tail = convolution(widths[0], outputs * unshuffle**2)
        nn.init.zeros_(self.tail.weight)

    def forward(self, pixels: Tensor) -> Tensor:
        features = cast(Tensor, self.head(self.unshuffle(pixels)))
        skips: list[Tensor] = []
        for index, encoder in enumerate(self.encoders):
            features = encoder(features)
            if index < len(self.downs):
                skips.append(features)
                features = self.downs[index](features)
        features = self.middle(features)
        for index in reversed(range(len(self.ups))):
            features = self.decoders[index](self.ups[index](features) + skips[index])
        return cast(Tensor, self.shuffle(self.tail(features)))
