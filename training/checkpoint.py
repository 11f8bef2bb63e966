"""Checkpoints: everything a training needs to go on as if it had never stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn


@dataclass
class Run:
    """The state of a training; ``step`` is also its position in the data."""

    network: nn.Module
    optimizer: torch.optim.Optimizer
    average: dict[str, Tensor]
    step: int = 0
    elapsed_seconds: float = 0.0
    history: list[dict[str, float]] = field(default_factory=list)

    def save(self, path: Path, extra: dict[str, Any]) -> None:
        """Write the checkpoint; an interrupted write leaves the previous one whole."""
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
            "step": self.step,
            "elapsed_seconds": self.elapsed_seconds,
            "history": self.history,
            "torch_rng": torch.get_rng_state(),
            **extra,
        }
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    def resume(self, path: Path, device: torch.device) -> dict[str, Any]:
        """Take up the checkpoint at ``path``; returns it whole."""
        state: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.step = state["step"]
        self.elapsed_seconds = state["elapsed_seconds"]
        self.history = state["history"]
        torch.set_rng_state(state["torch_rng"].cpu())
        return state


def averaged(network: nn.Module) -> dict[str, Tensor]:
    """A float32 copy of the weights and buffers to average over the steps."""
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


@torch.no_grad()
def update_average(average: dict[str, Tensor], network: nn.Module, step: int, *, decay: float) -> None:
    """Exponential moving average with a warm-up; integer buffers are copied."""
    share = 1 - min(decay, (1 + step) / (10 + step))
    for name, value in network.state_dict().items():
        if value.dtype.is_floating_point:
            average[name].lerp_(value, share)
        else:
            average[name].copy_(value)
