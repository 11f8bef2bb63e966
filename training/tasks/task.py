"""The protocol between the train script, the export and a network's task."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

Arrays = tuple[npt.NDArray[np.float32], ...]
"""One training sample: arrays without the batch axis, channels first."""


class Task(Protocol):
    """A network with its samples, its loss and its figures on held-out pictures."""

    batch: int
    learning_rate: float

    def sources(self) -> dict[str, int]:
        """Training pictures by source, for the model card."""
        ...

    def network(self) -> nn.Module:
        """A fresh network."""
        ...

    def sample(self, rng: np.random.Generator) -> Arrays:
        """One training sample, a function of ``rng`` alone."""
        ...

    def loss(self, network: nn.Module, batch: tuple[Tensor, ...]) -> Tensor:
        """Scalar float32 loss of a batch."""
        ...

    def validate(self, network: nn.Module) -> Mapping[str, float]:
        """Figures on held-out pictures, seeded, so that they can be compared over a training."""
        ...

    def preview(self, network: nn.Module) -> npt.NDArray[np.uint8]:
        """A sheet (H, W, 3) uint8 RGB of held-out pictures: input, output and truth in rows."""
        ...

    @staticmethod
    def inputs(sample: Arrays) -> Arrays:
        """What of a sample the network sees, in the order of ``forward``."""
        ...

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        """Names and example shapes of the inputs of the exported network, in the order of ``forward``."""
        ...


class TaskClass(Protocol):
    """How the train script makes a task from a folder of shards."""

    @property
    def quantized(self) -> bool:
        """Whether the network is exported in 8 bits."""
        ...

    @property
    def kept_in_float(self) -> tuple[str, ...]:
        """Parts of the network's body that are exported in floating point nevertheless."""
        ...

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes that an export is checked at, in halves of `export_inputs`."""
        ...

    def __call__(
        self, data: Path, *, permissive_only: bool = ..., limit: int | None = ..., side: int | None = ...
    ) -> Task: ...

    @staticmethod
    def network_from(state: Mapping[str, Tensor]) -> nn.Module:
        """The network that a checkpoint's weights belong to."""
        ...

    @staticmethod
    def export_inputs() -> dict[str, tuple[int, ...]]:
        """As :meth:`Task.export_inputs`."""
        ...
