"""Model cards, the registry: what each network is, was trained on, does badly, and under which terms."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import yaml

from restoration.errors import ModelInvalid, ModelMissing
from restoration.plain_yaml import read_yaml
from restoration.recipe import renamed

REQUIRED = ("name", "version", "task", "terms")


@dataclass(frozen=True, slots=True)
class PackagedWeights:
    """Weights that another package carries: the network's own file holds the graph alone.

    Attributes:
        package: as pip names it.
        file: its path among the installed files; initialisers of the graph name it by its last part.
        sha256: of the file; the graph knows places in it, which mean nothing in any other.
        extra: of Heirloom, which installs the package.
    """

    package: str
    file: str
    sha256: str
    extra: str

    @property
    def path(self) -> Path | None:
        """Where the file lies, None where the package is not installed."""
        try:
            found = Path(str(metadata.distribution(self.package).locate_file(self.file)))
        except metadata.PackageNotFoundError:
            return None
        return found if found.is_file() else None

    def read(self, network: str) -> bytes:
        """The bytes of the file.

        Raises:
            ModelMissing: the package is not installed.
            ModelInvalid: it holds another file than the graph of `network` was made for.
        """
        if self.path is None:
            raise ModelMissing(name=network, path=self.file)
        weights = self.path.read_bytes()
        if hashlib.sha256(weights).hexdigest() != self.sha256:
            raise ModelInvalid(name=network, reason=f"the package {self.package} holds other weights")
        return weights


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
        weights: where its weights are, when not in its own file.
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
    weights: PackagedWeights | None = None

    @property
    def lacks_package(self) -> bool:
        """Whether its weights come with a package that is not installed: not an error, but an extra."""
        return self.weights is not None and self.weights.path is None

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
    try:
        known["weights"] = PackagedWeights(**content["weights"]) if "weights" in content else None
    except TypeError as error:
        raise ModelInvalid(name=path.stem, reason=f"its card names weights wrongly: {error}") from error
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
