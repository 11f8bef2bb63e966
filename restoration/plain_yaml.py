"""YAML as settings and cards are written in: plain values, nothing that runs."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where there is one: ten times as fast, and every start reads five files."""


def read_yaml(text: str) -> Any:
    """The value of a file's text.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 -- it is one of the two safe ones
