"""Errors as sentences: what went wrong and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.messages import Catalogue, Value


class Coded(Protocol):
    """An error with a code and parameters, as every error of ours has."""

    @property
    def code(self) -> str:
        """What went wrong."""
        ...

    @property
    def parameters(self) -> Mapping[str, Value]:
        """Of what, and by how much."""
        ...


def error_sentence(catalogue: Catalogue, error: Coded) -> str:
    """The sentence for an error.

    Where the same code comes with different parameters, the message selects by `given`: "range" or "reason".
    """
    given = "range" if "minimum" in error.parameters else "reason"
    return catalogue.say(error.code, **{"given": given, **error.parameters})
