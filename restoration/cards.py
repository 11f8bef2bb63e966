"""Model cards, the registry: what each network is, was trained on, does badly, and under which terms."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from restoration.errors import ModelInvalid
from restoration.plain_yaml import read_yaml
from restoration.recipe import renamed

REQUIRED = ("name", "version", "task", "terms")


@dataclass(frozen=True)
class Card:
    """The card of one network, ``NAME.yaml`` beside its ``NAME.onnx``.

    Attributes:
        name: of the network, as stages ask for it.
        version: changes with every training.
        task: what it does, in a sentence.
        terms: of the weights, in a sentence.
        path: its ONNX file.
        trained_on: pictures by source.
        training: minutes, device, steps and the like.
        figures: measured on held-out pictures.
        weaknesses: what it does badly, in sentences.
    """

    name: str
    version: str
    task: str
    terms: str
    path: Path
    trained_on: Mapping[str, int] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    weaknesses: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Digest of the ONNX file, hexadecimal."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    @property
    def identity(self) -> str:
        """Version and start of the digest: what a report records of the network."""
        return f"{self.version}+{self.sha256[:12]}"


def read_card(path: Path) -> Card:
    """Read a card; raises :class:`ModelInvalid` when it is not YAML or lacks a required key."""
    try:
        content = read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ModelInvalid(name=path.stem, reason=f"its card cannot be read: {error}") from error
    missing = [key for key in REQUIRED if not isinstance(content, dict) or key not in content]
    if missing:
        raise ModelInvalid(name=path.stem, reason=f"its card lacks {', '.join(missing)}")
    known = {key: content[key] for key in Card.__dataclass_fields__ if key in content and key != "path"}
    known["version"] = str(known["version"])
    known["weaknesses"] = tuple(known.get("weaknesses") or ())
    return Card(path=path.with_suffix(".onnx"), **known)


def shipped_weights() -> Path:
    """The folder of the networks that come with the package."""
    return Path(str(resources.files("restoration") / "weights"))


def cards(folder: Path | None = None) -> tuple[Card, ...]:
    """The cards of a folder of networks, the shipped ones by default, in the order of their names."""
    return tuple(read_card(path) for path in sorted((folder or shipped_weights()).glob("*.yaml")))


def chosen_cards(own: Mapping[str, Path]) -> dict[str, Card]:
    """The shipped networks by name, with those that an operator points to in their stead.

    An operator's network without a card gets one that says so.
    """
    chosen = {card.name: card for card in cards()}
    for name, path in renamed(own).items():
        beside = path.with_suffix(".yaml")
        if beside.is_file():
            chosen[name] = read_card(beside)
        else:
            chosen[name] = Card(name, "own", "the operator's own network", "the operator's own terms", path)
    return chosen
