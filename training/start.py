"""Start a training from a shipped network: its ONNX weights back into PyTorch."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

Weights = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32] | None]


class StartError(Exception):
    """The ONNX file is not a network of this shape."""


def start_from(network: nn.Module, path: Path) -> None:
    """Load the weights of an exported network; batch norms that were folded away become neutral.

    The exporter keeps no names of folded layers, but their order: a network must define its layers in the
    order in which it runs them. A layer may have more inputs and outputs than the stored one, the new ones
    behind the old. Raises :class:`StartError` when shapes differ otherwise.
    """
    stored = _weights(path)
    layers = [module for module in network.modules() if isinstance(module, nn.Conv2d | nn.Linear)]
    if len(stored) != len(layers):
        raise StartError(f"{path} holds {len(stored)} layers, and the network has {len(layers)}")
    named = dict(_named(path))
    state = network.state_dict()
    if all(name in named for name in state):
        for name, value in state.items():
            _widen(value, named[name], path)
        return
    for layer, (weight, bias) in zip(layers, stored, strict=True):
        _widen(layer.weight, weight, path)
        if bias is not None:
            _widen(_bias(network, layer), bias, path)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_var.fill_(1 - module.eps)  # type: ignore[union-attr]


@torch.no_grad()
def _widen(parameter: Tensor, stored: npt.NDArray[np.float32], path: Path) -> None:
    """Copy what is stored; inputs and outputs that a network has grown since begin at zero.

    Raises :class:`StartError` where the network has fewer of them, or another kernel.
    """
    shape = tuple(parameter.shape)
    if len(shape) != len(stored.shape) or shape[2:] != stored.shape[2:]:
        raise StartError(f"{path} holds {stored.shape} where the network has {shape}")
    if any(new < old for new, old in zip(shape, stored.shape, strict=True)):
        raise StartError(f"{path} holds {stored.shape} where the network has {shape}")
    parameter.zero_()
    parameter[tuple(slice(size) for size in stored.shape)] = torch.from_numpy(stored)


@torch.no_grad()
def unfold_norms(network: nn.Module, batches: Iterable[Tensor]) -> None:
    """Give batch norms that are neutral the statistics of what reaches them, without changing the network.

    While training, a batch norm normalises by the batch: one that merely passes on what it gets would change
    it then. With the statistics as its scale and shift as well, it goes on as the folded one did. ``batches``
    (N, C, H, W) are the network's inputs.
    """
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    sums = {norm: torch.zeros(3, norm.num_features, dtype=torch.float64) for norm in norms}

    def count(norm: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        features = inputs[0].double()
        total, squares = features.sum((0, 2, 3)), features.square().sum((0, 2, 3))
        pixels = torch.full_like(total, features.numel() / len(total))
        sums[cast(nn.BatchNorm2d, norm)] += torch.stack([total, squares, pixels]).cpu()

    hooks = [norm.register_forward_pre_hook(count) for norm in norms]
    training = network.training
    network.eval()
    for batch in batches:
        network(batch)
    network.train(training)
    for hook in hooks:
        hook.remove()
    for norm, (total, squares, pixels) in sums.items():
        mean = total / pixels
        variance = (squares / pixels - mean.square()).clamp(min=0)
        cast(Tensor, norm.running_mean).copy_(mean)
        cast(Tensor, norm.running_var).copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.add_(mean.to(norm.bias))


def _bias(network: nn.Module, layer: nn.Conv2d | nn.Linear) -> Tensor:
    """Where a layer's bias goes: its own, or the shift of the batch norm behind it."""
    if layer.bias is not None:
        return layer.bias
    for module in network.modules():
        if isinstance(module, nn.Sequential):
            inner = list(module)
            for before, after in pairwise(inner):
                if before is layer and isinstance(after, nn.BatchNorm2d):
                    return after.bias
    raise StartError("a layer without a bias has no batch norm behind it")


def _named(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The graph's constants in float32, under the names they have in the network and in the graph."""
    graph = onnx.load(path).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    named = {name.removesuffix(".half"): array.astype(np.float32) for name, array in stored.items()}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in stored:
            array, scale, zero = (stored[name].astype(np.float32) for name in node.input)
            # Per channel, scale and zero point go along the first axis.
            shape = (-1, *(1,) * (array.ndim - 1)) if scale.ndim else ()
            real = ((array - zero.reshape(shape)) * scale.reshape(shape)).astype(np.float32)
            named[node.output[0]] = real
            named[node.input[0].removesuffix("_quantized")] = real
    return named


def _weights(path: Path) -> list[Weights]:
    """Weights and biases of the convolutions and matrix products, in the order in which they run."""
    graph = onnx.load(path).graph
    named = _named(path)
    found: list[Weights] = []
    for node in graph.node:
        if node.op_type in ("Conv", "Gemm"):
            bias = named.get(node.input[2]) if len(node.input) > 2 else None
            found.append((named[node.input[1]], bias))
    return found
