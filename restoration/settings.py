"""How an engine works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """How an engine works.

    Attributes:
        threads: of each network; 0 = one per core.
        provider: execution provider, ``cpu`` or ``cuda``.
        concurrency: photographs under work at the same time.
        max_megapixels: larger photographs are refused by their header.
        idle_seconds: networks are let go this long after the last photograph.
        look: of restored versions where nobody says: faithful, lively, or auto, which is faithful here.
        models: an operator's own networks by name, in place of the shipped ones.
    """

    threads: int = 0
    provider: str = "cpu"
    concurrency: int = 1
    max_megapixels: float = 100.0
    idle_seconds: float = 300.0
    look: str = "auto"
    models: Mapping[str, Path] = field(default_factory=dict)
