"""The networks on full-resolution pixels: clean, damage and inpaint."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.networks.unet import UNet


class Cleaner(nn.Module):
    """Blind denoising, deblocking and deblurring.

    ``pixels`` (N, 3, H, W) float 0..1 sRGB -> the same, restored; H and W multiples of 16. Residual.
    """

    multiple = 16

    def __init__(self) -> None:
        super().__init__()
        self.body = UNet(3, 3, (48, 96, 192, 256), blocks=2, unshuffle=2)

    def forward(self, pixels: Tensor) -> Tensor:
        return pixels + cast(Tensor, self.body(pixels))


def line_kernels(orientations: int = 8, length: int = 21, sigma: float = 0.8) -> Tensor:
    """Zero-mean oriented line detectors (orientations, 1, length, length): integrate along, differ across."""
    reach = length // 2
    ys, xs = torch.meshgrid(
        torch.arange(-reach, reach + 1.0), torch.arange(-reach, reach + 1.0), indexing="ij"
    )
    kernels = []
    for index in range(orientations):
        angle = math.pi * index / orientations
        along = xs * math.cos(angle) + ys * math.sin(angle)
        across = -xs * math.sin(angle) + ys * math.cos(angle)
        window = torch.exp(-0.5 * (along / (length / 5)) ** 2)
        ridge = torch.exp(-0.5 * (across / sigma) ** 2) * window
        ring = torch.exp(-0.5 * (across / (3 * sigma)) ** 2) * window
        kernels.append(ridge / ridge.sum() - ring / ring.sum())
    return torch.stack(kernels)[:, None]


def dilated(plane: Tensor, side: int) -> Tensor:
    """Largest value (N, 1, H, W) in a square of ``side`` (odd) pixels, by rows and then by columns."""
    reach = side // 2
    rows = functional.max_pool2d(plane, (1, side), 1, (0, reach))
    return functional.max_pool2d(rows, (side, 1), 1, (reach, 0))


def top_hats(plane: Tensor, sides: Sequence[int] = (3, 7, 15)) -> Tensor:
    """White and black top hats (N, 2 * len(sides), H, W): what is brighter, darker than around it and narrow.

    An edge between two areas has none, which tells it from a scratch. After Meyer (1979).
    """
    hats = []
    for side in sides:
        opened = dilated(-dilated(-plane, side), side)
        closed = -dilated(-dilated(plane, side), side)
        hats += [plane - opened, closed - plane]
    return torch.cat(hats, 1)


class DamageDetector(nn.Module):
    """What lies on a photograph, by sort, and how much of the light its stains take.

    ``pixels`` (N, 3, H, W) float 0..1 sRGB -> (N, 6, H, W); multiples of 16. Channels 0 to 2 are the
    probabilities of opaque damage (to be filled in), of a translucent stain (to be taken off) and of writing
    (to be left alone); 3 to 5 the density of what is translucent, for red, green and blue: the natural
    logarithm of the share by which it lowered the encoded channel. Beside luminance and two differences of
    colour the network sees a fixed bank of oriented lines, which is what a faint long scratch adds up to
    along its length, and top hats, which leave out the edges of things.
    """

    multiple = 16
    SIDES = (3, 7, 15)
    SORTS = 3

    def __init__(self) -> None:
        super().__init__()
        kernels = line_kernels()
        self.lines = nn.Conv2d(1, len(kernels), kernels.shape[-1], padding="same", bias=False)
        self.lines.weight = nn.Parameter(kernels, requires_grad=False)
        seen = 1 + len(kernels) + 2 * len(self.SIDES) + 2
        self.body = UNet(seen, self.SORTS + 3, (32, 64, 128, 160), blocks=1, unshuffle=2, dilations=(1, 2, 4))

    def answers(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds of the sorts (N, 3, H, W), and density (N, 3, H, W)."""
        red, green, blue = pixels[:, :1], pixels[:, 1:2], pixels[:, 2:]
        luminance = 0.299 * red + 0.587 * green + 0.114 * blue
        lines = self.lines(luminance) * 8.0
        hats = top_hats(luminance, self.SIDES) * 4.0
        seen = torch.cat([luminance, lines, hats, red - luminance, blue - luminance], 1)
        answer = cast(Tensor, self.body(seen))
        return answer[:, : self.SORTS] - 3.0, answer[:, self.SORTS :] * 0.25

    def forward(self, pixels: Tensor) -> Tensor:
        odds, density = self.answers(pixels)
        return torch.cat([torch.sigmoid(odds), density], 1)


def spread(pixels: Tensor, mask: Tensor, *, levels: int = 5) -> Tensor:
    """Fill holes smoothly from their rim: pull averages of known pixels down a pyramid, push them up again.

    ``pixels`` (N, 3, H, W) and ``mask`` (N, 1, H, W), 1 = hole; H and W multiples of 2 ** ``levels``. After
    Gortler et al., "The Lumigraph" (1996).
    """
    known = 1 - mask
    pyramid = [(pixels * known, known)]
    for _ in range(levels):
        pyramid.append(tuple(functional.avg_pool2d(plane, 2) for plane in pyramid[-1]))  # type: ignore[arg-type]
    total, share = pyramid.pop()
    mean = total.mean((2, 3), keepdim=True) / (share.mean((2, 3), keepdim=True) + 1e-3)
    filled = (total + 1e-3 * mean) / (share + 1e-3)
    for total, share in reversed(pyramid):
        wide = functional.interpolate(filled, scale_factor=2.0, mode="bilinear", align_corners=False)
        filled = total + (1 - share) * wide
    return filled


class Inpainter(nn.Module):
    """Fills holes from what is around them.

    ``pixels`` (N, 3, H, W) float 0..1 sRGB and ``mask`` (N, 1, H, W), 1 = hole -> pixels whose holes are
    filled; outside the holes the input comes back unchanged. H and W multiples of 32.
    """

    multiple = 32

    def __init__(self) -> None:
        super().__init__()
        self.body = UNet(4, 3, (32, 64, 128, 144, 144), blocks=1, unshuffle=2, dilations=(2, 4, 8, 1))

    def forward(self, pixels: Tensor, mask: Tensor) -> Tensor:
        # A smooth fill is a better start than black: the network then only adds what is not smooth.
        start = spread(pixels, mask)
        mean = start.mean((2, 3), keepdim=True)
        return start + mask * cast(Tensor, self.body(torch.cat([start - mean, mask], 1)))
