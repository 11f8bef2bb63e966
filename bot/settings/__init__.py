"""Typed settings: the only reader of the configuration files and of the environment.

Later wins: `config/default.yaml`, the operator's file, then HEIRLOOM_<SECTION>_<KEY>[_FILE]. A section is a
frozen dataclass and a setting is one of its fields; `metadata={"secret": True}` keeps it out of files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import yaml

from adapters import ADAPTERS
from bot.errors import BotError
from bot.settings import sections
from bot.settings.values import Bounds, NotThat, convert, spoken
from restoration.plain_yaml import read_yaml
from restoration.settings import EngineSettings

Section = TypeVar("Section")
Layer = Mapping[str, Any]

BOUNDS: Mapping[str, Bounds] = {
    "engine.threads": Bounds(0, 1024),
    "engine.provider": Bounds(among=("cpu", "cuda")),
    "engine.concurrency": Bounds(1, 64),
    "engine.max_megapixels": Bounds(0.01, 1000),
    "engine.idle_seconds": Bounds(0, 1e6),
    "engine.look": Bounds(among=("auto", "faithful", "lively")),
    **sections.BOUNDS,
}


@dataclass(frozen=True, slots=True)
class MessagesSettings:
    """How Heirloom speaks: `language` is a code such as "de", or "auto" for the reader's own."""

    language: str = "auto"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, by section.

    Attributes:
        data: the folder for everything that is kept.
        platforms: the section of each chat platform, by its name.
    """

    engine: EngineSettings
    messages: MessagesSettings
    database: sections.DatabaseSettings
    blobs: sections.BlobSettings
    queue: sections.QueueSettings
    limits: sections.LimitsSettings
    retention: sections.RetentionSettings
    worker: sections.WorkerSettings
    log: sections.LogSettings
    metrics: sections.MetricsSettings
    tracing: sections.TracingSettings
    data: Path
    platforms: Mapping[str, Any]


def load(environ: Mapping[str, str], file: Path | None = None) -> Settings:
    """Read the settings: the defaults, then `file` (or the one HEIRLOOM_CONFIG names), then the environment.

    Raises:
        BotError: a file cannot be read, or a key or value in it or in the environment cannot be used.
    """
    if file is None and environ.get("HEIRLOOM_CONFIG"):
        file = Path(environ["HEIRLOOM_CONFIG"])
    layers = [_mapping(default_file().read_text("utf-8"), "config/default.yaml")]
    if file is not None:
        layers.append(_mapping(_text(file, str(file)), str(file)))
    own = {name: kind for name, kind in get_type_hints(Settings).items() if name not in ("data", "platforms")}
    kinds = own | {entry.name: entry.settings for entry in ADAPTERS}
    for layer in layers:
        for name in layer:
            if name not in kinds:
                raise BotError("settings.unknown", key=str(name))
    read = {
        name: read_section(name, kind, [layer.get(name) for layer in layers], environ)
        for name, kind in kinds.items()
    }
    read["tracing"] = read["tracing"].standard(environ)
    platforms = {entry.name: read.pop(entry.name) for entry in ADAPTERS}
    return Settings(**read, data=data_folder(environ), platforms=platforms)


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where things are kept: HEIRLOOM_DATA, else the user's place for data; /var/lib/heirloom for root.

    Raises:
        BotError: this user has no home.
    """
    if environ.get("HEIRLOOM_DATA"):
        return Path(environ["HEIRLOOM_DATA"]).expanduser().absolute()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/heirloom")
    if home := environ.get("XDG_DATA_HOME") or environ.get("LOCALAPPDATA"):
        return Path(home) / "heirloom"
    try:
        return Path.home() / ".local" / "share" / "heirloom"
    except RuntimeError as problem:
        raise BotError("settings.data", path="~/.local/share/heirloom", reason="no home folder") from problem


def read_section(
    name: str, kind: type[Section], layers: Sequence[Any], environ: Mapping[str, str]
) -> Section:
    """Build one section, the dataclass `kind`, from what each file says of it and the environment.

    Raises:
        BotError: see `load`.
    """
    hints = get_type_hints(kind)
    secrets = {field.name for field in fields(kind) if field.metadata.get("secret")}  # type: ignore[arg-type]
    given: dict[str, Any] = {}
    for layer in layers:
        if not isinstance(layer, dict | None):
            raise BotError("settings.mapping", key=name)
        given |= {str(key): value for key, value in (layer or {}).items()}
    for key in given:
        if key in secrets:
            raise BotError("settings.secret", key=f"{name}.{key}", variable=variable_of(name, key))
    given |= _from_environment(name, hints, environ)
    for key in given:
        if key not in hints:
            raise BotError("settings.unknown", key=f"{name}.{key}")
    bounds = {field.name: _bounds(name, field) for field in fields(kind)}  # type: ignore[arg-type]
    return kind(
        **{key: _fit(f"{name}.{key}", value, hints[key], bounds[key]) for key, value in given.items()}
    )


def default_file() -> Traversable:
    """The shipped `config/default.yaml`: inside `bot` when installed, beside it in a checkout."""
    installed = resources.files("bot") / "config" / "default.yaml"
    return installed if installed.is_file() else Path(__file__).parents[2] / "config" / "default.yaml"


def variable_of(section: str, key: str) -> str:
    """The environment variable of a setting."""
    return f"HEIRLOOM_{section}_{key}".upper()


def _from_environment(section: str, hints: Mapping[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """What the environment says of one section, by key; a key nobody knows is kept, to be refused by name."""
    given: dict[str, Any] = {}
    prefix = variable_of(section, "")
    for variable, text in sorted(environ.items()):
        if not variable.startswith(prefix) or not text:
            continue
        key = variable.removeprefix(prefix).lower()
        if key not in hints and key.removesuffix("_file") in hints:
            key, text = key.removesuffix("_file"), _text(Path(text), variable).strip()
        given[key] = spoken(text, hints.get(key, str))
    return given


def _bounds(section: str, field: Field[Any]) -> Bounds:
    """What a setting may be: as its own declaration says (a platform's), or the table of the service's."""
    if "maximum" in field.metadata:
        return Bounds(field.metadata["minimum"], field.metadata["maximum"])
    return BOUNDS.get(f"{section}.{field.name}", Bounds())


def _fit(key: str, value: Any, kind: Any, bounds: Bounds) -> Any:
    try:
        fitting = convert(value, kind)
        bounds.check(fitting)
    except NotThat as wrong:
        raise BotError("settings.wrong", key=key, expected=wrong.expected, **wrong.parameters) from wrong
    return fitting


def _text(file: Path, key: str) -> str:
    """Read a file; `key` is what asked for it."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BotError("settings.file", key=key, path=str(file), reason=_reason(problem)) from problem


def _mapping(text: str, key: str) -> Layer:
    try:
        given = read_yaml(text)
    except yaml.YAMLError as problem:
        raise BotError("settings.mapping", key=key) from problem
    if not isinstance(given, dict | None):
        raise BotError("settings.mapping", key=key)
    return given or {}


def _reason(problem: OSError | UnicodeDecodeError) -> str:
    return (problem.strerror or type(problem).__name__) if isinstance(problem, OSError) else "not UTF-8"
