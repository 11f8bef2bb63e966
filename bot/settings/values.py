"""Values of settings: what a file or an environment variable says, made into the type a field asks for."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import yaml

KINDS = ("list", "mapping", "number", "one_of", "range", "text", "whole_number", "yes_no")
"""What a value can be expected to be."""


class NotThat(ValueError):
    """A value does not fit: `expected` is one of `KINDS`, with the `parameters` that its sentence needs."""

    def __init__(self, expected: str, **parameters: str | float) -> None:
        super().__init__(expected, parameters)
        self.expected = expected
        self.parameters = parameters


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a value may be: a number from `minimum` to `maximum`, a text `among` a few, or a list of texts
    that match the regular expression `shape`."""

    minimum: float = -math.inf
    maximum: float = math.inf
    among: tuple[str, ...] = ()
    shape: str = ""

    def check(self, value: object) -> None:
        """Raises NotThat for a value outside."""
        if self.among and value not in self.among:
            raise NotThat("one_of", choices=", ".join(self.among))
        if (
            self.shape
            and isinstance(value, tuple)
            and not all(re.fullmatch(self.shape, each) for each in value)
        ):
            raise NotThat("list")
        if isinstance(value, int | float) and not self.minimum <= value <= self.maximum:  # false for NaN too
            raise NotThat("range", minimum=self.minimum, maximum=self.maximum)


def spoken(text: str, kind: Any) -> Any:
    """Read what an environment variable says: YAML, save where a text is asked for, which stands as it is."""
    if kind is str or (_optional(kind) is str and text):
        return text
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return text


def convert(value: Any, kind: Any) -> Any:
    """Make `value` into `kind`: bool, int, float, str, Path, `X | None`, a mapping from str to these, or
    a tuple of texts, which may also stand in one text with commas between them.

    Raises:
        NotThat: it does not fit. Nothing is guessed: "yes" is no number, and `true` is not 1.
    """
    inner = _optional(kind)
    if inner is not None:
        return None if value is None else convert(value, inner)
    if get_origin(kind) is not None and issubclass(get_origin(kind), Mapping):
        return _mapping(value, get_args(kind)[1])
    if get_origin(kind) is tuple:
        return _texts(value)
    return _scalar(value, kind)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(each.strip() for each in value.split(",") if each.strip())
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise NotThat("list")
    return tuple(value)


def _optional(kind: Any) -> Any:
    """X of `X | None`, else None."""
    if get_origin(kind) not in (Union, UnionType):
        return None
    (inner,) = (argument for argument in get_args(kind) if argument is not NoneType)
    return inner


def _mapping(value: Any, kind: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise NotThat("mapping")
    return {name: convert(member, kind) for name, member in value.items()}


def _scalar(value: Any, kind: Any) -> Any:
    if kind is bool:
        if isinstance(value, bool):
            return value
        raise NotThat("yes_no")
    if kind is int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise NotThat("whole_number")
    if kind is float:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        raise NotThat("number")
    if kind in (str, Path):
        if isinstance(value, str) and (value or kind is str):
            return kind(value)
        raise NotThat("text")
    raise TypeError(f"no setting can be a {kind!r}")
