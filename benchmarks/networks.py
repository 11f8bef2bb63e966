"""The networks whose figures are measured: those shipped, or those of a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from restoration.cards import shipped_weights
from restoration.stages import STAGES

NAMES = tuple(dict.fromkeys(model for entry in STAGES for model in entry.models))
"""The networks that the stages ask for, in the order of work."""


def found(folder: Path | None) -> dict[str, Path]:
    """The networks' files by name, of those that there are as ``NAME.onnx``."""
    place = folder or shipped_weights()
    return {name: place / f"{name}.onnx" for name in NAMES if (place / f"{name}.onnx").is_file()}


def missing(networks: Iterable[str], needed: Iterable[str]) -> tuple[str, ...]:
    """Those of the needed networks that there is no file of."""
    there = set(networks)
    return tuple(name for name in needed if name not in there)


def digests(networks: dict[str, Path]) -> dict[str, str]:
    """The start of each file's SHA-256, so that figures can be told apart later."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for name, path in networks.items()}
