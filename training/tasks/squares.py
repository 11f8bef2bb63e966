"""What the tasks on full-resolution squares of photographs share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from torch import Tensor, nn

from training.degradation import MaskCollection
from training.networks.squares import Cleaner, DamageDetector, Inpainter
from training.tasks.photographs import Photographs
from training.tasks.task import Arrays


class SquareTask:
    """Reads the ``photos`` shards and makes one kind of network; a task adds samples, loss and figures."""

    quantized: ClassVar[bool] = True
    kept_in_float: ClassVar[tuple[str, ...]] = ()
    sizes: ClassVar[tuple[int, ...]] = (1, 2, 3)
    NETWORK: ClassVar[type[Cleaner | DamageDetector | Inpainter]]
    side: int
    batch: int
    learning_rate: float

    def __init__(
        self,
        data: Path,
        *,
        permissive_only: bool = False,
        limit: int | None = None,
        side: int | None = None,
    ) -> None:
        """``side`` is that of the training squares in pixels, the task's own when None.

        Raises ValueError when the network cannot see squares of that size.
        """
        self.side = side or self.side
        multiple = self.NETWORK.multiple
        if self.side % multiple:
            raise ValueError(f"the side of the squares must be a multiple of {multiple}, not {self.side}")
        self.photographs = Photographs(data, permissive_only=permissive_only, limit=limit)
        self._shapes = data / "damage.tar"

    @cached_property
    def masks(self) -> MaskCollection | None:
        """Shapes of real and simulated film damage, where the data has them."""
        return MaskCollection.load(self._shapes) if self._shapes.exists() else None

    def sources(self) -> dict[str, int]:
        return self.photographs.sources()

    def network(self) -> nn.Module:
        return self.NETWORK()

    @classmethod
    def network_from(cls, state: Mapping[str, Tensor]) -> nn.Module:
        return cls.NETWORK()

    @staticmethod
    def inputs(sample: Arrays) -> Arrays:
        return sample[:1]
