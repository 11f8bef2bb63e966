"""Traces, for operators who want them: one tree of spans for each request, across the processes.

A span says codes, numbers and the ids that we make. It never holds a photo, a name, a person's or chat's id,
a platform's message or a token; nor what an error says, which may hold any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from restoration.report import Progress

Fact = str | int | float | bool

NOWHERE: Mapping[str, str] = {}
"""What is carried when there is no trace."""


class Tracing:
    """Nobody wants traces: nothing is done. What does it is in `bot.observability.spans`."""

    @contextmanager
    def span(self, name: str, carried: Mapping[str, str] = NOWHERE, **facts: Fact) -> Iterator[None]:
        """A span for what happens inside: below the current one, or below what was `carried` here."""
        yield

    def note(self, **facts: Fact) -> None:
        """Add facts to the current span."""

    def carried(self) -> Mapping[str, str]:
        """The current span, as another process goes on below it."""
        return NOWHERE

    @contextmanager
    def stages(self, then: Callable[[Progress], None]) -> Iterator[Callable[[Progress], None]]:
        """`then`, with a span below the current one for each stage that ran inside."""
        yield then

    def close(self) -> None:
        """Send what was not sent yet; takes seconds where nobody listens."""
