"""Losses."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def charbonnier(output: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    """Smooth L1, sqrt(d^2 + 1e-6), averaged; ``weight`` (N, 1, H, W) weighs the pixels."""
    distance = torch.sqrt((output.float() - target.float()) ** 2 + 1e-6)
    if weight is None:
        return distance.mean()
    return (distance * weight).sum() / (weight.sum() * distance.shape[1] + 1e-6)


def gradient(output: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Charbonnier of the horizontal and vertical differences, weighted (N, 1, H, W)."""
    total = torch.zeros((), device=output.device)
    for axis in (2, 3):
        kept = weight.narrow(axis, 1, weight.shape[axis] - 1)
        total = total + charbonnier(output.float().diff(dim=axis), target.float().diff(dim=axis), kept)
    return total


def soft_dice(logits: Tensor, target: Tensor) -> Tensor:
    """1 - Dice overlap over the batch; keeps thin marks from drowning in background."""
    probability = torch.sigmoid(logits.float())
    overlap = (probability * target).sum()
    return 1 - (2 * overlap + 1) / (probability.sum() + target.sum() + 1)


def balanced_bce(logits: Tensor, target: Tensor, positive_weight: float) -> Tensor:
    """Binary cross entropy with the damaged pixels weighted by ``positive_weight``."""
    weight = torch.tensor(positive_weight, device=logits.device)
    return functional.binary_cross_entropy_with_logits(logits.float(), target, pos_weight=weight)


def soft_cross_entropy(logits: Tensor, shares: Tensor, weight: Tensor) -> Tensor:
    """Cross entropy of logits (N, Q, h, w) with soft targets of the same shape, weighted (N, h, w)."""
    entropy = -(shares * functional.log_softmax(logits.float(), 1)).sum(1)
    return (entropy * weight).sum() / weight.sum()
