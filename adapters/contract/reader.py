"""What an adapter may ask, besides handing in events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from adapters.contract.views import CommandEntry, Parameter, View


class Reader(Protocol):
    """What an adapter may look up. Everything is asked for one chat, and another chat's things are as if not
    there.

    `view`, `views` and `changes` raise `NotNow` while the database does not answer.
    """

    async def view(self, chat: str, request: str, locale: str | None = None) -> View | None:
        """One request; None when it is not this chat's, or deleted."""
        ...

    async def views(self, chat: str, locale: str | None = None) -> tuple[View, ...]:
        """All requests of a chat that are still kept, the newest first."""
        ...

    def changes(self, chat: str) -> AsyncIterator[str]:
        """The ids of requests as they change, until closed; begins now. Fast changes are joined, none is
        lost."""
        ...

    def parameters(self, locale: str | None = None) -> tuple[Parameter, ...]:
        """The recipe's strengths, in the order of work; labels in the language of `locale`."""
        ...

    def commands(self, locale: str | None = None) -> tuple[CommandEntry, ...]:
        """The commands for menus, in the language of `locale`."""
        ...

    def words(self, prefix: str, locale: str | None = None) -> Mapping[str, str]:
        """The messages whose code begins with `prefix` and a dot (`page.drop` is under "page"), in the
        language of `locale`.

        Keys are the codes without the prefix. Messages that need a parameter hold its name in braces, as in
        "{number}".
        """
        ...

    def say(self, code: str, locale: str | None = None, **parameters: str | float) -> str:
        """One message in the language of `locale`."""
        ...

    def language(self, locale: str | None = None) -> str:
        """The code of the language that `locale` is answered in, such as "pt"."""
        ...

    def languages(self) -> tuple[str, ...]:
        """The codes of all languages that people are answered in."""
        ...

    async def readiness(self) -> Mapping[str, bool]:
        """Whether each thing that photos need is there: database, queue, worker, networks."""
        ...

    def metrics(self) -> tuple[bytes, str]:
        """The process's figures in Prometheus' text format, and its media type."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What an adapter is opened with, besides its own settings.

    Attributes:
        reader: what it may look up.
        folder: a private folder of its own, for small things that must survive a restart (a secret it made);
            it exists.
        limit_bytes: largest photo that is taken.
        version: Heirloom's.
        say: prints a line for the operator at the start, such as the link to the page, on the standard
            output.
        language: the operator's, for `say`; empty = English.
    """

    reader: Reader
    folder: Path
    limit_bytes: int
    version: str
    say: Callable[[str], None]
    language: str = ""
