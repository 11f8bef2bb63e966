"""Networks that keep account of their time, in place of the plain ones."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from restoration.sessions import Array, Session, Sessions, Stop

Shapes = tuple[tuple[str, tuple[int, ...]], ...]
"""Input names of a network with their shapes."""


@dataclass(slots=True)
class Account:
    """Calls of one network: seconds inside ``Session.run``, and how often with inputs of which shapes."""

    seconds: float = 0.0
    shapes: Counter[Shapes] = field(default_factory=Counter)

    @property
    def calls(self) -> int:
        """How often it ran."""
        return self.shapes.total()


class TimedSession:
    """A session that writes into an account."""

    def __init__(self, session: Session, account: Account) -> None:
        self._session = session
        self._account = account

    def run(self, feeds: Mapping[str, Array], stop: Stop) -> Array:
        """As the session under it."""
        started = time.perf_counter()
        output = self._session.run(feeds, stop)
        self._account.seconds += time.perf_counter() - started
        self._account.shapes[tuple((name, feed.shape) for name, feed in feeds.items())] += 1
        return output


class TimedSessions(Sessions):
    """The sessions of an engine, each with an account in ``accounts``."""

    def __init__(self, paths: Mapping[str, Path], *, threads: int = 0, provider: str = "cpu") -> None:
        super().__init__(paths, threads=threads, provider=provider)
        self.accounts: dict[str, Account] = {}

    def get(self, name: str) -> Session:
        """The session of a network, timed; loading it is not."""
        return TimedSession(super().get(name), self.accounts.setdefault(name, Account()))

    @property
    def seconds(self) -> float:
        """Inside all networks together."""
        return sum(account.seconds for account in self.accounts.values())
